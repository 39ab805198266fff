"""东白水村 党员积分 of 2023: 26 members of four grids in three classes, one workbook a month with a sheet a grid.

`MEMBERS` says what each does every month and what was otherwise in some; the points follow by counting on one's fingers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from samplecounty.people import SURNAMES

from samplesystems.household_points import GRIDS
from samplesystems.paper import Book, Cell, Sheet

LINKED, PLAIN, AWAY = "联户党员", "无职党员", "流动党员"
COUNTS: Mapping[str, tuple[str, str]] = {
    LINKED: ("走访户次", "帮办件数"),
    PLAIN: ("岗位履职次数", "志愿服务次数"),
    AWAY: ("联系支部次数", "服务家乡件数"),
}
"""What is counted of each class, main and beside it."""


@dataclass(frozen=True)
class Member:
    """Every month: `main` and `beside`, as COUNTS names them for the class. absent, late, shirked: month -> how often 缺席, 迟到,
    义务劳动缺勤. none: months with nothing at all done. missing: months without a row."""

    grid: int
    kind: str
    main: int
    beside: int
    absent: Mapping[int, int] = field(default_factory=dict)
    late: Mapping[int, int] = field(default_factory=dict)
    shirked: Mapping[int, int] = field(default_factory=dict)
    none: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


MEMBERS = (
    Member(1, LINKED, 5, 1),
    Member(1, LINKED, 4, 1),
    Member(1, LINKED, 6, 2, absent={3: 1}),
    Member(1, PLAIN, 2, 1),
    Member(1, PLAIN, 1, 0),
    Member(1, PLAIN, 2, 1, shirked={4: 2, 9: 1}),
    Member(1, AWAY, 1, 0),
    Member(2, LINKED, 3, 0),
    Member(2, LINKED, 5, 1, missing=(8,)),
    Member(2, PLAIN, 3, 1),
    Member(2, PLAIN, 2, 1, late={1: 1, 2: 1, 5: 1}),
    Member(2, PLAIN, 0, 0, absent=dict.fromkeys(range(1, 13), 1)),
    Member(2, AWAY, 1, 1),
    Member(2, AWAY, 0, 0),
    Member(3, LINKED, 5, 2),
    Member(3, LINKED, 5, 0, none=(1, 2)),
    Member(3, PLAIN, 2, 0),
    Member(3, PLAIN, 2, 1, none=(12,)),
    Member(3, AWAY, 2, 1, absent={6: 4}),
    Member(3, AWAY, 1, 0, none=(7, 8)),
    Member(4, LINKED, 4, 2, late={10: 1}),
    Member(4, LINKED, 2, 1),
    Member(4, PLAIN, 2, 1),
    Member(4, PLAIN, 1, 1, shirked={6: 6}),
    Member(4, AWAY, 1, 1, late={11: 1}),
    Member(4, AWAY, 1, 0, missing=(2,)),
)

HEADERS = [
    "序号", "编号", "姓名", "月份", "缺席", "迟到", "义务劳动缺勤", "联户走访", "帮办调解", "岗位履职次数", "志愿服务次数", "联系支部次数", "服务家乡件数",
]  # fmt: skip
_COLUMNS = ("走访户次", "帮办件数", "岗位履职次数", "志愿服务次数", "联系支部次数", "服务家乡件数")
_MONTHS = "一二三四五六七八九十"


def number(serial: int) -> str:
    """A member's number in the village."""
    return f"DB{serial:03}"


def books() -> Iterator[Book]:
    """The roster, and a workbook a month."""
    roster: list[list[Cell]] = [[GRIDS[m.grid - 1], number(n), _name(n), m.kind] for n, m in enumerate(MEMBERS, 1)]
    sheet = Sheet("党员名册", "东白水村党员名册", ["网格", "编号", "党员姓名", "类别"], roster)
    yield Book("2023/东白水村 党员名册.xlsx", date(2023, 1, 3), [sheet])
    for month in range(1, 13):
        day = date(2023 + month // 12, month % 12 + 1, 2)
        sheets = []
        for grid, name in enumerate(GRIDS, 1):
            mine = [(n, m) for n, m in enumerate(MEMBERS, 1) if m.grid == grid and month not in m.missing]
            rows = [[i, number(n), _name(n), _month(month, grid), *_row(m, month)] for i, (n, m) in enumerate(mine, 1)]
            title = f"东白水村党员月度记实表（2023年{month}月）"
            sheets.append(Sheet(name, title, HEADERS, rows, label=f"网格：{name}"))
        yield Book(f"2023-{month:02}/东白水村 {month}月 月度记实表.xlsx", day, sheets)


def _month(month: int, grid: int) -> Cell:
    """How a grid writes the month."""
    spelt = _MONTHS[month - 1] if month <= 10 else f"十{_MONTHS[month - 11]}"
    return {1: month, 2: f"{month}月", 3: f"{spelt}月", 4: f"2023年{month}月"}[grid]


def _row(member: Member, month: int) -> list[Cell]:
    main, beside = COUNTS[member.kind]
    done = {} if month in member.none else {main: member.main, beside: member.beside}
    counted = (main, beside)
    faults: list[Cell] = [member.absent.get(month, 0), member.late.get(month, 0)]
    labour: Cell = None if member.kind == AWAY else member.shirked.get(month, 0)
    return [*faults, labour, *(done.get(name, 0) if name in counted else None for name in _COLUMNS)]


def _name(n: int) -> str:
    return f"{SURNAMES[int(len(SURNAMES) * Random(f'village member/{n}').random())]}某某"
