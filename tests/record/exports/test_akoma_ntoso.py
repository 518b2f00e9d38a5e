from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from releases.record.exports.akoma_ntoso import NAMESPACE, write
from releases.record.exports.edition import Edition
from tests.record.exports.making import URL, bare, edition, wordless

SCHEMAS = Path(__file__).parents[2] / "schemas"
AKN = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Return the schema of Akoma Ntoso 1.0."""
    return etree.XMLSchema(etree.parse(SCHEMAS / "akomantoso30.xsd"))


@pytest.mark.parametrize("one", [edition(), bare()])
def test_debate_is_valid(one: Edition, schema: etree.XMLSchema) -> None:
    root = etree.fromstring(write(one))
    schema.assertValid(root)


def test_debate_says_who_speaks_as_what_and_to_which_question() -> None:
    root = etree.fromstring(write(edition()))
    turns = root.findall(f".//{AKN}debateSection/*")[1:]
    assert [(turn.tag.removeprefix(AKN), turn.get("eId")) for turn in turns] == [
        ("speech", "t1"),
        ("speech", "t2"),
        ("question", "t3"),
        ("answer", "t4"),
        ("question", "t5"),
        ("narrative", "t6"),
        ("speech", "t7"),
        ("answer", "t8"),
        ("answer", "t9"),
    ]
    answer, nobody = turns[7], turns[8]
    assert dict(answer.items()) == {"eId": "t8", "by": "#p2", "as": "#p2-role", "to": "#t5"}
    assert [child.text for child in answer] == ["江望舒（书面答复，2026-04-10）：", "也是半天。"]
    assert dict(nobody.items()) == {"eId": "t9", "by": "#unnamed-t9"}
    named = {one.get("eId"): one.get("showAs") for one in root.iter(f"{AKN}TLCPerson", f"{AKN}TLCRole")}
    assert named == {
        "p1": "闻知秋",
        "p1-role": "市委宣传部副部长",
        "p2": "江望舒",
        "p2-role": "市行政审批局局长",
        "p3": "白砚",
        "p3-role": "市税务局副局长",
        "p4": "无职",
        "unnamed-t3": "澜江日报记者",
        "unnamed-t5": "江畔晚报记者",
        "unnamed-t9": "回答",
    }


def test_debate_names_the_release_and_the_version() -> None:
    root = etree.fromstring(write(edition()))
    aliases = {one.get("name"): one.get("value") for one in root.iter(f"{AKN}FRBRalias")}
    assert aliases == {"release": URL, "version": f"{URL}v1/"}


def test_a_photo_is_told_about_below_it(schema: etree.XMLSchema) -> None:
    found = list(etree.fromstring(write(edition())).iter(f"{AKN}p"))
    (place,) = (number for number, one in enumerate(found) if one.find(f"{AKN}img") is not None)
    below = found[place + 1]
    assert (below.get("class"), below.text) == ("caption", "发布会现场　摄影：澜江日报")
    silent = replace(
        edition().document, photos=(replace(edition().document.photos[0], caption="", credit=""),)
    )
    assert b'class="caption"' not in write(edition(silent))
    document = wordless().document
    told = replace(document, photos=(replace(document.photos[0], caption="入场", credit="某人"),))
    root = etree.fromstring(write(edition(told)))
    schema.assertValid(root)
    assert [one.tail for one in root.iter(f"{AKN}eol")] == ["落座。", None, "入场　摄影：某人"]


def test_a_narration_breaks_lines_where_it_had_paragraphs(schema: etree.XMLSchema) -> None:
    root = etree.fromstring(write(wordless()))
    schema.assertValid(root)
    narrative = root.find(f".//{AKN}narrative")
    assert narrative is not None
    assert [narrative.text, *((child.tag.removeprefix(AKN), child.tail) for child in narrative)] == [
        "入场。",
        ("eol", "落座。"),
        ("eol", None),
        ("img", None),
    ]
