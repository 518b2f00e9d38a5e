"""Backup: all that a site is, in one folder, and the site again from that folder."""
