from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from releases.document import Attachment, Document, Held, Kind, Paragraph, PhotoBlock, Turn, canonical
from releases.photos import master_name, rendition_name
from releases.record.models import Release, Section, Version, VersionKind
from releases.record.pages import (
    AttachmentView,
    Crumb,
    ParagraphView,
    PersonLine,
    PhotoView,
    ReleasePage,
    TurnView,
    VersionFacts,
    release_page,
)
from releases.record.pages.links import Segment
from releases.transcripts.dates import CHINA
from tests.record.making import DOCUMENT, picture, with_leaflet, with_photo

AT = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 2, 4, 0, tzinfo=UTC)
SECTION = Section(path="jdhy", name="解读回应", description="描述", keywords="词", column_type="回应关切")


def published(document: Document, *, number: int = 2, current: int = 2) -> ReleasePage:
    """Return the public page of a version of a release, without any database."""
    release = Release(pk="20260329-1", section=SECTION, published_at=AT, version_id=current)
    version = Version(
        pk=number,
        release=release,
        number=number,
        kind=VersionKind.CORRECTION,
        document=canonical(document.to_json()),
        note="更正说明",
        published_at=LATER,
    )
    return release_page(
        document,
        media_url=lambda name: f"/media/{name}",
        section=SECTION,
        release=release,
        version=version,
    )


def preview(document: Document) -> ReleasePage:
    """Return the desk's page of a document that nobody else has seen."""
    return release_page(document, media_url=lambda name: f"/desk/files/{name}", section=SECTION)


def test_page_says_what_it_is() -> None:
    page = published(DOCUMENT)
    assert (page.id, page.document, page.url) == (
        "20260329-1",
        DOCUMENT,
        "https://news.example.gov.cn/releases/20260329-1/",
    )
    assert page.version == VersionFacts(
        2, "/releases/20260329-1/v2/", "correction", "更正", "更正说明", LATER
    )
    assert (page.published_at, page.updated_at) == (AT, LATER)
    assert (page.is_current, page.is_preview, page.newer_url) == (True, False, "")
    assert page.qr_url == "/releases/20260329-1/qr.svg"
    assert page.trail == (
        Crumb("首页", "/"),
        Crumb("解读回应", "/sections/jdhy/"),
        Crumb(DOCUMENT.title),
    )


def test_page_of_older_version_names_the_newer() -> None:
    page = published(DOCUMENT, number=1)
    assert (page.is_current, page.is_preview, page.newer_url) == (False, False, "/releases/20260329-1/")


def test_people_stand_under_their_roles() -> None:
    page = published(DOCUMENT)
    assert page.moderators == (PersonLine("闻知秋", "市委宣传部副部长", "/people/11/"),)
    assert page.spokespeople == (PersonLine("江望舒", "市行政审批局局长", "/people/12/"),)
    assert page.attendees == (PersonLine("白砚", "市税务局副局长", "/people/13/"),)


def test_person_without_ref_has_no_page() -> None:
    people = (replace(DOCUMENT.people[0], ref=""), *DOCUMENT.people[1:])
    assert published(replace(DOCUMENT, people=people)).moderators == (
        PersonLine("闻知秋", "市委宣传部副部长", ""),
    )


def test_a_question_leads_to_the_next_one() -> None:
    turns = (
        Turn("t1", Kind.STATEMENT, blocks=(Paragraph("各位好。"),)),
        Turn("t4", Kind.QUESTION, blocks=(Paragraph("几天？"),)),
        Turn("t2", Kind.ANSWER, "p2", "", "t4", blocks=(Paragraph("半天。"),)),
        Turn("t9", Kind.QUESTION, blocks=(Paragraph("几时？"),)),
    )
    page = published(replace(DOCUMENT, turns=turns))
    assert [turn.next_question_id for turn in page.turns] == ["", "t9", "", ""]
    assert page.has_questions
    assert not published(replace(DOCUMENT, turns=turns[:1])).has_questions


def test_a_quotation_names_the_title_and_the_day() -> None:
    undated = replace(DOCUMENT, title="某事发布会", held=Held())
    assert [
        published(replace(undated, held=Held(date(2026, 3, 9)))).citation,
        published(undated).citation,
        preview(undated).citation,
    ] == ["《某事发布会》，2026年3月9日", "《某事发布会》，2026年4月1日", "《某事发布会》"]


