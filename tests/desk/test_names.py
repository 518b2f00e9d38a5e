"""What people are called."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from releases.desk.names import name_and_account, printed_name


@pytest.mark.parametrize(
    ("last", "first", "name", "both"),
    [
        ("颜", "疏桐", "颜疏桐", "颜疏桐（yan）"),
        ("Stone", "Mary", "Mary Stone", "Mary Stone（yan）"),
        ("", "疏桐", "疏桐", "疏桐（yan）"),
        ("", "", "yan", "yan"),
    ],
)
def test_a_name_begins_with_the_family_name_where_it_is_chinese(
    last: str, first: str, name: str, both: str
) -> None:
    user = User(username="yan", last_name=last, first_name=first)
    assert (printed_name(user), name_and_account(user)) == (name, both)


def test_nobody_at_the_command_line_has_a_name() -> None:
    assert printed_name(None) == "系统导入"
