from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.similar import similar

# Questions of one topic, each of another conference.
OTHERS = {
    "places": "我们注意到，刚才提到滨河和北站两个片区今年学位偏紧。请问，这两个片区新增的学位能不能赶在9月开学前投入使用？",
    "tenants": "追问一下祁局长，外来务工人员的孩子、没有房产只有租房合同的家庭，今年怎么登记？",
    "fees": "公办园的托班一个月收多少钱？两岁的孩子送进来，吃饭、午睡、安全怎么保证？",
    "teachers": "生源少了，有些民办园已经关停，老师怎么安排，孩子怎么安排？",
    "classes": "家长最关心的是学校。去年冬天有些班级停课，今年会不会再停？停课的标准是什么？",
    "silent": "",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("滨河和北站片区今年新增多少学位，9月开学前能不能用上？", ["places"]),
        ("外来务工人员的孩子没有房产，只有租房合同，今年幼儿园怎么登记？", ["tenants"]),
        ("公办园托班现在一个月收多少钱，民办的呢？", ["fees"]),
        ("今年冬天流感来了，班级会不会停课？", ["classes"]),
        ("能不能请园长说说，办托班最难的是什么？", []),
        ("水价提高以后，增加的收入用到哪里去？", []),
        ("", []),
    ],
)
def test_similar_finds_the_question_in_other_words(text: str, found: list[str]) -> None:
    assert similar(text, OTHERS) == found


def test_similar_has_the_most_alike_first() -> None:
    text = "公办园的托班一个月收多少钱？"
    others = {
        "near": "民办园的托班一个月收多少钱？",
        "same": text,
        "far": "公办园的托班一个月要交多少伙食费？",
    }
    assert similar(text, others) == ["same", "near", "far"]


def test_what_every_reporter_says_makes_none_alike() -> None:
    polite = "主持人好，我是澜江日报记者，谢谢。想请问一下"
    others = {"water": f"{polite}水价会不会涨？", "lifts": f"{polite}电梯怎么装？"}
    assert similar(f"{polite}水价今年会不会涨？", others) == ["water"]


@given(
    st.text(max_size=50), st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=50), max_size=4)
)
def test_similar_takes_any_text(text: str, others: dict[str, str]) -> None:
    assert set(similar(text, others)) <= set(others)
