"""The desk's three roles, and what each may do; a migration makes the groups."""

from __future__ import annotations

EDITOR = "撰稿"
PUBLISHER = "签发"
ADMINISTRATOR = "管理员"

_EDITOR = frozenset(
    {
        *(f"desk.{verb}_conference" for verb in ("add", "change", "delete", "view")),
        *(f"desk.{verb}_participant" for verb in ("add", "change", "delete", "view")),
        *(f"desk.{verb}_turn" for verb in ("add", "change", "delete", "view")),
        *(f"desk.{verb}_photo" for verb in ("add", "change", "delete", "view")),
        *(f"desk.{verb}_attachment" for verb in ("add", "change", "delete", "view")),
        *(f"desk.{verb}_person" for verb in ("add", "change", "view")),
        "desk.view_source",
        "desk.view_leftover",
        "desk.change_leftover",
    }
)
_PUBLISHER = _EDITOR | {"desk.publish_conference", "desk.withdraw_conference"}
_ADMINISTRATOR = _PUBLISHER | {
    "auth.add_user",
    "auth.change_user",
    "auth.view_user",
    "auth.view_group",
    "record.add_section",
    "record.change_section",
    "record.view_section",
}

# A test holds the groups that migrations leave behind against this table.
ROLES = {EDITOR: _EDITOR, PUBLISHER: _PUBLISHER, ADMINISTRATOR: _ADMINISTRATOR}
