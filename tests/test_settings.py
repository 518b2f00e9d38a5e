"""The settings as an environment makes them, each read in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "www.lanjiang.gov.cn,lanjiang.gov.cn",
    "SITE_URL": "https://www.lanjiang.gov.cn/",
}
READ = """
import json, sys
from portal import settings
names = json.loads(sys.argv[1])
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(environment: dict[str, str], tmp_path: Path, names: list[str]) -> subprocess.CompletedProcess[str]:
    """Read the settings under exactly this environment."""
    own = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", READ, json.dumps(names)]
    return subprocess.run(
        command, env={**own, **environment}, cwd=tmp_path, capture_output=True, text=True, check=False
    )


def read(environment: dict[str, str], tmp_path: Path, *names: str) -> dict[str, Any]:
    """Return the settings of these names."""
    done = run(environment, tmp_path, list(names))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("missing", list(PRODUCTION))
def test_production_refuses_to_start_without(tmp_path: Path, missing: str) -> None:
    rest = {name: value for name, value in PRODUCTION.items() if name != missing}
    done = run(rest, tmp_path, ["DEBUG"])
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {missing} is not set: " in done.stderr


def test_production_refuses_debug(tmp_path: Path) -> None:
    done = run({**PRODUCTION, "DEBUG": "1"}, tmp_path, ["DEBUG"])
    assert done.returncode == 1
    assert "ImproperlyConfigured: DEBUG=1 works only with DEVELOPMENT=1" in done.stderr


def test_production_is_closed_by_itself(tmp_path: Path) -> None:
    expected = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["www.lanjiang.gov.cn", "lanjiang.gov.cn"],
        "SITE_URL": "https://www.lanjiang.gov.cn",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_PATH": "/desk/",
        "SESSION_COOKIE_AGE": 8 * 60 * 60,
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_MAX_HOURS": 8,
        "SECOND_FACTOR": True,
        "TRUST_X_REAL_IP": False,
        "CSRF_COOKIE_PATH": "/desk/",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "X_FRAME_OPTIONS": "DENY",
        "TIME_ZONE": "Asia/Shanghai",
        "LANGUAGE_CODE": "zh-hans",
    }
    assert read(PRODUCTION, tmp_path, *expected) == expected


def test_development_needs_nothing(tmp_path: Path) -> None:
    expected = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["*"],
        "SITE_URL": "http://127.0.0.1:8000",
        "SESSION_COOKIE_SECURE": False,
        "SECOND_FACTOR": False,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
    }
    assert read({"DEVELOPMENT": "1"}, tmp_path, *expected) == expected


def test_accounts_are_guarded_as_asked(tmp_path: Path) -> None:
    asked = {"SECOND_FACTOR": "1", "SESSION_IDLE_MINUTES": "15", "SESSION_MAX_HOURS": "4"}
    expected = {
        "SECOND_FACTOR": True,
        "SESSION_IDLE_MINUTES": 15,
        "SESSION_MAX_HOURS": 4,
        "SESSION_COOKIE_AGE": 4 * 60 * 60,
    }
    assert read({"DEVELOPMENT": "1", **asked}, tmp_path, *expected) == expected


def test_sqlite_waits_its_turn(tmp_path: Path) -> None:
    database = read(PRODUCTION, tmp_path, "DATABASES")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "portal.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_url_is_all_that_postgresql_takes(tmp_path: Path) -> None:
    url = "postgres://portal:word@db.internal:5433/news"
    database = read({**PRODUCTION, "DATABASE_URL": url}, tmp_path, "DATABASES")["DATABASES"]["default"]
    assert (database["ENGINE"], database["NAME"], database["USER"], database["HOST"], database["PORT"]) == (
        "django.db.backends.postgresql",
        "news",
        "portal",
        "db.internal",
        5433,
    )
    assert database["CONN_MAX_AGE"] == 60


@pytest.mark.parametrize("url", ["postgre://portal@db/news", "postgres://portal:a#b@db/news", "db.internal"])
def test_an_address_of_a_database_that_is_none_is_refused_without_its_password(
    tmp_path: Path, url: str
) -> None:
    done = run({**PRODUCTION, "DATABASE_URL": url}, tmp_path, ["DEBUG"])
    assert (done.returncode, "ImproperlyConfigured: DATABASE_URL: write postgres://" in done.stderr) == (
        1,
        True,
    )
    assert url not in done.stderr


