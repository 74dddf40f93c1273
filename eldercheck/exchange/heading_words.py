"""The words that people write over the columns of a register, and for the kinds of units."""

from __future__ import annotations

from eldercheck.domain.register import UnitKind

_FIELDS = {
    "kind": """
        单位类别 单位类型 种类 级别 层级 kind unitkind unittype
    """,
    "code": """
        代码 编码 编号 机构代码 机构编码 机构编号 机构号 单位代码 单位编码 单位编号 网点代码 网点编码
        网点编号 网点号 服务点代码 服务点编码 服务点编号 code id unitcode number branchcode
    """,
    "name": """
        名称 全称 机构名称 机构全称 单位名称 网点名称 支行名称 服务点名称 机构网点名称
        name unitname branchname
    """,
    "parent": """
        所属机构 所属机构代码 所属机构编号 所属机构名称 所属银行 所属法人机构 上级机构 上级机构代码
        上级机构编号 上级机构名称 主管机构 管辖机构 隶属机构 归属机构
        institution institutioncode parent parentcode belongsto bank
    """,
    "ranking_group": """
        分组 组别 评比分组 评比组别 评级分组 评级组别 排名分组 排名组 排名组别 考评分组 考评组别
        group rankinggroup
    """,
    "place": """
        地址 详细地址 营业地址 机构地址 网点地址 所在地 所在村 村 村庄 村居 行政村 地址或村 地址/村 地址村
        位置 place address village addressorvillage location
    """,
    "opened": """
        开业日期 开业时间 开业日 开办日期 成立日期 成立时间 设立日期 设立时间 启用日期
        opened openingdate opendate openedon
    """,
    "closed": """
        撤销日期 撤销时间 撤并日期 关闭日期 关闭时间 停业日期 停业时间 终止日期 退出日期 注销日期
        closed closingdate closedate closedon
    """,
    "exempt": """
        免评原因 免评理由 免评 不评原因 不评级原因 不参评原因 豁免原因
        exempt exemption whyexempt exemptreason
    """,
}
HEADINGS = {word: name for name, words in _FIELDS.items() for word in words.split()}
"""The field that each heading names, as `folded` writes headings."""

_KINDS: dict[UnitKind, str] = {
    "service_point": """
        服务点 普惠金融服务点 金融服务点 助农服务点 助农取款服务点 助农取款点 惠农服务点 农村金融服务点
        综合服务点 servicepoint servicepoints point points
    """,
    "branch": """
        网点 营业网点 银行网点 支行 分理处 储蓄所 营业部 营业室 营业厅 branch branches outlet outlets
    """,
    "institution": """
        机构 法人机构 法人 金融机构 银行 银行机构 银行业金融机构 县级机构
        institution institutions bank banks
    """,
}
KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""The kind that each word means, as `folded` writes it."""

KIND_OR_GROUP = {"类别", "类型", "机构类别", "机构类型", "type", "category", "class"}
"""A column of these is the kind of the unit where it holds kinds, else the group an institution ranks in."""
OF_AN_INSTITUTION = {"机构代码", "机构编码", "机构编号", "机构号", "机构名称", "机构全称"}
"""Beside a column of the unit's own, these name the institution that it belongs to."""
SAYS_NOTHING = {"序号", "序", "no", "备注", "说明", "remark", "remarks", "note"}
"""Columns that many tables have and that say nothing to the register."""
