from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from releases.record.management.commands import reindex as command
from releases.record.models import Entry, Release, Term, TermKey, TermUse
from releases.record.publishing import publish, withdraw
from releases.record.reindexing import reindex, releases_after
from releases.record.search import index
from tests.record.making import no_files
from tests.record.search.making import conference, found, index_dump, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def before() -> list[tuple[object, ...]]:
    """Publish, correct and withdraw, and return what the index holds afterwards."""
    first = published(("q", "幼儿园学位？"), ("a2", "2.4万个。"))
    published(("s1", "收费"), source="市财政局")
    withdrawn = published(("s1", "撤回"))
    corrected = conference(("q", "幼儿园学位？"), ("a2", "2.5万个。"))
    publish(document=corrected, files=no_files, by="签发人", note="更正", release_id=first.pk)
    withdraw(release_id=withdrawn.pk, reason="有误", by="签发人")
    return index_dump()


def _empty() -> None:
    Entry.objects.all().delete()
    Term.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM record_entry_words")


def _vocabulary() -> list[tuple[object, ...]]:
    """Return all that the vocabulary holds, in one order."""
    return [
        *Term.objects.order_by("text").values_list("kind", "text", "ref", "position", "number"),
        *TermKey.objects.order_by("term__text", "key").values_list("term__text", "key"),
        *TermUse.objects.order_by("release", "term__text").values_list("release", "term__text", "position"),
    ]


def test_reindexing_makes_what_publishing_made(before: list[tuple[object, ...]]) -> None:
    words = _vocabulary()
    _empty()
    assert found("幼儿园").total == 0
    assert list(reindex(releases_after(""))) == [("20260329-1", 2), ("20260329-2", 2), ("20260329-3", 0)]
    assert (index_dump(), _vocabulary()) == (before, words)
    list(reindex(releases_after("")))
    assert (index_dump(), _vocabulary()) == (before, words)


def test_reindexing_takes_out_what_should_not_be_there(before: list[tuple[object, ...]]) -> None:
    release = Release.objects.get(pk="20260329-3")
    words = _vocabulary()
    index.write(release, conference(("s1", "撤回"), title="磁悬浮发布会"))
    assert (found("撤回").total, Term.objects.filter(text="磁悬浮").count()) == (1, 1)
    list(reindex(["20260329-3"]))
    assert (index_dump(), _vocabulary()) == (before, words)


def test_reindexing_goes_release_by_release_and_can_go_on(before: list[tuple[object, ...]]) -> None:
    _empty()
    going = reindex(releases_after(""))
    assert next(going) == ("20260329-1", 2)
    assert len(index_dump()) == 2
    list(reindex(releases_after("20260329-1")))
    assert index_dump() == before


def test_command_tells_what_it_did(before: list[tuple[object, ...]]) -> None:
    _empty()
    out, errors = StringIO(), StringIO()
    call_command("reindex", stdout=out, stderr=errors)
    assert (out.getvalue(), errors.getvalue()) == ("已重建 3 个发布，共 4 个条目。\n", "")
    assert index_dump() == before
    out = StringIO()
    call_command("reindex", after="20260329-1", stdout=out)
    assert out.getvalue() == "已重建 2 个发布，共 2 个条目。\n"


class Screen(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.mark.usefixtures("before")
def test_command_tells_on_a_screen_how_far_it_has_come() -> None:
    errors = Screen()
    call_command("reindex", stdout=StringIO(), stderr=errors, no_color=True)
    assert errors.getvalue().split("\r")[1:] == [
        "1/3 个发布，2 个条目，到 20260329-1",
        "2/3 个发布，4 个条目，到 20260329-2",
        "3/3 个发布，4 个条目，到 20260329-3",
    ]


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(
    ("after", "stopped", "told"),
    [
        ("", 0, "\n已中断。\n"),
        ("", 2, "\n已中断。继续：manage.py reindex --after 20260329-2\n"),
        ("20260329-1", 0, "\n已中断。继续：manage.py reindex --after 20260329-1\n"),
    ],
)
def test_command_tells_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, after: str, stopped: int, told: str
) -> None:
    def interrupted(release_ids: list[str]) -> Iterator[tuple[str, int]]:
        yield from reindex(release_ids[:stopped])
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "reindex", interrupted)
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("reindex", after=after, stdout=StringIO(), stderr=errors)
    assert (ended.value.code, errors.getvalue()) == (130, told)
