"""What no code path may do, refused by the database itself.

SQLite changes a table by building it anew, which loses its triggers: a later migration that alters
``record_release`` or ``record_version`` has to call ``make`` again at its end. Tests notice.

A DELETE is refused on PostgreSQL only. On SQLite Django empties tables between tests by DELETE,
and a missing version shows there as a broken chain of seals.
"""

from django.db import migrations

KEPT_DATE = "published_at and id of a release are written once"
KEPT_VERSION = "a version never changes"
KEPT_ROW = "what was published is never deleted"

SQLITE = (
    f"""CREATE TRIGGER record_release_written_once BEFORE UPDATE ON record_release
    WHEN NEW.published_at IS NOT OLD.published_at OR NEW.id IS NOT OLD.id
    BEGIN SELECT RAISE(ABORT, '{KEPT_DATE}'); END""",
    f"""CREATE TRIGGER record_version_immutable BEFORE UPDATE ON record_version
    BEGIN SELECT RAISE(ABORT, '{KEPT_VERSION}'); END""",
    # INSERT OR REPLACE takes a row's place without an UPDATE.
    f"""CREATE TRIGGER record_release_not_replaced BEFORE INSERT ON record_release
    WHEN EXISTS (SELECT 1 FROM record_release WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{KEPT_DATE}'); END""",
    f"""CREATE TRIGGER record_version_not_replaced BEFORE INSERT ON record_version
    WHEN EXISTS (SELECT 1 FROM record_version WHERE id = NEW.id OR seal = NEW.seal
        OR (release_id = NEW.release_id AND number = NEW.number))
    BEGIN SELECT RAISE(ABORT, '{KEPT_VERSION}'); END""",
)
SQLITE_UNDO = (
    "DROP TRIGGER IF EXISTS record_release_written_once",
    "DROP TRIGGER IF EXISTS record_version_immutable",
    "DROP TRIGGER IF EXISTS record_release_not_replaced",
    "DROP TRIGGER IF EXISTS record_version_not_replaced",
)
POSTGRESQL = (
    """CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER record_release_written_once BEFORE UPDATE ON record_release FOR EACH ROW
    WHEN (NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.id IS DISTINCT FROM OLD.id)
    EXECUTE FUNCTION record_refuse('{KEPT_DATE}')""",
    f"""CREATE TRIGGER record_version_immutable BEFORE UPDATE ON record_version FOR EACH ROW
    EXECUTE FUNCTION record_refuse('{KEPT_VERSION}')""",
    f"""CREATE TRIGGER record_release_kept BEFORE DELETE ON record_release FOR EACH ROW
    EXECUTE FUNCTION record_refuse('{KEPT_ROW}')""",
    f"""CREATE TRIGGER record_version_kept BEFORE DELETE ON record_version FOR EACH ROW
    EXECUTE FUNCTION record_refuse('{KEPT_ROW}')""",
)
POSTGRESQL_UNDO = ("DROP FUNCTION IF EXISTS record_refuse() CASCADE",)


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
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
