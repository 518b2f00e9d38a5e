"""The audit trail: who did what at the desk, when, from where, and how it ended."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Django's view of the audit trail."""

    name = "releases.audit"
    label = "audit"
    verbose_name = "安全审计"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to log-ins and log-outs."""
        from releases.audit import logins  # noqa: F401  (importing connects them)
