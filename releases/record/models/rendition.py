"""Rendition: what a photo's smaller size was when it was published."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class RenditionQuerySet(models.QuerySet["Rendition"]):
    """Ways to choose renditions."""

    def named(self, names: Iterable[str]) -> RenditionQuerySet:
        """Only those of these files."""
        return self.filter(name__in=[*names])

    def digests(self) -> dict[str, str]:
        """Return the digest of each by its name."""
        return dict(self.values_list("name", "digest"))


class Rendition(models.Model):
    """The SHA-256 of a public WebP: no document has it, and no seal is of it.

    A file that was published before this was kept has none until the next publication that shows it.
    """

    name = models.CharField("文件名", max_length=100, primary_key=True)
    digest = models.CharField("摘要值", max_length=64)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "缩小图"

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:12]}"
