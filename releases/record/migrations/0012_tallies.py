"""What lists count is counted when it changes, by triggers: no verb, no admin and no raw SQL can forget to."""

from __future__ import annotations

from django.db import migrations, models

COLUMNS = "kind, heading, key, number, asked"
# Triggers of SQLite know no other name for the table that they change.
HERE = "(record_tally.kind, record_tally.heading, record_tally.key) = (added.kind, added.heading, added.key)"
QUESTION = "JOIN record_question question ON question.key = one.question_id"


def by_day(kind, heading, day, rows, asked="0"):
    """Return what rows add to by the year and by the month of their day."""
    kinds = {"YYYY": kind, "YYYY-MM": f"{kind}-month"}
    return [(name, heading, (pattern, day), asked, rows) for pattern, name in kinds.items()]


CURRENT = "{rows} one WHERE one.state = 'current'"
# Of each table, the columns that are looked at, and what its rows add to: kind, heading, key, questions, and which
# of the rows that came or went.
COUNTED = {
    "release": (
        ("state", "section_id", "held_on", "source", "question_count"),
        [
            *by_day("release", "one.section_id", "one.held_on", CURRENT, "one.question_count"),
            ("source", "one.section_id", (None, "one.source"), "one.question_count", CURRENT),
        ],
    ),
    "question": (
        ("key", "held_on"),
        [
            *by_day("question", "0", "one.held_on", "{rows} one"),
            # What staff have filed stays where a question is written anew, or gone.
            *by_day(
                "topic",
                "filing.topic_id",
                "one.held_on",
                "{rows} one JOIN record_filing filing ON filing.question_id = one.key",
            ),
        ],
    ),
    "filing": (
        ("question_id", "topic_id"),
        by_day("topic", "one.topic_id", "question.held_on", f"{{rows}} one {QUESTION}"),
    ),
    "question_departments": (
        ("question_id", "department_id"),
        by_day("department", "one.department_id", "question.held_on", f"{{rows}} one {QUESTION}"),
    ),
    "utterance": (
        ("department_id", "held_on"),
        by_day("utterance", "one.department_id", "one.held_on", "{rows} one"),
    ),
}
SPEAKERS = """INSERT INTO record_speaker (ref, releases, last_on)
    SELECT ref, count(*), max(held_on)
    FROM record_appearance JOIN record_release ON record_release.id = release_id
    WHERE spoke AND state = 'current' AND ref <> '' {these} GROUP BY ref"""


def added(table, rows, vendor):
    """Return what the rows add, as a query in the words of a database."""
    selected = []
    for kind, heading, (pattern, key), asked, source in COUNTED[table][1]:
        if pattern:
            key = f"to_char({key}, '{pattern}')" if vendor == "postgresql" else f"substr({key}, 1, {len(pattern)})"
        columns = f"'{kind}' AS kind, {heading} AS heading, {key} AS key, 1 AS number, {asked} AS asked"
        selected.append(f"SELECT {columns} FROM {source.replace('{rows}', rows)}")
    union = " UNION ALL ".join(selected)
    return f"SELECT kind, heading, key, sum(number) AS number, sum(asked) AS asked FROM ({union}) each_one GROUP BY 1, 2, 3"


def postgresql():
    """Yield the statements that make the triggers: once for a statement, with all its rows."""
    for table in COUNTED:
        less = f"""UPDATE record_tally
            SET number = record_tally.number - added.number, asked = record_tally.asked - added.asked
            FROM ({added(table, "gone", "postgresql")}) added WHERE {HERE}"""
        more = f"""INSERT INTO record_tally ({COLUMNS}) {added(table, "come", "postgresql")}
            ON CONFLICT (kind, heading, key) DO UPDATE
            SET number = record_tally.number + excluded.number, asked = record_tally.asked + excluded.asked"""
        yield from _function(f"record_tally_{table}", [less], [more])
        yield from _on_each_event(f"record_{table}", f"record_tally_{table}")
    anew = {
        rows: [
            f"DELETE FROM record_speaker WHERE ref IN (SELECT ref FROM {rows})",
            SPEAKERS.format(these=f"AND ref IN (SELECT ref FROM {rows})"),
        ]
        for rows in ("gone", "come")
    }
    yield from _function("record_tally_speaker", anew["gone"], anew["come"])
    yield from _on_each_event("record_appearance", "record_tally_speaker")


