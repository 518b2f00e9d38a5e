"""The attachments of a conference."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from releases.desk import enclosures
from releases.desk.forms.text import ShownText, label_cells
from releases.desk.models import Attachment


class AttachmentForm(ShownText, forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """One attachment: its name on the page, and its bytes when they are uploaded."""

    upload = forms.FileField(
        label="上传文件",
        required=False,
        widget=forms.FileInput(),
        help_text="PDF、OFD、Word、Excel、ZIP 等，不超过 50 MB。文件原样公开，请先清除其中的作者、批注。",
    )
    order = forms.IntegerField(label="次序", required=False, min_value=0)

    class Meta:
        model = Attachment
        fields = ("order", "upload", "title")
        widgets = {"title": forms.TextInput(attrs={"size": 40})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: enclosures.Kept | None = None
        self.initial["order"] = self.instance.order if self.instance.pk else None
        label_cells(self)

    def clean_order(self) -> int:
        """Leave the place of a new row to the saving."""
        return self.cleaned_data["order"] or 0

    def clean_upload(self) -> UploadedFile[Any] | None:
        """Look at the bytes: a name alone proves nothing."""
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if upload is None:
            if self.instance.pk is None and self.has_changed():
                raise forms.ValidationError("请选择文件。")
            return None
        if upload.size is not None and upload.size > enclosures.MAX_BYTES:
            raise forms.ValidationError(f"文件超过 {enclosures.MAX_BYTES // 1024 // 1024} MB 的上限。")
        try:
            self.kept = enclosures.keep(upload.read(), upload.name or "")
        except enclosures.EnclosureError as error:
            raise forms.ValidationError(str(error)) from error
        return upload

    def save(self, commit: bool = True) -> Attachment:  # noqa: FBT001, FBT002  (Django's signature)
        """Give the row its bytes."""
        if self.kept is not None:
            row = self.instance
            row.title = row.title or PurePath(self.kept.file).stem
            row.file_name, row.media_type = self.kept.file, self.kept.media_type
            row.size, row.digest = self.kept.size, self.kept.digest
        return cast("Attachment", super().save(commit))
