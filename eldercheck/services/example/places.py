"""Where things are in the example county: its towns, its villages, and the addresses of the branches."""

from __future__ import annotations

TOWNS = (
    *("城关镇", "柳林镇", "清河镇", "周坝镇", "上湾乡", "石桥镇", "龙塘镇", "白水镇", "双河镇"),
    *("云岭乡", "松坪乡", "高桥镇", "南溪镇", "古井镇", "长岭乡", "花园镇", "大坪乡", "竹源乡"),
)

_ROOTS = (
    *"石大小柳竹松白黄青红长高南北东西双三龙凤云水花金银玉福新古平",
    *("周家", "李家", "王家", "张家", "陈家", "刘家", "杨家", "赵家", "吴家", "徐家"),
    *("孙家", "马家", "朱家", "胡家", "郭家", "何家", "罗家", "郑家", "梁家", "宋家"),
)
_ENDS = "桥坪湾沟坝塘岭冲源坡店庄井河山田"
_STRIDE = 37
"""Prime to the number of names, so that neighbours sound different and none comes twice."""

_RARE = {3: "𣲗头村", 40: "下柳村", 41: "石䃮村"}
"""Villages whose names test a font, and the one that the first example had."""


def village(number: int) -> str:
    """Return the name of one of up to 800 villages."""
    names = len(_ROOTS) * len(_ENDS)
    root, end = divmod(number * _STRIDE % names, len(_ENDS))
    return _RARE.get(number, f"{_ROOTS[root]}{_ENDS[end]}村")


def town(number: int) -> str:
    """Return the town of a village; each has about as many, those near each other in number near in place."""
    return TOWNS[number // 3 % len(TOWNS)]
