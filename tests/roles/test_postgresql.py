"""What the accounts of docs/deploy/roles.sql may do in a real PostgreSQL, asked in raw SQL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg.errors import InsufficientPrivilege, LockNotAvailable
from psycopg.sql import SQL, Identifier

from tests.desk.processes import shared_database
from tests.roles.accounts import FILE, give_rights
from tests.roles.answering import answered
from tests.roles.content import SECRET, STRANGER, made

pytestmark = pytest.mark.django_db
RECORD = {
    model._meta.db_table for model in apps.get_app_config("record").get_models(include_auto_created=True)
}


def test_the_file_names_each_table_of_the_record() -> None:
    named, _, kept = FILE.read_text(encoding="utf-8").partition("-- What was published")
    assert re.findall(r"'(record_\w+)'", named) == sorted(RECORD)
    assert re.findall(r"'(record_\w+|audit_\w+)'", kept) == ["audit_entry", "record_version", "record_link"]


def as_(account: str) -> psycopg.Connection:
    """Return a connection of an account to the test's database."""
    parts = connection.settings_dict
    return psycopg.connect(host=parts["HOST"], dbname=parts["NAME"], user=account, autocommit=True)


@pytest.fixture
def public() -> Iterator[psycopg.Connection]:
    """Return a connection of the public's account, as somebody has it who has taken the process over."""
    give_rights()
    with as_("portal_public") as session:
        session.execute("SET default_transaction_read_only = off")
        yield session


# Each of these is refused for want of a right, and for nothing else.
WRITING = """
INSERT INTO record_topic (slug, name, position) VALUES ('x', 'x', 0)
UPDATE record_release SET title = ''
DELETE FROM record_filing
TRUNCATE record_term
DROP TABLE record_topic
ALTER TABLE record_topic DISABLE TRIGGER ALL
LOCK TABLE record_release IN SHARE MODE
SELECT 1 FROM record_section FOR UPDATE
SELECT nextval('record_topic_id_seq')
CREATE TABLE mine (n int)
CREATE TEMP TABLE mine (n int)
CREATE SCHEMA mine
CREATE FUNCTION mine() RETURNS int AS 'SELECT 1' LANGUAGE sql
COPY record_topic FROM STDIN
COPY record_topic FROM PROGRAM 'id'
SELECT lo_create(0)
SELECT lo_from_bytea(0, 'mine')
SELECT pg_advisory_lock(1635083369)
SELECT pg_try_advisory_xact_lock(1)
SELECT pg_notify('a', 'b')
"""
READING = """
COPY desk_turn TO STDOUT
COPY (SELECT 1) TO PROGRAM 'id'
EXPLAIN ANALYZE SELECT * FROM desk_conference
DECLARE c CURSOR FOR SELECT * FROM django_session
SELECT query_to_xml('SELECT * FROM desk_turn', true, true, '')
SELECT table_to_xml('desk_turn', true, true, '')
SELECT last_value FROM desk_conference_id_seq
SELECT lo_get(1)
SELECT * FROM pg_largeobject
SELECT * FROM pg_statistic
SELECT * FROM pg_authid
SELECT pg_read_file('postgresql.conf')
SET ROLE portal_desk
SET ROLE portal
SET SESSION AUTHORIZATION portal_desk
GRANT SELECT ON desk_turn TO portal_public
ALTER ROLE portal_public SUPERUSER
"""


