"""What stands over the columns: other words for the same, units, points, spaces, line breaks, blocks."""

from dataclasses import dataclass
from random import Random

from samplecounty.habits import Habits
from samplecounty.tables import TABLES, Column

WIDTHS = {"person": 10, "id": 22, "date": 13, "until": 13, "money": 14, "text": 11}
EXTRA_WIDTHS = {"序号": 6, "联系电话": 12, "备注": 20, "出生年月": 12}


@dataclass(frozen=True)
class Heading:
    """One column of a sheet: `column` is None for what the form does not ask for."""

    name: str
    text: str
    block: str
    width: float
    column: Column | None


def headings(town: str, table: str, habits: Habits) -> list[Heading]:
    """The columns of one sheet from left to right."""
    columns = [column for column in TABLES[table] if not (column.name == "乡镇" and habits.town == "none")]
    if habits.shuffled:
        fixed = 2 if columns[0].name == "乡镇" else 1
        rest = columns[fixed:]
        Random(f"order/{town}/{table}").shuffle(rest)
        columns = columns[:fixed] + rest
    asked = [Heading(c.name, text(town, table, c, habits), block(table, c, habits), width(c), c) for c in columns]
    extras = [name for name in habits.extras if name in ("序号", "备注") or fits(name, table)]
    unasked = [Heading(name, aired(name, habits), "", EXTRA_WIDTHS.get(name, 10), None) for name in extras]
    first = [heading for heading in unasked if heading.name == "序号"]
    return [*first, *asked, *(heading for heading in unasked if heading.name != "序号")]


def fits(extra: str, table: str) -> bool:
    """Whether a township would put this column of its own on that sheet."""
    if extra in ("性别", "出生年月"):
        return table == "书记花名册"
    if extra in ("自评得分", "包村干部"):
        return table.endswith("检查表")
    return table not in ("任职经历", "表彰", "支部名册")


def text(town: str, table: str, column: Column, habits: Habits) -> str:
    """The header as the township prints it."""
    rng = Random(f"header/{town}/{table}/{column.name}")
    name = rng.choice(column.aliases) if column.aliases and rng.random() < habits.aliases else column.name
    printed = aired(name, habits) if len(name) < 4 else broken(name)
    unit = {"yuan": "元"}.get(habits.money, column.unit) if column.kind == "money" else column.unit
    if habits.points and column.points:
        return f"{printed}\n({column.points}分)"
    if unit == "元" and not habits.unit:
        return f"{printed}(元)"
    if not unit or not habits.unit or (column.kind == "money" and habits.money not in ("wan", "yuan")):
        return printed
    if habits.unit == "（）":
        return f"{printed}（{'％' if unit == '%' else unit}）"
    return f"{printed}\n({unit})" if "\n" in habits.unit else f"{printed}({unit})"


def aired(name: str, habits: Habits) -> str:
    """`村  名`, `姓  名`."""
    return "  ".join(name) if habits.airy and len(name) == 2 else name


def broken(name: str) -> str:
    """A long header over two lines."""
    if len(name) < 7 or "(" in name:
        return name
    middle = (len(name) + 1) // 2
    middle += name[middle] == "”"
    return f"{name[:middle]}\n{name[middle:]}"


def block(table: str, column: Column, habits: Habits) -> str:
    """The merged cell over this column and its neighbours, in townships with two header rows."""
    if habits.header == "blocks":
        return column.block
    if habits.header == "star" and table.endswith("检查表") and column.name not in ("乡镇", "村"):
        return f"{table[:4]}星(100分)"
    return column.block if habits.header == "star" and not table.endswith("检查表") else ""


def width(column: Column) -> float:
    return WIDTHS.get(column.kind, 10 if len(column.name) < 7 else 12)
