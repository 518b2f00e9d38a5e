from __future__ import annotations

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from pytest_django.fixtures import Settings

from releases.record.models import Release
from tests.record.making import release_of

pytestmark = pytest.mark.django_db


def row(release: Release) -> str:
    """Return the row as a list has it."""
    return Template("{% load rows %}{% row release %}").render(Context({"release": release}))


def plain(release: Release) -> str:
    """Return the row as its template makes it of the release itself."""
    return render_to_string("record/parts/row.html", {"release": release})


def test_a_row_is_what_its_template_makes_of_the_release_whatever_changes(settings: Settings) -> None:
    release = release_of()
    seen = []
    for name, value in (
        ("title", "另一个<标题>"),
        ("summary", "另一个摘要"),
        ("source", ""),
        ("question_count", 0),
        ("turn_count", 0),
    ):
        setattr(release, name, value)
        for language in ("zh-hans", "en"):
            with translation.override(language):
                seen.append(row(release))
                assert seen[-1] == plain(release)
                settings.DEBUG = True
                assert row(release) == plain(release)
                settings.DEBUG = False
    assert len(set(seen)) == len(seen)