def test_turns_are_ready_to_print() -> None:
    document = replace(
        DOCUMENT,
        turns=(
            Turn("t3", Kind.QUESTION, None, "澜江日报记者", None, "10:15", (Paragraph("几天？"),)),
            Turn("t4", Kind.ANSWER, "p2", "江望舒", "t3", "", (Paragraph("Half a day.", "en"),)),
            Turn("t5", Kind.NARRATION),
        ),
    )
    question, answer, scene = published(document).turns
    url = "https://news.example.gov.cn/releases/20260329-1/"
    assert question == TurnView(
        id="t3",
        kind="question",
        kind_label="提问",
        label="澜江日报记者",
        speaker=None,
        role="reporter",
        role_label="记者",
        question_id="",
        next_question_id="",
        time="10:15",
        url=f"{url}#t3",
        blocks=(ParagraphView((Segment("几天？"),), ""),),
        due=None,
        settled_on=None,
        settled_id="",
        given_on=None,
        cite_url="/releases/20260329-1/v2/cite/t3/",
    )
    assert answer == TurnView(
        id="t4",
        kind="answer",
        kind_label="回答",
        label="江望舒",
        speaker=PersonLine("江望舒", "市行政审批局局长", "/people/12/"),
        role="spokesperson",
        role_label="发布人",
        question_id="t3",
        next_question_id="",
        time="",
        url=f"{url}#t4",
        blocks=(ParagraphView((Segment("Half a day."),), "en"),),
        due=None,
        settled_on=None,
        settled_id="",
        given_on=None,
        cite_url="/releases/20260329-1/v2/cite/t4/",
    )
    assert (scene.speaker, scene.role, scene.role_label, scene.blocks) == (None, "", "", ())


def test_a_question_left_for_later_says_until_when_or_where_its_answer_is() -> None:
    question = Turn("t3", Kind.QUESTION, None, "澜江日报记者", due=date(2026, 4, 15))
    answer = Turn("t4", Kind.ANSWER, "p2", "江望舒", "t3")
    later = replace(answer, id="t5", given_on=date(2026, 4, 12))
    first = replace(answer, id="t6", given_on=date(2026, 4, 10))

    def shown(*turns: Turn) -> list[tuple[date | None, date | None, str, date | None]]:
        page = published(replace(DOCUMENT, turns=turns))
        return [(turn.due, turn.settled_on, turn.settled_id, turn.given_on) for turn in page.turns]

    due, nothing = date(2026, 4, 15), (None, None, "", None)
    assert shown(question, answer) == [(due, None, "", None), nothing]
    # The last one given, wherever it stands.
    assert shown(question, later, first) == [
        (due, date(2026, 4, 12), "t5", None),
        (None, None, "", date(2026, 4, 12)),
        (None, None, "", date(2026, 4, 10)),
    ]


def test_photo_is_offered_at_all_sizes() -> None:
    master = picture(size=(1200, 900))
    page = published(with_photo(DOCUMENT, master))
    small, middle, full = (f"/media/{rendition_name(master.digest, width)}" for width in (480, 960, 1200))
    view = PhotoView(
        id="f1",
        src=middle,
        srcset=f"{small} 480w, {middle} 960w, {full} 1200w",
        full=f"/media/{master_name(master.digest)}",
        width=1200,
        height=900,
        alt="主席台全景",
        caption="发布会现场",
        credit="澜江日报",
    )
    assert page.turns[0].blocks[1] == view
    assert (page.photos, page.unplaced_photos) == ((view,), ())
    assert page.image == f"https://news.example.gov.cn/media/{master_name(master.digest)}"
    assert ("Image", page.image) in page.labels


def test_small_photo_is_shown_as_it_is() -> None:
    master = picture(size=(300, 200))
    (photo,) = published(with_photo(DOCUMENT, master)).photos
    assert photo.src == f"/media/{rendition_name(master.digest, 300)}"


def test_photo_placed_twice_has_two_anchors() -> None:
    document = with_photo(DOCUMENT, picture())
    first, second, *rest = document.turns
    turns = (first, replace(second, blocks=(PhotoBlock("f1"),)), *rest)
    page = published(replace(document, turns=turns))
    assert [block.id for turn in page.turns for block in turn.blocks if isinstance(block, PhotoView)] == [
        "f1",
        "f1-2",
    ]


def test_photo_that_stands_in_no_turn_is_not_lost() -> None:
    document = replace(with_photo(DOCUMENT, picture()), turns=DOCUMENT.turns)
    page = published(document)
    assert [photo.id for photo in page.unplaced_photos] == ["f1"]


def test_photo_without_file_is_left_out_of_a_preview() -> None:
    document = with_photo(DOCUMENT, picture())
    bare = replace(document, photos=(replace(document.photos[0], digest="", width=0),))
    page = preview(bare)
    assert (page.photos, page.unplaced_photos, page.image) == ((), (), "")
    assert len(page.turns[0].blocks) == 1


