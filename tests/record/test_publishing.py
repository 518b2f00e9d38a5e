from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from releases.document import Document, Held, Kind, Turn, canonical, digest_of
from releases.photos import master_name, rendition_name
from releases.record.models import Appearance, Passage, Release, ReleaseState, Version, VersionKind
from releases.record.publishing import PublishingError, publish, withdraw
from releases.record.verify import faults
from tests.record.making import (
    BEIJING,
    DOCUMENT,
    files_of,
    held,
    no_files,
    picture,
    release_of,
    with_leaflet,
    with_photo,
)

pytestmark = pytest.mark.django_db

Committed = Callable[[], AbstractContextManager[list[object]]]
Public = Callable[[Document], Iterator[bool]]
NOON = datetime(2026, 4, 1, 12, tzinfo=BEIJING)


def test_publish_first_makes_release() -> None:
    version = publish(document=DOCUMENT, files=no_files, by="沈归舟", at=NOON)
    text = canonical(DOCUMENT.to_json())
    assert (version.number, version.kind, version.note, version.by) == (1, VersionKind.FIRST, "", "沈归舟")
    assert (version.document, version.digest, version.previous) == (text, digest_of(text), "")
    assert version.content == DOCUMENT
    release = Release.objects.get()
    assert (release.pk, release.state, release.title, release.source) == (
        "20260329-1",
        ReleaseState.CURRENT,
        DOCUMENT.title,
        DOCUMENT.source,
    )
    assert (release.section.path, release.held_on, release.held_at) == (
        "jdhy/xwfbh",
        date(2026, 3, 29),
        DOCUMENT.held.start,
    )
    assert (release.published_at, release.updated_at, release.version) == (NOON, NOON, version)
    assert (release.question_count, release.turn_count, release.readable_from) == (1, 4, 1)
    assert faults(release) == []


def test_publish_takes_time_from_the_servers_clock() -> None:
    before = timezone.now()
    release = release_of()
    assert before <= release.published_at <= timezone.now()


def test_publish_numbers_each_day_from_one() -> None:
    same_day = [release_of(replace(DOCUMENT, title=f"第{number}场")).pk for number in range(1, 12)]
    assert same_day == [f"20260329-{number}" for number in range(1, 12)]
    assert release_of(held(DOCUMENT, date(2026, 3, 30))).pk == "20260330-1"


def test_publish_never_gives_a_number_again() -> None:
    withdraw(release_id=release_of().pk, reason="内容有误", by="签发人")
    assert release_of(replace(DOCUMENT, title="另一场")).pk == "20260329-2"


def test_publish_files_under_day_printed_when_no_time_was_held() -> None:
    release = release_of(replace(DOCUMENT, held=Held(None, "")))
    assert (release.pk, release.held_at) == ("20260330-1", None)


def test_publish_correction_keeps_id_and_time_of_publishing() -> None:
    release = release_of(at=NOON)
    corrected = held(replace(DOCUMENT, title="更正后的标题"), date(2026, 3, 28))
    later = NOON + timedelta(hours=1)
    version = publish(
        document=corrected, files=no_files, by="签发人", note=" 日期有误。 ", release_id=release.pk, at=later
    )
    assert (version.number, version.kind, version.note) == (2, VersionKind.CORRECTION, "日期有误。")
    assert version.previous == release.versions.get(number=1).seal
    release.refresh_from_db()
    assert (release.pk, release.published_at, release.updated_at) == ("20260329-1", NOON, later)
    assert (release.title, release.held_on, release.held_at) == ("更正后的标题", date(2026, 3, 28), None)
    assert faults(release) == []


