"""Objections because something is missing."""

from __future__ import annotations

from collections.abc import Iterator

from releases.desk.models import Conference, LeftoverReason, LeftoverState
from releases.desk.photographs import is_camera_name
from releases.desk.preflight.finding import Finding

MAX_TITLE = 200


def incomplete(conference: Conference) -> Iterator[Finding]:
    """Yield an objection for each thing that a public page cannot do without."""
    if not conference.title.strip():
        yield Finding("no-title", "没有标题。", "id_title")
    elif len(conference.title) > MAX_TITLE:
        yield Finding("long-title", f"标题超过 {MAX_TITLE} 个字。", "id_title")
    if conference.section is None:
        yield Finding("no-section", "没有选择栏目。", "id_section")
    if not conference.source.strip():
        yield Finding("no-source", "没有填写来源。", "id_source")
    if conference.held_day is None and conference.published_on is None:
        yield Finding("no-day", "没有填写举行日期。", "id_held_day")
    yield from _photos(conference)
    waiting = sum(
        row.kind == LeftoverReason.UNPLACED and row.state == LeftoverState.OPEN
        for row in conference.leftovers.all()
    )
    if waiting:
        yield Finding(
            "leftovers", f"还有 {waiting} 处剩余文字没有处理：放入正文，或确认不予采用。", "leftovers"
        )


def _photos(conference: Conference) -> Iterator[Finding]:
    for photo in conference.photos.all():
        name = f"图 {photo.public_id}（{photo.file_name}）" if photo.file_name else f"图 {photo.public_id}"
        if not photo.digest:
            yield Finding("photo-missing", f"{name}没有图片文件：请上传，或删去这张图片。", "photos-group")
        elif not photo.alt.strip() and not photo.decorative:
            yield Finding(
                "photo-without-alt", f"{name}没有替代文字：请填写，或标为“仅为装饰”。", "photos-group"
            )
        for title, text in (("图片说明", photo.caption), ("替代文字", photo.alt)):
            if is_camera_name(text):
                yield Finding(
                    "camera-name", f"{name}的{title}只是一个文件名，请写明图片内容。", "photos-group"
                )
