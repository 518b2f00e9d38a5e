"""Addresses: the record's at the root, and in English under /en/; the desk's under /desk/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # Before the admin, which answers for whatever else stands below /desk/.
    path("desk/", include("releases.desk.urls")),
    path("desk/account/", include("releases.accounts.urls")),
    path("desk/", include("releases.desk.staff_urls")),
    path("desk/", admin.site.urls),
    path("", include("releases.record.file_urls")),
    path("api/v1/", include("releases.record.api.urls")),
    *i18n_patterns(path("", include("releases.record.urls")), prefix_default_language=False),
]
handler404 = "releases.record.views.errors.not_found"
handler500 = "releases.desk.views.errors.server_error"
