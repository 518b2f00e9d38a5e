"""One row of the audit trail, and the chain it stands in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from django.db import models

from releases.document import canonical, digest_of


class Action(models.TextChoices):
    """What somebody did, or tried to do."""

    LOGIN = "login", "登录"
    LOGIN_FAILED = "login-failed", "登录失败"
    LOGOUT = "logout", "退出"
    REQUEST = "request", "提交"
    VIEW = "view", "查看未公开内容"
    DOWNLOAD = "download", "下载"
    STEP = "step", "办理"
    ADD = "add", "新增"
    CHANGE = "change", "修改"
    DELETE = "delete", "删除"
    ROLES = "roles", "调整角色"


class Result(models.TextChoices):
    """How it ended."""

    OK = "ok", "成功"
    REFUSED = "refused", "被拒绝"
    FAILED = "failed", "出错"


class Row(TypedDict):
    """A row as its hash sees it, and as an export writes it with ``hash`` added."""

    number: int
    at: str
    actor: int | None
    account: str
    address: str
    action: str
    what: str
    label: str
    result: str
    status: int | None
    detail: str
    previous: str


class Entry(models.Model):
    """One act of one person; the database refuses every change of it, and any other place in the chain.

    ``hash`` is the SHA-256 of the canonical JSON of all other fields (:class:`Row`): keys sorted, UTF-8,
    no spaces, ``at`` in UTC with microseconds. ``previous`` is the hash of the row before, "" for the first.

    The person is a number and a name and no foreign key: nothing that happens to an account reaches a row.
    """

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.BigIntegerField("账号编号", null=True, blank=True, db_index=True)
    account = models.CharField("账号", max_length=150, blank=True)
    address = models.CharField("地址", max_length=45, blank=True)
    action = models.CharField("操作", max_length=20, choices=Action, db_index=True)
    what = models.CharField("对象", max_length=100, blank=True)
    label = models.CharField("对象名称", max_length=200, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result)
    status = models.PositiveSmallIntegerField("HTTP 状态", null=True, blank=True)
    detail = models.TextField("说明", blank=True)
    previous = models.CharField("上一条的校验值", max_length=64, blank=True)
    hash = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ("-number",)
        # Nobody can be given what nobody may do.
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.number} {self.get_action_display()} {self.account}"

    def row(self) -> Row:
        """Return what the hash is made of."""
        return {
            "number": self.number,
            "at": written(self.at),
            "actor": self.actor,
            "account": self.account,
            "address": self.address,
            "action": self.action,
            "what": self.what,
            "label": self.label,
            "result": self.result,
            "status": self.status,
            "detail": self.detail,
            "previous": self.previous,
        }


def hash_of(row: Row) -> str:
    """Return the SHA-256 that binds a row to everything before it."""
    return digest_of(canonical(row))


def written(at: datetime) -> str:
    """Return a moment as hashes and exports write it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
