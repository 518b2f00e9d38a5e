"""Where files are kept, as the environment asks for it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.media import Store, in_buckets
from portal.roles import Role
from tests.test_settings import PRODUCTION, read, run

BUCKETS = {
    "MEDIA_S3_URL": "https://s3.example.gov.cn",
    "MEDIA_S3_KEY_ID": "id",
    "MEDIA_S3_SECRET_KEY": "secret",
    "MEDIA_S3_DESK_BUCKET": "news-desk",
    "MEDIA_S3_PUBLIC_BUCKET": "news-public",
}
STORE = Store(
    url="https://s3.example.gov.cn",
    region="us-east-1",
    addressing="path",
    key="id",
    secret="secret",
    desk="news-desk",
    public="news-public",
)
BACKEND = "portal.bucket.BucketStorage"
OPTIONS = {
    "bucket_name": "news-public",
    "base_url": "/media/",
    "endpoint_url": "https://s3.example.gov.cn",
    "region_name": "us-east-1",
    "addressing_style": "path",
    "access_key": "id",
    "secret_key": "secret",
}
WITHOUT = """
import importlib.util, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name in ("boto3", "botocore", "storages") else found(name, *rest)
for name in ("boto3", "botocore", "storages"):
    sys.modules[name] = None
from portal import settings
import django
django.setup()
from django.core.files.storage import storages
print(type(storages["public"]).__name__)
"""


def test_files_are_kept_in_buckets_where_asked_to(tmp_path: Path) -> None:
    found = read({**PRODUCTION, **BUCKETS}, tmp_path, "STORAGES")["STORAGES"]
    desk = {**OPTIONS, "bucket_name": "news-desk", "base_url": None}
    assert found["default"] == {"BACKEND": BACKEND, "OPTIONS": desk}
    assert found["public"] == {"BACKEND": BACKEND, "OPTIONS": OPTIONS}
    assert found["staticfiles"] == {"BACKEND": "portal.static.StaticFilesStorage"}


def test_the_public_role_knows_no_bucket_of_the_desk() -> None:
    for desk in ("news-desk", ""):
        asked = replace(STORE, desk=desk, region="cn-1", addressing="virtual")
        found = in_buckets(asked, role=Role.PUBLIC)
        options = OPTIONS | {"region_name": "cn-1", "addressing_style": "virtual"}
        assert found == {"public": {"BACKEND": BACKEND, "OPTIONS": options}}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"key": ""}, "MEDIA_S3_URL is set, but MEDIA_S3_KEY_ID is not."),
        (
            {"secret": "", "desk": ""},
            "MEDIA_S3_URL is set, but MEDIA_S3_SECRET_KEY, MEDIA_S3_DESK_BUCKET is not.",
        ),
        ({"public": ""}, "MEDIA_S3_URL is set, but MEDIA_S3_PUBLIC_BUCKET is not."),
        ({"desk": "news-public"}, "MEDIA_S3_DESK_BUCKET has to be another than MEDIA_S3_PUBLIC_BUCKET."),
    ],
)
def test_half_of_it_is_refused(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        in_buckets(replace(STORE, **wrong), role=Role.DESK)
    assert str(refused.value) == message


def test_the_secret_is_not_shown_with_the_rest() -> None:
    assert "secret" not in repr(STORE)


def test_an_address_has_no_path(tmp_path: Path) -> None:
    done = run({**PRODUCTION, **BUCKETS, "MEDIA_S3_URL": "https://s3.example.gov.cn/news"}, tmp_path, [])
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        "django.core.exceptions.ImproperlyConfigured: MEDIA_S3_URL='https://s3.example.gov.cn/news': "
        "write https:// and the host, with nothing after it.",
    )


def test_only_buckets_need_their_packages(tmp_path: Path) -> None:
    own = {"DEVELOPMENT": "1", "DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(tmp_path)}
    root = str(Path(__file__).resolve().parent.parent)
    runs = [
        subprocess.run(
            [sys.executable, "-c", WITHOUT],
            env={**own, "PYTHONPATH": root, **asked},
            capture_output=True,
            text=True,
            check=False,
        )
        for asked in ({}, BUCKETS)
    ]
    assert (runs[0].returncode, runs[0].stdout) == (0, "WholeFileStorage\n"), runs[0].stderr
    assert (runs[1].returncode, runs[1].stderr.splitlines()[-1]) == (
        1,
        "django.core.exceptions.ImproperlyConfigured: MEDIA_S3_URL is set, but storages, boto3 cannot be imported: "
        "pip install --require-hashes --no-deps -r .requirements/run-s3.txt",
    )
