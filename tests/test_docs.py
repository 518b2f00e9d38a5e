"""The developer documents agree with the code they describe."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from releases.document import (
    Attachment,
    Document,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Turn,
    canonical,
)

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "releases").rglob("*.md")]
)


def test_operating_lists_exactly_the_variables_that_settings_read() -> None:
    read = re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', (ROOT / "portal" / "settings.py").read_text("utf-8"))
    table = re.findall(
        r"^\| `([A-Z0-9_]+)` \|", (ROOT / "docs" / "operating.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(table) == sorted(set(read))


def test_data_formats_names_every_key_of_a_document() -> None:
    full = Document(
        people=(Person("p1", "甲"),),
        turns=(Turn("t1", Kind.QUESTION, blocks=(Paragraph("问"), PhotoBlock("f1"))),),
        photos=(Photo("f1", "a.jpg"),),
        attachments=(Attachment("a1", "a.pdf"),),
    )
    keys = set(re.findall(r'"([a-z_]+)":', canonical(full.to_json())))
    named = set(re.findall(r'[`"]([a-z_]+)[`"]', (ROOT / "docs" / "data-formats.md").read_text("utf-8")))
    assert keys - named == set()


def test_dependencies_have_their_reasons() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *project["dependency-groups"]["dev"],
    ]
    names = [re.split(r"[\[<>=]", each, maxsplit=1)[0] for each in wanted]
    reasons = (ROOT / "docs" / "decisions" / "0006-dependencies.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `([\w.-]+)` \| \S", reasons, re.MULTILINE)) == sorted(names)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8"))
    near = [link for link in links if "://" not in link]
    assert [link for link in near if not (path.parent / link).exists()] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    assert set(re.findall(r"\]\((\d{4}-[^)]+\.md)\)", index)) == {path.name for path in folder.glob("0*.md")}
