from __future__ import annotations

from releases.record.keeping.memory import Memory
from tests.record.keeping.making import page_of

PAGE = page_of()


def test_what_was_used_longest_ago_goes_first() -> None:
    memory = Memory(10 * PAGE.size)
    for number in range(10):
        memory.keep(f"/{number}/", "", PAGE)
    assert memory.size == memory.room
    memory.used("/0/", "")
    memory.used("/not-there/", "")
    memory.keep("/10/", "page=2", PAGE)
    assert memory.size == memory.room
    assert [number for number in range(10) if memory.get(f"/{number}/", "") is None] == [1]
    assert memory.get("/10/", "page=2") is PAGE
    assert memory.get("/10/", "") is None


def test_a_page_takes_the_place_of_the_one_before() -> None:
    memory, other = Memory(10 * PAGE.size), page_of("短")
    memory.keep("/", "", PAGE)
    memory.keep("/", "", other)
    assert (memory.get("/", ""), memory.size) == (other, other.size)


def test_what_would_drive_out_too_much_is_not_kept() -> None:
    memory = Memory(8 * PAGE.size - 1)
    memory.keep("/", "", PAGE)
    assert (memory.get("/", ""), memory.size) == (None, 0)
