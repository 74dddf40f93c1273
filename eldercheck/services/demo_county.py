"""The example county, invented throughout: who is in it, how well each serves, how far each assessment is."""

from __future__ import annotations

from dataclasses import dataclass, field

from eldercheck.domain.assessment import Party
from eldercheck.domain.register import UnitKind


@dataclass(frozen=True)
class DemoSheet:
    """One assessment: how good the answers are, how far it got, and what is special."""

    quality: float
    """The share of full answers, 0 to 1."""
    share: float = 1.0
    """The share of items answered."""
    signed: bool = True
    party: Party = "examiner"
    special: dict[str, str] = field(default_factory=dict)
    """Answers that are set, by item; "-" leaves the item out for the listed reason."""
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoUnit:
    """One unit, with its assessments."""

    kind: UnitKind
    code: str
    name: str
    place: str = ""
    sheets: tuple[DemoSheet, ...] = ()


NO_MACHINES = {
    **dict.fromkeys(("B-TM-01", "B-TM-02", "B-TM-03", "B-TM-04", "B-TM-06"), "0/0"),
    **dict.fromkeys(("B-TM-05", "B-TM-07", "B-TM-08"), "-"),
}
CASHLESS = dict.fromkeys(("B-GC-06", "B-FA-03", "B-SO-05"), "-")
DRY = {"B-FA-08": "-"}
LEVEL_ENTRY = {"B-FA-10": "3", "B-FA-11": "-"}

EXAMINERS = ("林晓梅", "陈志远", "王䶮")

COUNTY: tuple[DemoUnit, ...] = (
    DemoUnit("institution", "0101", "青山农村商业银行", "县城中山路18号", (DemoSheet(0.9),)),
    DemoUnit(
        "branch",
        "010101",
        "青山农商银行北关支行",
        "北关街6号",
        (DemoSheet(0.97, special=DRY | LEVEL_ENTRY), DemoSheet(1.0, party="bank", special=DRY | LEVEL_ENTRY)),
    ),
    DemoUnit(
        "branch",
        "010102",
        "青山农商银行柳林镇支行",
        "柳林镇街口",
        (
            DemoSheet(
                0.97,
                special={"B-TM-06": "0/4", "B-TM-01": "4/4", "B-TM-02": "4/4"} | DRY | LEVEL_ENTRY,
                notes={"B-TM-06": "四台设备转账前都没有弹出提示，已当场告知网点负责人。"},
            ),
        ),
    ),
    DemoUnit(
        "branch",
        "010103",
        "青山农商银行东门支行",
        "东门外大街",
        (DemoSheet(0.82, 0.45, False, special=DRY | LEVEL_ENTRY),),
    ),
    DemoUnit(
        "branch",
        "010104",
        "青山农商银行上湾分理处",
        "上湾乡政府旁",
        (DemoSheet(0.8, special=NO_MACHINES | DRY | LEVEL_ENTRY),),
    ),
    DemoUnit("service_point", "010151", "下柳村普惠金融服务点", "柳林镇下柳村", (DemoSheet(0.95),)),
    DemoUnit(
        "service_point",
        "010152",
        "石桥村普惠金融服务点",
        "上湾乡石桥村",
        (DemoSheet(0.7, special={"P-HV-01": "4/9"}),),
    ),
    DemoUnit(
        "service_point", "010153", "竹源村普惠金融服务点", "上湾乡竹源村", (DemoSheet(0.8, 0.2, False),)
    ),
    DemoUnit("service_point", "010154", "大坪村普惠金融服务点", "柳林镇大坪村"),
    DemoUnit("institution", "0102", "丰安银行青山支行", "县城人民路2号", (DemoSheet(0.75, 0.6, False),)),
    DemoUnit(
        "branch",
        "010201",
        "丰安银行青山支行营业部",
        "人民路2号",
        (DemoSheet(0.9, special={"B-GC-03": "no"} | DRY | LEVEL_ENTRY),),
    ),
    DemoUnit(
        "branch",
        "010202",
        "丰安银行河西社区支行",
        "河西小区南门",
        (DemoSheet(0.78, special=CASHLESS | DRY | LEVEL_ENTRY),),
    ),
    DemoUnit("institution", "0103", "清河村镇银行", "清河镇新街1号"),
    DemoUnit(
        "branch",
        "010301",
        "清河村镇银行营业部",
        "清河镇新街1号",
        (
            DemoSheet(
                0.45,
                special={"B-GC-01": "no", "B-GC-03": "no"} | DRY | LEVEL_ENTRY,
                notes={"B-GC-01": "未设绿色通道，也没有优先窗口。", "B-FA-02": "只有一副，镜片有裂纹。"},
            ),
        ),
    ),
    DemoUnit(
        "branch",
        "010302",
        "清河村镇银行周坝支行",
        "周坝镇集市",
        (DemoSheet(0.6, 1.0, False, special=DRY | LEVEL_ENTRY),),
    ),
    DemoUnit(
        "service_point",
        "010351",
        "周坝村普惠金融服务点",
        "周坝镇周坝村",
        (DemoSheet(0.4, special={"P-TM-06": "no"}),),
    ),
    DemoUnit("institution", "0104", "民和银行青山支行", "县城文昌路30号"),
    DemoUnit("branch", "010401", "民和银行文昌路支行", "文昌路30号"),
)
