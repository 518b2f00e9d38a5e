"""A chain that the database itself keeps: a row comes after the last one, and then stays as it is.

SQLite changes a table by building it anew, which loses its triggers: a later migration that alters
``audit_entry`` has to call ``make`` again at its end. Tests notice.
"""

from django.db import migrations

KEPT = "the audit trail is only ever added to"
NEXT = "a row of the audit trail follows the last one"
_LAST = "FROM audit_entry ORDER BY number DESC LIMIT 1"

SQLITE = (
    f"""CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    f"""CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    # INSERT OR REPLACE takes a row's place without an UPDATE; here it would have to be the next row.
    f"""CREATE TRIGGER audit_entry_follows BEFORE INSERT ON audit_entry
    WHEN NEW.number IS NOT COALESCE((SELECT number {_LAST}), 0) + 1
        OR NEW.previous IS NOT COALESCE((SELECT hash {_LAST}), '')
    BEGIN SELECT RAISE(ABORT, '{NEXT}'); END""",
)
SQLITE_UNDO = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in ("audit_entry_no_update", "audit_entry_no_delete", "audit_entry_follows")
)
POSTGRESQL = (
    f"""CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING MESSAGE = '{KEPT}', ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE FUNCTION audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number IS DISTINCT FROM COALESCE((SELECT number {_LAST}), 0) + 1
            OR NEW.previous IS DISTINCT FROM COALESCE((SELECT hash {_LAST}), '') THEN
            RAISE EXCEPTION USING MESSAGE = '{NEXT}', ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW
    EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT
    EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_entry_follows BEFORE INSERT ON audit_entry FOR EACH ROW
    EXECUTE FUNCTION audit_follows()""",
)
POSTGRESQL_UNDO = (
    "DROP FUNCTION IF EXISTS audit_refuse() CASCADE",
    "DROP FUNCTION IF EXISTS audit_follows() CASCADE",
)


def make(apps, schema_editor):
    """Make the triggers."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop(apps, schema_editor):
    """Take the triggers away."""
    _run(schema_editor, SQLITE_UNDO, POSTGRESQL_UNDO)


def _run(schema_editor, sqlite, postgresql):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
