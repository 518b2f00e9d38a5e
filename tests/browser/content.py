"""What the browser is shown: an invented city's releases, published as the desk publishes."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw

from releases.document import (
    Attachment,
    Document,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
)
from releases.photos import Master, clean, renditions
from releases.record.languages import in_english
from releases.record.media import attachment_name
from releases.record.models import Department, Filing, Question, Section, Topic
from releases.record.publishing import publish, withdraw

TALL = (800, 1200)
LIST = "普惠托育机构名单\n东湖区：向阳托育中心\n".encode()
HELD = datetime(2026, 4, 15, 15, 0, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Addresses:
    """Where each type of public page is found."""

    base: str
    release: str
    corrected: str
    announcement: str
    withdrawn: str
    question: str

    @property
    def pages(self) -> dict[str, str]:
        """Return a page of every type."""
        return {
            "home": "/",
            "releases": "/releases/",
            "chosen": "/releases/?words=托育&year=2026",
            "nothing found": "/releases/?words=查无此会",
            "search": "/search/?q=托育",
            "search that finds nothing": "/search/?q=查无此事&year=2026",
            "search that offers": "/search/?q=托玉 周起明",
            "search that offers less": "/search/?q=托育 查无此事&year=2026",
            "search with a name": "/search/?q=周启明",
            "search help": "/help/search/",
            "section": "/sections/jdhy/",
            "section below": "/sections/jdhy/xwfbh/",
            "release": self.release,
            "corrected": self.corrected,
            "announcement": self.announcement,
            "old version": f"{self.corrected}v1/",
            "changes": f"{self.corrected}changes/",
            "changes since a version": f"{self.corrected}changes/?since=1",
            "from paper": f"{self.corrected}?printed=1",
            "cite": f"{self.release}v1/cite/t6/",
            "qr": f"{self.release}qr/",
            "questions": "/questions/",
            "questions chosen": "/questions/?topic=childcare&year=2026",
            "questions not found": "/questions/?topic=childcare&year=1999",
            "question": self.question,
            "owed": "/questions/owed/",
            "years": "/questions/years/",
            "topics": "/topics/",
            "topic": "/topics/childcare/",
            "departments": "/departments/",
            "department": "/departments/health/",
            "people": "/people/",
            "person": "/people/zhou/",
            "leaving": f"{self.release}v1/links/1/",
            "press": "/press/",
            "verify": "/verify/",
            "accessibility": "/help/accessibility/",
            "offline": "/offline/",
            "api": "/api/",
            "withdrawn": self.withdrawn,
            "not found": "/nowhere/",
        }

    @property
    def english(self) -> dict[str, str]:
        """Return the same pages in English: the Chinese ones with longer words, which break where it is narrow."""
        return {f"{name} in English": in_english(path) for name, path in self.pages.items()}


@cache
def photo(shade: int, size: tuple[int, int] = (1200, 800)) -> Master:
    """Return a photo of the platform, more or less, cleaned as the desk does."""
    image = Image.new("RGB", size, (shade, 70, 60))
    ImageDraw.Draw(image).rectangle((0, size[1] * 2 // 3, *size), fill=(40, 30, 30))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return clean(out.getvalue())


def files(name: str) -> bytes:
    """Return the bytes of a public name."""
    return _files()[name]


@cache
def _files() -> dict[str, bytes]:
    known = {attachment_name(hashlib.sha256(LIST).hexdigest(), "a.txt"): LIST}
    for master in (photo(150), photo(90), photo(120, TALL)):
        known.update(renditions(master.data, master.digest, master.width))
    return known


def _placed(number: int, master: Master, caption: str, alt: str) -> Photo:
    return Photo(
        f"f{number}", "DSC_0417.jpg", caption, alt, "沈一帆 摄", master.digest, master.width, master.height
    )


def _turn(number: int, kind: Kind, speaker: str | None, label: str, *words: str, answers: str = "") -> Turn:
    blocks = tuple(Paragraph(text) for text in words)
    return Turn(f"t{number}", kind, speaker, label, answers or None, blocks=blocks)


DOCUMENT = Document(
    title="澜江市“十五五”时期托育服务体系建设新闻发布会",
    subject="让孩子在家门口有人带、带得好",
    section="jdhy/xwfbh",
    source="市卫生健康委员会",
    keywords=("托育", "普惠"),
    summary="介绍普惠托位的分布、收费和安全监管。",
    held=Held(HELD, "2026年4月15日（星期三）下午15:00"),
    venue="市行政中心3号楼新闻发布厅",
    people=(
        Person("p1", "周启明", "市卫生健康委员会党组书记、主任", Role.SPOKESPERSON, "zhou"),
        Person("p2", "茹岚", "市财政局副局长", Role.SPOKESPERSON, "ru"),
        Person("p3", "欧阳静文", "市教育局党组成员、副局长", Role.SPOKESPERSON, "ouyang"),
        Person("p4", "沈若溪", "市政府新闻办公室副主任", Role.MODERATOR, "shen"),
        Person("p5", "简丹", "东湖区副区长", Role.ATTENDEE),
    ),
    turns=(
        Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"), PhotoBlock("f2"))),
        _turn(
            2,
            Kind.STATEMENT,
            "p4",
            "沈若溪",
            "女士们、先生们，各位记者朋友，大家下午好！欢迎参加今天的新闻发布会。",
            "首先请周启明主任介绍情况。",
        ),
        _turn(
            3,
            Kind.STATEMENT,
            "p1",
            "周启明",
            "各位记者朋友，大家好！过去五年，全市新增托位1.26万个，社区托育服务覆盖率由31.5%提高到78.2%。",
            *(f"第{n}，{'扩大普惠供给，降低家庭负担，守住安全底线。' * 9}" for n in "一二三"),
            "具体标准见 https://wjw.example.gov.cn/tuoyu/ ，测算方法见 https://www.example.com/way?id=12 。",
        ),
        _turn(4, Kind.STATEMENT, "p4", "沈若溪", "下面进入提问环节，提问前请通报所在的新闻机构。"),
        _turn(5, Kind.QUESTION, None, "澜江日报记者", "今年的2400个普惠托位怎么分布？每个月大概要花多少钱？"),
        _turn(6, Kind.ANSWER, "p1", "周启明", "重点向新建小区倾斜，其中东湖区520个。" * 12, answers="t5"),
        _turn(7, Kind.ANSWER, "p2", "茹岚", "我补充一点。市财政今年安排专项资金8600万元。", answers="t5"),
        _turn(8, Kind.QUESTION, None, "媒体提问", "师资和场地条件能不能跟上？"),
        _turn(
            9,
            Kind.ANSWER,
            "p3",
            "欧阳静文",
            "全市有63所公办幼儿园开设托班，不达标的不开班。" * 12,
            answers="t8",
        ),
        _turn(10, Kind.STATEMENT, "p4", "沈若溪", "今天的发布会到此结束。谢谢大家！"),
    ),
    photos=(
        _placed(1, photo(150), "新闻发布会现场。", "主席台上坐着四位发布人"),
        _placed(2, photo(90), "", "记者举手提问"),
    ),
    attachments=(
        Attachment(
            "a1", "名单.txt", "普惠托育机构名单", "text/plain", len(LIST), hashlib.sha256(LIST).hexdigest()
        ),
    ),
)


def as_migrated() -> None:
    """Make again the rows that migrations made: emptying the tables after a test took them along."""
    if Section.objects.exists():
        return
    for name in ("releases.record.migrations.0003_sections", "releases.desk.migrations.0002_roles"):
        import_module(name).make(apps, connection.schema_editor())
    reviewers = import_module("releases.desk.migrations.0004_reviewers")
    reviewers.make_roles(apps, connection.schema_editor())
    reviewers.make_terms(apps, connection.schema_editor())
    later = import_module("releases.desk.migrations.0005_emergency_and_schedule")
    later.make_roles(apps, connection.schema_editor())
    questions = import_module("releases.desk.migrations.0010_questions")
    questions.make_roles(apps, connection.schema_editor())


def published(base: str) -> Addresses:
    """Publish one release of each sort and a page of others, and say where they are."""
    as_migrated()
    childcare = Topic.objects.create(slug="childcare", name="托育和入园")
    Topic.objects.create(slug="water", name="供水和水价", position=1)
    Department.objects.create(slug="health", name="市卫生健康委员会")
    first = publish(document=DOCUMENT, files=files, by="签发人", at=_ago(9)).release

    wrong = replace(_held(DOCUMENT, HELD - timedelta(days=30)), title="全市防汛备汛工作专题新闻发布会")
    corrected = publish(document=wrong, files=files, by="签发人", at=_ago(8)).release
    publish(
        document=replace(wrong, venue="市水利局一楼会议室"),
        files=files,
        by="签发人",
        note="地点由“市行政中心3号楼新闻发布厅”更正为“市水利局一楼会议室”。",
        release_id=corrected.pk,
        at=_ago(7),
    )

    coming = replace(
        _held(DOCUMENT, timezone.localtime() + timedelta(days=7)),
        title="义务教育学校招生入学政策新闻发布会",
        source="市教育局",
        turns=(),
        photos=(),
        attachments=(),
    )
    announcement = publish(document=coming, files=files, by="签发人", at=_ago(1)).release

    false = replace(_held(DOCUMENT, HELD - timedelta(days=60)), title="春节市场供应保障情况通报会")
    withdrawn = publish(document=false, files=files, by="签发人", at=_ago(8)).release
    withdraw(release_id=withdrawn.pk, reason="通报的数据有误，正在核实。", by="签发人", at=_ago(6))

    plain = replace(DOCUMENT, photos=(), attachments=(), turns=DOCUMENT.turns[4:6])
    for number in range(1, 20):
        other = _held(replace(plain, title=f"全市经济运行情况新闻发布会（第{number}场）"), _day(number))
        publish(document=_promised(other, number), files=files, by="签发人", at=_ago(5))
    Filing.objects.bulk_create(Filing(question=one, topic=childcare) for one in Question.objects.all())

    return Addresses(
        base,
        first.get_absolute_url(),
        corrected.get_absolute_url(),
        announcement.get_absolute_url(),
        withdrawn.get_absolute_url(),
        first.questions.newest_first()[0].get_absolute_url(),
    )


def _promised(document: Document, number: int) -> Document:
    """Return the first as owed, the second as late, the third as answered in writing since."""
    today = timezone.localdate()
    due = {1: today + timedelta(days=9), 2: today - timedelta(days=9), 3: today - timedelta(days=9)}
    question, answer = document.turns
    given_on = today - timedelta(days=10) if number == 3 else None
    return replace(
        document, turns=(replace(question, due=due.get(number)), replace(answer, given_on=given_on))
    )


def _held(document: Document, start: datetime) -> Document:
    return replace(document, held=Held(start, f"{start:%Y年%m月%d日 %H:%M}"))


def _day(number: int) -> datetime:
    return HELD - timedelta(days=90 + number)


def _ago(hours: int) -> datetime:
    return timezone.now() - timedelta(hours=hours)
