"""The built-in table 裁定: one row a decision, as people fill it in."""

from functools import cache

from stardb.intake.decisions.decision import Matter
from stardb.rulebook import TableSpec

DECISIONS = "裁定"
"""The table's name, and that of its sheet in the form."""

NUMBER, SCHEME, SUBJECT, MATTER, ITEM = "编号", "办法", "对象", "事项", "项"
BEFORE, AFTER, REASON, AUTHORITY = "原值", "改为", "理由", "依据机关"
DOCUMENT, DAY, HANDLER, REVOKES = "文号", "日期", "经办", "撤销"

GROUNDS = (REASON, AUTHORITY, DOCUMENT, DAY)
"""What every decision rests on: without one of them it is not applied."""

BUILT_IN = "裁定与异议"
"""What stands in the place of a scheme where a form says which table it is."""

EXAMPLE_WORDS = ("例", "示例", "样例")
"""How the number of a row begins that shows how to fill in the others, and is not read."""

_SPELLED: dict[Matter, list[str]] = {
    Matter.CELL: ["数据", "单元格", "数据单元格"],
    Matter.POINTS: ["分", "分数", "指标得分", "评分"],
    Matter.STAR: ["得星"],
    Matter.LEVEL: ["星级评定"],
    Matter.GRADE: ["等级", "评定等次"],
    Matter.ELIGIBLE: ["参评与否", "参评资格"],
    Matter.ORDER: ["先后", "名次先后", "并列"],
    Matter.ENTITLEMENT: ["奖补", "待遇与否"],
}


_ON_MATTERS = "改的是什么：一格数据、一项指标的得分、一颗星、星级、等次、参不参评、并列时谁先谁后、一项待遇"
_ON_ITEMS = "哪一项：数据格写 表.栏；其余写办法里的名称；参评不用填"
_ON_VALUES = (
    "得分写分数，星写 得星 或 不得星，等次写办法里的词，参评写 参评 或 不参评，并列先后写排第几，待遇写金额或 不享受"
)


@cache
def decision_spec() -> TableSpec:
    """The table's columns as intake reads them."""
    text: dict[str, object] = {"type": "text"}
    needed: dict[str, object] = {"type": "text", "required": True}
    columns: dict[str, dict[str, object]] = {
        NUMBER: {
            **needed,
            "aliases": ["序号", "裁定编号"],
            "note": "一条裁定一个编号，如 1、2；撤销、异议里说的就是它",
        },
        SCHEME: {**text, "aliases": ["办法名称", "考核办法"]},
        SUBJECT: {**text, "aliases": ["考核对象", "对象名称"], "note": "乡镇/村，或全县只有一个的名称"},
        MATTER: {
            "type": "choice",
            "choices": {one.value: _SPELLED[one] for one in Matter},
            "aliases": ["裁定事项"],
            "note": _ON_MATTERS,
        },
        ITEM: {**text, "aliases": ["项目", "哪一项"], "note": _ON_ITEMS},
        BEFORE: {
            **text,
            "aliases": ["原来的值", "原为"],
            "note": "现在是什么，照结果或数据里的写；对不上的，这条裁定不作数",
        },
        AFTER: {**text, "aliases": ["裁定值", "新值", "改后"], "note": _ON_VALUES},
        REASON: {**needed, "aliases": ["裁定理由", "事由"]},
        AUTHORITY: {**needed, "aliases": ["裁定机关", "决定机关", "依据单位"]},
        DOCUMENT: {**needed, "aliases": ["依据文号", "文件号"]},
        DAY: {"type": "date", "required": True, "between": ["1949-10-01", "2099-12-31"], "aliases": ["裁定日期"]},
        HANDLER: {**text, "aliases": ["经办人"]},
        REVOKES: {
            **text,
            "aliases": ["撤销编号", "撤销哪一条"],
            "note": "撤销哪一条，写它的编号；撤销的一行只写编号、理由、依据机关、文号、日期",
        },
    }
    return TableSpec.model_validate({"key": [NUMBER], "many": True, "repeats": "count", "columns": columns})
