"""What may stand for a release, or for one of its forms, in an address; importing this makes it known."""

import re

from django.urls import register_converter

from releases.record.exports import BY_SUFFIX


class ReleaseId:
    """A day and a number: 20260329-1."""

    regex = "[0-9]{8}-[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


class Suffix:
    """The end of a download's address: docx, turns.csv."""

    regex = "|".join(map(re.escape, BY_SUFFIX))

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(ReleaseId, "release")
register_converter(Suffix, "suffix")
