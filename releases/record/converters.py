"""What may stand for a release in an address; importing this makes it known."""

from django.urls import register_converter


class ReleaseId:
    """A day and a number: 20260329-1."""

    regex = "[0-9]{8}-[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(ReleaseId, "release")