def test_publish_addition_gives_announcement_its_transcript() -> None:
    release = release_of(replace(DOCUMENT, turns=()))
    assert release.is_announcement
    version = publish(
        document=DOCUMENT,
        files=no_files,
        by="签发人",
        kind=VersionKind.ADDITION,
        note="补充图文实录。",
        release_id=release.pk,
    )
    release.refresh_from_db()
    assert (version.kind, release.is_announcement) == (VersionKind.ADDITION, False)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (replace(DOCUMENT, title="  "), "请填写标题。"),
        (replace(DOCUMENT, held=Held(), published_on=None), "请填写举行时间或原发布日期：编号由日期组成。"),
        (
            held(DOCUMENT, datetime(2026, 3, 29, 16, 0)),  # noqa: DTZ001  (the missing zone is the point)
            "举行时间没有时区。",
        ),
        (replace(DOCUMENT, section=""), "请先选择栏目。"),
        (replace(DOCUMENT, section="jdhy/nowhere"), "没有路径为“jdhy/nowhere”的栏目。"),
        (replace(DOCUMENT, summary="一\0二"), "文字里有无法保存的控制字符，请删去后重试。"),
        (replace(DOCUMENT, summary="一\ud800二"), "文字里有残缺的字符，请删去后重试。"),
        (
            replace(DOCUMENT, summary="一\u202e二"),
            "文字里有看不见的、会改变文字顺序的字符，请删去后重试。",
        ),
        (replace(DOCUMENT, title="标" * 301), f"标题超过 300 个字：{'标' * 20}……"),
        (replace(DOCUMENT, source="源" * 201), f"来源超过 200 个字：{'源' * 20}……"),
        (
            replace(DOCUMENT, people=(replace(DOCUMENT.people[0], name="名" * 101), *DOCUMENT.people[1:])),
            f"姓名超过 100 个字：{'名' * 20}……",
        ),
        (
            replace(DOCUMENT, people=(replace(DOCUMENT.people[0], ref="a/b"), *DOCUMENT.people[1:])),
            "人物编号只能由字母、数字、连字符和下划线组成。",
        ),
        (replace(DOCUMENT, turns=(Turn("t" + "1" * 20, Kind.NARRATION),)), "段落编号太长。"),
    ],
)
def test_publish_refuses_document(document: Document, message: str) -> None:
    with pytest.raises(PublishingError) as refused:
        publish(document=document, files=no_files, by="签发人")
    assert str(refused.value) == message
    assert Release.objects.count() == 0


def test_publish_keeps_words_that_only_look_like_an_escape() -> None:
    assert release_of(replace(DOCUMENT, summary="写作 \\u0000 即可")).pk == "20260329-1"


def test_publish_refuses_nameless_publisher() -> None:
    with pytest.raises(PublishingError, match=r"^缺少签发人。$"):
        publish(document=DOCUMENT, files=no_files, by=" ")


@pytest.mark.parametrize("kind", [VersionKind.CORRECTION, VersionKind.ADDITION, VersionKind.WITHDRAWAL])
def test_publish_first_refuses_other_kinds(kind: VersionKind) -> None:
    with pytest.raises(PublishingError, match=r"^首次发布只能用于新的发布"):
        publish(document=DOCUMENT, files=no_files, by="签发人", kind=kind, note="说明")
    assert Release.objects.count() == 0


@pytest.mark.parametrize("kind", [VersionKind.FIRST, VersionKind.WITHDRAWAL])
def test_publish_again_refuses_kinds_that_are_no_change(kind: VersionKind) -> None:
    release = release_of()
    changed = replace(DOCUMENT, title="新标题")
    with pytest.raises(PublishingError, match=r"^首次发布只能用于新的发布"):
        publish(document=changed, files=no_files, by="签发人", kind=kind, note="说明", release_id=release.pk)
    assert Version.objects.count() == 1


def test_publish_again_refuses_same_document() -> None:
    release = release_of()
    with pytest.raises(PublishingError, match=r"^内容与现行版本完全相同"):
        publish(document=DOCUMENT, files=no_files, by="签发人", note="说明", release_id=release.pk)
    assert Version.objects.count() == 1


def test_publish_again_requires_note() -> None:
    release = release_of()
    with pytest.raises(PublishingError, match=r"^请填写公开说明"):
        publish(
            document=replace(DOCUMENT, title="新"),
            files=no_files,
            by="签发人",
            note=" ",
            release_id=release.pk,
        )
    assert Version.objects.count() == 1


