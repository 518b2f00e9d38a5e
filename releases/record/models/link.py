"""Link: a version's place in the one chain of everything that was ever published."""

from __future__ import annotations

from django.db import models

from releases.document import canonical, digest_of
from releases.record.models.version import Version


class LinkQuerySet(models.QuerySet["Link"]):
    """Ways to choose links."""

    def with_versions(self) -> LinkQuerySet:
        """Fetch along with each link its version, but for what the version says."""
        return self.select_related("version").defer("version__document")


class Link(models.Model):
    """One version, chained to the one that was published before it, of whatever release.

    The seals chain the versions of a release; this chains the whole record, so that none can be left out of
    it unnoticed. ``hash`` is made of what anybody may know, and the database refuses every change of a row.
    """

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    version = models.OneToOneField(
        Version, verbose_name="版本", on_delete=models.PROTECT, related_name="link"
    )
    previous = models.CharField("上一环", max_length=64, blank=True)
    hash = models.CharField("摘要值", max_length=64, unique=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "链环"
        verbose_name_plural = "链环"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number=1, previous="") | (models.Q(number__gt=1) & ~models.Q(previous="")),
                name="link_one_is_the_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


def hash_of(*, number: int, previous: str, release: str, version: int, digest: str, seal: str) -> str:
    """Return the SHA-256 of the canonical JSON of these values; ``version`` is its number."""
    return digest_of(
        canonical(
            {
                "number": number,
                "previous": previous,
                "release": release,
                "version": version,
                "digest": digest,
                "seal": seal,
            }
        )
    )
