from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.exports.markdown import write
from tests.record.exports.making import MASTER, URL, edition, photo_at_the_end, wordless

PHOTO = f"https://news.example.gov.cn/media/photos/{MASTER.digest[:2]}/{MASTER.digest}.jpg"
PAYLOADS = [
    "# 不是标题",
    "<script>alert(1)</script>",
    "[点这里](javascript:alert(1))",
    "![x](https://evil.example.org/x.png)",
    "1. 不是列表",
    "- 不是列表",
    "> 不是引文",
    "=== ",
    "---",
    "```",
    "    四个空格",
    "**粗** _斜_ `码` ~~删~~",
    "&lt;b&gt; &copy;",
    "| 甲 | 乙 |",
    "反斜杠\\",
    "+ 加号",
    "3) 三",
]


def shown(text: str) -> str:
    """Return the words a reader of CommonMark shows, without markup."""
    found = []
    for token in MarkdownIt().parse(text):
        for child in token.children or []:
            found.append(child.content if child.type in ("text", "code_inline") else "")
    return "".join(found)


def test_markdown_has_headings_that_lead_to_the_turns() -> None:
    text = write(edition()).decode()
    assert f"### 问　[江畔晚报记者](<{URL}v1/#t5>)（会后答复，最迟 2026-04-15）\n\n跨省的呢？" in text
    assert f"### 答　[江望舒](<{URL}v1/#t8>)（市行政审批局局长，书面答复，2026-04-10）\n\n也是半天。" in text
    assert f"![主席台全景](<{PHOTO}>)\n\n*发布会现场　摄影：澜江日报*" in text
    assert "见 <https://www.example.gov.cn/a_b> 。" in text
    assert "## 附件\n\n- [办事指南](<https://news.example.gov.cn/media/attachments/" in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_keeps_what_was_said_as_letters(payload: str) -> None:
    said = Document(
        title=payload, turns=(Turn("t1", Kind.STATEMENT, label=payload, blocks=(Paragraph(payload),)),)
    )
    tokens = MarkdownIt().parse(write(edition(said)).decode())
    kinds = [token.type for token in tokens if token.level == 0 and not token.type.endswith("_close")]
    # Title, facts, two headings, the words, the rule, where it is from: and nothing that the words would have made.
    assert kinds == [
        "heading_open",
        "bullet_list_open",
        "heading_open",
        "heading_open",
        "paragraph_open",
        "hr",
        "paragraph_open",
    ]
    words = next(
        token
        for token in tokens[
            tokens.index(next(t for t in tokens if t.type == "paragraph_open" and t.level == 0)) :
        ]
        if token.type == "inline"
    )
    assert "".join(child.content for child in words.children or []) == payload.strip()


def test_markdown_of_little_has_no_empty_parts() -> None:
    bare = replace(Document(), title="无题")
    assert write(edition(bare)).decode().startswith("# 无题\n\n- 发布时间：2026-03-30 09:30\n\n---\n\n")


def test_a_photo_without_words_has_no_line_below() -> None:
    assert f"![](<{PHOTO}>)\n\n### 问　[提问](<{URL}v1/#t2>)\n\n---" in write(wordless()).decode()


def test_a_photo_that_stands_nowhere_follows_the_turns() -> None:
    blocks = write(photo_at_the_end()).decode().split("\n\n")
    assert blocks[blocks.index("何时？") :][:5] == [
        *("何时？", "## 发布会照片", f"![主席台](<{PHOTO}>)", "*全景　摄影：澜江日报*", "---")
    ]