def test_publish_again_refuses_unknown_release() -> None:
    with pytest.raises(PublishingError, match=r"^没有编号为 20200101-1 的发布。$"):
        publish(document=DOCUMENT, files=no_files, by="签发人", note="说明", release_id="20200101-1")


def test_publish_refuses_time_to_come() -> None:
    with pytest.raises(PublishingError, match=r"^发布时间不能晚于现在。$"):
        publish(document=DOCUMENT, files=no_files, by="签发人", at=timezone.now() + timedelta(minutes=1))


def test_publish_refuses_time_before_last_version() -> None:
    release = release_of(at=NOON)
    changed = replace(DOCUMENT, title="新标题")
    with pytest.raises(PublishingError, match=r"^发布时间不能早于上一版。$"):
        publish(
            document=changed,
            files=no_files,
            by="签发人",
            note="说明",
            release_id=release.pk,
            at=NOON - timedelta(seconds=1),
        )


def test_publish_rewrites_passages_and_appearances() -> None:
    release = release_of()
    assert list(release.passages.values_list("turn", "kind", "speaker_name", "text")) == [
        ("t1", "statement", "闻知秋", "大家下午好！"),
        ("t2", "statement", "江望舒", "下面介绍三项举措。"),
        ("t3", "question", "", "企业开办需要几天？"),
        ("t4", "answer", "江望舒", "半天之内办结。"),
    ]
    assert list(release.appearances.values_list("ref", "name", "position", "role", "spoke")) == [
        ("11", "闻知秋", "市委宣传部副部长", "moderator", True),
        ("12", "江望舒", "市行政审批局局长", "spokesperson", True),
        ("13", "白砚", "市税务局副局长", "attendee", False),
    ]
    shorter = replace(DOCUMENT, turns=DOCUMENT.turns[:1], people=DOCUMENT.people[:1])
    publish(document=shorter, files=no_files, by="签发人", note="说明", release_id=release.pk)
    assert list(release.passages.values_list("turn", flat=True)) == ["t1"]
    assert list(release.appearances.values_list("ref", flat=True)) == ["11"]


def test_publish_counts_someone_listed_twice_once() -> None:
    again = replace(DOCUMENT.people[1], id="p9", position="市政府副秘书长")
    namesake = replace(DOCUMENT.people[2], id="p12", ref="")
    other = replace(DOCUMENT.people[2], id="p13", ref="")
    people = (again, *DOCUMENT.people, namesake, other)
    release = release_of(replace(DOCUMENT, people=people))
    assert list(release.appearances.values_list("ref", "position", "spoke")) == [
        ("12", "市政府副秘书长", True),
        ("11", "市委宣传部副部长", True),
        ("13", "市税务局副局长", False),
        ("", "市税务局副局长", False),
        ("", "市税务局副局长", False),
    ]


def test_publish_copies_only_files_that_are_not_public_yet() -> None:
    master, other = picture(), picture(200)
    release = release_of(with_leaflet(with_photo(DOCUMENT, master)), master)
    storage = storages["public"]
    with storage.open(master_name(master.digest)) as file:
        assert file.read() == master.data
    asked: list[str] = []

    def files(name: str) -> bytes:
        asked.append(name)
        return files_of(other)(name)

    both = with_photo(with_photo(DOCUMENT, master), other)
    publish(document=both, files=files, by="签发人", note="补充照片", release_id=release.pk)
    assert asked == [
        master_name(other.digest),
        rendition_name(other.digest, 480),
        rendition_name(other.digest, 640),
    ]


def test_publish_leaves_nothing_when_a_file_is_wrong(public: Public) -> None:
    master, other = picture(), picture(200)
    document = with_photo(with_photo(DOCUMENT, master), other)

    def files(name: str) -> bytes:
        data = files_of(master, other)(name)
        return data + b"!" if name == master_name(other.digest) else data

    with pytest.raises(PublishingError, match=r"^第 2 张照片的文件与文档记载的不一致"):
        publish(document=document, files=files, by="签发人")
    assert (Release.objects.count(), Version.objects.count(), any(public(document))) == (0, 0, False)


