"""Backup and restore, which have no tables of their own."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Django's view of backups."""

    name = "releases.backup"
    label = "backup"
    verbose_name = "备份"
