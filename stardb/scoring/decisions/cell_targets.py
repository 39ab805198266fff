"""Which cell of the tables a decision means: `表.栏`, `栏`, `表.栏@第3行`, or a place in a file."""

import re
from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.intake import Decision, Table, Tables, quoted
from stardb.problems import Place
from stardb.quantity import find_near, tidy
from stardb.rulebook import ColumnSpec, Scheme
from stardb.scoring.decisions.applied import CellSpot
from stardb.scoring.decisions.targets import Unplaced, refuse

_ROW = re.compile(r"@第?(\d+)行?$")


@dataclass(frozen=True, eq=False)
class CellTarget:
    """A cell: the table it is in, the row as an index into the table, the column and its declaration."""

    table: Table
    is_many: bool
    row: int
    column: str
    spec: ColumnSpec

    @property
    def spot(self) -> CellSpot:
        """Where it is, whichever rows are left out afterwards."""
        return find_spot(self.table, self.row, self.column, is_many=self.is_many)

    @property
    def place(self) -> Place | None:
        """The cell in its workbook; None where the subject has no row."""
        return self.table.place(self.row, self.column)

    @property
    def title(self) -> str:
        """What people call it."""
        number = f"第{int(self.table.row[self.row])}行" if self.is_many else ""
        return f"{self.table.name}{number}的{self.column}"


def find_spot(table: Table, row: int, column: str, *, is_many: bool) -> CellSpot:
    """Where the cell of a row of a table is."""
    if not is_many:
        return CellSpot(table.name, column)
    return CellSpot(table.name, column, int(table.source[row]), int(table.row[row]))


def find_cell(decision: Decision, scheme: Scheme, tables: Tables, subject: int) -> CellTarget:
    """The cell of a subject that a decision means. Raises Unplaced where it means none, several, or one not to be decided."""
    item = decision.item.strip()
    if "!" in item or "！" in item:
        return _find_by_place(decision, scheme, tables, subject)
    row = _ROW.search(tidy(item))
    title, column = _find_column(decision, _ROW.sub("", tidy(item)), scheme)
    table = _find_table(decision, scheme, tables, title, column)
    spec = scheme.tables[title].columns[column]
    if title in tables.single:
        return CellTarget(table, False, subject, column, spec)
    rows = [r for r in table.rows_of(subject) if row is None or int(table.row[r]) == int(row[1])]
    if len(rows) == 1:
        return CellTarget(table, True, rows[0], column, spec)
    if not rows:
        told = f"{quoted(title)}里没有它的{f'第{row[1]}行' if row else '行'}"
        raise Unplaced(refuse("D241", decision, told, found=decision.item, expected=_list_rows(table, subject, title)))
    message = f"{quoted(title)}里它有{len(rows)}行，要写明是哪一行"
    expected = f"{title}.{column}@第{int(table.row[rows[0]])}行，或 文件!表!格"
    raise Unplaced(refuse("D241", decision, message, found=decision.item, expected=expected))


def _list_rows(table: Table, subject: int, title: str) -> str:
    return "、".join(f"{title}第{int(table.row[row])}行" for row in list(table.rows_of(subject))[:5])


def _find_column(decision: Decision, asked: str, scheme: Scheme) -> tuple[str, str]:
    """The table and the column that are named."""
    named = [(title, name) for title, table in scheme.tables.items() for name in table.columns]
    for title, name in named:
        if asked == tidy(f"{title}.{name}"):
            return title, name
    found = [(title, name) for title, name in named if asked == tidy(name)]
    single = [(title, name) for title, name in found if not scheme.tables[title].many]
    if len(found) == 1 or len(single) == 1:
        return (single or found)[0]
    if found:
        expected = "、".join(f"{title}.{name}" for title, name in found)
        message = f"{quoted(decision.item)}一栏，{'、'.join(title for title, _ in found)}都有，要写明是哪张表的"
        raise Unplaced(refuse("D241", decision, message, found=decision.item, expected=expected))
    spelled = {tidy(f"{title}.{name}"): f"{title}.{name}" for title, name in named}
    spelled |= {tidy(name): name for _, name in named}
    near = next((spelled[word] for word in find_near(asked, spelled)), "")
    message = f"没有{quoted(decision.item)}这一栏" + (f"；是不是{quoted(near)}" if near else "")
    raise Unplaced(refuse("D241", decision, message, found=decision.item, expected=near or "表.栏"))


def _find_table(decision: Decision, scheme: Scheme, tables: Tables, title: str, column: str) -> Table:
    """The table as read. Raises Unplaced where its cells are not to be decided, or it did not come at all."""
    spec, roster = scheme.tables[title], scheme.roster
    if spec.result_of:
        message = f"{quoted(title)}是“{spec.result_of}”的结果"
        raise Unplaced(refuse("D247", decision, message, found=decision.item, expected=f"在“{spec.result_of}”里裁定"))
    if spec.rows_of:
        message = f"{quoted(title)}的行是从别的栏来的"
        raise Unplaced(refuse("D247", decision, message, found=decision.item, expected="裁定它所来自的栏"))
    if spec is roster and column in (*roster.key, roster.name, roster.group):
        message = f"{quoted(title)}的{quoted(column)}说明是谁，不是考核的数据"
        raise Unplaced(refuse("D247", decision, message, found=decision.item, expected="改名册"))
    table = tables.single.get(title) or tables.many.get(title)
    if table is None:
        raise Unplaced(refuse("D241", decision, f"没有收到{quoted(title)}", found=decision.item))
    return table


def _find_by_place(decision: Decision, scheme: Scheme, tables: Tables, subject: int) -> CellTarget:
    """The cell of a place, `文件!表!格`."""
    asked = tidy(decision.item).replace("!", "!").replace("$", "")
    read: Sequence[tuple[Table, bool]] = (
        *((table, False) for table in tables.single.values()),
        *((table, True) for table in tables.many.values()),
    )
    for table, is_many in read:
        rows = table.rows_of(subject) if is_many else range(subject, subject + 1)
        for row in rows:
            for column, spec in scheme.tables[table.name].columns.items():
                place = table.place(row, column)
                if place is not None and place.cell and _is_meant(asked, place):
                    _find_table(decision, scheme, tables, table.name, column)
                    return CellTarget(table, is_many, row, column, spec)
    message = f"{quoted(decision.item)}不是它的一格"
    raise Unplaced(refuse("D241", decision, message, found=decision.item, expected="它的一行里的一格：文件!表!格"))


def _is_meant(asked: str, place: Place) -> bool:
    """Whether a place is the one written; its folders may be left out."""
    whole = tidy(str(place))
    return whole.upper() == asked.upper() or whole.upper().endswith("/" + asked.upper())
