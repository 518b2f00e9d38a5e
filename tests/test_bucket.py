"""A bucket keeps what a folder promises: against a real store."""

from __future__ import annotations

import errno
import hashlib
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from portal import bucket
from portal.bucket import BucketStorage
from portal.media import Store
from releases.files import names_in, written_in
from tests.ports import free_port
from tests.s3.server import PAUSE, Server, asked, hasty, storage

NAME = "photos/ab/照片 1.jpg"


@pytest.fixture
def desk(store: Store) -> BucketStorage:
    """Return the desk's bucket."""
    return storage(store, "default")


@pytest.fixture
def public(store: Store) -> BucketStorage:
    """Return the public's bucket."""
    return storage(store, "public")


def number_of(asking: Callable[[], object]) -> int | None:
    """Return the number of the error that it ends with, None for none."""
    try:
        asking()
    except OSError as error:
        return error.errno
    return None


def test_a_file_has_the_name_it_was_given_and_the_bytes(public: BucketStorage) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    content = ContentFile(b"0123456789")
    content.read()
    assert public.save(NAME, content) == NAME
    assert (public.exists(NAME), public.exists("photos/ab"), public.size(NAME)) == (True, False, 10)
    assert before < public.get_modified_time(NAME) < datetime.now(UTC) + timedelta(seconds=2)
    with public.open(NAME) as file:
        assert (file.read(3), file.tell(), file.seek(-2, 2), file.read(), file.size) == (
            b"012",
            3,
            8,
            b"89",
            10,
        )
        assert [*file.chunks(4)] == [b"0123", b"4567", b"89"]
        assert (file.seek(20), file.read()) == (20, b"")
    public.delete(NAME)
    public.delete(NAME)
    assert (public.exists(NAME), number_of(lambda: public.size(NAME))) == (False, errno.ENOENT)
    with pytest.raises(FileNotFoundError):
        public.open(NAME)
    with pytest.raises(ValueError, match="only read and saved"):
        public.open(NAME, "wb")


def test_the_store_is_told_the_digest_and_none_of_amazons_own(desk: BucketStorage) -> None:
    questions = asked(desk, "PutObject")
    desk.save("a.jpg", ContentFile(b"photo"))
    (headers,) = ({name.lower(): value for name, value in each.items()} for each in questions)
    assert headers["x-amz-content-sha256"] == hashlib.sha256(b"photo").hexdigest()
    assert [name for name in headers if "checksum" in name or "acl" in name] == []


def test_no_variable_of_other_programs_gets_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_S3_SESSION_PROFILE"):
        monkeypatch.setenv(name, "another")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://another.example")
    assert storage(store, "default").save("a.jpg", ContentFile(b"photo")) == "a.jpg"


def test_an_empty_file_is_a_file(desk: BucketStorage) -> None:
    desk.save("empty", ContentFile(b""))
    with desk.open("empty") as file:
        assert (file.read(), file.size) == (b"", 0)


def test_a_name_that_is_taken_is_not_written_over(desk: BucketStorage) -> None:
    first, second = (desk.save("a.jpg", ContentFile(data)) for data in (b"one", b"two"))
    assert (first, second != first) == ("a.jpg", True)
    assert [desk.open(name).read() for name in (first, second)] == [b"one", b"two"]


def test_what_breaks_off_was_never_there(desk: BucketStorage) -> None:
    class Torn(ContentFile):  # type: ignore[type-arg]  # no generic at run time
        """A file that is read once, for its digest, and breaks in the middle when it is sent."""

        was_read = False

        def read(self, size: int = -1) -> bytes:
            """Give the next bytes."""
            if self.was_read and self.tell() > 2_000_000:
                raise KeyboardInterrupt
            data: bytes = self.file.read(size)
            self.was_read = self.was_read or not data
            return data

    with pytest.raises(KeyboardInterrupt):
        desk.save("a.jpg", Torn(b"half" * 1_000_000))
    assert (desk.exists("a.jpg"), [*names_in(desk)]) == (False, [])