@pytest.mark.parametrize(
    ("held", "printed"),
    [
        (Held(datetime(2026, 12, 20, 14, 30, tzinfo=CHINA), "12月20日下午"), "12月20日下午"),
        (Held(datetime(2026, 12, 20, 14, 30, tzinfo=CHINA)), "2026年12月20日（星期日）14:30"),
        (Held(date(2026, 12, 20)), "2026年12月20日（星期日）"),
        (Held(), ""),
    ],
)
def test_time_is_what_was_printed_else_the_day_and_the_hour(held: Held, printed: str) -> None:
    assert preview(replace(DOCUMENT, held=held)).held == printed


def test_attachment_is_named_by_its_title() -> None:
    document = with_leaflet(DOCUMENT)
    digest = document.attachments[0].digest
    name = f"/media/attachments/{digest[:2]}/{digest}.pdf"
    assert published(document).attachments == (
        AttachmentView("办事指南", name, 16, "application/pdf", "PDF"),
    )
    untitled = replace(document, attachments=(replace(document.attachments[0], title=""),))
    assert [attachment.title for attachment in published(untitled).attachments] == ["附件 1"]


@pytest.mark.parametrize(
    "attachment",
    [Attachment("a1", "指南.pdf", "办事指南"), Attachment("a1", "run.exe", "程序", digest="ab" * 32)],
)
def test_attachment_that_cannot_be_public_has_no_address_in_a_preview(attachment: Attachment) -> None:
    page = preview(replace(DOCUMENT, attachments=(attachment,)))
    assert [view.url for view in page.attachments] == [""]


def test_links_outside_are_counted_over_the_whole_document() -> None:
    turns = (
        Turn("t1", Kind.STATEMENT, blocks=(Paragraph("https://a.example.org 或 https://www.gov.cn/"),)),
        Turn("t2", Kind.STATEMENT, blocks=(Paragraph("https://b.example.org"),)),
    )
    document = replace(DOCUMENT, turns=turns)
    assert [
        segment
        for turn in published(document).turns
        for block in turn.blocks
        if isinstance(block, ParagraphView)
        for segment in block.segments
        if segment.url
    ] == [
        Segment("https://a.example.org", "/releases/20260329-1/v2/links/1/"),
        Segment("https://www.gov.cn/", "https://www.gov.cn/"),
        Segment("https://b.example.org", "/releases/20260329-1/v2/links/2/"),
    ]
    block = preview(document).turns[1].blocks[0]
    assert isinstance(block, ParagraphView)
    assert block.segments == (Segment("https://b.example.org", "https://b.example.org"),)


@pytest.mark.parametrize(
    ("document", "description"),
    [
        (DOCUMENT, "介绍优化营商环境的举措。"),
        (replace(DOCUMENT, summary=""), "优化营商环境"),
        (replace(DOCUMENT, summary="", subject=""), "大家下午好！"),
        (replace(DOCUMENT, summary="", subject="", turns=()), ""),
        (replace(DOCUMENT, summary="一\n二  三"), "一 二 三"),
        (replace(DOCUMENT, summary="字" * 121), "字" * 119 + "…"),
    ],
)
def test_description_is_the_best_there_is(document: Document, description: str) -> None:
    assert published(document).description == description


def test_preview_has_no_address_and_no_code() -> None:
    page = preview(with_photo(DOCUMENT, picture()))
    assert (page.id, page.url, page.qr_url, page.newer_url) == ("", "", "", "")
    assert (page.is_preview, page.is_current, page.published_at) == (True, False, None)
    assert page.version == VersionFacts(number=0, url="")
    assert page.photos[0].src.startswith("/desk/files/photos/")
    assert "PubDate" not in dict(page.labels)


def test_preview_of_correction_shows_the_release_it_corrects() -> None:
    release = Release(pk="20260329-1", published_at=AT, version_id=1)
    page = release_page(DOCUMENT, media_url=str, release=release)
    assert (page.id, page.published_at, page.is_preview, page.newer_url) == ("20260329-1", AT, True, "")
    assert (page.url, page.qr_url) == ("https://news.example.gov.cn/releases/20260329-1/", "")
    assert page.trail == (Crumb("首页", "/"), Crumb(DOCUMENT.title))


def test_only_the_current_version_is_described_for_programs() -> None:
    assert "NewsArticle" in published(DOCUMENT).linked_data
    assert published(DOCUMENT, number=1).linked_data == ""
    assert (preview(DOCUMENT).linked_data, preview(DOCUMENT).links) == ("", "")
