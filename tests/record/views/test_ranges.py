from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from releases.photos import master_name
from releases.record.views.ranges import UnsatisfiableError, asked_range, in_ranges
from tests.record.making import DOCUMENT, picture, release_of, with_photo
from tests.record.walking import content_of

BODY = b"0123456789"
PIECES = (b"01", b"", b"23456", b"789")
TAG = '"seal"'
PHOTO = picture()


def whole(file: str = "") -> HttpResponse | FileResponse | StreamingHttpResponse:
    """Return an answer with all of the body: at once, as a file, or in pieces made while it is sent."""
    headers = {"ETag": TAG, "Content-Disposition": 'attachment; filename="a.txt"'}
    if file == "pieces":
        return StreamingHttpResponse(iter(PIECES), content_type="text/plain", headers=headers)
    if file:
        return FileResponse(io.BytesIO(BODY), content_type="text/plain", headers=headers)
    return HttpResponse(BODY, content_type="text/plain", headers=headers)


def asked(
    header: str | None, *, file: str = "", method: str = "get", held: str | None = None
) -> tuple[int, bytes, dict[str, str]]:
    """Return status, body and headers of what is answered."""
    headers = {name: value for name, value in (("range", header), ("if-range", held)) if value is not None}
    request = getattr(RequestFactory(), method)("/", headers=headers)
    response = in_ranges(request, whole(file), lambda: PIECES)
    return response.status_code, content_of(response), dict(response.headers)


@pytest.mark.parametrize("file", ["", "file", "pieces"])
@pytest.mark.parametrize(
    ("header", "body", "place"),
    [
        ("bytes=0-0", b"0", "0-0"),
        ("bytes=2-5", b"2345", "2-5"),
        ("bytes=7-", b"789", "7-9"),
        ("bytes=7-99", b"789", "7-9"),
        (f"bytes=7-{'9' * 5000}", b"789", "7-9"),
        ("bytes=-3", b"789", "7-9"),
        (f"bytes=-{'9' * 5000}", BODY, "0-9"),
        ("bytes=0000-0001", b"01", "0-1"),
        ("Bytes= 2-5 ", b"2345", "2-5"),
    ],
)
def test_a_part_is_given(header: str, body: bytes, place: str, file: str) -> None:
    status, content, headers = asked(header, file=file)
    assert (status, content) == (206, body)
    assert headers["Content-Range"] == f"bytes {place}/10"
    assert headers["Content-Length"] == str(len(body))
    assert (headers["Accept-Ranges"], headers["ETag"]) == ("bytes", TAG)
    assert headers["Content-Disposition"] == 'attachment; filename="a.txt"'


@pytest.mark.parametrize("file", ["", "file", "pieces"])
@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-11", f"bytes={'9' * 5000}-", "bytes=-0"])
def test_what_begins_behind_the_end_is_refused(header: str, file: str) -> None:
    status, content, headers = asked(header, file=file)
    assert (status, content) == (416, b"")
    assert (headers["Content-Range"], headers["Content-Length"]) == ("bytes */10", "0")
    assert "Content-Disposition" not in headers


@pytest.mark.parametrize("file", ["", "file", "pieces"])
@pytest.mark.parametrize(
    "header",
    [
        *(None, "", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=1-2,4-5", "bytes=1-2,", "lines=1-2"),
        *("bytes=a-b", "bytes=+1-2", "bytes=1--2", "bytes=１-２", "bytes=1-2\n", "bytes =1-2", "bytes=1 - 2"),
    ],
)
def test_anything_else_is_answered_whole(header: str | None, file: str) -> None:
    status, content, headers = asked(header, file=file)
    assert (status, content, headers["Accept-Ranges"]) == (200, BODY, "bytes")
    assert "Content-Range" not in headers
    if file == "file":
        assert headers["Content-Length"] == "10"


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (TAG, 206),
        ('"other"', 200),
        ('W/"seal"', 200),
        ("seal", 200),
        ("", 200),
        # A second may hold two versions.
        ("Mon, 30 Mar 2026 01:30:00 GMT", 200),
    ],
)
def test_only_the_rest_of_the_same_bytes_is_given(held: str, status: int) -> None:
    assert asked("bytes=2-5", held=held)[:2] == (status, b"2345" if status == 206 else BODY)
    # Nothing to be told of a range that is ignored.
    assert asked("bytes=99-", held=held)[0] == (416 if status == 206 else 200)


