from __future__ import annotations

from django.test import RequestFactory
from pytest_django.fixtures import Settings

from portal.site import context, facts


def test_facts_come_from_settings() -> None:
    assert facts() == {
        "name": "澜江市新闻发布",
        "url": "https://news.example.gov.cn",
        "domain": "news.example.gov.cn",
        "id_code": "3299000001",
        "organiser": "澜江市人民政府新闻办公室",
        "contact": "0599-0000000",
        "icp": "某ICP备00000000号",
        "police_record": "某公网安备 00000000000000号",
        "police_record_url": "https://beian.mps.gov.cn/",
        "party_gov_mark_url": "https://bszs.conac.cn/",
        "error_report_url": "https://zfwzzc.www.gov.cn/",
    }


def test_context_does_not_know_the_host_asked_for(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"host": "evil.example.org"})
    assert context(request) == {"site": facts()}


def test_domain_has_no_port(settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert facts()["domain"] == "127.0.0.1"
