from __future__ import annotations

import pytest
from django.core.checks import INFO, run_checks
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from portal.roles import Role
from releases.record import pdf_needs
from releases.record.checks import connections_are_bounded, public_reads_no_draft
from releases.record.models import Entry, Term
from releases.record.publishing import withdraw
from releases.record.reindexing import reindex
from tests.record.making import release_of

# On Django 6.1 checks of JSON fields ask the database what it supports.
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _production(settings: Settings) -> None:
    settings.SITE_URL = "https://www.lanjiang.gov.cn"
    settings.DATABASE_CONNECTIONS = 4


def warnings() -> list[tuple[str | None, str]]:
    """Return the portal's own warnings."""
    found = run_checks(include_deployment_checks=True)
    return [
        (warning.id, warning.msg) for warning in found if warning.id and warning.id.startswith("portal.W00")
    ]


def test_complete_settings_are_silent() -> None:
    assert warnings() == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("SITE_ID_CODE", "页脚缺少网站标识码。"),
        ("SITE_ORGANISER", "页脚缺少主办单位。"),
        ("SITE_CONTACT", "页脚缺少联系方式。"),
        ("SITE_ICP", "页脚缺少ICP备案号。"),
        ("SITE_POLICE_RECORD", "页脚缺少公安备案号。"),
        ("SITE_POLICE_RECORD_URL", "页脚缺少公安备案号的链接。"),
        ("SITE_PARTY_GOV_MARK_URL", "页脚缺少党政机关网站标识的链接。"),
        ("SITE_ERROR_REPORT_URL", "页脚缺少“我为政府网站找错”的链接。"),
    ],
)
def test_each_empty_setting_warns_and_is_named(settings: Settings, name: str, message: str) -> None:
    setattr(settings, name, "")
    assert warnings() == [("portal.W001", message)]
    (hint,) = (w.hint for w in run_checks(include_deployment_checks=True) if w.id == "portal.W001")
    assert name in (hint or "")


@pytest.mark.parametrize(("vendor", "found"), [("postgresql", ["portal.W006"]), ("sqlite", [])])
def test_connections_without_a_bound_are_told(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, vendor: str, found: list[str]
) -> None:
    monkeypatch.setattr(connection, "vendor", vendor)
    assert connections_are_bounded() == []
    settings.DATABASE_CONNECTIONS = 0
    assert [warning.id for warning in connections_are_bounded()] == found


def test_development_is_not_warned(settings: Settings) -> None:
    settings.SITE_ID_CODE = ""
    assert [warning.id for warning in run_checks()] == []


def test_a_record_that_nobody_signs_warns(settings: Settings) -> None:
    settings.RECORD_KEY = ""
    assert warnings() == [("portal.W005", "全站链条没有签名。")]


def test_a_key_that_is_none_is_an_error_everywhere(settings: Settings) -> None:
    settings.RECORD_KEY = "c2hvcnQ="
    assert [(found.id, found.msg) for found in run_checks()] == [
        ("portal.E001", "RECORD_KEY 不是可用的签名密钥。")
    ]


@pytest.mark.parametrize("code", ["bm12345678", "1234567890"])
def test_id_code_of_either_form_is_silent(settings: Settings, code: str) -> None:
    settings.SITE_ID_CODE = code
    assert warnings() == []


@pytest.mark.parametrize(
    "code", ["bm1234567", "BM12345678", "123456789", "12345678901", "１２３４５６７８９０", "bm12345678\n"]
)
def test_id_code_of_another_form_warns(settings: Settings, code: str) -> None:
    settings.SITE_ID_CODE = code
    assert warnings() == [("portal.W002", f"网站标识码“{code}”的格式不对。")]


@pytest.mark.parametrize(
    "url",
    ["http://www.lanjiang.gov.cn", "https://", "https://a.cn/news", "https://a.cn?x", "https://a.cn#x", "a"],
)
def test_address_that_codes_should_not_carry_warns(settings: Settings, url: str) -> None:
    settings.SITE_URL = url
    assert warnings() == [("portal.W003", f"SITE_URL={url} 不是规范的网站地址。")]


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.ALL, ["SITE_URL", "DESK_URL"]), (Role.PUBLIC, ["SITE_URL"]), (Role.DESK, ["DESK_URL"])],
)
def test_an_address_that_nobody_answers_warns(settings: Settings, role: Role, told: list[str]) -> None:
    settings.ROLE, settings.ALLOWED_HOSTS = role, [".lanjiang.gov.cn"]
    settings.DESK_URL = settings.SITE_URL
    assert warnings() == []
    settings.SITE_URL = settings.DESK_URL = "https://www.lanjaing.gov.cn"
    assert warnings() == [
        ("portal.W007", f"{name} 的域名 www.lanjaing.gov.cn 不在 ALLOWED_HOSTS 中。") for name in told
    ]


def _refused(*_: object) -> None:
    raise ProgrammingError


def test_an_account_of_the_public_that_reads_drafts_warns(settings: Settings) -> None:
    def told() -> list[str | None]:
        return [found.id for found in run_checks(databases=["default"]) if found.id == "portal.W008"]

    assert told() == []
    settings.ROLE = Role.PUBLIC
    assert told() == ["portal.W008"]
    with connection.execute_wrapper(_refused):
        assert public_reads_no_draft(databases=["default"]) == []
    assert [found.id for found in run_checks() if found.id == "portal.W008"] == []


def of_index(databases: list[str] | None = None) -> list[str | None]:
    """Return what is said of the index by the check of the database."""
    found = run_checks(databases=["default"] if databases is None else databases)
    return [warning.id for warning in found if warning.id == "portal.W004"]


def test_an_index_that_is_filled_is_silent() -> None:
    assert of_index() == []
    release = release_of()
    assert of_index() == []
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert of_index() == []


@pytest.mark.parametrize("model", [Entry, Term])
def test_an_index_with_gaps_warns_until_it_is_made_anew(model: type[Entry | Term]) -> None:
    first, second = release_of(), release_of()
    if model is Entry:
        Entry.objects.filter(release=second).delete()
    else:
        Term.objects.all().delete()
    assert of_index() == ["portal.W004"]
    list(reindex([first.pk, second.pk]))
    assert of_index() == []


def test_without_being_told_to_no_check_asks_the_database_for_the_index() -> None:
    release_of()
    Entry.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        assert of_index([]) == []
        assert not [warning for warning in run_checks() if warning.id == "portal.W004"]
    assert not [query["sql"] for query in queries if "record_" in query["sql"]]


def test_a_database_that_is_not_migrated_yet_is_not_asked() -> None:
    release_of()
    Entry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_termkey RENAME TO record_later")
    assert of_index() == []


def test_what_is_missing_for_pdf_is_told_and_is_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in run_checks() if one.id == "portal.I001"]
    monkeypatch.setattr(pdf_needs, "missing", lambda: ("apt-get install fonts-noto-cjk",))
    (told,) = [one for one in run_checks() if one.id == "portal.I001"]
    assert (told.level, told.hint) == (INFO, "To offer PDF: apt-get install fonts-noto-cjk")
