"""What the examiners of the example wrote down as evidence: numbers of documents, tallies, readings."""

from __future__ import annotations

from collections.abc import Iterator

from eldercheck.domain.answers import Given
from eldercheck.domain.checklist import EvidenceKind, Item
from eldercheck.domain.evidence_needs import wanted_evidence
from eldercheck.services.examination import Examination
from eldercheck.services.example.chance import Dice

WRITTEN_DOWN = 0.2
"""In which share of the examinations evidence was kept as words."""
PIECES = 4
"""How many pieces there are then at the most."""
TEXTS: dict[str, tuple[str, ...]] = {
    "B-GC-06": ("查叫号记录并问柜员：当日现金业务{n}笔均在柜台办理",),
    "B-GC-07": ("在厅老年客户{n}人，均由柜台受理，无人被劝离柜台",),
    "B-PU-03": ("3·15活动签到表{n}页、活动照片一组，存网点宣传台账", "活动简报第{n}期"),
    "B-PU-04": ("宣讲登记簿第{n}页，村委会盖章回执{n}份",),
    "B-PU-05": ("宣讲记录第{n}号，附案例讲稿",),
    "B-HV-02": ("上门服务操作流程，合规〔{year}〕{n}号", "上门服务流程图，存柜面制度汇编第{n}页"),
    "B-HV-05": ("上门服务申请台账第{n}页",),
    "B-HV-06": ("抽查上门服务记录单{n}份，编号尾数{n}",),
    "B-OM-01": ("网点助老服务分工表，{year}年{n}月修订",),
    "B-OM-03": ("培训签到表{n}份，与在岗人员名册核对",),
    "B-SO-03": ("投诉登记簿第{n}页",),
    "P-GC-02": ("问服务点人员和在场老年人{n}人，均称卡、折、密码自己保管",),
    "P-TM-06": ("当场试取100元，凭条第{n}号",),
    "P-HV-01": ("银行上门登记簿，最近一次为上月{n}日",),
    "P-HV-04": ("需求登记簿第{n}页",),
    "P-OM-03": ("培训通知和签到表各一份，存服务点档案",),
    "P-SO-03": ("当场查询余额成功，凭条第{n}号",),
    "I-GC-01": ("各网点绿色通道落实情况表，{year}年{n}月",),
    "I-TM-01": ("终端适老化改造计划，科技〔{year}〕{n}号",),
    "I-TM-02": ("自助设备清单，{year}年{n}月末",),
    "I-PU-01": ("{year}年宣传工作计划，办〔{year}〕{n}号",),
    "I-PU-02": ("活动总结{n}份，附各网点签到表",),
    "I-HV-01": ("上门服务管理办法，合规〔{year}〕{n}号",),
    "I-HV-02": ("上门服务机动分队名单，办〔{year}〕{n}号",),
    "I-OM-01": ("领导班子分工文件，办〔{year}〕{n}号",),
    "I-OM-02": ("老年客户服务标准，{year}年版，共{n}页",),
    "I-OM-03": ("{year}年绩效考核办法第{n}条",),
    "I-OM-06": ("{year}年柜面业务考核指标表，逐项核对",),
    "I-OM-05": ("问题整改台账第{n}页",),
    "I-SO-01": ("需求征集台账第{n}页",),
}
"""By item; `{n}` is a small number, `{year}` that of the programme."""


def pieces(examination: Examination, dice: Dice) -> Iterator[tuple[str, EvidenceKind, str]]:
    """Return item, kind and words of the evidence that was kept on a sheet, in sheet order."""
    if not dice.falls(WRITTEN_DOWN):
        return
    asked = [item for item in examination.checklist if _asked(examination, item)]
    start = dice.below(max(1, len(asked) - PIECES))
    for item in asked[start : start + 2 + dice.below(PIECES - 1)]:
        kind = item.evidence.kind
        assert kind is not None
        texts = TEXTS[item.id]
        text = texts[dice.below(len(texts))]
        yield item.id, kind, text.format(n=2 + dice.below(9), year=examination.assessment.year)


def _asked(examination: Examination, item: Item) -> bool:
    """Tell whether an item's answer asks for evidence in words that some are written for."""
    answer = examination.sheet.answers.get(item.id)
    return (
        item.id in TEXTS
        and isinstance(answer, Given)
        and wanted_evidence(item, answer) not in (None, "photo")
        and not answer.text.startswith("0")
        and answer.text != "no"
    )
