"""Triggers that hold the reviews, the reviewers' roles, and a first list of wordings."""

from importlib import import_module

from django.db import migrations

from releases.preflight.starter import STARTER

roles = import_module("releases.desk.migrations.0002_roles")

OWN_WORDS = "nobody signs or waives what they wrote"
SIGNED = "a signature never changes"
_AUTHOR = """EXISTS (SELECT 1 FROM desk_authorship AS a WHERE a.conference_id = NEW.conference_id
    AND a.round = NEW.round AND a.user_id = NEW.by_id)"""

SQLITE = (
    f"""CREATE TRIGGER desk_signoff_by_another BEFORE INSERT ON desk_signoff WHEN {_AUTHOR}
    BEGIN SELECT RAISE(ABORT, '{OWN_WORDS}'); END""",
    f"""CREATE TRIGGER desk_waiver_by_another BEFORE INSERT ON desk_waiver WHEN {_AUTHOR}
    BEGIN SELECT RAISE(ABORT, '{OWN_WORDS}'); END""",
    f"""CREATE TRIGGER desk_signoff_immutable BEFORE UPDATE ON desk_signoff
    BEGIN SELECT RAISE(ABORT, '{SIGNED}'); END""",
)
SQLITE_UNDO = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in ("desk_signoff_by_another", "desk_waiver_by_another", "desk_signoff_immutable")
)
POSTGRESQL = (
    f"""CREATE FUNCTION desk_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_AUTHOR} THEN
            RAISE EXCEPTION USING MESSAGE = '{OWN_WORDS}', ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE FUNCTION desk_signed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING MESSAGE = '{SIGNED}', ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER desk_signoff_by_another BEFORE INSERT ON desk_signoff FOR EACH ROW
    EXECUTE FUNCTION desk_by_another()""",
    """CREATE TRIGGER desk_waiver_by_another BEFORE INSERT ON desk_waiver FOR EACH ROW
    EXECUTE FUNCTION desk_by_another()""",
    """CREATE TRIGGER desk_signoff_immutable BEFORE UPDATE ON desk_signoff FOR EACH ROW
    EXECUTE FUNCTION desk_signed()""",
)
POSTGRESQL_UNDO = (
    "DROP FUNCTION IF EXISTS desk_by_another() CASCADE",
    "DROP FUNCTION IF EXISTS desk_signed() CASCADE",
)

READER = [
    ("desk", f"view_{model}")
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
    )
]
TERMS = [("desk", f"{verb}_term") for verb in roles.ALL]
REVIEWER = [*READER, *TERMS, ("desk", "sign_conference")]
ROLES = {
    "撰稿": [("desk", "view_term")],
    "初审": REVIEWER,
    "复审": REVIEWER,
    "终审": REVIEWER,
    "签发": TERMS,
    "审计": READER,
    "管理员": TERMS,
}


def make_triggers(apps, schema_editor):
    """Make the triggers."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_triggers(apps, schema_editor):
    """Take the triggers away."""
    _run(schema_editor, SQLITE_UNDO, POSTGRESQL_UNDO)


def _run(schema_editor, sqlite, postgresql):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def make_roles(apps, schema_editor):
    """Add the reviewers and the auditor, and let those who review keep the list of wordings."""
    roles.grant(apps, schema_editor, ROLES)


def make_terms(apps, schema_editor):
    """Begin the list of wordings."""
    Term = apps.get_model("desk", "Term")
    for wrong, right, rule in STARTER:
        Term.objects.using(schema_editor.connection.alias).get_or_create(
            wrong=wrong, defaults={"right": right, "rule": rule}
        )


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_signing")]
    operations = [
        migrations.RunPython(make_triggers, drop_triggers),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_terms, migrations.RunPython.noop),
    ]
