"""Names told from positions, in either order."""

from __future__ import annotations

import pytest

from releases.transcripts import names
from releases.transcripts.lines import normal, split
from releases.transcripts.openings import Stretch, candidates


@pytest.mark.parametrize(
    ("text", "name", "position", "sure"),
    [
        ("李木 市水利局局长", "李木", "市水利局局长", True),
        ("李　木　市水利局局长", "李　木", "市水利局局长", True),
        ("欧阳明华 市水利局局长", "欧阳明华", "市水利局局长", True),
        ("市水利局局长 李木", "李木", "市水利局局长", True),
        ("市水利局局长 李 木", "李 木", "市水利局局长", True),
        ("市水利局局长李木", "李木", "市水利局局长", True),
        ("党组书记、局长李木森", "李木森", "党组书记、局长", True),
        ("市水利局李木", "李木", "市水利局", False),
        ("望澜区副区长阿依·古丽", "阿依·古丽", "望澜区副区长", True),
        ("县长阿依·古丽", "阿依·古丽", "县长", True),
        ("阿依·古丽 县长", "阿依·古丽", "县长", True),
        ("阿依·古丽", "阿依·古丽", "", True),
        ("李木（市水利局局长）", "李木", "市水利局局长", True),
        ("李木，市水利局局长", "李木", "市水利局局长", True),
        ("李木——市水利局", "李木", "市水利局", True),
        ("Li Mu 澜江大学教授", "Li Mu", "澜江大学教授", True),
        ("某网 周平", "周平", "某网", False),
        ("仼某 高级工程师", "仼某", "高级工程师", False),
        ("李木", "李木", "", True),
        ("仼某", "仼某", "", False),
    ],
)
def test_entry_reads(text: str, name: str, position: str, sure: bool) -> None:  # noqa: FBT001 - a column of the table
    found = names.entry(normal(text))
    assert found is not None
    assert (text[slice(*found.name)], text[slice(*found.position)], found.sure) == (name, position, sure)


@pytest.mark.parametrize(
    "text",
    ["", "市水利局", "有关部门负责人", "王红 李木", "李木，今天天气", "大家好，各位", "李木（补充）", "会议指出", "一是强化供水", "李木：好", "李" * 90],
)  # fmt: skip
def test_what_is_no_entry(text: str) -> None:
    found = names.entry(normal(text))
    assert found is None or not found.sure


@pytest.mark.parametrize(("name", "answer"), [("李木", True), ("李木木", True), ("欧阳明", True), ("欧阳", False), ("项目", False),
                                              ("局长", False), ("李木木木", False), ("买买提·阿里", True), ("X", False)])  # fmt: skip
def test_plausible_names(name: str, answer: bool) -> None:  # noqa: FBT001 - a column of the table
    assert names.plausible(name) is answer


def test_an_empty_stretch_has_no_label() -> None:
    assert list(candidates(split("李木：好")[0], Stretch(2, 2))) == []
