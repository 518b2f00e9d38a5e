"""The site revision, moved by the database itself, so that no verb can forget it.

SQLite changes a table by building it anew, which loses its triggers: a later migration that alters one of
``WATCHED`` has to call ``watch`` again at its end. Tests notice.

On PostgreSQL the triggers come before each statement, so that the revision's row is locked before any that
the statement changes: whoever is about to write waits there, and not for each other. Sections come before:
``one_at_a_time.wait()`` locks them first.
"""

from django.db import migrations, models
from django.utils import timezone

# What public pages are made of, but for what is derived from versions and the links that come with them.
WATCHED = ("release", "version", "section", "department", "topic", "filing")

NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
# An upsert would do as the outer statement does where that says OR IGNORE.
SQLITE = f"""CREATE TRIGGER record_{{table}}_moves_{{event}} AFTER {{event}} ON record_{{table}} BEGIN
    INSERT INTO record_revision (id, number, moved_at)
        SELECT 1, 0, {NOW} WHERE NOT EXISTS (SELECT 1 FROM record_revision);
    UPDATE record_revision SET number = number + 1, moved_at = {NOW};
END"""
POSTGRESQL_FUNCTION = """CREATE FUNCTION record_move() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO record_revision AS there (id, number, moved_at) VALUES (1, 1, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET number = there.number + 1, moved_at = clock_timestamp();
        RETURN NULL;
    END $$"""
POSTGRESQL = """CREATE TRIGGER record_{table}_moves BEFORE INSERT OR UPDATE OR DELETE ON record_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION record_move()"""


def watch(apps, schema_editor):
    """Make the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        statements = [POSTGRESQL_FUNCTION, *(POSTGRESQL.format(table=table) for table in WATCHED)]
    else:
        events = ("insert", "update", "delete")
        statements = [SQLITE.format(table=table, event=event) for table in WATCHED for event in events]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def forget(apps, schema_editor):
    """Take the triggers away."""
    if schema_editor.connection.vendor == "postgresql":
        statements = ["DROP FUNCTION IF EXISTS record_move() CASCADE"]
    else:
        events = ("insert", "update", "delete")
        statements = [f"DROP TRIGGER IF EXISTS record_{table}_moves_{event}" for table in WATCHED for event in events]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def begin(apps, schema_editor):
    """Make the row, at one: zero is what an emptied database has."""
    apps.get_model("record", "Revision").objects.create(pk=1, number=1, moved_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("record", "0010_releases_by_change")]
    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(verbose_name="序号")),
                ("moved_at", models.DateTimeField(verbose_name="变动时间")),
            ],
            options={
                "verbose_name": "站点修订",
                "verbose_name_plural": "站点修订",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="revision_is_one_row")
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(watch, forget),
    ]
