"""A small world to ask every address about: a person for each role, and a conference in each state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.db import transaction
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from releases.desk import embargo, emergency, enclosures, roles, scheduling, sharing, signing, workflow
from releases.desk.models import Conference, Emergency, Outlet, Person, PreviewLink, Term
from releases.desk.objections import findings
from releases.preflight import Severity
from releases.record.models import Department, Section, Topic
from tests.desk.making import TRANSCRIPT, account, ready

LEVELS = [("初审", roles.FIRST), ("复审", roles.SECOND), ("终审", roles.FINAL)]
ANONYMOUS, SUPERUSER = "访客", "超级用户"
WHO = (ANONYMOUS, *roles.ROLES, SUPERUSER)
# What a conference can be; one that was never published has a person of whom the public knows nothing.
STATES = ("draft", "review", "approved", "scheduled", "published", "withdrawn", "asked", "emergency")
NAMES = ("孟夏", "仲秋", "季冬", "初春", "王禾", "严寒", "小满", "白露")
# Given ahead, with no time set to publish it. To everybody at the desk it is one that is approved.
EMBARGOED = "embargoed"
NAMED = dict(zip((*STATES, EMBARGOED), (*NAMES, "立秋"), strict=True))
PUBLIC = ("published", "emergency")
# What is given ahead of each, by what has become of it.
_GIVEN = {"scheduled": ("ahead", "revoked"), "published": ("published",), EMBARGOED: (EMBARGOED,)}
PASSWORD = "清水绕城而过-Nr-17"


@dataclass(slots=True)
class World:
    """What there is, and who asks."""

    # A new draft has one author, the editor of the table; whoever signs beforehand is not in the table.
    people: dict[str, User] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    conferences: dict[str, Conference] = field(default_factory=dict)
    # What is embargoed, and those of the others of which nobody without an account may find anything.
    hidden: dict[str, Conference] = field(default_factory=dict)
    links: dict[str, PreviewLink] = field(default_factory=dict)
    # What was given ahead, by what has become of it.
    ahead: dict[str, PreviewLink] = field(default_factory=dict)
    # Pages as a browser has them, so that each is asked for once.
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    browser: Client = field(default_factory=Client)
    # The public files there are; more would be left where publishing is taken back.
    public: frozenset[Path] = frozenset()

    def tidy(self) -> None:
        """Take away the public files of what was published and taken back."""
        for path in _public_files() - self.public:
            path.unlink()

    @property
    def owed(self) -> Emergency:
        """Return what went out before its reviews."""
        return self.conferences["emergency"].emergencies.get()

    def enter(self, who: str, user: User) -> None:
        """Log somebody in."""
        client = Client()
        client.force_login(user)
        self.people[who], self.cookies[who] = user, client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, who: str, *, browser: Client | None = None) -> Client:
        """Return a browser with somebody logged in, whatever was done with it before.

        Unless told otherwise it is always the same one: to start the middleware anew for each of thousands of requests takes a minute.
        """
        mine = {settings.SESSION_COOKIE_NAME: self.cookies[who]} if who in self.cookies else {}
        browser = browser or self.browser
        browser.cookies = SimpleCookie(mine)
        return browser


@contextmanager
def standing(media: Path) -> Iterator[World]:
    """Make the world, with its files in a folder, and take it away at the end of the block."""
    own: dict[str, Any] = dict(settings.STORAGES)
    for alias in ("default", "public"):
        options = {**own[alias].get("OPTIONS", {}), "location": media / alias}
        own[alias] = {**own[alias], "OPTIONS": options}
    with override_settings(SIGN_OFF_LEVELS=LEVELS, STORAGES=own), transaction.atomic():
        # Withdrawing takes files away only once it is certain.
        with TestCase.captureOnCommitCallbacks(execute=True):
            world = made()
        world.public = _public_files()
        yield world
        transaction.set_rollback(True)


def _public_files() -> frozenset[Path]:
    folder = Path(storages["public"].path(""))
    return frozenset(path for path in folder.rglob("*") if path.is_file())


def made() -> World:
    """Make the world, to stay."""
    world = World()
    accounts = {role: account(role) for role in roles.ROLES}
    for who, user in (*accounts.items(), (SUPERUSER, User.objects.create_superuser("root"))):
        user.set_password(PASSWORD)
        user.save()
        world.enter(who, user)
    signers = [account(group, f"signs-{group}") for _, group in LEVELS]
    issuer, second = account(roles.PUBLISHER, "issues"), account(roles.PUBLISHER, "issues-too")
    for state in STATES:
        world.conferences[state] = _conference(world, state, signers, issuer, second)
        world.links[state] = world.conferences[state].preview_links.previews().get()
    embargoed = _conference(world, EMBARGOED, signers, issuer, second)
    world.hidden = {state: each for state, each in world.conferences.items() if state not in PUBLIC}
    world.hidden[EMBARGOED] = embargoed
    sharing.revoke(link=world.links["asked"], by=world.people[roles.EDITOR])
    sharing.revoke(link=world.ahead["revoked"], by=issuer)
    Outlet.objects.create(name="没有供过稿的报")
    Person.objects.create(name="无人")
    Topic.objects.create(slug="water", name="清水入城")
    Term.objects.create(wrong="做为", right="作为")
    Topic.objects.create(slug="works", name="工程")
    Department.objects.create(slug="water", name="市水务局")
    Section.objects.create(
        path="kong", name="空栏目", description="没有发布", keywords="空", column_type="其他"
    )
    return world


def _conference(world: World, state: str, signers: list[User], issuer: User, second: User) -> Conference:
    editor = world.people[roles.EDITOR]
    # Each has words, a person and files of its own: the name of one conference's file is no other's.
    text = TRANSCRIPT.replace("清水入城", f"清水入城{state}").replace("王禾", NAMED[state])
    made = ready(by=editor, text=text, photo=f"#{list(NAMED).index(state) * 16:02x}5080")
    kept = enclosures.keep(f"附件的内容：{state}".encode(), "方案.txt")
    made.attachments.create(
        number=1,
        file_name=kept.file,
        title=f"清水入城{state}方案",
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
    )
    sharing.share(conference=made, by=editor, note="某局", hours=24)
    if state == "draft":
        return _fresh(made)
    signing.submit(conference=made, by=editor)
    if state == "review":
        return _fresh(made)
    for each in findings(made):
        if each.severity is Severity.AMBER:
            signing.waive(conference=made, by=signers[0], key=each.key, reason="已核实")
    digest = signing.sound(_fresh(made)).digest
    if state in ("asked", "emergency"):
        emergency.ask(conference=made, by=issuer, digest=digest, reason="汛情紧急")
        if state == "emergency":
            emergency.confirm(conference=made, by=second, digest=digest)
        return _fresh(made)
    for signer in signers:
        signing.sign(conference=made, by=signer, digest=digest)
    due = timezone.now() + timedelta(days=2)
    if state == "scheduled":
        scheduling.schedule(conference=made, by=issuer, due_at=due)
    for kind in _GIVEN.get(state, ()):
        outlet, _ = Outlet.objects.get_or_create(name="江畔日报")
        world.ahead[kind] = embargo.give(conference=made, by=issuer, outlet=outlet, until=due, digest=digest)
    if state in ("published", "withdrawn"):
        workflow.publish(conference=made, by=issuer)
    if state == "withdrawn":
        workflow.withdraw(conference=_fresh(made), by=issuer, reason="有误")
    return _fresh(made)


def _fresh(conference: Conference) -> Conference:
    return Conference.objects.select_related("section").get(pk=conference.pk)
