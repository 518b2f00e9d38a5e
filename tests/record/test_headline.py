from __future__ import annotations

import pytest

from releases.record.headline import headline


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("谢谢主持人。我是澜江日报记者，请问企业开办需要几天？谢谢！", "企业开办需要几天？"),
        ("我是澜江广播电视台的，想问一下停车位够不够？", "停车位够不够？"),
        ("记者朋友们关心的停车位，够不够？", "记者朋友们关心的停车位，够不够？"),
        ("请问，几天能办好？", "几天能办好？"),
        ("我是澜江日报记者，请问？", "我是澜江日报记者，请问？"),
        ("您好。请介绍一下民生服务方面的亮点成果。谢谢。", "请介绍一下民生服务方面的亮点成果。"),
        ("为什么？", "为什么？"),
        ("请介绍\n民生", "请介绍 民生"),
        ("", ""),
        ("问" * 60, "问" * 41 + "…"),
        ("问" * 41 + "？", "问" * 41 + "？"),
    ],
)
def test_headline_is_the_sentence_that_asks_without_who_asks(text: str, line: str) -> None:
    assert headline(text) == line
