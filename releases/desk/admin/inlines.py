"""The parts of a conference, in the order a person works on them."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from releases.desk import later
from releases.desk.forms.attachment import AttachmentForm
from releases.desk.forms.participant import ParticipantForm, ParticipantFormSet
from releases.desk.forms.photo import PhotoForm
from releases.desk.forms.rows import OwnRows
from releases.desk.forms.turn import TurnForm, TurnFormSet
from releases.desk.models import Attachment, Conference, Participant, Photo, Turn
from releases.desk.models.turn import MAX_TURNS
from releases.photos import WIDTHS, rendition_name
from releases.record.media import attachment_name


class Growing:
    """For inlines that a script adds rows to: without one, the address asks for blank rows."""

    def get_extra(self, request: HttpRequest, obj: Conference | None = None, **kwargs: Any) -> int:  # noqa: ARG002  (Django's signature)
        """Return how many blank rows there are, at most nine."""
        asked = request.GET.get("more", "")
        return int(asked) if re.fullmatch("[1-9]", asked) else 0


class ParticipantInline(Growing, admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    """People: one row each."""

    model = Participant
    form = ParticipantForm
    formset = ParticipantFormSet
    verbose_name_plural = "人员（新增的人员保存后，才能在实录中选为发言人）"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participant]:
        """Fetch each person along."""
        return super().get_queryset(request).select_related("person")


class TurnInline(Growing, admin.StackedInline):  # type: ignore[type-arg]  # no subscript at run time
    """Turns: words need room; an address may ask for a row in which a question is answered."""

    model = Turn
    form = TurnForm
    formset = TurnFormSet
    max_num = MAX_TURNS
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("order", "kind", "speaker"),
                    ("label", "answers", "time"),
                    ("due", "given_on"),
                    "body",
                )
            },
        ),
    )

    def get_extra(self, request: HttpRequest, obj: Conference | None = None, **kwargs: Any) -> int:
        """Return how many blank rows there are, with the one prepared for an answer."""
        return max(super().get_extra(request, obj, **kwargs), len(self.prepared(request, obj)))

    def prepared(self, request: HttpRequest, conference: Conference | None) -> list[dict[str, Any]]:
        """Return what stands in the new rows."""
        row = later.prepared(conference, request.GET.get("answer", ""))
        return [row] if row else []


class PhotoInline(Growing, admin.StackedInline):  # type: ignore[type-arg]  # no subscript at run time
    """Photos, each seen beside its words."""

    model = Photo
    form = PhotoForm
    formset = OwnRows
    readonly_fields = ("file_name", "seen")
    fields = ("seen", ("order", "file_name"), "upload", "caption", "alt", ("decorative", "credit"))

    @admin.display(description="图片")
    def seen(self, photo: Photo) -> SafeString | str:
        """Show the photo at the size of a phone, or say that it is missing."""
        if not photo.digest:
            return format_html(
                '<strong class="desk-missing">{}</strong>', "没有图片文件：请上传，或删除这一张。"
            )
        name = rendition_name(photo.digest, min(WIDTHS[0], photo.width))
        address = reverse("admin:desk_conference_file", args=[photo.conference_id, name])
        return format_html(
            '<img class="desk-photo" src="{}" alt="{}" loading="lazy">', address, photo.alt or photo.file_name
        )


class AttachmentInline(Growing, admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    """Attachments."""

    model = Attachment
    form = AttachmentForm
    formset = OwnRows
    readonly_fields = ("kept",)
    fields = ("order", "upload", "title", "kept")

    @admin.display(description="已上传")
    def kept(self, attachment: Attachment) -> Any:  # noqa: ANN401  (a link or nothing)
        """Link to the file as it is."""
        if not attachment.digest:
            return ""
        name = attachment_name(attachment.digest, attachment.file_name)
        address = reverse("admin:desk_conference_file", args=[attachment.conference_id, name])
        return format_html('<a href="{}">{}</a>', address, attachment.file_name)
