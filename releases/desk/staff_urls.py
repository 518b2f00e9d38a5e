"""The desk's addresses that belong to no kind of object: for staff, like all of the admin's."""

from django.contrib import admin
from django.urls import path

from releases.desk.views import filing

# No name of an app: the gate lets those of "desk" pass without a log-in.
urlpatterns = [path("questions/", admin.site.admin_view(filing.questions), name="filing")]
