"""The record: what the public reads, version by version."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Django's view of the record."""

    name = "releases.record"
    label = "record"
    verbose_name = "公开档案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the deployment checks."""
        from releases.record import checks  # noqa: F401  (importing registers them)
