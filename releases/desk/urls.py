"""The desk's addresses for people without an account; staff reach everything else through the admin."""

from django.urls import path

from releases.desk.views import shared
from releases.record import converters  # noqa: F401  (importing makes it known)

app_name = "desk"
urlpatterns = [
    path("preview/<str:token>/", shared.page, name="shared"),
    # Programs that find links in a message often leave the last slash out.
    path("preview/<str:token>", shared.page),
    path("preview/<str:token>/release.<suffix:suffix>", shared.download, name="shared_download"),
    path("preview/<str:token>/files/<path:name>", shared.file, name="shared_file"),
]
