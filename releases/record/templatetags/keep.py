"""Parts of pages that are made once for all pages that show the same in them."""

from __future__ import annotations

from collections.abc import Hashable

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
# Of each part, and of some kilobytes: so few that the least used need not be looked for.
_ROOM = 20


class Keep(Node):
    """What is inside, once for each language and for all values that it shows."""

    def __init__(self, inside: NodeList, values: list[FilterExpression]) -> None:
        self.inside, self.values = inside, values
        # Templates stay as long as the process.
        self.made: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return what was made of the same, or make it."""
        values = [value.resolve(context) for value in self.values]
        if settings.DEBUG or None in values:
            return self.inside.render(context)
        key = (get_language(), *map(_hashable, values))
        made = self.made.get(key)
        if made is None:
            if len(self.made) >= _ROOM:
                self.made.clear()
            made = self.made[key] = self.inside.render(context)
        return made


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    """Keep what stands until ``endkeep``: ``{% keep site here %}``, with every value that it shows.

    Where one of them is None it is not kept.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(inside, values)


def _hashable(value: object) -> Hashable:
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value
