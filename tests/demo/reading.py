"""What the record holds and shows, to be held against what it held and showed elsewhere.

As a program of its own, ``python -m tests.demo.reading FOLDER`` restores the packs of a folder into the empty
database that the environment names, and prints the same of it.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from io import StringIO

import django


def read() -> dict[str, str]:
    """Return the seal of each version and, by its address, the digest of each page."""
    from django.test import Client

    from releases.record.models import Version

    client, found = Client(), {}
    for version in Version.objects.select_related("release").order_by("release", "number"):
        found[str(version)] = f"{version.digest} {version.seal}"
        for address in (version.release.get_absolute_url(), version.get_absolute_url()):
            response = client.get(address)
            found[address] = f"{response.status_code} {sha256(response.content).hexdigest()}"
    for address in ("/releases/", "/people/"):
        found[address] = sha256(client.get(address).content).hexdigest()
    return found


def main(folder: str) -> None:
    """Restore, verify and read."""
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("restore_packs", folder, stdout=StringIO())
    call_command("verify_record", stdout=StringIO())
    print(json.dumps(read()))  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main(sys.argv[1])
