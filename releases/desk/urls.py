"""The desk's addresses beside those of the admin: for people without an account, and for filing questions."""

from django.contrib import admin
from django.urls import path

from releases.desk.views import filing, shared

app_name = "desk"
urlpatterns = [
    path("questions/", admin.site.admin_view(filing.questions), name="filing"),
    path("preview/<str:token>/", shared.page, name="shared"),
    # Programs that find links in a message often leave the last slash out.
    path("preview/<str:token>", shared.page),
    path("preview/<str:token>/files/<path:name>", shared.file, name="shared_file"),
]
