"""Addresses where there is a desk: the desk's under /desk/, then the public's."""

from django.contrib import admin
from django.urls import include, path

from portal import public_urls

urlpatterns = [
    # Before the admin, which answers for whatever else stands below /desk/.
    path("desk/", include("releases.desk.urls")),
    path("desk/account/", include("releases.accounts.urls")),
    path("desk/", include("releases.desk.staff_urls")),
    path("desk/", admin.site.urls),
    *public_urls.urlpatterns,
]
handler404 = public_urls.handler404
handler500 = "releases.desk.views.errors.server_error"
