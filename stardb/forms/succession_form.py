"""The form of what became of subjects (沿革): successions.xlsx, with nothing in it yet."""

from stardb.forms.form_sheet import FormColumn, FormSheet, Picks
from stardb.intake import BUILT_IN, SUCCESSIONS, succession_spec

_SPARE = 200
_WIDTHS = {"日期": 12, "类别": 10, "办法": 16, "原": 26, "现": 26, "续接": 20, "依据": 24}
_HOW = "一行写一件事；原、现照名册写全，如 东村镇/老庄，写 东村镇 就是它下面的全部，几个的用顿号分开。"
_NOTES = (
    "日期是生效的那天：考核日在这天以前的各期按原名，这天起按现名。",
    "合并、拆分的，往年的结果接谁的写在“续接”里：合并写原里的一个，拆分写现里的一个或几个，都不接的写 无；不写待定。",
)


def plan_succession_form(schemes: tuple[str, ...]) -> FormSheet:
    """The sheet 沿革. schemes: the titles of the schemes there are."""
    columns = tuple(
        FormColumn(name, column, picks=Picks(schemes) if name == "办法" and schemes else None, width=_WIDTHS[name])
        for name, column in succession_spec().columns.items()
    )
    return FormSheet(
        SUCCESSIONS, {BUILT_IN: ""}, SUCCESSIONS, columns, spare=_SPARE, notes=_NOTES, closed=False, frozen=2, how=_HOW,
        is_open=True,
    )  # fmt: skip
