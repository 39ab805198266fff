"""The real faults, which no careful reader can make good; README.md lists them."""

from dataclasses import dataclass, replace

from samplecounty.sheet import Row
from samplecounty.spelling import EMPTY, Cell


@dataclass(frozen=True)
class Fault:
    """What is wrong with one village's row of one table.

    kind: cell (`cell` stands in `column`), renamed (the village is written as `cell`), dropped (the row is missing),
    twice (the row stands there again, with `cell` in `column`, or unchanged where there is no column).
    """

    town: str
    table: str
    village: str
    kind: str
    column: str = ""
    cell: Cell = EMPTY


FAULTS: dict[int, tuple[Fault, ...]] = {
    2022: (
        Fault("普明镇", "产业兴旺检查表", "段峪", "cell", "村集体经济年收入"),
        Fault("界河口镇", "生态宜居检查表", "阳寨", "cell", "人居环境检查得分", Cell(108, "number")),
        Fault("梁家庄乡", "产业兴旺检查表", "近周营", "cell", "产业带头人", Cell("3~5")),
        Fault("上明乡", "生态宜居检查表", "阳坡", "cell", "垃圾分类收运", Cell("基本")),
        Fault("普明镇", "文明幸福检查表", "芦家洼", "renamed", "村", Cell("卢家洼")),
        Fault("东村镇", "平安法治检查表", "陈家营", "twice", "“三零”创建达标", Cell("否")),
        Fault("岚城镇", "文明幸福检查表", "双井", "cell", "文明户比例", Cell("#DIV/0!", "error")),
        Fault("社科乡", "生态宜居检查表", "葛铺", "twice"),
    ),
    2023: (
        Fault("社科乡", "文明幸福检查表", "阳坡", "cell", "村规民约", Cell("已修订")),
        Fault("岚城镇", "生态宜居检查表", "双井", "cell", "卫生厕所普及率", Cell("185%")),
        Fault("东村镇", "生态宜居检查表", "第六社区", "dropped"),
    ),
}


def spoil(period: int, town: str, table: str, rows: dict[str, Row]) -> list[Row]:
    """The rows of one sheet, by village, with the year's faults in them."""
    spoilt = dict(rows)
    more: dict[str, Row] = {}
    for fault in FAULTS[period]:
        if (fault.town, fault.table) != (town, table):
            continue
        row = rows[fault.village]
        changed = replace(row, cells={**row.cells, fault.column: fault.cell}) if fault.column else row
        if fault.kind == "dropped":
            del spoilt[fault.village]
        elif fault.kind == "twice":
            more[fault.village] = changed
        else:
            spoilt[fault.village] = changed
    return [again for village, row in spoilt.items() for again in (row, *([more[village]] if village in more else []))]
