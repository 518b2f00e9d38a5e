"""What staff keep beside the record, as one file for an archive: topics, departments, and what is filed.

No version says any of it and no seal covers it: it is believed as a backup is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict

from releases.record.departments import attribute
from releases.record.models import Department, Filing, Topic

_Row = TypeVar("_Row", Topic, Department)

NAME, SCHEMA = "headings.json", "record-headings/1"
_TOPIC = ("slug", "name", "words", "position")
_DEPARTMENT = ("slug", "name", "other_names", "position")


class HeadingsError(ValueError):
    """The file is none of these; the message says so in Chinese."""


def written() -> str:
    """Return all there is as JSON; filings by the question's key, the topics by their slugs."""
    filed: dict[str, list[str]] = defaultdict(list)
    filings = Filing.objects.order_by("question_id", "topic__slug")
    for key, slug in filings.values_list("question_id", "topic__slug"):
        filed[key].append(slug)
    value = {
        "schema": SCHEMA,
        "topics": [model_to_dict(one, _TOPIC) for one in Topic.objects.all()],
        "departments": [model_to_dict(one, _DEPARTMENT) for one in Department.objects.all()],
        "filed": filed,
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)}\n"


@transaction.atomic
def restore(*, path: Path) -> bool:
    """Write what the file holds where there is nothing of it yet, and return whether that was so.

    What staff have begun anew is not mixed with what they once had. HeadingsError writes nothing.
    """
    if Topic.objects.exists() or Department.objects.exists():
        return False
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value["schema"] != SCHEMA:
            raise ValueError(value["schema"])
        topics = {}
        for one in value["topics"]:
            topics[one["slug"]] = _saved(Topic(**{name: one[name] for name in _TOPIC}))
        for one in value["departments"]:
            _saved(Department(**{name: one[name] for name in _DEPARTMENT}))
        filed = [
            (key, topics[slug]) for key, slugs in value["filed"].items() for slug in dict.fromkeys(slugs)
        ]
        Filing.objects.bulk_create(Filing(question_id=key, topic=topic) for key, topic in filed)
    except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
        raise HeadingsError(f"{path.name} 不是主题、部门和归类的存档。") from error
    attribute()
    return True


def _saved(row: _Row) -> _Row:
    row.full_clean()
    row.save(force_insert=True)
    return row