def test_of_a_large_file_only_what_is_read_is_fetched(public: BucketStorage) -> None:
    data = bytes(range(256)) * 4096 * 3
    public.save("a.mp4", ContentFile(data))
    questions = asked(public, "GetObject")
    with public.open("a.mp4") as file:
        file.seek(-10, 2)
        assert file.read(4) == data[-10:-6]
        file.seek(1_000_000)
        assert file.read(20) + file.read(20) == data[1_000_000:1_000_040]
    assert [question["Range"] for question in questions] == ["bytes=3145718-3145727", "bytes=1000000-2048575"]


def test_a_file_that_is_another_meanwhile_is_not_pieced_together(public: BucketStorage) -> None:
    public.save("a.mp4", ContentFile(b"one" * 1024 * 1024))
    with public.open("a.mp4") as file:
        assert file.read(3) == b"one"
        public.delete("a.mp4")
        public.save("a.mp4", ContentFile(b"two" * 1024 * 1024))
        assert number_of(lambda: file.read(2 * 1024 * 1024)) == errno.EREMOTEIO
        public.delete("a.mp4")
        assert number_of(lambda: file.read(2 * 1024 * 1024)) == errno.ENOENT


def test_files_are_listed_through_all_pages_in_order(public: BucketStorage) -> None:
    names = [f"a/{number}.jpg" for number in range(4)] + ["a/b/1.jpg", "c.jpg", "文.jpg"]
    for name in reversed(names):
        public.save(name, ContentFile(b"."))
    # As the consoles of stores make folders.
    public.connection.meta.client.put_object(Bucket=public.bucket_name, Key="empty/", Body=b"")
    pages = asked(public, "ListObjectsV2")
    assert [*names_in(public)] == names
    # The store gives three names at once.
    assert len(pages) == 3
    assert [*names_in(public, "a/b/")] == ["a/b/1.jpg"]
    assert [*names_in(public, "nowhere/")] == []
    one_by_one = asked(public, "HeadObject")
    written = dict(written_in(public))
    assert one_by_one == []
    assert written == {name: public.get_modified_time(name) for name in names}
    assert public.listdir("") == (["a", "empty"], ["c.jpg", "文.jpg"])


def test_a_file_that_was_read_before_is_sent_whole_at_the_first_attempt(
    public: BucketStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "WRITE_SECONDS", 1.5)
    monkeypatch.setattr(bucket, "_ATTEMPTS", 1)
    content = ContentFile(b"photo")
    content.read()
    public.save("a.jpg", content)
    with public.open("a.jpg") as file:
        assert file.read() == b"photo"


def test_no_address_leads_to_the_store(desk: BucketStorage, public: BucketStorage) -> None:
    assert public.url("photos/ab/a b.jpg") == "/media/photos/ab/a%20b.jpg"
    with pytest.raises(ValueError, match="not accessible"):
        desk.url(NAME)


def test_nobody_without_a_key_reads_or_lists(public: BucketStorage) -> None:
    public.save("a.jpg", ContentFile(b"photo"))
    place = f"{public.endpoint_url}/{public.bucket_name}"
    for address in (place, f"{place}/a.jpg", f"{place}?list-type=2"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address)  # noqa: S310  (the store's)
        with refused.value as answer:
            assert (str(answer.code)[0], b"photo" in answer.read()) == ("4", False)


@pytest.mark.parametrize("wrong", [{"secret": "wrong"}, {"key": "nobody"}, {"public": "no-such-bucket"}])
def test_a_store_that_refuses_is_told_apart_from_a_file_that_is_not_there(
    store: Store, wrong: dict[str, str]
) -> None:
    refused = storage(replace(store, **wrong), "public")
    with pytest.raises(OSError, match=r"^\[Errno 121\] The store of files refuses: \w+$") as error:
        refused.save("a.jpg", ContentFile(b"photo"))
    assert (error.value.errno, number_of(lambda: refused.listdir(""))) == (errno.EREMOTEIO, errno.EREMOTEIO)


