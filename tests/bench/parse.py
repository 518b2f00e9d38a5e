"""How fast a transcript is read, and that twenty times the text takes about twenty times as long."""

from __future__ import annotations

import statistics
import time
from datetime import date

from releases.preflight import Context, check
from releases.transcripts.reading import read
from tests.bench.row import Row, within

_HEAD = """澜江市供水工作新闻发布会
来源：澜江市水利局 发布时间：2021-05-07
时间：2021年5月6日下午3:00
主题：保供水
地点：市民中心二楼
发布人：李木 市水利局局长
王红 市统计局副局长
主持人：赵明 市政府新闻办副主任
图文实录：
"""
_ROUND = """赵明：
下面进入提问环节，请各位记者朋友举手示意。
IMG_01.jpg
媒体提问：
请问全市水库是否安全？汛期之前还有哪些工程要完工？
李木：
一是加强巡查。全市水库逐座落实责任人，每天两次巡查，发现问题当场处置，并在平台上留下记录备查。
二是加固堤防。三处险工险段已经全部开工，计划在五月底以前完成主体工程，六月中旬通过验收。
会议指出：要抓紧时间，确保群众用水安全。
王局长：
我补充一个数据。一季度全市供水量同比增长百分之三点二，水质达标率保持百分之百。
"""


def run() -> list[Row]:
    """Return the time for 10,000 characters, and what twenty times the text takes in proportion."""
    small = _transcript(10_000)
    large = _transcript(200_000)
    read(small, "warm.txt")
    # In pairs, so that a busy moment of the machine falls on both.
    pairs = [(_milliseconds(small), _milliseconds(large)) for _ in range(9)]
    one = statistics.median(small_ms for small_ms, _ in pairs)
    twenty = statistics.median(large_ms for _, large_ms in pairs)
    ratio = statistics.median(large_ms / small_ms for small_ms, large_ms in pairs)
    return [
        within("parse-10k-characters", one, limit=100),
        _checked(small),
        Row(
            name="parse-scaling",
            value=twenty,
            unit="ms",
            baseline=one,
            ratio=ratio,
            bound=25.0,
            holds=ratio <= 25,
        ),
    ]


def _checked(transcript: bytes) -> Row:
    """Return the time that the check before publishing takes of as many characters."""
    document = read(transcript, "small.txt").document
    context = Context(today=date(2026, 1, 1), imported=False)
    check(document, context)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        check(document, context)
        times.append((time.perf_counter() - start) * 1000)
    return within("preflight-10k-characters", statistics.median(times), limit=150)


def _transcript(characters: int) -> bytes:
    rounds = (characters - len(_HEAD)) // len(_ROUND) + 1
    return (_HEAD + _ROUND * rounds)[:characters].encode()


def _milliseconds(data: bytes) -> float:
    # The processor's time, not the clock's: reading waits for nothing, and other work is not its own.
    start = time.process_time()
    read(data, "transcript.txt")
    return (time.process_time() - start) * 1000
