"""Files in a bucket of an S3-compatible store, with what a folder promises."""

from __future__ import annotations

import errno
import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, IncompleteReadError
from botocore.exceptions import ConnectionError as NotConnectedError
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

# It stands in the same network. Whoever waits holds a thread that readers wait for.
CONNECT_SECONDS, READ_SECONDS = 2, 3
# A large file is confirmed when it lies on several disks. A store that hangs was found out before: by the
# question whether the name is taken.
WRITE_SECONDS = 20
# A connection that was kept may have been closed meanwhile; the second attempt opens one.
_ATTEMPTS = 2
# After a failure it is left alone for so long: not every request is to find out anew.
PAUSE = 5.0
# Read at once where little is asked for: most photos are smaller.
_WINDOW = 1024 * 1024


class BucketStorage(S3Storage):  # type: ignore[misc]  # untyped
    """A bucket in which a file is whole or not there, and which no address leads to.

    With a ``base_url`` the site hands its files out at addresses of its own; the store's are given to nobody.
    What goes wrong is an OSError, as it is of a folder: EHOSTDOWN for a store that does not answer, EREMOTEIO
    for one that refuses.
    """

    def __init__(self, *, base_url: str | None = None, **options: object) -> None:
        self._base_url = base_url
        self._paused_until = 0.0
        # The profile would otherwise come from a variable that is meant for other programs.
        super().__init__(**options, file_overwrite=False, session_profile=None)

    @property
    def connection(self) -> Any:  # noqa: ANN401  (boto3 makes its classes at run time)
        """Return the one that all threads and both storages share: each takes 13 MB."""
        return self._connected(READ_SECONDS)

    def url(self, name: str, *_: object, **__: object) -> str:
        """Return the site's own address of a file."""
        if self._base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return f"{self._base_url}{filepath_to_uri(name)}"

    def exists(self, name: str) -> bool:
        """Return whether the file is there."""
        with self._answering():
            found: bool = super().exists(name)
        return found

    def delete(self, name: str) -> None:
        """Take the file away, if it is there."""
        with self._answering():
            self._client.delete_object(**self._place(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the names of folders and files in a folder."""
        with self._answering():
            found: tuple[list[str], list[str]] = super().listdir(name)
        return found

    def size(self, name: str) -> int:
        """Return the number of bytes."""
        size: int = self._head(name)["ContentLength"]
        return size

    def get_modified_time(self, name: str) -> datetime:
        """Return when the file was written, by the store's clock."""
        at: datetime = self._head(name)["LastModified"]
        return at

    def written(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        """Yield the name of every file below the folder and when it was written, a thousand an answer."""
        asked = self._client.get_paginator("list_objects_v2")
        pages = iter(asked.paginate(Bucket=self.bucket_name, Prefix=folder))
        while True:
            with self._answering():
                page = next(pages, None)
            if page is None:
                return
            # What ends with a slash stands for a folder, as consoles of stores show them.
            found = (one for one in page.get("Contents", ()) if not one["Key"].endswith("/"))
            yield from ((one["Key"], one["LastModified"]) for one in found)

    def part(self, name: str, tag: str, start: int, length: int) -> bytes:
        """Return so many bytes, at least one, of a file that still has this tag."""
        with self._answering():
            got = self._client.get_object(
                **self._place(name), IfMatch=tag, Range=f"bytes={start}-{start + length - 1}"
            )
            data: bytes = got["Body"].read()
        return data

    @property
    def _client(self) -> Any:  # noqa: ANN401  (as above)
        return self.connection.meta.client

    def _connected(self, seconds: float) -> Any:  # noqa: ANN401  (as above)
        account = self.endpoint_url, self.access_key, self.secret_key
        return _connection(*account, self.region_name, self.addressing_style, seconds)

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(clean_name(name))}

    def _head(self, name: str) -> dict[str, Any]:
        with self._answering():
            head: dict[str, Any] = self._client.head_object(**self._place(name))
        return head

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError(f"Files of a bucket are only read and saved, not opened as {mode!r}.")
        head = self._head(name)
        body = _Body(self, name, head["ETag"], head["ContentLength"])
        return File(io.BufferedReader(body, _WINDOW), name)

    def _save(self, name: str, content: File[bytes]) -> str:
        writing = self._connected(WRITE_SECONDS).meta.client
        # Read to its end, as by whoever looked at it before, it would be announced whole and sent empty; the
        # second attempt, after so many seconds, begins it anew.
        content.seek(0)
        # In one piece: what breaks off was never there, and leaves no parts.
        with self._answering():
            writing.put_object(**self._place(name), Body=content, **self._get_write_parameters(name, content))
        return name

    @contextmanager
    def _answering(self) -> Iterator[None]:
        now = time.monotonic()
        if now < self._paused_until:
            raise _silent()
        if self._paused_until:
            # This one tries; the others go on without until it knows.
            self._paused_until = now + PAUSE
        try:
            yield
        except (NotConnectedError, HTTPClientError, IncompleteReadError) as error:
            self._paused_until = time.monotonic() + PAUSE
            raise _silent() from error
        except ClientError as error:
            self._paused_until = 0.0
            raise _refused(error) from error
        self._paused_until = 0.0


class _Body(io.RawIOBase):
    """The bytes of a file, fetched when they are read."""

    def __init__(self, storage: BucketStorage, name: str, tag: str, size: int) -> None:
        self._storage, self._name, self._tag, self._size = storage, name, tag, size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  (whatever can be written to)
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        return self._next(self._size)

    def _next(self, length: int) -> bytes:
        length = min(length, self._size - self._at)
        if length <= 0:
            return b""
        data = self._storage.part(self._name, self._tag, self._at, length)
        self._at += len(data)
        return data


def _silent() -> OSError:
    return OSError(errno.EHOSTDOWN, "The store of files does not answer")


def _refused(error: ClientError) -> OSError:
    """Return what it says, without its words: they may hold an address or an account."""
    code, status = error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    # What is asked for without a body is answered without a code.
    if code in ("NoSuchKey", "404"):
        return FileNotFoundError(errno.ENOENT, "No such file in the bucket")
    if status >= 500:
        return _silent()
    return OSError(errno.EREMOTEIO, f"The store of files refuses: {code}")


@cache
def _connection(url: str, key: str, secret: str, region: str, addressing: str, seconds: float) -> Any:  # noqa: ANN401  (as above)
    import boto3.session

    session = boto3.session.Session(aws_access_key_id=key, aws_secret_access_key=secret)
    config = Config(
        signature_version="s3v4",
        # The store then holds every byte against a digest that is signed.
        s3={"addressing_style": addressing, "payload_signing_enabled": True},
        # Checksums beside that are Amazon's own: not every store knows them.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=seconds,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        # As many as threads may ask at once, or more.
        max_pool_connections=32,
    )
    return session.resource("s3", endpoint_url=url, region_name=region, config=config)