def test_the_publics_key_reads_the_one_bucket_and_writes_nothing(store: Store) -> None:
    # A bucket of this name is open to that key.
    storage(replace(store, public="readable"), "public").save("a.jpg", ContentFile(b"photo"))
    storage(store, "default").save("secret.jpg", ContentFile(b"draft"))
    key = {"key": "news:public", "secret": "the-publics-secret"}
    reader = storage(replace(store, public="readable", **key), "public")
    assert (reader.open("a.jpg").read(), reader.exists("b.jpg"), [*names_in(reader)]) == (
        b"photo",
        False,
        ["a.jpg"],
    )
    # As /readyz asks.
    assert reader.listdir("") == ([], ["a.jpg"])
    desk = storage(replace(store, **key), "default")
    for forbidden in (
        lambda: reader.save("b.jpg", ContentFile(b"photo")),
        lambda: reader.delete("a.jpg"),
        lambda: desk.open("secret.jpg"),
        lambda: desk.exists("secret.jpg"),
        lambda: [*names_in(desk)],
    ):
        assert number_of(forbidden) == errno.EREMOTEIO


def test_a_store_that_is_gone_is_left_alone_for_a_while(store: Store, s3: Server) -> None:
    gone = storage(replace(store, url=f"http://127.0.0.1:{free_port()}"), "public")
    with hasty():
        questions = asked(gone, "HeadObject")
        for _ in range(3):
            assert number_of(lambda: gone.exists("a.jpg")) == errno.EHOSTDOWN
        # Two attempts, and then none.
        assert len(questions) == 2
        time.sleep(PAUSE)
        assert number_of(lambda: [*names_in(gone)]) == errno.EHOSTDOWN
    gone.endpoint_url = s3.url
    assert number_of(lambda: gone.exists("a.jpg")) == errno.EHOSTDOWN
    time.sleep(PAUSE)
    # It answers, if only that there is none.
    assert (number_of(lambda: gone.size("a.jpg")), gone.exists("a.jpg")) == (errno.ENOENT, False)


def test_one_that_hangs_is_waited_for_by_one_at_a_time(s3: Server, public: BucketStorage) -> None:
    public.save("a.jpg", ContentFile(b"photo"))
    with hasty(), s3.frozen():
        begun = time.monotonic()
        assert number_of(lambda: public.exists("a.jpg")) == errno.EHOSTDOWN
        assert time.monotonic() - begun < 5
        time.sleep(PAUSE)
        questions = asked(public, "HeadObject")
        waiting = threading.Thread(target=number_of, args=(lambda: public.open("a.jpg"),))
        waiting.start()
        while not questions:
            time.sleep(0.01)
        assert number_of(lambda: public.exists("a.jpg")) == errno.EHOSTDOWN
        assert len(questions) == 1
        waiting.join()
    time.sleep(PAUSE)
    assert public.exists("a.jpg")


def test_a_file_that_takes_long_to_be_confirmed_is_waited_for(s3: Server, public: BucketStorage) -> None:
    with hasty(), ThreadPoolExecutor() as other:
        with s3.frozen():
            saved = other.submit(public._save, "a.jpg", ContentFile(b"photo"))
            time.sleep(1)
            assert not saved.done()
        assert saved.result() == "a.jpg"


def test_one_that_answers_for_nothing_is_no_answer_and_is_asked_again_at_once(
    s3: Server, public: BucketStorage
) -> None:
    with s3.without_disks():
        assert number_of(lambda: public.save("a.jpg", ContentFile(b"photo"))) == errno.EHOSTDOWN
    assert public.save("a.jpg", ContentFile(b"photo")) == "a.jpg"
