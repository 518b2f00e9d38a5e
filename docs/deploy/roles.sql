-- Three accounts for one PostgreSQL database: who makes the tables, the desk, the public.
--
--   sudo -u postgres psql -v ON_ERROR_STOP=1 -d portal <docs/deploy/roles.sql
--
-- Run it once before the first `migrate`, and again after each: every right is given anew, in one transaction.
-- The passwords are yours to set: \password portal_owner and so on. tests/roles/test_postgresql.py runs this file.
BEGIN;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['portal_owner', 'portal_desk', 'portal_public'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', name);
        END IF;
    END LOOP;
    -- Also from whoever else has an account on this server.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO portal_owner, portal_desk, portal_public', current_database()
    );
END
$$;

-- Nobody has what is not given below.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, portal_desk, portal_public;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, portal_desk, portal_public;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, portal_desk, portal_public;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
    REVOKE ALL ON TABLES FROM PUBLIC, portal_desk, portal_public;

-- Who runs `migrate`.
GRANT USAGE, CREATE ON SCHEMA public TO portal_owner;

-- The desk: rows, and no tables. What a migration makes is the desk's at once.
GRANT USAGE ON SCHEMA public TO portal_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_desk;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_desk;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_desk;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO portal_desk;

-- The public: reading, and that only of tables that are named here. One that a migration makes is named
-- before the public sees it: /readyz says so, and a test compares these names with the record's models.
GRANT USAGE ON SCHEMA public TO portal_public;

DO $$
DECLARE
    name text;
    routine regprocedure;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'record_appearance', 'record_department', 'record_entry', 'record_filing', 'record_link',
        'record_passage', 'record_question', 'record_question_departments', 'record_release',
        'record_rendition', 'record_revision', 'record_section', 'record_speaker', 'record_tally', 'record_term',
        'record_termkey', 'record_termuse', 'record_topic', 'record_utterance', 'record_version'
    ] LOOP
        -- Before the first `migrate` there is none.
        IF to_regclass(format('public.%I', name)) IS NOT NULL THEN
            EXECUTE format('GRANT SELECT ON public.%I TO portal_public', name);
        END IF;
    END LOOP;
    -- What was published and what was done stays: not even the desk changes it.
    FOREACH name IN ARRAY ARRAY['audit_entry', 'record_version', 'record_link'] LOOP
        IF to_regclass(format('public.%I', name)) IS NOT NULL THEN
            EXECUTE format('REVOKE UPDATE, DELETE ON public.%I FROM portal_desk', name);
        END IF;
    END LOOP;
    IF to_regclass('public.django_migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM portal_desk;
    END IF;
    -- Anybody may write large objects and hold locks that the desk would wait for, unless told otherwise.
    FOR routine IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_notify)$'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portal_owner, portal_desk', routine);
    END LOOP;
END
$$;

-- A migration that waits for a table has everybody else wait behind it. It gives up before readers notice, and
-- before PostgreSQL would settle a deadlock, after a second, against a publication: run it again.
ALTER ROLE portal_owner SET lock_timeout = '500ms';
-- A query that takes longer than any page does is none of ours.
ALTER ROLE portal_public SET default_transaction_read_only = on;
ALTER ROLE portal_public SET statement_timeout = '10s';
ALTER ROLE portal_public SET idle_in_transaction_session_timeout = '30s';

COMMIT;
