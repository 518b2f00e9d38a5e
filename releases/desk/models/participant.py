"""A person's part in one conference."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models

from releases.desk.models.conference import Conference
from releases.desk.models.person import Person


class ParticipantRole(models.TextChoices):
    """Why a person is in the list at the head of a release."""

    SPOKESPERSON = "spokesperson", "发布人"
    MODERATOR = "moderator", "主持人"
    ATTENDEE = "attendee", "出席"


class Participant(models.Model):
    """Somebody at one conference, with the position held on that day."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="participants", verbose_name="发布会"
    )
    number = models.PositiveIntegerField("编号", editable=False)
    order = models.PositiveIntegerField("次序", default=0)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name="人物"
    )
    name = models.TextField("姓名", validators=[MaxLengthValidator(100)])
    position = models.TextField(
        "当日职务",
        blank=True,
        validators=[MaxLengthValidator(200)],
        help_text="发布会当天的职务，不随日后变动。",
    )
    role = models.CharField(
        "身份", max_length=20, choices=ParticipantRole.choices, default=ParticipantRole.SPOKESPERSON
    )

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ("order", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "number"),
                name="participant_number_once",
                violation_error_message="人员编号重复。",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="participant_has_name",
                violation_error_message="请填写姓名。",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def public_id(self) -> str:
        """Return the id within the document."""
        return f"p{self.number}"
