"""The page that takes a transcript."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from releases.desk import photographs
from releases.desk.forms.importing import ImportForm, PhotosForm
from releases.desk.forms.photo import kept_photo
from releases.desk.importing import ImportingError, import_transcript, imported_before
from releases.desk.models import Conference, State
from releases.desk.views.pages import address, frame, may, require
from releases.transcripts.result import TranscriptError


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Import into a new draft."""
    require(request, "add_conference")
    return _page(request, None)


@require_http_methods(["GET", "POST"])
@may("change_conference")
def again(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Import into a conference that is there: a revised file, or what was said at one announced."""
    return _page(request, conference)


@require_http_methods(["GET", "POST"])
@may("change_conference", "add_photo")
def photos(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Take many photos at once."""
    form = PhotosForm(request.POST, request.FILES) if request.method == "POST" else PhotosForm()
    if form.is_valid():
        _add_photos(request, conference, form.cleaned_data["photos"])
        return redirect("admin:desk_conference_change", conference.pk)
    context = frame(request, "上传图片", conference) | {
        "form": form,
        "missing": conference.photos.missing(),
    }
    return render(request, "desk/photos.html", context)


def _page(request: HttpRequest, conference: Conference | None) -> HttpResponse:
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
    else:
        form = ImportForm(initial={"section": conference.section_id} if conference else {})
    if form.is_valid():
        imported = _imported(request, form, conference)
        if imported is not None:
            return redirect(address("review", imported))
    title = f"重新导入文字稿：{conference}" if conference else "导入文字稿"
    return render(request, "desk/import.html", frame(request, title, conference) | {"form": form})


def _imported(request: HttpRequest, form: ImportForm, conference: Conference | None) -> Conference | None:
    data, name = form.transcript()
    before = None if conference else imported_before(data)
    if before is not None:
        messages.warning(request, f"这个文件以前导入过，就是下面这场《{before}》，没有重复导入。")
        return before
    uploads: list[UploadedFile[Any]] = form.cleaned_data["photos"]
    try:
        conference = import_transcript(
            data=data,
            name=name,
            by=cast("User", request.user),
            section=form.cleaned_data["section"],
            conference=conference,
        )
    except (TranscriptError, ImportingError) as error:
        form.add_error(None, str(error))
        return None
    if uploads:
        _add_photos(request, conference, uploads)
    public = conference.state == State.PUBLISHED
    words = "文字稿已导入，公众看到的仍是已发布的版本。" if public else "文字稿已导入为草稿。"
    messages.success(request, f"{words}请对照原文核对。")
    return conference


def _add_photos(request: HttpRequest, conference: Conference, uploads: list[UploadedFile[Any]]) -> None:
    kept: list[tuple[str, photographs.Kept]] = []
    for upload in uploads:
        try:
            kept.append((upload.name or "", kept_photo(upload)))
        except ValidationError as error:
            messages.error(request, error.messages[0])
    added = photographs.add(conference=conference, kept=kept, by=cast("User", request.user))
    if added:
        messages.success(request, f"已收到 {len(added)} 张图片，请为它们填写替代文字和说明。")
    if len(added) < len(kept):
        messages.info(request, f"有 {len(kept) - len(added)} 张图片这里已经有了，没有重复收入。")
