"""Whatever five people do in whatever order: nothing unsigned goes out, and no edit is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django.fixtures import Settings

from releases.desk import editing, emergency, scheduling, signing, workflow
from releases.desk.models import Conference, Emergency, Schedule, SignOff
from releases.desk.refusal import WorkflowError
from releases.record.models import Release, ReleaseState, Version, VersionKind
from releases.record.verify import faults
from tests.desk.making import CLEAN, ready

LEVELS = [("初审", "初审"), ("终审", "终审")]
people = st.integers(0, 4)


class Desk(RuleBasedStateMachine):
    """One conference and five people who each may do everything: only the rules stand between them."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.people = [User.objects.create_user(f"p{n}", is_staff=True, last_name="周") for n in range(5)]
        for person in self.people:
            person.groups.set(Group.objects.filter(name__in=["撰稿", "初审", "终审", "签发"]))
        self.pk = ready(text=CLEAN, photo="").pk
        self.title = self.conference.title
        self.edits = 0

    @property
    def conference(self) -> Conference:
        return Conference.objects.select_related("section").get(pk=self.pk)

    @property
    def digest(self) -> str:
        return signing.sound(self.conference).digest

    def tried(self, verb: Callable[..., object], person: int, **arguments: object) -> bool:
        """Try a step; a refusal is an answer, anything else raised is a fault."""
        before = Version.objects.count()
        try:
            with transaction.atomic():
                verb(conference=self.conference, by=self.people[person], **arguments)
        except WorkflowError:
            assert Version.objects.count() == before
            return False
        return True

    @rule(person=st.integers(0, 1))
    def edit(self, person: int) -> None:
        """Write another title, as the form does."""
        self.edits += 1
        conference = Conference.objects.select_for_update().get(pk=self.pk)
        conference.title = self.title = f"第{self.edits}次改的标题"
        editing.touch(conference=conference, by=self.people[person])

    @rule(person=people, back=st.sampled_from([signing.take_back, signing.send_back]))
    def bring_back(self, person: int, back: Callable[..., object]) -> None:
        """Take it back, or send it back."""
        reason = {"reason": "再看看"} if back is signing.send_back else {}
        self.tried(back, person, **reason)

    @rule(person=people, other=people)
    def review(self, person: int, other: int) -> None:
        """Hand it to the reviewers and let two people sign: the same one twice is refused."""
        self.tried(signing.submit, person)
        for each in (person, other):
            self.tried(signing.sign, each, digest=self.digest)

    @rule(person=people, noted=st.booleans())
    def publish(self, person: int, noted: bool) -> None:  # noqa: FBT001  (hypothesis hands it by name)
        """Publish by the button; never while a later time is set."""
        held = Schedule.objects.waiting().filter(due_at__gt=timezone.now()).exists()
        assert not (self.tried(workflow.publish, person, note="更正。" if noted else "") and held)

    @rule(person=people)
    def withdraw(self, person: int) -> None:
        """Withdraw."""
        self.tried(workflow.withdraw, person, reason="有误")

    @rule(person=people, other=people)
    def emergency(self, person: int, other: int) -> None:
        """Ask and confirm: one person alone never publishes."""
        self.tried(emergency.ask, person, digest=self.digest, reason="汛情紧急")
        confirmed = self.tried(emergency.confirm, other, digest=self.digest, note="更正。")
        assert not (confirmed and Emergency.objects.latest("pk").asked_by == self.people[other])

    @rule(person=people)
    def sign_afterwards(self, person: int) -> None:
        """Review what went out before its reviews."""
        row = Emergency.objects.unreviewed().first()
        if row is not None:
            try:
                emergency.sign_afterwards(emergency=row, by=self.people[person])
            except WorkflowError:
                return
            assert self.people[person] not in (row.asked_by, row.confirmed_by)

    @rule(person=people)
    def schedule(self, person: int) -> None:
        """Set a time."""
        due_at = timezone.now() + timedelta(hours=1)
        self.tried(scheduling.schedule, person, due_at=due_at, note="更正。")

    @rule(person=people)
    def cancel(self, person: int) -> None:
        """Take the time back."""
        self.tried(scheduling.cancel, person)

    @rule(come=st.booleans())
    def worker(self, come: bool) -> None:  # noqa: FBT001  (hypothesis hands it by name)
        """Let two workers pass, before or after the time has come: before it nothing goes out."""
        before = Version.objects.count()
        if come:
            Schedule.objects.waiting().update(due_at=timezone.now())
        published = scheduling.publish_due()[0] + scheduling.publish_due()[0]
        assert Version.objects.count() - before == published <= come

    @invariant()
    def nothing_unsigned_is_out(self) -> None:
        """Look for every version's signatures: the n-th publication belongs to the n-th round."""
        versions = Version.objects.exclude(kind=VersionKind.WITHDRAWAL).order_by("number")
        for round_, version in enumerate(versions, 1):
            wrote = set(self.conference.authorships.filter(round=round_).values_list("user", flat=True))
            signed = SignOff.objects.filter(round=round_, digest=version.digest).exclude(by__in=wrote)
            levels = {row.level for row in signed}
            signers = {row.by_id for row in signed}
            answered = Emergency.objects.published().filter(round=round_, digest=version.digest)
            assert (levels == {1, 2} and len(signers) == 2) or answered.exists()
            assert not answered.filter(confirmed_by__in=wrote).exists()

    @invariant()
    def one_version_is_current(self) -> None:
        """Compare what the public reads with what was published last."""
        assert Release.objects.count() <= 1
        for release in Release.objects.all():
            assert faults(release) == []
            last = release.versions.latest("number")
            out = release.state == ReleaseState.CURRENT
            assert out == (last.kind != VersionKind.WITHDRAWAL)
            assert not out or (release.version == last and last.digest == self.conference.published_digest)

    @invariant()
    def no_edit_is_lost(self) -> None:
        """Read the title back."""
        assert self.conference.title == self.title

    def teardown(self) -> None:
        """Leave the database as it was, for the next example."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_workflow_publishes_only_what_was_signed(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = LEVELS
    run_state_machine_as_test(Desk, settings=bounds(max_examples=15, stateful_step_count=30, deadline=None))
