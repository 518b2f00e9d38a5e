"""What the public reads, and whether the desk says something else."""

from __future__ import annotations

import pytest

from releases.desk import workflow
from releases.desk.freeze import freeze
from releases.desk.models import Conference, Turn
from releases.desk.published import has_unpublished_changes, must_differ, published_document
from releases.desk.refusal import WorkflowError
from tests.desk.making import ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Conference:
    conference = ready()
    workflow.publish(conference=conference, by=None)
    conference.refresh_from_db()
    return conference


def test_a_draft_has_no_unpublished_changes_for_nobody_knows_it() -> None:
    conference = ready()
    assert (has_unpublished_changes(conference, freeze(conference)), published_document(conference)) == (
        False,
        None,
    )


def test_one_changed_word_is_an_unpublished_change(published: Conference) -> None:
    document = freeze(published)
    assert (published_document(published), has_unpublished_changes(published, document)) == (document, False)
    Turn.objects.filter(body="预计明年六月底完工。").update(body="预计明年九月底完工。")
    assert has_unpublished_changes(published, freeze(published))


def test_rows_that_cannot_be_frozen_count_as_changed(published: Conference) -> None:
    assert has_unpublished_changes(published, None)


def test_the_same_words_are_not_published_twice_but_after_a_withdrawal(published: Conference) -> None:
    document = freeze(published)
    with pytest.raises(WorkflowError, match=r"^内容与现行版本完全相同，没有需要发布的改动。$"):
        must_differ(published, document)
    workflow.withdraw(conference=published, by=None, reason="核实中。")
    published.refresh_from_db()
    must_differ(published, document)
    assert published_document(published) is None
