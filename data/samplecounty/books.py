"""The workbooks of a year: the county's roster, and two from each township."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

from xlsxwriter import Workbook

from samplecounty.branches import facts
from samplecounty.faults import spoil
from samplecounty.habits import COUNTY, OF, Habits
from samplecounty.headers import headings
from samplecounty.next_year import secretaries_2023
from samplecounty.people import SURNAMES
from samplecounty.places import PERIODS, branches
from samplecounty.secretaries import Secretary, secretaries_2022
from samplecounty.sheet import Page, Painter, Row
from samplecounty.spelling import Cell, write
from samplecounty.tables import BRANCH_TABLES, SECRETARY_TABLES, TABLES

SECRETARIES = {2022: secretaries_2022, 2023: secretaries_2023}
TITLES = {
    "书记花名册": "村(社区)党组织书记星级化管理花名册",
    "任职经历": "村(社区)党组织书记任职经历表",
    "表彰": "村(社区)党组织书记受表彰情况表",
    **{table: f"“五星”支部创建{table}" for table in BRANCH_TABLES},
}


def write_all(folder: Path) -> list[Path]:
    """All workbooks of all years, under `folder`/year."""
    return [path for period in PERIODS for path in write_period(period, folder / str(period))]


def write_period(period: int, folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    yield save(folder / "00 县委组织部 支部名册.xlsx", period, COUNTY, [roster(period)])
    for town, habits in OF.items():
        name = f"{habits.number:02d} {town}"
        yield save(folder / f"{name} 书记星级评定.xlsx", period, habits, secretary_pages(period, town, habits))
        yield save(folder / f"{name} 五星支部创建.xlsx", period, habits, branch_pages(period, town, habits))


def save(path: Path, period: int, habits: Habits, pages: list[Page]) -> Path:
    """One workbook, the same bytes every time."""
    book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "stardb", "created": datetime(period, 12, 31)})
    painter = Painter(book, habits)
    for page in pages:
        painter.paint(page)
    book.close()
    return path


def page(
    period: int, town: str, table: str, name: str, habits: Habits, rows: list[Row], totals: dict[str, str]
) -> Page:
    words = {"year": period, "town": town, "table": TITLES.get(table, ""), "date": f"{period}年12月31日"}
    return Page(
        name,
        [title.format(**words) for title in habits.titles],
        [label.format(**words) for label in habits.label],
        headings(town, table, habits),
        rows,
        merged=("乡镇",) if habits.town == "merged" and table not in ("任职经历", "表彰") else (),
        merged_people=("姓名", "身份证号") if habits.merged_people and table in ("任职经历", "表彰") else (),
        totals=totals,
    )


def written(table: str, values: dict[str, object], habits: Habits, rng: Random) -> dict[str, Cell]:
    """A row of facts as the township types it."""
    return {column.name: write(column, values[column.name], habits, rng) for column in TABLES[table]}


def roster(period: int) -> Page:
    rows = []
    for branch in branches():
        values = {
            "乡镇": branch.town,
            "村": branch.village,
            "类别": branch.kind,
            "户籍人口": branch.people,
            "党员人数": branch.members[period],
        }
        rows.append(Row(written("支部名册", values, COUNTY, Random(f"roster/{period}/{branch.key}"))))
    people, members = sum(b.people for b in branches()), sum(b.members[period] for b in branches())
    totals = {"户籍人口": f"{people:,}", "党员人数": f"{members:,}"}
    return page(period, "", "支部名册", "支部名册", COUNTY, rows, totals)


def secretary_pages(period: int, town: str, habits: Habits) -> list[Page]:
    """花名册, 任职经历 and 表彰 of one township."""
    people = [person for person in SECRETARIES[period]().values() if person.town == town]
    rows: dict[str, list[Row]] = {table: [] for table in SECRETARY_TABLES}
    for held in people:
        rng = Random(f"{period}/{held.person.id}")
        for table, values in lines(held):
            cells = written(table, values, habits, rng) | unasked(held, table, rng)
            rows[table].append(Row(cells, held.person.id))
    totals = {"书记花名册": {"姓名": f"{len(people)}人"}}
    names = dict(zip(SECRETARY_TABLES, habits.sheets, strict=True))
    return [
        page(period, town, table, names[table], habits, rows[table], totals.get(table, {}))
        for table in SECRETARY_TABLES
    ]


def lines(held: Secretary) -> Iterator[tuple[str, dict[str, object]]]:
    """All a secretary's rows, each with its table."""
    who: dict[str, object] = {"姓名": held.person.name, "身份证号": held.person.id}
    yield (
        "书记花名册",
        {
            "乡镇": held.town,
            "村": held.village,
            **who,
            "年度考核等次": held.appraisal,
            "履职不到位情形": held.failings,
            "受党纪处分": held.punished,
            "立案未结": held.pending,
        },
    )
    for post in held.posts:
        yield (
            "任职经历",
            {**who, "职务": post.role, "起": post.start, "止": post.end, "离任原因": post.reason},
        )
    for honour in held.honours:
        yield "表彰", {**who, "表彰名称": honour.name, "级别": honour.level, "年度": honour.year}


def unasked(held: Secretary, table: str, rng: Random) -> dict[str, Cell]:
    """What stands in the columns nobody asked for."""
    if table != "书记花名册":
        return {}
    return {
        "联系电话": Cell("000-0000"),
        "性别": Cell(held.person.sex),
        "出生年月": Cell(f"{held.person.born:%Y.%m}"),
        "备注": Cell(held.note or None, "left"),
    }


def branch_pages(period: int, town: str, habits: Habits) -> list[Page]:
    """The five checklists of one township."""
    found = {key[1]: of_branch for key, of_branch in facts(period).items() if key[0] == town}
    pages = []
    for table, columns in BRANCH_TABLES.items():
        rows = {}
        for village, of_branch in found.items():
            rng = Random(f"{period}/{town}/{village}/{table}")
            spelt = habits.renamed.get(village, village)
            cells = written(table, {"乡镇": town, "村": spelt, **of_branch[table]}, habits, rng)
            cells |= {
                "联系电话": Cell("000-0000"),
                "包村干部": Cell(f"{SURNAMES[int(len(SURNAMES) * rng.random())]}某某"),
                "自评得分": Cell(70 + int(29 * rng.random()), "number") if rng.random() < 0.7 else Cell(None),
            }
            rows[village] = Row(cells)
        summed = [column.name for column in columns if column.kind in ("number", "money") and column.unit != "分"]
        written_rows = spoil(period, town, table, rows)
        totals = {name: "" for name in summed if numeric(written_rows, name)}
        name = habits.star_sheet.format(star=table[:4])
        pages.append(page(period, town, table, name, habits, written_rows, totals))
    return pages


def numeric(rows: list[Row], name: str) -> bool:
    """Whether a column holds enough numbers for somebody to have summed it."""
    numbers = [row for row in rows if isinstance(row.cells[name].value, int | float)]
    return len(numbers) * 2 > len(rows)
