"""The photos of a conference."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from releases.desk import photographs
from releases.desk.forms.text import ShownText
from releases.desk.models import Photo
from releases.photos import PhotoError
from releases.transcripts.captions import is_camera_name

MAX_BYTES = 30 * 1024 * 1024


def kept_photo(upload: UploadedFile[Any]) -> photographs.Kept:
    """Clean and keep an uploaded photo, or raise ValidationError."""
    if upload.size is not None and upload.size > MAX_BYTES:
        raise forms.ValidationError(f"“{upload.name}”超过 {MAX_BYTES // 1024 // 1024} MB 的上限。")
    try:
        return photographs.keep(upload.read())
    except PhotoError as error:
        raise forms.ValidationError(f"“{upload.name}”：{error}") from error


class PhotoForm(ShownText, forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """One photo: its words, and its bytes when they are uploaded."""

    upload = forms.FileField(
        label="上传图片",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="JPG、PNG、WebP 等，不超过 30 MB。拍摄地点等信息会自动清除。",
    )
    order = forms.IntegerField(label="次序", required=False, min_value=0)

    class Meta:
        model = Photo
        fields = ("order", "upload", "caption", "alt", "decorative", "credit")
        widgets = {
            "caption": forms.TextInput(attrs={"class": "vLargeTextField desk-line"}),
            "alt": forms.TextInput(attrs={"class": "vLargeTextField desk-line"}),
            "credit": forms.TextInput(attrs={"size": 20}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: photographs.Kept | None = None
        self.initial["order"] = self.instance.order if self.instance.pk else None

    def clean_order(self) -> int:
        """Leave the place of a new row to the saving."""
        return self.cleaned_data["order"] or 0

    def clean_upload(self) -> UploadedFile[Any] | None:
        """Clean the photo's bytes now, while the person is here to choose another."""
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if upload is not None:
            self.kept = kept_photo(upload)
        elif self.instance.pk is None and self.has_changed():
            raise forms.ValidationError("请选择图片文件。")
        return upload

    def clean_caption(self) -> str:
        """Refuse a bare file name."""
        return self._words("caption")

    def clean_alt(self) -> str:
        """Refuse a bare file name."""
        return self._words("alt")

    def save(self, commit: bool = True) -> Photo:  # noqa: FBT001, FBT002  (Django's signature)
        """Give the row its bytes; a missing photo keeps the name the transcript calls it by."""
        if self.kept is not None:
            photographs.fill(self.instance, self.kept)
            self.instance.file_name = self.instance.file_name or self.cleaned_data["upload"].name
        return cast("Photo", super().save(commit))

    def _words(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        if is_camera_name(text):
            raise forms.ValidationError(
                "这只是一个文件名，读者看不懂：请写明图片里有谁、在做什么。", code="camera-name"
            )
        return text