@pytest.mark.postgresql
def test_the_public_writes_nothing_and_finds_no_way_around(public: psycopg.Connection) -> None:
    possible = []
    for statement in (*WRITING.strip().splitlines(), *READING.strip().splitlines()):
        try:
            with public.transaction():
                public.execute(statement.encode())
        except InsufficientPrivilege:
            continue
        possible.append(statement)
    assert possible == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_public_reads_the_record_and_no_word_of_a_draft() -> None:
    made()
    give_rights()
    told = {}
    with connection.cursor() as cursor, as_("portal_public") as public, as_("portal_desk") as desk:
        # The last that the desk asked stands in the list of sessions, and statistics hold frequent words.
        desk.execute(SQL("SELECT {}, {} FROM desk_conference").format(SECRET, STRANGER))
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind IN ('v', 'm')"
            " AND relnamespace <> 'information_schema'::regnamespace"
            " OR relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        for schema, name in cursor.fetchall():
            asked = SQL("SELECT each::text FROM {} AS each").format(Identifier(schema, name))
            for account, session in (("public", public), ("owner", connection.connection)):
                try:
                    with session.transaction():
                        told[account, schema, name] = str(session.execute(asked).fetchall())
                except psycopg.Error as error:
                    assert isinstance(
                        error, InsufficientPrivilege | psycopg.errors.ObjectNotInPrerequisiteState
                    )
    readable = {name for account, schema, name in told if (account, schema) == ("public", "public")}
    assert readable == RECORD
    words = (SECRET, STRANGER)
    leaking = {key for key, text in told.items() if any(word in text for word in words)}
    # Whoever may read everything finds them in each of these places.
    assert {
        *(("owner", "public", name) for name in ("desk_conference", "desk_outlet", "audit_entry")),
        *(("owner", "pg_catalog", name) for name in ("pg_stats", "pg_stat_activity")),
    } <= leaking
    assert {key for key in leaking if key[0] == "public"} == set()


@pytest.mark.postgresql
def test_a_new_table_is_the_desks_and_not_the_publics(public: psycopg.Connection) -> None:
    with as_("portal_owner") as owner:
        owner.execute("CREATE TABLE record_new (words text)")
        try:
            owner.execute("INSERT INTO record_new VALUES ('draft')")
            with as_("portal_desk") as desk:
                assert desk.execute("SELECT words FROM record_new").fetchall() == [("draft",)]
            with pytest.raises(InsufficientPrivilege):
                public.execute("SELECT words FROM record_new")
        finally:
            owner.execute("DROP TABLE record_new")


@pytest.mark.postgresql
def test_a_table_that_was_not_granted_makes_the_public_not_ready(
    public: psycopg.Connection, tmp_path: Path
) -> None:
    del public
    with shared_database(tmp_path) as environment, as_("portal") as owner:
        Path(environment["PUBLIC_MEDIA_DIR"]).mkdir(parents=True)
        url = environment["DATABASE_URL"].replace("://portal@", "://portal_public@")
        own = {**environment, "DATABASE_URL": url}
        owner.execute("REVOKE SELECT ON record_question_departments FROM portal_public")
        refused = answered("public", ["/readyz"], own).answers[0]
        give_rights()
        ready = answered("public", ["/readyz"], own).answers[0]
    parts = {"database": "ok", "tables": "ok", "public_files": "ok"}
    assert (ready.status, json.loads(ready.body)) == (200, {"ready": True, "status": "ok", "parts": parts})
    wrong = parts | {"tables": "ProgrammingError"}
    told = {"ready": False, "status": "failing", "parts": wrong}
    assert (refused.status, json.loads(refused.body)) == (503, told)


@pytest.mark.postgresql
@pytest.mark.usefixtures("public")
def test_a_migration_that_waits_gives_up_before_readers_behind_it_would() -> None:
    with as_("portal_owner") as owner, as_("portal") as backup, as_("portal") as reader:
        owner.execute("CREATE TABLE mine (n int)")
        reader.execute("SET statement_timeout = '2s'")
        try:
            with ThreadPoolExecutor() as meanwhile, backup.transaction():
                backup.execute("SELECT n FROM mine")
                changed = meanwhile.submit(owner.execute, "ALTER TABLE mine ADD COLUMN m int")
                while not changed.done():
                    reader.execute("SELECT n FROM mine")
                assert isinstance(changed.exception(), LockNotAvailable)
            owner.execute("ALTER TABLE mine ADD COLUMN m int")
        finally:
            owner.execute("DROP TABLE mine")


@pytest.mark.postgresql
@pytest.mark.usefixtures("public")
def test_the_desk_changes_nothing_that_stays() -> None:
    refused = """
UPDATE audit_entry SET account = ''
DELETE FROM audit_entry
TRUNCATE audit_entry
UPDATE record_version SET note = ''
DELETE FROM record_version
DELETE FROM record_link
ALTER TABLE audit_entry DISABLE TRIGGER ALL
DELETE FROM django_migrations
CREATE TABLE mine (n int)
"""
    with as_("portal_desk") as desk:
        for statement in refused.strip().splitlines():
            with pytest.raises(InsufficientPrivilege):
                desk.execute(statement.encode())
