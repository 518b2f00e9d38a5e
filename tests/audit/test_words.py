"""What rows say to people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from releases.audit.models import Action, Entry
from releases.audit.words import PAGES, in_words, page


def names(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Yield the name of every address below the desk's."""
    for each in resolver.url_patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from names(each, route)
        elif isinstance(each, URLPattern) and each.name and route.startswith("desk/"):
            yield each.name


def test_every_address_of_the_desk_has_a_name_that_people_know() -> None:
    found = set(names(get_resolver()))
    assert {name for name in found if not page(name)} == set()
    assert len({page(name) for name in found}) == len(found)
    assert set(PAGES) - found == set()


@pytest.mark.parametrize(
    ("action", "stored", "said"),
    [
        (Action.REQUEST, "POST desk_conference_publish", "提交“签发”"),
        (Action.REQUEST, "PUT desk_conference_publish", "PUT“签发”"),
        (Action.REQUEST, "POST auth_user_change", "提交“修改用户”"),
        (Action.REQUEST, "POST auth_user_password_change", "提交“重设用户的密码”"),
        (Action.REQUEST, "POST password_change", "提交“修改自己的密码”"),
        (Action.REQUEST, "POST desk_term_changelist", "提交“规范用语列表”"),
        (Action.VIEW, "GET desk_conference_preview", "打开“预览”"),
        (Action.DOWNLOAD, "HEAD desk_conference_file a b.pdf", "打开“图片和附件”：a b.pdf"),
        (Action.REQUEST, "POST", "POST"),
        (Action.REQUEST, "POST of_another_day", "POST of_another_day"),
        (Action.REQUEST, "POST desk_nothing_change", "POST desk_nothing_change"),
        (Action.DOWNLOAD, "audit export ..", "audit export .."),
        (Action.STEP, "POST login", "POST login"),
        (Action.LOGIN, "", ""),
    ],
)
def test_an_address_is_named_and_all_else_stands_as_it_is_stored(
    action: Action, stored: str, said: str
) -> None:
    entry = Entry(action=action, detail=stored)
    assert (in_words(entry), entry.detail) == (said, stored)
