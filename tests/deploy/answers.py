"""What a reader gets through nginx as it is deployed: nothing that they need is lost on the way."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from releases.record.models import Release
from tests.deploy.standing import DESK, PUBLIC, Standing, sent

SAID = "全市新增幼儿园学位2.4万个，其中公办占八成半。"
QUOTED = "“新增幼儿园学位2.4万个”"
FOR_EVER, A_MINUTE = {"public", "max-age=315360000", "immutable"}, {"public", "max-age=60"}
HSTS = "max-age=31536000; includeSubDomains; preload"


@dataclass(frozen=True)
class Answer:
    """What came, with the names of headers in small letters."""

    version: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reader:
    """Asks nginx with curl."""

    front: Standing
    folder: Path

    def ask(self, path: str, *options: str, host: str = PUBLIC) -> Answer:
        """Return the answer; the body as it was sent, compressed or not."""
        head, body = self.folder / "head", self.folder / "body"
        body.write_bytes(b"")
        to = ["--resolve", f"{host}:{self.front.port}:127.0.0.1", "--cacert", str(self.front.certificate)]
        kept = ["--silent", "--show-error", "--dump-header", str(head), "--output", str(body)]
        address = f"https://{host}:{self.front.port}{path}"
        subprocess.run(["curl", *to, *kept, *options, address], check=True, timeout=30)
        first, *lines = head.read_text().strip().splitlines()
        headers = [line.split(": ", 1) for line in lines]
        version, status = first.split(" ")[:2]
        # Asked for the head, curl writes that.
        content = b"" if "--head" in options else body.read_bytes()
        return Answer(version, int(status), {name.lower(): value for name, value in headers}, content)


def nothing_is_lost_on_the_way(reader: Reader, release: Release, photo: str) -> None:
    """Ask for all sorts of things that the release has."""
    page = f"/releases/{release.pk}/"
    _http_2_says_the_same(reader, page, photo)
    _only_what_is_secure_is_told_to_stay_so(reader, page, photo)
    _quotations_are_checked(reader)
    assert release.title in reader.ask("/search/?q=%E5%B9%BC%E5%84%BF%E5%9B%AD").body.decode()
    _parts_of_files_are_sent(reader, page, photo)
    _what_a_reader_has_is_not_sent_again(reader, page)
    _other_sites_may_ask_the_api(reader)
    _what_pages_are_made_with_is_compressed_and_kept(reader, page)


def _http_2_says_the_same(reader: Reader, page: str, photo: str) -> None:
    for status, path, *options in (
        (200, page),
        (200, page, "--header", "Accept-Encoding: gzip"),
        (200, page, "--head"),
        (206, photo, "--range", "100-299"),
        (200, photo, "--head"),
        (200, "/worker.js"),
        (404, "/nowhere/"),
    ):
        old, new = (reader.ask(path, version, *options) for version in ("--http1.1", "--http2"))
        assert (old.version, new.version, new.status) == ("HTTP/1.1", "HTTP/2", status), path
        for answer in (old, new):
            # How it is carried, and when.
            for name in ("connection", "transfer-encoding", "date"):
                answer.headers.pop(name, None)
        assert (new.status, new.headers, new.body) == (old.status, old.headers, old.body), path


def _only_what_is_secure_is_told_to_stay_so(reader: Reader, page: str, photo: str) -> None:
    told = {}
    for path, host in ((page, PUBLIC), ("/nowhere/", PUBLIC), ("/desk/login/", DESK), (photo, PUBLIC)):
        answer = reader.ask(path, host=host)
        told[path] = (answer.status, answer.headers.get("strict-transport-security"))
    # A file of nginx's own belongs to a page, which has said it.
    assert told == {
        page: (200, HSTS),
        "/nowhere/": (404, HSTS),
        "/desk/login/": (200, HSTS),
        photo: (200, None),
    }
    status, plain = sent(reader.front.plain, [b"GET / HTTP/1.1", b"Host: " + PUBLIC.encode()])
    assert (status, b"strict-transport" in plain.lower()) == (301, False)


def _quotations_are_checked(reader: Reader) -> None:
    for path, words in (("/verify/", "一字不差 1"), ("/en/verify/", "Word for word: 1")):
        for form in (("--data-urlencode", f"text={QUOTED}"), ("--form", f"text={QUOTED}")):
            assert words in reader.ask(path, *form).body.decode(), (path, form)
    answer = reader.ask("/verify.json", "--data-urlencode", f"text={QUOTED}")
    assert (answer.headers["content-type"], json.loads(answer.body)["numbers"]["exact"]) == (
        "application/json",
        1,
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    too_long = reader.ask("/verify.json", "--data-urlencode", f"text={'幼' * 20_001}")
    assert (too_long.status, [*json.loads(too_long.body)]) == (400, ["errors"])


def _parts_of_files_are_sent(reader: Reader, page: str, photo: str) -> None:
    for path in (photo, f"{page[:-1]}.zip", f"{page}v1.pdf"):
        # First, when nothing is kept yet.
        part = reader.ask(path, "--range", "10-29")
        whole = reader.ask(path)
        assert (part.status, whole.status, part.body) == (206, 200, whole.body[10:30]), path
        assert part.headers["content-range"] == f"bytes 10-29/{len(whole.body)}"
        if path.endswith(".pdf"):
            # It takes a second each time.
            continue
        for tag, status in ((whole.headers["etag"], 206), ('"another"', 200)):
            again = reader.ask(path, "--range", "10-29", "--header", f"If-Range: {tag}")
            assert (again.status, len(again.body)) == (status, 20 if status == 206 else len(whole.body)), path
    # What somebody has a part of, others have whole: also within the second for which it might be kept.
    text = [reader.ask(f"{page}v1.txt", *part) for part in (("--range", "10-29"), ()) * 4]
    assert [answer.status for answer in text] == [206, 200] * 4
    assert {answer.body for answer in text[::2]} == {text[1].body[10:30]}


def _what_a_reader_has_is_not_sent_again(reader: Reader, page: str) -> None:
    for path in (
        page,
        f"/en{page}",
        "/releases/feed/",
        "/worker.js",
        "/api/v1/releases",
        f"{page[:-1]}.json",
    ):
        for form in ("identity", "gzip"):
            encoding = ("--header", f"Accept-Encoding: {form}")
            tag = reader.ask(path, *encoding).headers["etag"]
            again = reader.ask(path, *encoding, "--header", f"If-None-Match: {tag}")
            assert (again.status, again.body) == (304, b""), (path, form)
            # nginx calls what it compressed itself alike, and not the same.
            assert again.headers["etag"] == tag.removeprefix("W/" if "/api/" in path else ""), (path, form)


def _other_sites_may_ask_the_api(reader: Reader) -> None:
    asked = (
        "Origin: https://news.example",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: if-none-match",
    )
    headers = [part for one in asked for part in ("--header", one)]
    answer = reader.ask("/api/v1/releases", "--request", "OPTIONS", *headers)
    told = {name: value for name, value in answer.headers.items() if name.startswith("access-control-allow")}
    assert (answer.status, told) == (
        204,
        {
            "access-control-allow-origin": "*",
            "access-control-allow-methods": "GET, HEAD, OPTIONS",
            "access-control-allow-headers": "Accept, If-None-Match",
        },
    )


def _what_pages_are_made_with_is_compressed_and_kept(reader: Reader, page: str) -> None:
    """For ever, under a name that changes with it: by nginx, and by the application where no nginx stands."""
    html = reader.ask(page).body.decode()
    hashed = re.findall(r'="(/static/[^"]+\.(?:css|js))"', html)
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".HASH.", path) for path in hashed] == [
        "/static/site/modes.HASH.js",
        "/static/site/site.HASH.css",
        "/static/site/site.HASH.js",
    ]
    # What a script imports, too.
    assert re.findall(rb'"\./\w+\.js"', reader.ask(hashed[2]).body) == []
    plain = re.sub(r"\.[0-9a-f]{12}\.", ".", hashed[1])
    for path, caching in ((hashed[1], FOR_EVER), (hashed[2], FOR_EVER), (plain, A_MINUTE)):
        bare, packed = reader.ask(path), reader.ask(path, "--header", "Accept-Encoding: gzip")
        asked = [
            f"GET {path} HTTP/1.1",
            f"Host: {PUBLIC}",
            "X-Forwarded-Proto: https",
            "Accept-Encoding: gzip",
        ]
        status, answer = sent(reader.front.behind, [line.encode() for line in asked])
        head, _, body = answer.partition(b"\r\n\r\n")
        behind = {name.lower(): value for name, value in re.findall(r"(?m)^(\S+): (.+?)\r?$", head.decode())}
        for headers in (packed.headers, behind):
            assert set(headers["cache-control"].split(", ")) == caching, path
            said = headers.get("content-encoding"), headers.get("vary")
            assert said == ("gzip", "Accept-Encoding"), path
        assert (bare.status, packed.status, status) == (200, 200, 200)
        assert "content-encoding" not in bare.headers
        assert bare.body == gzip.decompress(packed.body) == gzip.decompress(body), path
