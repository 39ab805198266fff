"""The forms of decisions (裁定), objections (异议) and of what became of subjects (沿革): what may be picked in them, and how."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from stardb.forms.form_sheet import FormColumn, FormSheet, Picks, Value
from stardb.intake import (
    BUILT_IN,
    DECISIONS,
    EXAMPLE_WORDS,
    OBJECTIONS,
    SUCCESSIONS,
    DecidedScheme,
    Matter,
    decision_spec,
    objection_spec,
    succession_spec,
)
from stardb.quantity import EPOCH, Period
from stardb.rulebook import TableSpec
from stardb.scoring import list_decidable_items

_SPARE = 100
_WIDTHS = {
    "编号": 6,
    "办法": 16,
    "对象": 16,
    "事项": 9,
    "项": 18,
    "原值": 9,
    "改为": 9,
    "理由": 26,
    "依据机关": 14,
    "文号": 16,
    "经办": 8,
    "撤销": 8,
    "提出人": 12,
    "事由": 30,
    "办理期限": 16,
    "办理情况": 26,
    "结论": 9,
    "裁定编号": 9,
}
"""How wide the columns are, so that a sheet fits a page across."""

_HOW = "一条裁定写一行，选中一格会提示怎么填；表头带 * 的每行必填，灰色的是例子，不读。可以增加栏、插入行，保存在原处即可。"
_DECISION_NOTES = (
    "先写清改的是哪一部办法、哪个对象、什么事项、哪一项，再写现在的值（原值）、改成什么，以及理由、依据机关、文号、日期；缺了的不作数。",
    "数据格：项写 表.栏，改为写格里该填的。得分：项写指标，改为写分数。星：改为写 得星 或 不得星。星级、等次：改为写办法里有的一级。",
    "参评：改为写 参评 或 不参评。并列先后：只在并列的当中排，改为写排第几。待遇：项写待遇的名称，改为写金额或 不享受。",
    "写错了的、不再作数的，不要删去：另写一行，在“撤销”里写它的编号，并写明理由和依据。",
)
_OBJECTION_HOW = (
    "一件异议写一行，选中一格会提示怎么填；表头带 * 的每行必填，灰色的是例子，不读。办理情况、结论随办随填。"
)
_OBJECTION_NOTES = (
    "办理期限写到哪一天为止，或 收到后10个工作日；stardb objections 列出还没有办结的、快到期的、超期的。",
    "成立、部分成立的，先写一条裁定（stardb decide，或填 裁定.xlsx），再把它的编号写在“裁定编号”里：结果由裁定改，不改原来的数据。",
)


def plan_decision_form(schemes: Sequence[DecidedScheme], period: Period) -> FormSheet:
    """The sheet 裁定 for the schemes of a period. The items there are hang on scheme and matter, the subjects on the scheme."""
    spec = decision_spec()
    picks = {
        "办法": Picks(tuple(one.scheme.title for one in schemes)),
        "对象": _pick_subjects(schemes),
        "项": _pick_items(schemes),
    }
    example = _example_decision(schemes, period)
    return _sheet(DECISIONS, spec, f"{period.title}裁定", picks, example, _HOW, _DECISION_NOTES)


def plan_objection_form(schemes: Sequence[DecidedScheme], period: Period) -> FormSheet:
    """The sheet 异议 for the schemes of a period."""
    spec = objection_spec()
    picks = {
        "办法": Picks(tuple(one.scheme.title for one in schemes)),
        "对象": Picks(tuple(dict.fromkeys(title for one in schemes for title in one.subjects.titles))),
    }
    received = _day(date(period.last.year + 1, 1, 6))
    answered = _day(date(period.last.year + 1, 1, 15))
    example: dict[str, Value] = {
        "编号": EXAMPLE_WORDS[0],
        "收到日期": received,
        "提出人": "某村党支部",
        "对象": "某镇/某村",
        "办法": schemes[0].scheme.title if schemes else "",
        "事由": "集体收入漏报一笔，得分应高一档",
        "办理期限": "收到后10个工作日",
        "办理情况": "核对账册，收入属实",
        "结论": "成立",
        "答复日期": answered,
        "裁定编号": "1",
    }
    return _sheet(OBJECTIONS, spec, f"{period.title}异议", picks, example, _OBJECTION_HOW, _OBJECTION_NOTES)


def _sheet(
    table: str,
    spec: TableSpec,
    title: str,
    picks: Mapping[str, Picks],
    example: Mapping[str, Value],
    how: str,
    notes: tuple[str, ...],
) -> FormSheet:
    columns = tuple(
        FormColumn(
            name,
            column,
            picks=given if (given := picks.get(name)) and given.words else None,
            width=_WIDTHS.get(name, 0),
        )
        for name, column in spec.columns.items()
    )
    shown = tuple(example.get(name) for name in spec.columns)
    return FormSheet(
        table, {BUILT_IN: ""}, title, columns, spare=_SPARE, notes=notes, closed=False, frozen=1, how=how,
        examples=(shown,), is_open=True,
    )  # fmt: skip


def _pick_subjects(schemes: Sequence[DecidedScheme]) -> Picks:
    words = [(one.scheme.title, title) for one in schemes for title in one.subjects.titles]
    return Picks(tuple(title for _, title in words), ("办法",), tuple(owner for owner, _ in words))


def _pick_items(schemes: Sequence[DecidedScheme]) -> Picks:
    words = [
        (f"{one.scheme.title}{matter.value}", item)
        for one in schemes
        for matter, items in list_decidable_items(one.scheme).items()
        for item in items
    ]
    return Picks(tuple(item for _, item in words), ("办法", "事项"), tuple(owner for owner, _ in words))


def _example_decision(schemes: Sequence[DecidedScheme], period: Period) -> Mapping[str, Value]:
    """A decision on the points of the first indicator there is, of nobody."""
    titled = [(one.scheme.title, list_decidable_items(one.scheme).get(Matter.POINTS, ())) for one in schemes]
    title, items = next((pair for pair in titled if pair[1]), ("某办法", ("某项指标",)))
    return {
        "编号": EXAMPLE_WORDS[0],
        "办法": title,
        "对象": "某镇/某村",
        "事项": Matter.POINTS.value,
        "项": items[0],
        "原值": "6",
        "改为": "8",
        "理由": "复核时查实漏报一笔收入",
        "依据机关": "县委组织部",
        "文号": f"某组发〔{period.last.year + 1}〕3号",
        "日期": _day(date(period.last.year + 1, 1, 15)),
        "经办": "张某",
    }


def _day(day: date) -> Fraction:
    return Fraction((day - EPOCH).days)


_SUCCESSION_WIDTHS = {"日期": 12, "类别": 10, "办法": 16, "原": 26, "现": 26, "续接": 20, "依据": 24}
_SUCCESSION_HOW = "一行写一件事；原、现照名册写全，如 东村镇/老庄，写 东村镇 就是它下面的全部，几个的用顿号分开。"
_SUCCESSION_NOTES = (
    "日期是生效的那天：考核日在这天以前的各期按原名，这天起按现名。",
    "合并、拆分的，往年的结果接谁的写在“续接”里：合并写原里的一个，拆分写现里的一个或几个，都不接的写 无；不写待定。",
)


def plan_succession_form(schemes: tuple[str, ...]) -> FormSheet:
    """The sheet 沿革. schemes: the titles of the schemes there are."""
    columns = tuple(
        FormColumn(
            name,
            column,
            picks=Picks(schemes) if name == "办法" and schemes else None,
            width=_SUCCESSION_WIDTHS[name],
        )
        for name, column in succession_spec().columns.items()
    )
    return FormSheet(
        SUCCESSIONS, {BUILT_IN: ""}, SUCCESSIONS, columns, spare=_SPARE, notes=_SUCCESSION_NOTES, closed=False,
        frozen=2, how=_SUCCESSION_HOW, is_open=True,
    )  # fmt: skip
