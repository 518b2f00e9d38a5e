"""Any sequence of publishing, correcting, withdrawing and publishing again leaves a sound record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.current import appearances, passages
from releases.record.models import Appearance, Passage, Release, ReleaseState, Version, VersionKind
from releases.record.publishing import PublishingError, publish, withdraw
from releases.record.verify import faults
from tests.record.making import DOCUMENT, no_files

texts = st.sampled_from(["大家好。", "下面发布。", "谢谢大家。"])
turns = st.lists(st.tuples(st.sampled_from([None, "p1", "p2", "p3"]), texts), max_size=4)


def said(title: str, spoken: list[tuple[str | None, str]]) -> Document:
    """Return a document in which these people say these words."""
    made = (
        Turn(f"t{number}", Kind.STATEMENT, speaker, blocks=(Paragraph(text),))
        for number, (speaker, text) in enumerate(spoken, 1)
    )
    return replace(DOCUMENT, title=title, turns=tuple(made))


class History(RuleBasedStateMachine):
    """One release through its life, with what the public should see kept beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.release_id: str | None = None
        self.published_at: datetime | None = None
        self.shown: Document | None = None
        self.kinds: list[VersionKind] = []

    @precondition(lambda self: self.release_id is None)
    @rule(title=st.sampled_from("甲乙"), spoken=turns)
    def first(self, title: str, spoken: list[tuple[str | None, str]]) -> None:
        """Publish for the first time."""
        document = said(title, spoken)
        release = publish(document=document, files=no_files, by="签发人").release
        self.release_id, self.published_at = release.pk, release.published_at
        self._now(document, VersionKind.FIRST)

    @precondition(lambda self: self.release_id is not None)
    @rule(
        title=st.sampled_from("甲乙"),
        spoken=turns,
        kind=st.sampled_from([VersionKind.CORRECTION, VersionKind.ADDITION]),
    )
    def change(self, title: str, spoken: list[tuple[str | None, str]], kind: VersionKind) -> None:
        """Publish another version of what is current; the very same words are refused."""
        document = said(title, spoken)
        try:
            publish(
                document=document,
                files=no_files,
                by="签发人",
                kind=kind,
                note="说明",
                release_id=self.release_id,
            )
        except PublishingError:
            assert self.shown in (document, None)
            return
        assert self.shown not in (document, None)
        self._now(document, kind)

    @precondition(lambda self: self.release_id is not None)
    @rule(title=st.sampled_from("甲乙"), spoken=turns)
    def restore(self, title: str, spoken: list[tuple[str | None, str]]) -> None:
        """Publish again what was withdrawn, and nothing else."""
        document = said(title, spoken)
        try:
            version = publish(
                document=document,
                files=no_files,
                by="签发人",
                kind=VersionKind.RESTORATION,
                note="恢复",
                release_id=self.release_id,
            )
        except PublishingError:
            assert self.shown is not None
            return
        assert self.shown is None
        self._now(document, VersionKind(version.kind))

    @precondition(lambda self: self.release_id is not None)
    @rule()
    def take_back(self) -> None:
        """Withdraw; what is withdrawn cannot be withdrawn again."""
        assert self.release_id is not None
        try:
            withdraw(release_id=self.release_id, reason="有误", by="签发人")
        except PublishingError:
            assert self.shown is None
            return
        assert self.shown is not None
        self._now(None, VersionKind.WITHDRAWAL)

    @precondition(lambda self: self.release_id is not None)
    @rule()
    def change_without_note(self) -> None:
        """Try what is always refused, and must leave nothing behind."""
        try:
            publish(document=said("丙", []), files=no_files, by="签发人", release_id=self.release_id)
        except PublishingError:
            return
        raise AssertionError("published without a note")

    @invariant()
    def record_is_sound(self) -> None:
        """Compare the record with what should be seen."""
        if self.release_id is None:
            assert Release.objects.count() == 0
            return
        release = Release.objects.get()
        assert faults(release) == []
        assert (release.pk, release.published_at) == (self.release_id, self.published_at)
        assert list(release.versions.order_by("number").values_list("kind", flat=True)) == self.kinds
        readable = list(Version.objects.readable().order_by("number"))
        if self.shown is None:
            assert release.state == ReleaseState.WITHDRAWN
            assert (_rows(Passage), _rows(Appearance), readable) == ([], [], [])
            return
        assert release.state == ReleaseState.CURRENT
        assert (release.title, release.turn_count) == (self.shown.title, len(self.shown.turns))
        assert readable[-1].content == self.shown
        assert all(version.kind != VersionKind.WITHDRAWAL for version in readable)
        assert _rows(Passage) == [_values(row) for row in passages(release, self.shown)]
        assert _rows(Appearance) == [_values(row) for row in appearances(release, self.shown)]

    def teardown(self) -> None:
        """Leave the database as it was, for the next example."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def _now(self, shown: Document | None, kind: VersionKind) -> None:
        self.shown = shown
        self.kinds.append(kind)


def _rows(model: type[Passage] | type[Appearance]) -> list[dict[str, object]]:
    return [_values(row) for row in model.objects.order_by("pk")]


def _values(row: Passage | Appearance) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields[1:]}


@pytest.mark.django_db
def test_any_history_leaves_a_sound_record() -> None:
    run_state_machine_as_test(
        History, settings=settings(max_examples=30, stateful_step_count=12, deadline=None)
    )
