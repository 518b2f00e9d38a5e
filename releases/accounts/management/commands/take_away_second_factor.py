"""The take_away_second_factor command: for when nobody is left who could do it at the desk."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from releases.accounts import second_factor


class Command(BaseCommand):
    """Take a person's device and recovery codes away, and sign them out everywhere."""

    help = "Take away a lost device and its recovery codes; the next log-in enrols a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Do it, or say that there is no such account."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username!r}.")
        second_factor.take_away(user=user, by=None)
        self.stdout.write(f"Done: at the next log-in {username} enrols a new device.")
