"""The desk: where staff work on a conference until it is published."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Django's view of the desk."""

    name = "releases.desk"
    label = "desk"
    verbose_name = "新闻发布"
    default_auto_field = "django.db.models.BigAutoField"
