"""Checks: what the public is owed on every page, as only settings can say, and an index that has gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, register
from django.core.checks import Error as CheckError
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.models import Exists, OuterRef
from django.http.request import validate_host

from releases.record import pdf_needs
from releases.record.models import Entry, Release, Term, TermKey, TermUse
from releases.record.signature import private_key

_OWED = {
    "SITE_ID_CODE": "网站标识码",
    "SITE_ORGANISER": "主办单位",
    "SITE_CONTACT": "联系方式",
    "SITE_ICP": "ICP备案号",
    "SITE_POLICE_RECORD": "公安备案号",
    "SITE_POLICE_RECORD_URL": "公安备案号的链接",
    "SITE_PARTY_GOV_MARK_URL": "党政机关网站标识的链接",
    "SITE_ERROR_REPORT_URL": "“我为政府网站找错”的链接",
}
_ID_CODE = re.compile(r"bm\d{8}|\d{10}", re.ASCII)


@register(deploy=True)
def owed_to_the_public(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of each line of the footer that has no value."""
    return [
        CheckWarning(f"页脚缺少{label}。", hint=f"Set {name} in the environment: {label}.", id="portal.W001")
        for name, label in _OWED.items()
        if not getattr(settings, name)
    ]


@register(deploy=True)
def id_code_has_its_form(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of a 网站标识码 that no register could have issued."""
    if not settings.SITE_ID_CODE or _ID_CODE.fullmatch(settings.SITE_ID_CODE):
        return []
    hint = "Set SITE_ID_CODE to ten digits, or bm and eight digits."
    return [CheckWarning(f"网站标识码“{settings.SITE_ID_CODE}”的格式不对。", hint=hint, id="portal.W002")]


@register(deploy=True)
def address_is_one_of_https(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of a canonical address that printed QR codes should not carry."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme == "https" and parts.hostname and not (parts.path or parts.query or parts.fragment):
        return []
    hint = "Set SITE_URL to https:// and the host, with nothing after it."
    return [CheckWarning(f"SITE_URL={settings.SITE_URL} 不是规范的网站地址。", hint=hint, id="portal.W003")]


@register(deploy=True)
def addresses_are_answered(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of an address that is handed out and not answered, as where a letter is wrong."""
    told = {"SITE_URL": settings.ROLE != "desk", "DESK_URL": settings.ROLE.has_desk}
    hosts = {name: urlsplit(getattr(settings, name)).hostname or "" for name, own in told.items() if own}
    return [
        CheckWarning(
            f"{name} 的域名 {host} 不在 ALLOWED_HOSTS 中。",
            hint=f"Correct {name}, or add its host to ALLOWED_HOSTS.",
            id="portal.W007",
        )
        for name, host in hosts.items()
        if not validate_host(host, settings.ALLOWED_HOSTS)
    ]


@register(deploy=True)
def connections_are_bounded(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn where each thread of a server would hold a connection of its own."""
    if settings.DATABASE_CONNECTIONS or connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return []
    hint = "Set GRANIAN_BLOCKING_THREADS: as many threads and connections, for each worker."
    return [CheckWarning("数据库连接数没有上限。", hint=hint, id="portal.W006")]


@register()
def key_is_one(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Refuse a key that cannot sign, in development too."""
    try:
        private_key()
    except ValueError:
        hint = "Set RECORD_KEY to what manage.py make_record_key prints, or to nothing."
        return [CheckError("RECORD_KEY 不是可用的签名密钥。", hint=hint, id="portal.E001")]
    return []


@register(deploy=True)
def head_is_signed(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn where nobody could tell the site's head of the record from another's."""
    if settings.RECORD_KEY:
        return []
    hint = "Set RECORD_KEY to what manage.py make_record_key prints."
    return [CheckWarning("全站链条没有签名。", hint=hint, id="portal.W005")]


@register()
def pdf_can_be_made(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Tell what is missing for PDF; the site runs without it and does not offer it."""
    return [
        Info("缺少生成 PDF 所需的软件，页面不提供 PDF。", hint=f"To offer PDF: {command}", id="portal.I001")
        for command in pdf_needs.missing()
    ]


@register(Tags.database)
def public_reads_no_draft(
    databases: Sequence[str] | None,
    **kwargs: object,  # noqa: ARG001  (a check is handed app_configs)
) -> list[CheckMessage]:
    """Warn where a process for the public alone has an account that may read what the desk writes."""
    if settings.ROLE.has_desk or DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1 FROM desk_conference LIMIT 1")
    except DatabaseError:
        return []
    hint = "Use PostgreSQL with the account portal_public in DATABASE_URL."
    return [CheckWarning("公众进程的数据库账号能读取草稿。", hint=hint, id="portal.W008")]


@register(Tags.database)
def index_is_filled(
    databases: Sequence[str] | None,
    **kwargs: object,  # noqa: ARG001  (a check is handed app_configs)
) -> list[CheckMessage]:
    """Warn where search would not find all that is current, as after an upgrade until ``reindex``.

    Django asks this of ``check --database`` and, before anything is changed, of ``migrate``.
    """
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    tables = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    if not {model._meta.db_table for model in (Release, Entry, Term, TermKey, TermUse)} <= tables:
        return []
    current = Release.objects.current()
    missing = current.filter(~Exists(Entry.objects.filter(release=OuterRef("pk"))))
    if not missing.exists() and (Term.objects.exists() or not current.exists()):
        return []
    hint = "Run manage.py reindex; the site may go on running."
    return [CheckWarning("检索索引不完整，有的发布查不到或者没有相近词可提示。", hint=hint, id="portal.W004")]
