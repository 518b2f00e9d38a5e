"""Posts that nobody's browser would send: other people's rows, fields that no form has, numbers out of range."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from releases.desk import roles, signing
from releases.desk.models import Conference, Leftover, Schedule
from tests.access.addresses import address, samples
from tests.access.bodies import body, filing, page
from tests.access.matrix import LOGIN, Row
from tests.access.world import ANONYMOUS, STATES, WHO, World
from tests.desk.forged import PARTS, Post, extras

NO_ROLE, CITIZEN = "no role", "no staff"
# What each may do is another's business: a link's holder, and whoever logs in, logs out, or changes a password.
_OWN = (
    "/desk/preview/",
    "/desk/login/",
    "/desk/logout/",
    "/desk/password_change/",
    "/desk/account/sign-out-everywhere/",
)
_C = "/desk/desk/conference"


class Forger:
    """Makes posts, the same ones in the same order each time, none of which may change anything."""

    def __init__(self, world: World, rows: list[Row], random: Random) -> None:
        self.world = world
        self.random = random
        posts = [row for row in rows if row.method == "POST" and row.pattern.startswith("/desk/")]
        self.rows = [row for row in posts if not row.pattern.startswith(_OWN)]
        self.refused = [
            (row, who) for row in self.rows for who in WHO if row.answer(who) in ("403", "404", LOGIN)
        ]
        # The last four have whole pages to render, which takes longest.
        self.kinds: tuple[Callable[[], Post], ...] = (
            *(self.stranger, self.step, self.nobody) * 5,
            self.mixed_address,
            self.no_such_address,
            self.foreign_row,
            self.foreign_choice,
            self.broken_page,
            self.broken_rows,
        )
        self.digests = {
            state: signing.sound(world.conferences[state]).digest for state in ("review", "asked")
        }
        self.bodies: dict[tuple[str, str], dict[str, Any]] = {}

    def post(self, number: int) -> Post:
        """Return the post of this number: each kind in turn."""
        return self.kinds[number % len(self.kinds)]()

    def stranger(self) -> Post:
        """Do what one's role may not do, with all that would be needed and more."""
        row, who = self.random.choice(self.refused)
        return self._with_extras("not theirs to do", row, who)

    def nobody(self) -> Post:
        """Do anything at all without a role, without being staff, or without having logged in."""
        who = self.random.choice((NO_ROLE, CITIZEN, ANONYMOUS))
        return self._with_extras("no role", self.random.choice(self.rows), who)

    def foreign_row(self) -> Post:
        """Edit, on one's own page, a row of another conference."""
        mine, other = self._two()
        prefix = self.random.choice(PARTS)
        foreign = self.random.choice(list(getattr(other, prefix).all()))
        where, data = self._page(mine, review=prefix == "turns" and self._maybe())
        index = self.random.randrange(int(data[f"{prefix}-INITIAL_FORMS"]))
        data[f"{prefix}-{index}-id"] = str(foreign.pk)
        if self._maybe():
            data[f"{prefix}-{index}-conference"] = str(other.pk)
        return self._sent("a row of another conference", where, data)

    def foreign_choice(self) -> Post:
        """Choose another conference's person or question, or move a row there."""
        mine, other = self._two()
        where, data = self._page(mine, review=self._maybe())
        person = str(self.random.choice(list(other.participants.all())).pk)
        question = str(other.turns.filter(kind="question").get().pk)
        name, value = self.random.choice(
            (
                ("turns-1-speaker", person),
                ("turns-3-answers", question),
                ("turns-0-conference", str(other.pk)),
                ("turns-2-speaker", str(2**70)),
            )
        )
        # A row that nobody touched is not even read: only a changed one could be moved.
        changed = {"turns-0-body": "改过的话。", name: value}
        return self._sent("a choice of another conference", where, {**data, **changed})

    def broken_page(self) -> Post:
        """Say what a field cannot hold."""
        mine, _ = self._two()
        where, data = self._page(mine, review=False)
        name, value = self.random.choice(
            (
                ("title", "标题\x00"),
                ("title", "长" * 5000),
                ("section", str(10**30)),
                ("section", "栏目"),
                ("held_day", "2026-02-30"),
                ("held_time", "25:99"),
                ("published_on", "\x00"),
                ("turns-0-order", str(10**30)),
                ("turns-0-order", "-1"),
                ("turns-0-kind", "decree"),
                ("participants-0-person", "99999999"),
                ("participants-0-role", "root"),
                ("turns-0-body", "\x00"),
                ("seen_revision", "0"),
                ("seen_revision", str(10**30)),
                ("seen_revision", "一"),
                ("onto", "-1"),
            )
        )
        return self._sent(f"no {name}", where, {**self._extras(), **data, name: value})

    def broken_rows(self) -> Post:
        """Say of a page's rows what cannot be."""
        mine, _ = self._two()
        review = self._maybe()
        where, data = self._page(mine, review=review)
        prefix = "turns" if review else self.random.choice(PARTS)
        name = f"{prefix}-{self.random.choice(('TOTAL_FORMS', 'INITIAL_FORMS'))}"
        value = self.random.choice(("", "-1", "x", "\x00", "1e3", "1.5", None))
        if value == "-1":
            # Fewer rows than there are is a page that leaves some alone; more saved ones than all is a forgery.
            name, value = f"{prefix}-INITIAL_FORMS", "-1"
        data = {key: each for key, each in data.items() if key != name}
        return self._sent("no such rows", where, data if value is None else {**data, name: value})

    def step(self) -> Post:
        """Take a step that one may take, but not for these words, or not here, or not now."""
        mine, other = self.world.conferences["review"], self.world.conferences["asked"]
        foreign = self.digests["asked"]
        digest = self.random.choice((foreign, "", "0" * 64, "\x00", self.digests["review"].upper()))
        asked = f"{_C}/{other.pk}"
        base = f"{_C}/{mine.pk}"
        reason = {"reason": "伪造"}
        leftover = Leftover.objects.filter(conference=other)[0].pk
        at_review, data = self._page(mine, review=True)
        filed = filing(self.world)
        key = filed["question"]
        what, who, where, sent = self.random.choice(
            (
                ("another digest", roles.FIRST, f"{base}/sign/", {"digest": digest}),
                ("another's turn", roles.SECOND, f"{base}/sign/", {"digest": self.digests["review"]}),
                ("another digest", roles.EDITOR, f"{base}/emergency/", {"digest": digest, **reason}),
                ("nothing asked", roles.PUBLISHER, f"{base}/emergency/confirm/", {"digest": foreign}),
                ("no words", roles.PUBLISHER, f"{asked}/emergency/confirm/", {"digest": digest[:1]}),
                ("other words", roles.PUBLISHER, f"{asked}/emergency/confirm/", {"digest": foreign[::-1]}),
                ("no such finding", roles.FIRST, f"{base}/waive/", {"key": digest, **reason}),
                ("no reason", roles.FIRST, f"{base}/send-back/", {"reason": "\x00"}),
                ("not the author", roles.PUBLISHER, f"{base}/take-back/", {"by": "1"}),
                ("unsigned", roles.PUBLISHER, f"{base}/publish/", {"revision": str(mine.revision)}),
                ("overtaken", roles.PUBLISHER, f"{base}/publish/", {"revision": "1"}),
                ("no such time", roles.PUBLISHER, f"{base}/publish/", {"revision": "2", "due_at": "\x00"}),
                ("not set", roles.PUBLISHER, f"{base}/unschedule/", self._schedule()),
                ("not public", roles.PUBLISHER, f"{base}/withdraw/", reason),
                ("for ever", roles.EDITOR, f"{base}/links/", {"note": "某局", "hours": "9999"}),
                ("nobody", roles.EDITOR, f"{base}/links/", {"note": "\x00", "hours": "24"}),
                ("another's leftover", roles.EDITOR, at_review, {**data, "decide": f"{leftover}:placed"}),
                ("no leftover", roles.EDITOR, at_review, {**data, "decide": f"{2**70}:placed"}),
                ("another's draft", roles.EDITOR, f"{base}/draft/", {"discard": "review", "user": "1"}),
                ("no question", roles.EDITOR, "/desk/questions/", {**filed, "question": digest}),
                ("no topic", roles.EDITOR, "/desk/questions/", {**filed, f"{key}-topics": str(2**70)}),
                ("seen otherwise", roles.FIRST, "/desk/questions/", {**filed, f"{key}-seen": "99"}),
                ("no draft", roles.EDITOR, f"{base}/draft/", {"discard": "\x00"}),
            )
        )
        return Post(what, who, where, {"data": {**self._extras(), **sent}})

    def mixed_address(self) -> Post:
        """Name a link or an emergency of one conference below another one."""
        mine, other = self._two()
        link = self.random.choice((self.world.links[self._state_of(other)].pk, 2**31, 10**30))
        number = self.random.choice((self.world.owed.pk, 2**31, 10**30))
        who, where = self.random.choice(
            (
                (roles.EDITOR, f"{_C}/{mine.pk}/links/{link}/revoke/"),
                (roles.FIRST, f"{_C}/{mine.pk}/emergency/{number}/"),
            )
        )
        return Post("another conference's", who, where, {"data": {"comment": "同意", **self._extras()}})

    def no_such_address(self) -> Post:
        """Name what cannot be there."""
        key = self.random.choice(("0", "-1", "²", "٣", "9" * 30, "_00", "1_2F", "x", "%00", "1%27--"))
        model = self.random.choice(
            ("desk/conference", "desk/person", "auth/user", "desk/term", "record/section", "record/topic")
        )
        page_ = self.random.choice(("change", "delete", "history", "review", "sign", "publish", "password"))
        if key == "٣" and page_ in ("change", "delete", "history"):
            key = "²"
        who = self.random.choice((roles.PUBLISHER, roles.ADMINISTRATOR, roles.FIRST))
        return Post(
            "no such row", who, f"/desk/{model}/{key}/{page_}/", {"data": {"post": "yes", **self._extras()}}
        )

    def _with_extras(self, what: str, row: Row, who: str) -> Post:
        found = samples(self.world, row.pattern)
        state = self.random.choice(row.state.split(", ") if row.state else list(found))
        where = address(row.pattern, found[state])
        key = row.pattern, state
        if key not in self.bodies:
            self.bodies[key] = body(self.world, row.pattern, state, where)
        sent = dict(self.bodies[key])
        if "content_type" in sent:
            sent["data"] = json.dumps({**json.loads(sent["data"]), **self._extras()})
        else:
            sent["data"] = {**self._extras(), **sent["data"]}
        return Post(what, who, where, sent)

    def _sent(self, what: str, where: str, data: dict[str, str]) -> Post:
        was = page(self.world, where)
        forged = {name: value[:40] for name, value in data.items() if was.get(name) != value}
        who = self.random.choice((roles.EDITOR, roles.PUBLISHER))
        return Post(f"{what} {forged}", who, where, {"data": data})

    def _page(self, conference: Conference, *, review: bool) -> tuple[str, dict[str, str]]:
        where = f"{_C}/{conference.pk}/{'review' if review else 'change'}/"
        return where, dict(page(self.world, where))

    def _two(self) -> tuple[Conference, Conference]:
        mine, other = self.random.sample([state for state in STATES if state != "emergency"], 2)
        return self.world.conferences[mine], self.world.conferences[other]

    def _state_of(self, conference: Conference) -> str:
        return next(state for state, each in self.world.conferences.items() if each.pk == conference.pk)

    def _schedule(self) -> dict[str, str]:
        return {"schedule": str(Schedule.objects.waiting().values_list("pk", flat=True)[0])}

    def _extras(self) -> dict[str, str]:
        return extras(self.random, self.world)

    def _maybe(self) -> bool:
        return self.random.random() < 0.5
