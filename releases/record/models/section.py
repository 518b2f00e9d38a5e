"""Section 栏目: the tree releases are filed in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

# A breadcrumb is read in one query, so the joins it takes are counted beforehand.
MAX_DEPTH = 4
PARENTS = "parent__parent__parent"


class SectionQuerySet(models.QuerySet["Section"]):
    """Ways to choose sections."""

    def top(self) -> SectionQuerySet:
        """Keep those that stand under the home page itself."""
        return self.filter(parent=None)

    def at(self, path: str) -> SectionQuerySet:
        """Keep the one at the path, and those below it."""
        return self.filter(models.Q(path=path) | models.Q(path__startswith=f"{path}/"))

    def with_parents(self) -> SectionQuerySet:
        """Fetch each section's way to the top along with it."""
        return self.select_related(PARENTS)


class Section(models.Model):
    """One column of the site, with what the national page labels ask of a column."""

    path = models.CharField(
        "路径",
        max_length=200,
        unique=True,
        validators=[
            RegexValidator(
                rf"\A[a-z0-9-]+(/[a-z0-9-]+){{0,{MAX_DEPTH - 1}}}\Z",
                f"路径由小写字母、数字和连字符组成，用“/”分级，最多 {MAX_DEPTH} 级，例如 jdhy/xwfbh。",
            )
        ],
        help_text="公开网址的一部分，例如 jdhy/xwfbh；公布后请勿更改。",
    )
    name = models.CharField("名称", max_length=50)
    parent = models.ForeignKey(
        "self",
        verbose_name="上级栏目",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)
    description = models.CharField("栏目描述", max_length=300)
    keywords = models.CharField("栏目关键词", max_length=200)
    column_type = models.CharField(
        "栏目类别", max_length=50, help_text="网页标签 ColumnType 的取值，例如 回应关切。"
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ["position", "path"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="section_is_not_its_own_parent",
                violation_error_message="栏目不能是自己的上级。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the section's list."""
        return reverse("record:section", args=[self.path])

    def clean(self) -> None:
        """Refuse a path that contradicts the tree."""
        above, _, own = self.path.rpartition("/")
        if own == "feed":
            raise ValidationError({"path": "路径的最后一级不能是“feed”，那是订阅的网址。"})
        if self.parent is None and above:
            raise ValidationError({"path": f"没有上级栏目时，路径只有一级，例如“{own}”。"})
        if self.parent is not None and above != self.parent.path:
            raise ValidationError({"path": f"路径应在上级栏目之下，例如“{self.parent.path}/{own}”。"})

    def trail(self) -> list[Section]:
        """Return the sections from the top down to this one.

        Takes no query when the section came from ``with_parents()``.
        """
        found: list[Section] = []
        section: Section | None = self
        while section is not None:
            found.insert(0, section)
            section = section.parent
        return found
