from __future__ import annotations

from releases.record.exports.text import write
from releases.record.models import VersionKind
from tests.record.exports.making import FULL, MASTER, URL, bare, edition, photo_at_the_end

MEDIA = "https://news.example.gov.cn/media"


def test_text_is_what_an_editor_would_paste() -> None:
    data = write(edition(number=2, kind=VersionKind.CORRECTION, note="更正一处数字"))
    assert data.startswith("\ufeff澜江市优化营商环境新闻发布会\r\n".encode())
    leaflet = FULL.attachments[0].digest
    assert (
        data.decode("utf-8-sig").replace("\r\n", "\n")
        == f"""\
澜江市优化营商环境新闻发布会

来源：澜江市人民政府新闻办公室
发布时间：2026-03-30 09:30
更新时间：2026-03-31 09:30
时间：2026年3月29日下午16:00
主题：优化营商环境
地点：澜江市政务中心一楼发布厅
主持人：闻知秋　市委宣传部副部长
发布人：江望舒　市行政审批局局长
出席：白砚　市税务局副局长
发布人：无职

介绍优化营商环境的举措。

图文实录

闻知秋：
大家下午好！
〔图〕发布会现场　摄影：澜江日报　{MEDIA}/photos/{MASTER.digest[:2]}/{MASTER.digest}.jpg

江望舒：
下面介绍三项举措。

澜江日报记者：
企业开办需要几天？

江望舒：
半天之内办结。

江畔晚报记者：（会后答复，最迟 2026-04-15）
跨省的呢？
What about others?

（掌声）

无职：
见 https://www.example.gov.cn/a_b 。

江望舒：（书面答复，2026-04-10）
也是半天。

回答：

附件：办事指南　{MEDIA}/attachments/{leaflet[:2]}/{leaflet}.pdf

澜江市新闻发布　{URL}
第 2 版（更正，2026-03-31 09:30）　{URL}v2/
本版说明：更正一处数字
文档摘要值（SHA-256）：{FULL.digest}
"""
    )


def test_text_of_little_has_no_empty_lines_for_what_is_missing() -> None:
    text = write(bare()).decode("utf-8-sig")
    assert text.split("\r\n")[:7] == [
        *("无题", "", "发布时间：2026-03-30 09:30", "主持人：某人", "", ""),
        f"澜江市新闻发布　{URL}",
    ]


def test_a_photo_that_stands_nowhere_follows_the_turns() -> None:
    lines = write(photo_at_the_end()).decode("utf-8-sig").split("\r\n")
    photo = f"〔图〕全景　摄影：澜江日报　{MEDIA}/photos/{MASTER.digest[:2]}/{MASTER.digest}.jpg"
    assert lines[lines.index("何时？") :][:5] == ["何时？", "", "发布会照片", photo, ""]
