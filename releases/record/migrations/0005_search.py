"""What search reads: a narrow row for each thing to find, and its words in the form of each database.

SQLite: a full-text table whose ``rowid`` is the entry's key. It keeps the tokens it was given, because only then can
it take a row out again without being told them. PostgreSQL: three columns that Django does not know of, never read but
through their index, so they are kept out of the row: counting passes over thousands of rows. Without ``fastupdate``
publishing waits a moment longer, and no search has to go through a list of what was not put into the index yet.

Nothing is filled here: ``manage.py reindex`` does that, release by release, while the site runs.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    # Tokens hold letters, digits and what is beyond ASCII; this tokenizer splits at spaces and changes none of it.
    """CREATE VIRTUAL TABLE record_entry_words USING fts5(asked, said, facets, tokenize = 'ascii')""",
)
SQLITE_UNDO = ("DROP TABLE record_entry_words",)
POSTGRESQL = (
    "ALTER TABLE record_entry ADD COLUMN asked tsvector, ADD COLUMN said tsvector, ADD COLUMN facets tsvector",
    "ALTER TABLE record_entry SET (toast_tuple_target = 128)",
    # These few are looked at again for each row of a phrase, and stay in it.
    "ALTER TABLE record_entry ALTER COLUMN facets SET STORAGE MAIN",
    "CREATE INDEX record_entry_words ON record_entry USING gin (asked, said, facets) WITH (fastupdate = off)",
)
POSTGRESQL_UNDO = ("ALTER TABLE record_entry DROP COLUMN asked, DROP COLUMN said, DROP COLUMN facets",)


def make(apps, schema_editor):
    """Make what holds the words."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop(apps, schema_editor):
    """Take it away."""
    _run(schema_editor, SQLITE_UNDO, POSTGRESQL_UNDO)


def _run(schema_editor, sqlite, postgresql):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0004_summary_and_restoration")]
    operations = [
        migrations.CreateModel(
            "Entry",
            [
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("title", "标题"), ("exchange", "问答"), ("statement", "发布"), ("narration", "叙述")],
                        max_length=10,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=200)),
                ("speakers", models.TextField(blank=True)),
                ("turns", models.TextField(blank=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="record.release"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="record.section",
                    ),
                ),
            ],
            {"verbose_name": "检索条目", "verbose_name_plural": "检索条目"},
        ),
        migrations.RunPython(make, drop),
    ]