def test_threads_and_connections_are_one_number(tmp_path: Path) -> None:
    asked = {"DATABASE_URL": "postgres://portal@db.internal/news", "GRANIAN_BLOCKING_THREADS": "8"}
    found = read({**PRODUCTION, **asked}, tmp_path, "DATABASES", "DATABASE_CONNECTIONS")
    public = read({**PRODUCTION, **asked, "ROLE": "public"}, tmp_path, "DATABASES")
    database = found["DATABASES"]["default"]
    assert (found["DATABASE_CONNECTIONS"], database["CONN_MAX_AGE"]) == (8, 0)
    assert database["OPTIONS"] == {
        "connect_timeout": 5,
        "pool": {"min_size": 0, "max_size": 8, "timeout": 10, "reconnect_timeout": 2},
    }
    # Twice that is less than nginx waits before it asks the copy.
    options = public["DATABASES"]["default"]["OPTIONS"]
    assert (options["connect_timeout"], options["pool"]["timeout"]) == (2, 2)


def test_the_public_role_has_no_desk_and_reads_the_file_alone(tmp_path: Path) -> None:
    folder = tmp_path / "with a space"
    folder.mkdir()
    names = (
        "INSTALLED_APPS",
        "MIDDLEWARE",
        "ROOT_URLCONF",
        "OPERATOR_ADDRESSES",
        "METRICS_SOURCES",
        "DATABASES",
    )
    found = read({**PRODUCTION, "ROLE": "public"}, folder, *names)
    database = found.pop("DATABASES")["default"]
    assert database["NAME"] == f"{(folder / 'portal.sqlite3').as_uri()}?mode=ro"
    assert database["OPTIONS"] == {"timeout": 10, "init_command": "PRAGMA query_only=ON;"}
    assert found == {
        "INSTALLED_APPS": [
            "releases.record",
            "django_filters",
            "django.contrib.sitemaps",
            "django.contrib.staticfiles",
        ],
        "MIDDLEWARE": [
            "portal.front.FrontMiddleware",
            "releases.record.keeping.middleware.KeptPages",
            "django.middleware.security.SecurityMiddleware",
            found["MIDDLEWARE"][3],
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "portal.headers.HeadersMiddleware",
            "portal.operator.OperatorMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "portal.language.LanguageMiddleware",
            "django.middleware.common.CommonMiddleware",
            "portal.nul.NulMiddleware",
        ],
        "ROOT_URLCONF": "portal.public_urls",
        "OPERATOR_ADDRESSES": {"/healthz": "portal.operator.healthz", "/readyz": "portal.operator.readyz"},
        "METRICS_SOURCES": [],
    }


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ROLE": "staff"}, "ROLE='staff': write all, public, desk."),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT='xml': write text, json."),
        ({"METRICS_TOKEN": "short"}, "METRICS_TOKEN is too short: it is all that guards /metrics."),
        ({"DESK_URL": "desk.example.gov.cn"}, "DESK_URL='desk.example.gov.cn': write https:// and the host"),
    ],
)
def test_a_wrong_word_is_refused(tmp_path: Path, wrong: dict[str, str], message: str) -> None:
    done = run({**PRODUCTION, **wrong}, tmp_path, ["DEBUG"])
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {message}" in done.stderr


def test_preview_links_are_at_the_public_host_unless_told(tmp_path: Path) -> None:
    found = read(PRODUCTION, tmp_path, "DESK_URL", "READY")
    assert found["DESK_URL"] == "https://www.lanjiang.gov.cn"
    assert "releases.record.mirrored.mirror" not in found["READY"][0]
    found = read(
        {**PRODUCTION, "DESK_URL": "https://desk.lanjiang.gov.cn/", "MIRROR_DIR": "/srv"},
        tmp_path,
        "DESK_URL",
        "READY",
    )
    assert found["DESK_URL"] == "https://desk.lanjiang.gov.cn"
    assert "releases.record.mirrored.mirror" in found["READY"][0]


def test_forwarded_scheme_is_trusted_only_when_asked(tmp_path: Path) -> None:
    done = run(PRODUCTION, tmp_path, ["SECURE_PROXY_SSL_HEADER"])
    assert "has no attribute 'SECURE_PROXY_SSL_HEADER'" in done.stderr
    trusting = {**PRODUCTION, "TRUST_X_FORWARDED_PROTO": "1"}
    found = read(trusting, tmp_path, "SECURE_PROXY_SSL_HEADER")
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_private_and_public_files_lie_apart(tmp_path: Path) -> None:
    storages = read(PRODUCTION, tmp_path, "STORAGES")["STORAGES"]
    assert storages["default"]["OPTIONS"] == {"location": str(tmp_path / "desk"), "base_url": None}
    assert storages["public"]["OPTIONS"] == {"location": str(tmp_path / "public"), "base_url": "/media/"}
