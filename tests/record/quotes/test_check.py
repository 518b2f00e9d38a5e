from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from releases.document import Document, Paragraph
from releases.record.models import Release
from releases.record.publishing import publish, withdraw
from releases.record.quotes import check as module
from releases.record.quotes.check import Answer, Verdict, check
from releases.record.quotes.quotations import quotations
from tests.record.asking import asked
from tests.record.making import no_files, release_of

pytestmark = pytest.mark.django_db

SAID = "今年以来，全市新增幼儿园学位2.4万个，其中公办学位占百分之八十五。明年还要再建三十所。"


def answers(text: str) -> list[Answer]:
    """Return the answers to what the text quotes."""
    return list(check(quotations(text)))


def only(text: str) -> Answer:
    """Return the answer to the one thing that the text quotes."""
    (answer,) = answers(text)
    return answer


def said(words: str = SAID, *, on: date = date(2026, 3, 29)) -> Release:
    """Publish a conference where an answer is this."""
    return release_of(asked(answer=words, on=on))


def changed(document: Document, words: str) -> Document:
    """Return the document with another answer."""
    *others, answer = document.turns
    return replace(document, turns=(*others, replace(answer, blocks=(Paragraph(words),))))


def correct(release: Release, words: str) -> None:
    """Publish a correction of the answer."""
    assert release.version
    document = changed(release.version.content, words)
    publish(document=document, files=no_files, by="签发人", release_id=release.pk, note="更正数字。")


def test_quotation_word_for_word_is_exact_with_who_said_it() -> None:
    release = said()
    answer = only("局长说：“全市新增幼儿园学位2.4万个，其中公办学位占百分之八十五。”")
    assert (answer.verdict, answer.release, answer.elsewhere) == (Verdict.EXACT, release, 0)
    assert answer.said is not None
    assert (answer.said.who, answer.said.as_what) == ("江望舒", "市行政审批局局长")
    assert answer.address == f"/releases/{release.pk}/v1/#t4"


def test_quotation_of_a_reporter_is_told_as_what_was_asked() -> None:
    said()
    answer = only("记者问道：“企业开办需要几天？”")
    assert answer.said is not None
    assert (answer.verdict, answer.said.who) == (Verdict.EXACT, "澜江日报记者")


def test_quotation_with_a_slip_is_nearly_that() -> None:
    said()
    answer = only("“全市新增幼儿园学位4.2万个，其中公办学位占百分之八十五”")
    assert answer.verdict is Verdict.NEARLY
    assert answer.likeness is not None
    assert [stretch.words for stretch in answer.likeness.stretches if stretch.kind != "kept"] == [
        "4.2",
        "2.4",
    ]


def test_quotation_whose_middle_is_wrong_is_found_by_its_pieces() -> None:
    said()
    # The index has nothing of the eight units in its middle.
    assert only("“明年还要再修三十一所”").verdict is Verdict.NEARLY


def test_quotation_that_the_pieces_find_may_be_exact_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its middle stands in more places than are looked at, all but one of them newer.
    monkeypatch.setattr(module, "_MOST_PLACES", 1)
    said("全市新增幼儿园学位的事，下一场再说。", on=date(2026, 3, 30))
    said("请问明年新增幼儿园学位多少个的问题。", on=date(2026, 3, 28))
    assert only("“请问明年新增幼儿园学位多少个的问题”").verdict is Verdict.EXACT


def test_quotation_that_nobody_said_is_not_found() -> None:
    said()
    answer = only("“今年的油菜花开得比去年早了整整一个星期”")
    assert (answer.verdict, answer.address) == (Verdict.NONE, "")


def test_quotation_that_was_corrected_is_told_with_the_version_that_said_it() -> None:
    release = said()
    correct(release, SAID.replace("2.4万", "2.6万"))
    answer = only("“全市新增幼儿园学位2.4万个”")
    assert (answer.verdict, answer.address) == (Verdict.BEFORE, f"/releases/{release.pk}/v1/#t4")
    assert answer.now is not None
    assert [stretch.words for stretch in answer.now.stretches] == ["全市新增幼儿园学位", "2.4", "2.6", "万个"]


