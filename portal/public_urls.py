"""The public's addresses: the record's at the root, and in English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("releases.record.file_urls")),
    path("api/v1/", include("releases.record.api.urls")),
    *i18n_patterns(path("", include("releases.record.urls")), prefix_default_language=False),
]
handler404 = "releases.record.views.errors.not_found"
handler500 = "releases.record.views.errors.server_error"
