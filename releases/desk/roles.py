"""The desk's roles, and what each may do; migrations make the groups."""

from __future__ import annotations

EDITOR = "撰稿"
FIRST, SECOND, FINAL = "初审", "复审", "终审"
PUBLISHER = "签发"
AUDITOR = "审计"
ADMINISTRATOR = "管理员"

# Topics and departments, and which topic a question stands under.
_LISTS = frozenset({"record.view_topic", "record.view_department"})
_FILER = _LISTS | {"record.change_filing"}
_EDITOR = _FILER | frozenset(
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
        "desk.view_term",
        "desk.view_outlet",
    }
)
_READER = _LISTS | frozenset(
    f"desk.view_{model}"
    for model in (
        "conference",
        "participant",
        "turn",
        "photo",
        "attachment",
        "person",
        "source",
        "leftover",
        "term",
        "outlet",
    )
)
_VERBS = ("add", "change", "delete", "view")
_TERMS = frozenset(f"desk.{verb}_term" for verb in _VERBS)
_REVIEWER = _READER | _FILER | _TERMS | {"desk.sign_conference"}
_PUBLISHER = (
    _EDITOR
    | _TERMS
    | {"desk.publish_conference", "desk.withdraw_conference"}
    | {f"desk.{verb}_outlet" for verb in _VERBS}
    | {f"record.{verb}_section" for verb in ("add", "change", "view")}
    | {f"record.{verb}_{model}" for model in ("topic", "department") for verb in _VERBS}
)
# Whoever hands out roles publishes nothing.
_ADMINISTRATOR = frozenset({"auth.add_user", "auth.change_user", "auth.view_user", "auth.view_group"})

# A test holds the groups that migrations leave behind against this table.
ROLES = {
    EDITOR: _EDITOR,
    FIRST: _REVIEWER,
    SECOND: _REVIEWER,
    FINAL: _REVIEWER,
    PUBLISHER: _PUBLISHER,
    AUDITOR: _READER | {"audit.view_entry"},
    ADMINISTRATOR: _ADMINISTRATOR,
}
