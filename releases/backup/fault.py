"""What stops a backup or a restoration."""


class BackupError(Exception):
    """A Chinese sentence saying why nothing was done."""