def _function(name, of_gone, of_come):
    yield f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN {"; ".join(of_gone)}; END IF;
        IF TG_OP <> 'DELETE' THEN {"; ".join(of_come)}; END IF;
        RETURN NULL;
    END $$"""


def _on_each_event(table, function):
    rows = {"INSERT": "NEW TABLE AS come", "UPDATE": "OLD TABLE AS gone NEW TABLE AS come", "DELETE": "OLD TABLE AS gone"}
    for event, names in rows.items():
        yield f"""CREATE TRIGGER {function}_{event.lower()} AFTER {event} ON {table} REFERENCING {names}
            FOR EACH STATEMENT EXECUTE FUNCTION {function}()"""


def sqlite():
    """Yield the statements that make the triggers: once for each row."""
    for table, (columns, _) in COUNTED.items():
        less, more = (
            _moved(table, f"(SELECT {', '.join(f'{row}.{column} AS {column}' for column in columns)})", sign)
            for row, sign in (("OLD", "-"), ("NEW", "+"))
        )
        yield from _triggers(f"record_{table}", f"record_tally_{table}", less, more)
    gone, come = (
        [f"DELETE FROM record_speaker WHERE ref = {row}.ref", SPEAKERS.format(these=f"AND ref = {row}.ref")]
        for row in ("OLD", "NEW")
    )
    yield from _triggers("record_appearance", "record_tally_speaker", gone, come)


def _moved(table, rows, sign):
    """Return the statements that count a row, or count it no more."""
    of_rows = added(table, rows, "sqlite")
    update = f"""UPDATE record_tally SET number = record_tally.number {sign} added.number,
        asked = record_tally.asked {sign} added.asked FROM ({of_rows}) added WHERE {HERE}"""
    # An upsert would do as the outer statement does where that says OR IGNORE.
    insert = f"""INSERT INTO record_tally ({COLUMNS}) SELECT kind, heading, key, 0, 0 FROM ({of_rows}) added
        WHERE NOT EXISTS (SELECT 1 FROM record_tally WHERE {HERE})"""
    return [update] if sign == "-" else [insert, update]


def _triggers(table, name, of_gone, of_come):
    bodies = {"INSERT": of_come, "UPDATE": [*of_gone, *of_come], "DELETE": of_gone}
    for event, body in bodies.items():
        yield f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} BEGIN {'; '.join(body)}; END"


def wait(apps, schema_editor):
    """Let nobody publish meanwhile: who has half of it done holds what this waits for, and the other way round."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SELECT id FROM record_section ORDER BY id FOR NO KEY UPDATE", params=None)


def count(apps, schema_editor):
    """Make the triggers, which lets nobody write meanwhile, and count what is there."""
    vendor = schema_editor.connection.vendor
    for statement in postgresql() if vendor == "postgresql" else sqlite():
        schema_editor.execute(statement, params=None)
    for table in COUNTED:
        # Filings of the questions that are there are counted with those.
        if table != "filing":
            insert = f"INSERT INTO record_tally ({COLUMNS}) {added(table, f'record_{table}', vendor)}"
            schema_editor.execute(insert, params=None)
    schema_editor.execute(SPEAKERS.format(these=""), params=None)


def forget(apps, schema_editor):
    """Take the triggers away."""
    names = {f"record_tally_{table}": f"record_{table}" for table in COUNTED}
    for name, table in {**names, "record_tally_speaker": "record_appearance"}.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE", params=None)
            continue
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}", params=None)


class Migration(migrations.Migration):
    compatible = "Code that knows no tallies writes as before, and the triggers count what it writes."
    dependencies = [("record", "0011_revision")]
    operations = [
        migrations.RunPython(wait, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16, verbose_name="种类")),
                ("heading", models.PositiveBigIntegerField(default=0, verbose_name="所属")),
                ("key", models.CharField(blank=True, max_length=200, verbose_name="年、月或来源")),
                ("number", models.BigIntegerField(verbose_name="数目")),
                ("asked", models.BigIntegerField(default=0, verbose_name="提问数")),
            ],
            options={
                "verbose_name": "计数",
                "verbose_name_plural": "计数",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "heading", "key"), name="tally_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "ref",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="人物编号"
                    ),
                ),
                ("releases", models.PositiveIntegerField(verbose_name="发布数")),
                ("last_on", models.DateField(verbose_name="最近一次")),
            ],
            options={
                "verbose_name": "发言人计数",
                "verbose_name_plural": "发言人计数",
                "indexes": [models.Index(fields=["-last_on", "ref"], name="speaker_latest_first")],
            },
        ),
        migrations.AddIndex(
            model_name="appearance",
            index=models.Index(fields=["ref", "-release"], name="appearance_latest_by_ref"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("settled_on__isnull", False)),
                fields=["-settled_on", "-release", "position"],
                name="question_settled",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                fields=["state", "source", "-held_on", "-published_at"], name="release_latest_of_source"
            ),
        ),
        migrations.RunPython(count, forget),
    ]
