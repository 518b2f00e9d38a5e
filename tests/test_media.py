"""Where files are kept, as the environment asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_settings import PRODUCTION, read, run

BUCKETS = {
    "MEDIA_S3_URL": "https://s3.example.gov.cn",
    "MEDIA_S3_KEY_ID": "id",
    "MEDIA_S3_SECRET_KEY": "secret",
    "MEDIA_S3_DESK_BUCKET": "news-desk",
    "MEDIA_S3_PUBLIC_BUCKET": "news-public",
}
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
    backend = "portal.bucket.BucketStorage"
    assert found["default"] == {"BACKEND": backend, "OPTIONS": desk}
    assert found["public"] == {"BACKEND": backend, "OPTIONS": OPTIONS}
    assert found["staticfiles"] == {"BACKEND": "portal.static.StaticFilesStorage"}


def test_the_public_role_knows_no_bucket_of_the_desk(tmp_path: Path) -> None:
    asked = {
        **PRODUCTION,
        **BUCKETS,
        "ROLE": "public",
        "MEDIA_S3_REGION": "cn-1",
        "MEDIA_S3_ADDRESSING": "virtual",
    }
    for desk in ("news-desk", ""):
        found = read({**asked, "MEDIA_S3_DESK_BUCKET": desk}, tmp_path, "STORAGES")["STORAGES"]
        assert found["public"]["OPTIONS"] == OPTIONS | {"region_name": "cn-1", "addressing_style": "virtual"}
        assert found["default"]["BACKEND"] == "portal.storage.WholeFileStorage"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"MEDIA_S3_KEY_ID": ""}, "MEDIA_S3_URL is set, but MEDIA_S3_KEY_ID is not."),
        (
            {"MEDIA_S3_SECRET_KEY": "", "MEDIA_S3_DESK_BUCKET": ""},
            "MEDIA_S3_URL is set, but MEDIA_S3_SECRET_KEY, MEDIA_S3_DESK_BUCKET is not.",
        ),
        ({"MEDIA_S3_PUBLIC_BUCKET": ""}, "MEDIA_S3_URL is set, but MEDIA_S3_PUBLIC_BUCKET is not."),
        (
            {"MEDIA_S3_DESK_BUCKET": "news-public"},
            "MEDIA_S3_DESK_BUCKET has to be another than MEDIA_S3_PUBLIC_BUCKET.",
        ),
        (
            {"MEDIA_S3_URL": "https://s3.example.gov.cn/news"},
            "MEDIA_S3_URL='https://s3.example.gov.cn/news': write https:// and the host, with nothing after it.",
        ),
        ({"MEDIA_S3_ADDRESSING": "auto"}, "MEDIA_S3_ADDRESSING='auto': write path, virtual."),
    ],
)
def test_half_of_it_is_refused(tmp_path: Path, wrong: dict[str, str], message: str) -> None:
    done = run({**PRODUCTION, **BUCKETS, **wrong}, tmp_path, ["STORAGES"])
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        f"django.core.exceptions.ImproperlyConfigured: {message}",
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
