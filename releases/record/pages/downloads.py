"""The forms that a version can be taken in, as its page offers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.document import Document

# The whole module: one of the formats imports a page's links, and so may come before there is a list of them.
from releases.record import exports
from releases.record.models import Version

# What people call the format, and what it is good for.
_WORDS = {
    "docx": ("Word", _("排版、打印")),
    "pdf": ("PDF", _("与打印的页面相同")),
    "txt": (_("纯文本"), _("粘贴到任何地方")),
    "md": ("Markdown", _("带标题和链接的文本")),
    "turns.csv": (_("表格（CSV）"), _("一行一段发言")),
    "json": ("JSON", _("全部内容和摘要值，供程序读取")),
    "document.json": (_("签发的原文"), _("与摘要值逐字节对应，供核验")),
    "jsonld": ("JSON-LD", _("schema.org 词汇")),
    "ninjs.json": ("ninjs 3.1", _("新闻机构的稿件系统")),
    "akn.xml": ("Akoma Ntoso", _("会议记录的国际标准")),
    "photos.zip": (_("照片（ZIP）"), _("原图，附图片说明和摄影")),
    "zip": (_("整套资料（ZIP）"), _("以上全部和附件，可离线阅读，可核对")),
}


@dataclass(frozen=True, slots=True)
class Download:
    """A form of a version: where it is, what it is called, what for."""

    url: str
    media_type: str
    name: str
    purpose: str


def downloads_of(version: Version, document: Document) -> tuple[Download, ...]:
    """Return the forms of the version's document, those that most people ask for first.

    Each address is this version's for ever.
    """
    return downloads_at(
        exports.offered(document),
        lambda suffix: reverse("files:edition", args=[version.release_id, version.number, suffix]),
    )


def downloads_at(forms: Iterable[exports.Format], address: Callable[[str], str]) -> tuple[Download, ...]:
    """Return these forms, each at what ``address`` says of its suffix."""
    return tuple(
        Download(address(form.suffix), form.media_type, *map(str, _WORDS[form.suffix])) for form in forms
    )