def test_quotation_that_was_taken_out_says_so() -> None:
    release = said()
    correct(release, "半天之内办结，其余的会后答复。")
    # The other quotation tells of which conference the text is.
    found = answers("“企业开办需要几天？”“明年还要再建三十所”")
    assert [(one.verdict, one.now) for one in found] == [(Verdict.EXACT, None), (Verdict.BEFORE, None)]


def test_quotation_whose_turn_is_gone_says_so() -> None:
    release = said()
    assert release.version
    document = release.version.content
    publish(
        document=replace(document, turns=document.turns[:-1]),
        files=no_files,
        by="签发人",
        release_id=release.pk,
        note="删去一段。",
    )
    found = answers("“企业开办需要几天？”“明年还要再建三十所”")
    assert [(one.verdict, one.now) for one in found] == [(Verdict.EXACT, None), (Verdict.BEFORE, None)]


def test_quotation_that_the_correction_kept_is_exact_in_the_current_version() -> None:
    release = said()
    correct(release, SAID.replace("2.4万", "2.6万"))
    answer = only("“其中公办学位占百分之八十五”")
    assert (answer.verdict, answer.address) == (Verdict.EXACT, f"/releases/{release.pk}/v2/#t4")


def test_quotation_from_a_withdrawn_release_is_not_found() -> None:
    release = said()
    said("全市新增的路灯有两千盏。", on=date(2026, 3, 30))
    withdraw(release_id=release.pk, reason="重新核实。", by="签发人")
    assert [one.verdict for one in answers("“全市新增幼儿园学位2.4万个”")] == [Verdict.NONE]


def test_quotation_from_before_a_withdrawal_is_not_found_after_restoration() -> None:
    release = said()
    assert release.version
    document = release.version.content
    withdraw(release_id=release.pk, reason="重新核实。", by="签发人")
    publish(
        document=changed(document, "半天之内办结，其余的会后答复。"),
        files=no_files,
        by="签发人",
        release_id=release.pk,
        note="核实后恢复。",
    )
    found = answers("“企业开办需要几天？”“明年还要再建三十所”")
    assert [one.verdict for one in found] == [Verdict.EXACT, Verdict.NONE]


def test_quotation_that_stands_in_several_places_is_told_of_the_conference_the_text_is_about() -> None:
    greeting = "感谢各位记者朋友长期以来的关心和支持。"
    about = said(f"{greeting}{SAID}", on=date(2026, 3, 28))
    said(greeting, on=date(2026, 3, 30))
    found = answers("“感谢各位记者朋友长期以来的关心和支持”“其中公办学位占百分之八十五”")
    assert [(one.release, one.elsewhere) for one in found] == [(about, 1), (about, 0)]


def test_release_withdrawn_while_it_is_looked_for_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    release = said()
    leading = module._leading

    def withdrawn_meanwhile(*args: object) -> tuple[str, ...]:
        found = leading(*args)  # type: ignore[arg-type]
        Release.objects.filter(pk=release.pk).update(state="withdrawn")
        return found

    monkeypatch.setattr(module, "_leading", withdrawn_meanwhile)
    assert only("“全市新增幼儿园学位2.4万个”").verdict is Verdict.NONE


def test_nothing_to_check_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert answers("“一件事”") == []


@pytest.mark.parametrize("number", [1, 3])
def test_exact_quotations_take_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for day in range(1, number + 1):
        said(f"第{day}处新建的幼儿园在城东开工。", on=date(2026, 3, day))
    text = "".join(f"“第{day}处新建的幼儿园在城东开工”" for day in range(1, number + 1))
    with django_assert_num_queries(3):
        assert [one.verdict for one in answers(text)] == [Verdict.EXACT] * number


@pytest.mark.parametrize("number", [1, 3])
def test_quotations_take_six_queries_at_most(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    correct(said("城东的幼儿园昨天开工建设。"), "城东的幼儿园昨天开工建设了。")
    for day in range(1, number + 1):
        said(f"第{day}处新建的公园在城西开放。", on=date(2026, 4, day))
    text = "".join(f"“第{day}处新建的公园已经在城西开放”" for day in range(1, number + 1))
    with django_assert_num_queries(6):
        found = answers(f"“城东的幼儿园昨天开工”{text}")
    assert [one.verdict for one in found] == [Verdict.EXACT] + [Verdict.NEARLY] * number
