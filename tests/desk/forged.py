"""A forged post, and the fields that are put into one."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from releases.desk import roles
from releases.desk.models import SignOff
from tests.access.world import World

# The rows of a page that have a key.
PARTS = ("participants", "turns", "photos")


@dataclass(frozen=True, slots=True)
class Post:
    """One post, and what is forged about it."""

    what: str
    who: str
    where: str
    sent: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.what}, by {self.who}, to {self.where}: {str(self.sent)[:400]}"


def extras(random: Random, world: World) -> dict[str, str]:
    """Return fields that no form of the desk has, some of which are columns."""
    known = {
        "state": "published",
        "stage": "review",
        "round": "9",
        "release_id": "20260329-1",
        "published_digest": "0" * 64,
        "created_by": str(world.people[roles.AUDITOR].pk),
        "updated_by": "1",
        "updated_at_0": "2020-01-01",
        "next_turn": "1",
        "is_superuser": "on",
        "user_permissions": "1",
        "by": str(world.people[roles.FINAL].pk),
        "signed_by": "1",
        "level": "3",
        "at": "2020-01-01T00:00",
        "author": str(world.people[roles.EDITOR].pk),
        "conference": str(world.conferences["published"].pk),
        "signoff": str(SignOff.objects.values_list("pk", flat=True)[0]),
        "_method": "DELETE",
        "action": "delete_selected",
        "_selected_action": str(world.conferences["draft"].pk),
        "\x00": "\x00",
        # Of people who may not post it: for others Django builds two thousand rows before it refuses them.
        "turns-TOTAL_FORMS": str(10**30),
    }
    return {name: known[name] for name in random.sample(sorted(known), 8)}
