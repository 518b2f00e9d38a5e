"""What the API says where it cannot give what was asked for: problem details of RFC 9457, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.api.answers import as_json
from releases.record.models import Version

MEDIA_TYPE = "application/problem+json"
# The last part of each type's address, its status, its title. The page at /api/ tells of each.
KINDS = {
    "bad-parameter": (400, "参数有误"),
    "not-found": (404, "没有找到"),
    "method-not-allowed": (405, "只能读取"),
    "withdrawn": (410, "已经撤回"),
    "changed": (412, "已经更新"),
    "failed": (500, "网站故障"),
}


class Problem(Exception):  # noqa: N818  (what RFC 9457 calls it)
    """A request that is not answered with what it asks for.

    ``kind`` is one of ``KINDS``, ``detail`` one Chinese sentence, ``more`` the members that the kind adds.
    """

    def __init__(self, kind: str, detail: str, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.more = kind, detail, more or {}

    def answer(self) -> HttpResponse:
        """Return the problem as an answer."""
        status, title = KINDS[self.kind]
        value = {
            "type": absolute(f"{reverse('record:api')}#{self.kind}"),
            "title": title,
            "status": status,
            "detail": self.detail,
            **self.more,
        }
        return as_json(value, status=status, media_type=MEDIA_TYPE)


def bad_parameters(wrong: Mapping[str, str]) -> Problem:
    """Return what to say of parameters, by their names, with what is wrong with each."""
    detail = "".join(f"{name}：{why}" for name, why in wrong.items())
    errors = [{"parameter": name, "detail": why} for name, why in wrong.items()]
    return Problem("bad-parameter", detail, {"errors": errors})


def withdrawn(withdrawal: Version) -> Problem:
    """Return what to say of a withdrawn release: when and why, and nothing it said."""
    at = timezone.localtime(withdrawal.published_at).isoformat()
    more = {"id": withdrawal.release_id, "withdrawn_at": at, "reason": withdrawal.note}
    return Problem("withdrawn", f"这场发布已经撤回：{withdrawal.note}", more)
