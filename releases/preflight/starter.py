"""Serious slips of wording that inspections of government sites have named, to begin a list with."""

from __future__ import annotations

_INSPECTIONS = "政府网站检查通报中的严重表述错误"

# Wrong, right, source.
STARTER = tuple(
    (wrong, right, _INSPECTIONS)
    for wrong, right in (
        ("共合国", "共和国"),
        ("中国入民", "中国人民"),
        ("扫黑险恶", "扫黑除恶"),
        ("烈土", "烈士"),
        ("攻府", "政府"),
        ("拔款", "拨款"),
        ("关健", "关键"),
        ("负贵", "负责"),
        ("秸杆", "秸秆"),
        ("登陆系统", "登录系统"),
        ("党十九大", "党的十九大"),
    )
)