@pytest.mark.parametrize("method", ["head", "post"])
def test_a_range_means_something_with_get_alone(method: str) -> None:
    assert asked("bytes=2-5", method=method)[0] == 200


def test_what_is_no_whole_answer_stays() -> None:
    request = RequestFactory().get("/", headers={"range": "bytes=2-5"})
    response = in_ranges(request, HttpResponse(BODY, status=304))
    assert (response.status_code, response.content) == (304, BODY)
    assert "Accept-Ranges" not in response.headers


def test_a_server_that_reads_the_file_itself_stops_where_the_part_does() -> None:
    file = io.BytesIO(BODY)
    response = FileResponse(file, headers={"ETag": TAG})
    part = in_ranges(RequestFactory().get("/", headers={"range": "bytes=2-5"}), response)
    read = part.file_to_stream
    assert read is not None
    assert [read.read(3), read.read(3), read.read()] == [b"234", b"5", b""]
    read.close()
    assert file.closed


def test_the_file_is_closed_where_nothing_is_given() -> None:
    file = io.BytesIO(BODY)
    response = FileResponse(file, headers={"ETag": TAG})
    in_ranges(RequestFactory().get("/", headers={"range": "bytes=99-"}), response)
    # What response.close() calls, but for the end of the request.
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()
    assert file.closed


PLACES = st.sampled_from(["", *map(str, range(60)), "007"])


@given(
    st.builds("bytes={}-{}".format, PLACES, PLACES) | st.text("byteslines=-, 059", max_size=16),
    st.integers(0, 50),
)
@example("bytes=-5", 0)
@example("bytes=0-", 0)
def test_no_header_leads_outside_the_body(header: str, size: int) -> None:
    try:
        found = asked_range(header, size)
    except UnsatisfiableError:
        first, last = re.fullmatch(r"(?i:bytes)=[ \t]*([0-9]*)-([0-9]*)[ \t]*", header).groups()  # type: ignore[union-attr]
        assert int(first) >= size if first else int(last) == 0
        return
    if found is None:
        return
    assert 0 <= found.start < found.stop <= size
    _, _, asked = header.partition("=")
    first, _, last = asked.strip(" \t").partition("-")
    if first:
        assert (found.start, found.stop) == (int(first), min(int(last or size) + bool(last), size))
    else:
        assert (len(found), found.stop) == (min(int(last), size), size)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_parts_joined_are_the_whole(first: int, second: int, size: int) -> None:
    body = bytes(range(size))
    cuts = sorted({0, min(first, size), min(second, size), size})
    parts = [asked_range(f"bytes={start}-{stop - 1}", size) for start, stop in pairwise(cuts)]
    assert b"".join(body[part.start : part.stop] for part in parts if part) == body


@pytest.mark.django_db
def test_downloads_and_files_are_given_in_parts(client: Client) -> None:
    release_of(with_photo(DOCUMENT, PHOTO), PHOTO)
    for address in ("/releases/20260329-1.txt", f"/media/{master_name(PHOTO.digest)}"):
        response = client.get(address)
        content, tag = content_of(response), response.headers["ETag"]
        assert response.headers["Accept-Ranges"] == "bytes"
        half = len(content) // 2
        rest = client.get(address, headers={"range": f"bytes={half}-", "if-range": tag})
        assert (rest.status_code, content_of(rest)) == (206, content[half:])
        assert rest.headers["Content-Type"] == response.headers["Content-Type"]
        beyond = client.get(address, headers={"range": f"bytes={len(content)}-"})
        assert (beyond.status_code, content_of(beyond)) == (416, b"")
        known = client.get(address, headers={"range": "bytes=0-1", "if-none-match": tag})
        assert known.status_code == 304
