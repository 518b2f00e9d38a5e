"""Filing a question under topics: what stands beside the signed words, and is shown at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from releases.record import one_at_a_time
from releases.record.models import Filing, Question, Topic


class FilingError(ValueError):
    """Somebody else has filed the question since; ``topics`` are those it stands under now."""

    def __init__(self, topics: list[Topic]) -> None:
        super().__init__("、".join(topic.name for topic in topics))
        self.topics = topics


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a question's topics."""

    added: tuple[Topic, ...] = ()
    removed: tuple[Topic, ...] = ()


@transaction.atomic
def file(*, question: Question, topics: Collection[Topic], seen: Collection[int]) -> Filed:
    """Put the question under exactly these topics; ``seen`` are the keys of those it was shown with.

    Whoever changes nothing does not undo what somebody else has changed since. FilingError where both
    have; Question.DoesNotExist where it is public no more.
    """
    # Publishing locks the site revision first and questions later: here each could wait for the other.
    one_at_a_time.wait()
    locked = Question.objects.select_for_update().get(pk=question.pk)
    now = list(locked.topics.all())
    wanted, present = {topic.pk for topic in topics}, {topic.pk for topic in now}
    if wanted in (present, set(seen)):
        return Filed()
    if present != set(seen):
        raise FilingError(now)
    added = tuple(topic for topic in topics if topic.pk not in present)
    removed = tuple(topic for topic in now if topic.pk not in wanted)
    Filing.objects.filter(question=locked, topic__in=removed).delete()
    Filing.objects.bulk_create([Filing(question=locked, topic=topic) for topic in added])
    return Filed(added, removed)
