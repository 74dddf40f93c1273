"""What happened in the example: answers that are set, notes, bonus, and what was corrected."""

from __future__ import annotations

from fractions import Fraction

Story = dict[str, str]

STORIES: dict[tuple[str, int], Story] = {
    ("010102", 2026): {"B-TM-06": "0/6", "B-GC-03": "yes"},
    ("010106", 2025): {"B-GC-01": "no", "B-GC-02": "8"},
    ("010206", 2025): {"B-FA-06": "1"},
    ("010201", 2026): {"B-GC-03": "no"},
    ("010301", 2025): {"B-GC-01": "no", "B-GC-03": "no", "B-FA-02": "1"},
    ("010301", 2026): {"B-GC-01": "no", "B-GC-03": "no", "B-FA-02": "1"},
    ("010302", 2025): {"B-HV-02": "0", "B-PU-01": "0"},
    ("010402", 2025): {"B-GC-06": "no"},
    ("010404", 2026): {"B-GC-01": "no"},
    ("010712", 2025): {"B-GC-06": "no", "B-SO-05": "no"},
    ("0101", 2025): {"I-OM-01": "3", "I-OM-02": "3"},
    ("0104", 2025): {"I-OM-04": "no", "I-OM-01": "1"},
    ("0106", 2025): {"I-OM-01": "0"},
    ("0110", 2025): {"I-OM-06": "no"},
    ("0109", 2025): {"I-OM-02": "2"},
}
"""Answers by unit and year that no chance decides."""

SAID: dict[tuple[str, int], Story] = {
    ("010102", 2026): {"B-TM-06": "六台设备转账前都没有弹出提示，已当场告知网点负责人。"},
    ("010106", 2025): {"B-GC-01": "优先窗口挂牌但停用，叫号机取不到优先号。"},
    ("010201", 2026): {"B-GC-03": "公示牌上的专人已调离，没有更新，也没有替班人。"},
    ("010301", 2025): {"B-GC-01": "未设绿色通道，也没有优先窗口。", "B-FA-02": "只有一副，镜片有裂纹。"},
    ("010301", 2026): {
        "B-GC-01": "仍未设绿色通道；去年已提出，网点称等装修后再设。",
        "B-FA-02": "还是去年那一副，镜片有裂纹。",
    },
    ("010402", 2025): {"B-GC-06": "柜员让客户去自助机存现金，经理到场后才在柜台办理。"},
    ("010404", 2026): {"B-GC-01": "标识被易拉宝挡住，窗口关着，叫不开。"},
    ("010712", 2025): {"B-GC-06": "当天没有备足零钞，请客户改天再来取款。"},
    ("0104", 2025): {"I-OM-04": "自评逾期二十天，缺两个网点的表。"},
    ("0106", 2025): {"I-OM-01": "没有分工文件，问到的三个网点都说不清谁负责。"},
    ("0110", 2025): {"I-OM-06": "网点月度考核里有“老年客户离柜率”指标，已要求取消。"},
}
"""What examiners wrote about them."""

Bonus = dict[str, tuple[Fraction, str]]

BONUS: dict[int, dict[str, Bonus]] = {
    2025: {
        "0101": {"I-BN-01": (Fraction(1), "在县政务服务大厅设助老金融服务台，每周三开放")},
        "0105": {
            "I-BN-01": (Fraction(2), "在县人民医院和住房公积金中心各设一处服务台"),
            "I-BN-03": (Fraction(1), "大字版存折说明卡被市同业协会推广"),
        },
        "0107": {"I-BN-02": (Fraction(1, 2), "金融助理进村模式在四个乡镇试行")},
    },
    2026: {
        "0101": {
            "I-BN-01": (Fraction(1), "县政务服务大厅助老金融服务台全年开放"),
            "I-BN-02": (Fraction(1), "金融助理与社保、医保窗口联合办公"),
        },
        "0105": {"I-BN-01": (Fraction(2), "县人民医院、住房公积金中心服务台保持运行")},
        "0107": {"I-BN-03": (Fraction(1), "“赶集日移动柜台”做法被上级行推广")},
        "0108": {"I-BN-01": (Fraction(1, 2), "派指导员到惠民超市，每月两次")},
    },
}
"""What institutions were given on top, by year and code."""

CORRECTED = ("010206", "B-FA-06", "3", "银行申诉：医疗箱当日送检，清单和有效期齐全；经复核成立。")
"""A branch of the published year whose appeal was right: code, item, new answer, reason."""
AMENDED = "丰安银行清河支行申诉成立，更正医疗箱一项。"

NEVER_SEEN: dict[int, frozenset[str]] = {
    2025: frozenset(("010705", "010118", "011302")),
    2026: frozenset(("0109", "010122", "010711", "010406", "010405")),
}
"""Units that nobody went to: closed before, a road under repair, or not yet."""

HALF_DONE = {"010103": 0.45, "011202": 0.6}
"""Branches of 2026 whose examination was begun and is not finished: what share is answered."""

LOOKED_AT_AGAIN: dict[int, frozenset[str]] = {
    2025: frozenset(("010402",)),
    2026: frozenset(("010102",)),
}
"""Units whose every repair is found to hold, so that a cap is lifted."""

VETOED = {("010302", 2026)}
"""Units with an event that holds their grade for the year."""

LATE = {"010502": (10, 26)}
"""Branches of 2026 whose self-assessment came months after it was asked for: month and day."""
