"""A transcript as a person brings it: a file or pasted words, and photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from releases.desk.forms.photo import MAX_BYTES as MAX_PHOTO_BYTES
from releases.record.models import Section

MAX_BYTES = 30 * 1024 * 1024
MAX_PHOTOS = 60
PASTED = "粘贴的文字.txt"


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    """A choice of section that shows the way to it."""

    def label_from_instance(self, obj: Section) -> str:
        """Return 解读回应 > 新闻发布会."""
        return " > ".join(section.name for section in obj.trail())


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once; the cleaned value is a list of uploads."""

    widget = FilesInput(attrs={"multiple": True, "accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401  (Django's signature)
        """Check each file as Django checks one, and their number and sizes."""
        files: Sequence[UploadedFile[Any]] = data or []
        if len(files) > MAX_PHOTOS:
            raise forms.ValidationError(f"一次最多上传 {MAX_PHOTOS} 张图片。")
        for file in files:
            if file.size is not None and file.size > MAX_PHOTO_BYTES:
                raise forms.ValidationError(
                    f"“{file.name}”超过 {MAX_PHOTO_BYTES // 1024 // 1024} MB 的上限。"
                )
        if self.required and not files:
            raise forms.ValidationError("请选择图片文件。")
        return [super(PhotosField, self).clean(file, initial) for file in files]


class PhotosForm(forms.Form):
    """Photos for a conference that is already there."""

    photos = PhotosField(label="图片", help_text="可以一次选择多张；与文字稿所提文件名相同的自动对应。")


class ImportForm(forms.Form):
    """A transcript: a file, or pasted words."""

    file = forms.FileField(
        label="文字稿文件",
        required=False,
        help_text="Word（.docx，不超过 30 MB）、文本（.txt，3 MB）或另存的网页（.html，8 MB）。",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.html,.htm"}),
    )
    text = forms.CharField(
        label="或者粘贴文字",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
    )
    section = SectionField(Section.objects.none(), label="栏目", required=False, empty_label="（稍后选择）")
    photos = PhotosField(
        label="图片", required=False, help_text="文字稿提到但没有嵌入的图片，可以一次选择多张，按文件名对应。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section = cast("SectionField", self.fields["section"])
        section.queryset = Section.objects.with_parents().order_by("path")

    def clean_file(self) -> UploadedFile[Any] | None:
        """Refuse what is too large before it is read."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB 的上限。")
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of file and words."""
        cleaned = super().clean() or {}
        if "file" not in self.errors and bool(cleaned.get("file")) == bool(
            (cleaned.get("text") or "").strip()
        ):
            raise forms.ValidationError("请选择一个文字稿文件，或者粘贴文字（二选一）。")
        return cleaned

    def transcript(self) -> tuple[bytes, str]:
        """Return the bytes and their file name."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or PASTED
        return self.cleaned_data["text"].encode(), PASTED
