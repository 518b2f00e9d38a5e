"""The demo's topics and departments, and which topics its questions stand under."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.db import transaction

from releases.record.departments import attribute
from releases.record.filing import file
from releases.record.models import Department, Question, Topic


@transaction.atomic
def load_lists(folder: Path) -> None:
    """Make the lists and file the questions, where there are no lists yet: later ones are somebody's work."""
    if Topic.objects.exists() or Department.objects.exists():
        return
    lists = tomllib.loads((folder / "topics.toml").read_text("utf-8"))
    for position, row in enumerate(lists["departments"], 1):
        others = "\n".join(row.get("other_names", ()))
        Department.objects.create(slug=row["slug"], name=row["name"], other_names=others, position=position)
    attribute()
    topics = {
        row["slug"]: Topic.objects.create(
            slug=row["slug"], name=row["name"], words="\n".join(row["words"]), position=position
        )
        for position, row in enumerate(lists["topics"], 1)
    }
    for release, turns in lists["filed"].items():
        for turn, slugs in turns.items():
            for question in Question.objects.filter(release=release, turn=turn):
                file(question=question, topics=[topics[slug] for slug in slugs], seen=())
