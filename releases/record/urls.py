"""Public addresses. What stands here never changes: people print it."""

from django.urls import URLPattern

app_name = "record"
urlpatterns: list[URLPattern] = []