def test_publish_takes_files_back_when_a_version_cannot_be_sealed(public: Public) -> None:
    master = picture()
    document = with_photo(DOCUMENT, master)
    release = release_of()
    with pytest.raises(UnicodeEncodeError):
        publish(document=document, files=files_of(master), by="签发人", note="\ud800", release_id=release.pk)
    assert (Version.objects.count(), any(public(document))) == (1, False)


def test_withdraw_takes_release_from_lists_and_keeps_the_reason() -> None:
    release = release_of(at=NOON)
    later = NOON + timedelta(days=1)
    version = withdraw(release_id=release.pk, reason=" 数据有误，正在核实。 ", by="签发人", at=later)
    release.refresh_from_db()
    assert (release.state, release.version, release.updated_at) == (ReleaseState.WITHDRAWN, version, later)
    assert (version.number, version.kind, version.note) == (2, VersionKind.WITHDRAWAL, "数据有误，正在核实。")
    assert version.content == DOCUMENT
    assert (Passage.objects.count(), Appearance.objects.count()) == (0, 0)
    assert Release.objects.current().count() == 0
    assert faults(release) == []


@pytest.mark.parametrize(
    ("release_id", "reason", "by", "message"),
    [
        ("20260329-1", " ", "签发人", "请填写撤回理由，它会公开显示。"),
        ("20260329-1", "有误", "", "缺少签发人。"),
        ("20260329-2", "有误", "签发人", "没有编号为 20260329-2 的发布。"),
    ],
)
def test_withdraw_refuses(release_id: str, reason: str, by: str, message: str) -> None:
    release_of()
    with pytest.raises(PublishingError) as refused:
        withdraw(release_id=release_id, reason=reason, by=by)
    assert str(refused.value) == message
    assert Version.objects.count() == 1


def test_withdraw_refuses_second_time() -> None:
    release = release_of()
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    with pytest.raises(PublishingError, match=r"^20260329-1 已经撤回。$"):
        withdraw(release_id=release.pk, reason="有误", by="签发人")


def test_publish_after_withdrawal_makes_release_current_again() -> None:
    release = release_of(at=NOON)
    withdraw(release_id=release.pk, reason="误撤", by="签发人")
    version = publish(
        document=DOCUMENT, files=no_files, by="签发人", note="恢复发布。", release_id=release.pk
    )
    release.refresh_from_db()
    assert (release.state, release.version, release.readable_from) == (ReleaseState.CURRENT, version, 3)
    assert (release.published_at, release.passages.count()) == (NOON, 4)
    assert list(release.versions.readable()) == [version]
    assert faults(release) == []


def test_withdraw_removes_files_that_nothing_readable_shows(public: Public, committed: Committed) -> None:
    only_here, shared = picture(), picture(200)
    document = with_photo(with_leaflet(DOCUMENT), only_here)
    release = release_of(with_photo(document, shared), only_here, shared)
    other = with_photo(replace(DOCUMENT, title="另一场"), shared)
    kept = release_of(other, shared)
    # The other release's current version no longer shows it, but its first version is still readable.
    publish(
        document=replace(DOCUMENT, title="再改"),
        files=no_files,
        by="签发人",
        note="去掉照片",
        release_id=kept.pk,
    )
    with committed():
        withdraw(release_id=release.pk, reason="有误", by="签发人")
        assert all(public(document))
    assert (any(public(document)), all(public(other))) == (False, True)
    with committed():
        withdraw(release_id=kept.pk, reason="有误", by="签发人")
    assert any(public(other)) is False


def test_publish_after_withdrawal_copies_files_again(public: Public, committed: Committed) -> None:
    master = picture()
    document = with_photo(DOCUMENT, master)
    release = release_of(document, master)
    with committed():
        withdraw(release_id=release.pk, reason="有误", by="签发人")
    publish(document=document, files=files_of(master), by="签发人", note="恢复", release_id=release.pk)
    assert all(public(document))
