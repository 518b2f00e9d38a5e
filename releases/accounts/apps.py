"""Accounts: how staff prove who they are, and how long a log-in holds."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's view of the accounts; their rows are Django's and django-otp's own."""

    name = "releases.accounts"
    label = "accounts"
    verbose_name = "账号安全"

    def ready(self) -> None:
        """Register the deployment check, and date each session from the moment of its log-in."""
        from django.contrib.auth.signals import user_logged_in

        from releases.accounts import checks  # noqa: F401  (importing registers them)
        from releases.accounts.sessions import begin

        # Django's own signal: whichever way somebody logs in, their session has a beginning.
        user_logged_in.connect(begin, dispatch_uid="accounts.begin")
