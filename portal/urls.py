"""Addresses: the record's at the root, the desk's under /desk/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # Before the admin, which answers for whatever else stands below /desk/.
    path("desk/", include("releases.desk.urls")),
    path("desk/account/", include("releases.accounts.urls")),
    path("desk/", include("releases.desk.staff_urls")),
    path("desk/", admin.site.urls),
    path("", include("releases.record.urls")),
]
handler404 = "releases.record.views.errors.not_found"
handler500 = "releases.record.views.errors.server_error"
