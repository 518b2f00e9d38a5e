"""What may stand for a release, a turn or a form in an address; importing this makes it known."""

import re

from django.urls import register_converter
from django.urls.converters import StringConverter

from releases.record.exports import BY_SUFFIX
from releases.record.feeds import BY_ENDING


class ReleaseId(StringConverter):
    """A day and a number: 20260329-1."""

    regex = "[0-9]{8}-[1-9][0-9]{0,5}"


class TurnId(StringConverter):
    """What a document calls a turn: t7."""

    regex = "t[1-9][0-9]{0,5}"


class Suffix(StringConverter):
    """The end of a download's address: docx, turns.csv."""

    regex = "|".join(map(re.escape, BY_SUFFIX))


class FeedForm(StringConverter):
    """The end of a feed's address: feed/, feed.json."""

    regex = "|".join(map(re.escape, BY_ENDING))


register_converter(ReleaseId, "release")
register_converter(TurnId, "turn")
register_converter(Suffix, "suffix")
register_converter(FeedForm, "feed")
