"""Links: those that leave government sites, go over plain http, or lead where no citizen can go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, foreign, paragraphs

_LINK = re.compile(r"(?:https?|ftp|file)://?/?(?:[A-Za-z0-9._~:/?#@!$&'()*+=%-]|[,;](?!https?:))+", re.I)
_SHARE = re.compile(r"\\\\[A-Za-z0-9._-]+\\[^\s，。；]+|(?<![A-Za-z])[C-Z]:\\[^\s，。；]+")
_TRAILING = ".,;:!?'"
_SITES = "国办秘函〔2019〕19号：链接可用、安全"
_LEAVING = "离开政府网站的链接须先提示"
_INSIDE = (".local", ".lan", ".intranet", ".internal")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each link that a citizen should not simply be sent to."""
    for text in (*paragraphs(document), *foreign(document)):
        for found in _SHARE.finditer(text.words):
            yield _finding(text, found.start(), found[0], "link-local", "只在本单位电脑上能打开，请删去。")
        for found in _LINK.finditer(text.words):
            yield from _judged(text, found.start(), _trimmed(found[0]), context)


def _trimmed(link: str) -> str:
    # What closes a sentence or its bracket is no part of the link.
    end, closing = len(link), link.count(")") - link.count("(")
    while link[end - 1] in _TRAILING or (closing > 0 and link[end - 1] == ")"):
        closing -= link[end - 1] == ")"
        end -= 1
    return link[:end]


def _judged(text: Text, start: int, link: str, context: Context) -> Iterator[Finding]:
    parts = urlsplit(link)
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".").lower()
    if scheme == "file":
        yield _finding(text, start, link, "link-local", "只在本单位电脑上能打开，请删去。")
        return
    if not host:
        # http:// alone is only spoken of.
        if parts.path.strip("/"):
            yield _finding(text, start, link, "link-broken", "写得不完整，打不开，请核对。", Severity.AMBER)
        return
    if text.words[start + len(link) - 3 :].startswith("www."):
        # What stands behind the dot is a domain in Chinese.
        return
    if _inside(host):
        yield _finding(text, start, link, "link-inside", "是内部网络的地址，公众打不开，请删去。")
        return
    if _address(host):
        yield _finding(text, start, link, "link-address", "用的是 IP 地址，请改用域名。", Severity.AMBER)
    if scheme in ("http", "ftp"):
        better = f"https{link[4:]}" if scheme == "http" else ""
        yield _finding(text, start, link, "link-plain", "没有加密，请尽量改用 https。", Severity.NOTE, better)
    if not (host == "gov.cn" or host.endswith(".gov.cn") or host in context.own_hosts):
        yield _finding(
            text,
            start,
            link,
            "link-leaves",
            "不是政府网站，读者点开前会先看到提示。",
            Severity.NOTE,
            rule=_LEAVING,
        )


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _inside(host: str) -> bool:
    if address := _address(host):
        return not address.is_global
    return "." not in host or host.endswith(_INSIDE)


def _finding(
    text: Text,
    start: int,
    link: str,
    code: str,
    message: str,
    severity: Severity = Severity.RED,
    suggestion: str = "",
    rule: str = _SITES,
) -> Finding:
    return text.finding(
        code,
        f"链接“{link}”{message}",
        start,
        start + len(link),
        severity=severity,
        rule=rule,
        suggestion=suggestion,
    )
