"""The shipped workbook templates, filled with the sample county: all rows are there, and everything covers all rows."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from python_calamine import CalamineWorkbook

from stardb.books import read_books
from stardb.intake import MissingSubject, UnknownSubject, read_tables
from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import read_period
from stardb.rendering import SchemeView, Setting, build_view, render_details_workbooks, render_scheme_workbook
from stardb.rendering.lookup import name_context
from stardb.rendering.scheme_workbooks import GENERAL
from stardb.rendering.workbook import render_workbook
from stardb.rulebook import load_text
from stardb.scoring import Appraisal, History, Past, score
from stardb.shipped import shipped

REPORTS, RULES, DATA = (Path(str(shipped(part))) for part in ("reports", "rules", "data"))
SCHEMES = ("secretary-star-level", "five-star-branch")
SHEETS = ["汇总", "评定结果", "待遇", "待定与问题", "名册核对"]
HIDDEN = ["评定结果（续）", "各期", "各期汇总", "名单", "逐行结果", "裁定", "升降变化", "变更"]
"""What the general template has for more values than it has columns, for published records and for decisions: hidden where there are none."""
OWN_HIDDEN = {"裁定", "升降变化", "变更"}
"""What every template has for decisions and for what changed: hidden where there is nothing."""

WITH_PLACES = [*SHEETS[:3], "名额核对表", *SHEETS[3:]]
"""The sheets of a scheme with quotas."""
DETAILS = ["得分明细", "裁定", "异议办理", "规则"]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SETTING = Setting("岚县", "中共岚县县委组织部")
REPOSITORY = Path(__file__).resolve().parents[2]
CASES = [(year, scheme, own) for scheme in SCHEMES for year in (2022, 2023) for own in (True, False)]


def sheets_of(scheme: str) -> list[str]:
    """The sheets that are seen: the secretaries' scheme has no quota."""
    return SHEETS if scheme == SCHEMES[0] else WITH_PLACES


def hidden_of(scheme: str) -> set[str]:
    """The sheets of the general template that are hidden for a scheme."""
    return {*HIDDEN, "名额核对表"} - set(sheets_of(scheme))


def visible(book: openpyxl.Workbook) -> list[str]:
    """The names of the sheets that are seen."""
    return [sheet.title for sheet in book if sheet.sheet_state == "visible"]


def rules_of(scheme: str) -> str:
    """A shipped rule file, and what the sample county adds to it."""
    own = DATA / "rules" / f"{scheme}.yaml"
    return (RULES / f"{scheme}.yaml").read_text(encoding="utf-8") + (
        own.read_text(encoding="utf-8") if own.exists() else ""
    )


@cache
def appraisals() -> dict[tuple[int, str], tuple[Appraisal, list[Any]]]:
    """Both schemes over both years of the sample, with the problems of their tables."""
    made: dict[tuple[int, str], tuple[Appraisal, list[Any]]] = {}
    for scheme_name in SCHEMES:
        history = History()
        for year in (2022, 2023):
            books = read_books(DATA / str(year), DATA.parent)
            sheets, problems = books.sheets, books.problems
            scheme = load_text(rules_of(scheme_name), f"rules/{scheme_name}.yaml", read_period(str(year))).scheme
            intake = read_tables(sheets, scheme.tables)
            appraisal = score(scheme, intake.tables, history)
            made[year, scheme_name] = appraisal, [*problems, *intake.problems]
            history = History((*history.past, Past(read_period(str(year)), date(year, 12, 31), appraisal.record())))
    return made


@cache
def view_of(year: int, scheme: str) -> SchemeView:
    appraisal, problems = appraisals()[year, scheme]
    return build_view(appraisal, problems, SETTING)


@cache
def seen(year: int, scheme: str) -> dict[str, Any]:
    """What templates see."""
    return name_context(view_of(year, scheme))


@cache
def workbook(year: int, scheme: str, own: bool = True) -> bytes:
    return render_scheme_workbook(scheme if own else "没有模板", view_of(year, scheme), [REPORTS])


@cache
def details(year: int, scheme: str) -> Any:
    """The 底稿."""
    (book,) = render_details_workbooks(scheme, view_of(year, scheme), [REPORTS])
    return openpyxl.load_workbook(io.BytesIO(book))


@cache
def opened(year: int, scheme: str, own: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(year, scheme, own)))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def body(sheet: Any, head: str = "序号") -> tuple[int, int]:
    """The first and last row under the header `head` in column A, up to the first row that is not numbered."""
    first = next(cell.row for cell in sheet["A"] if cell.value == head) + 1
    while sheet.cell(first, 1).value is None:  # a header of two rows
        first += 1
    last = first
    while isinstance(sheet.cell(last + 1, 1).value, int):
        last += 1
    return first, last


def column(sheet: Any, head: str) -> int:
    found = (c.column for row in sheet.iter_rows(max_row=40) for c in row if str(c.value).replace("\n", "") == head)
    return int(next(found))


def covered(sheet: Any) -> list[tuple[int, int, int, int]]:
    """The areas of the sheet's conditional formats."""
    return [range_boundaries(str(area)) for rule in sheet.conditional_formatting for area in rule.sqref.ranges]


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_sheets_come_in_order_and_no_jinja_is_left(year: int, scheme: str, own: bool) -> None:
    book = opened(year, scheme, own)
    shown = sheets_of(scheme)
    assert visible(book) == shown
    assert {sheet.title for sheet in book if sheet.title not in shown} == (OWN_HIDDEN if own else hidden_of(scheme))
    for sheet in (book[name] for name in shown):
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [text for text in texts if "{{" in text or "{%" in text or "{#" in text or "Undefined" in text]
        assert sheet.print_area
        assert "{" not in f"{sheet.oddHeader.left.text}{sheet.oddHeader.right.text}{sheet.oddFooter.center.text}"
    for name in zipfile.ZipFile(io.BytesIO(workbook(year, scheme, own))).namelist():
        if "chart" in name:
            assert "{{" not in part(workbook(year, scheme, own), name)


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_every_row_is_there(year: int, scheme: str, own: bool) -> None:
    book, data = opened(year, scheme, own), seen(year, scheme)
    first, last = body(book["评定结果"])
    assert last - first + 1 == len(data["评定结果"]) == 144
    assert [book["评定结果"].cell(row, 1).value for row in (first, last)] == [1, 144]
    towns = body(book["汇总"])
    assert towns[1] - towns[0] + 1 == len(data["归属汇总"])
    if own:
        first, last = body(book["待遇"])
        assert last - first + 1 == len(data["待遇"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_clauses_and_the_rules_stand_in_a_book_of_their_own(scheme: str) -> None:
    book, data = details(2022, scheme), seen(2022, scheme)
    assert book.sheetnames == DETAILS
    detail = book["得分明细"]
    head = next(cell.row for cell in detail["A"] if cell.value == "乡镇")
    assert detail.max_row - head == len(data["得分明细"])
    assert covered(detail)
    assert all((area[1], area[3]) == (5, detail.max_row) for area in covered(detail))
    assert detail.auto_filter.ref == f"A4:J{detail.max_row}"
    rules = [row[1].value or "" for row in book["规则"].iter_rows(min_row=book["规则"].max_row - len(data["规则"]) + 1)]
    assert rules == [row["内容"] for row in data["规则"]]


def test_a_list_too_long_is_left_out_or_goes_on_in_further_books() -> None:
    appraisal, problems = appraisals()[2022, SCHEMES[0]]
    lines = len(seen(2022, SCHEMES[0])["得分明细"])
    short = build_view(appraisal, problems, SETTING, most=lines - 1)
    assert (short.details, short.details_left_out) == ((), True)
    whole = build_view(appraisal, problems, SETTING, most=None)
    made = render_details_workbooks(SCHEMES[0], whole, [REPORTS], most=lines - 5)
    books = [openpyxl.load_workbook(io.BytesIO(book)) for book in made]
    assert [book["得分明细"].max_row for book in books] == [4 + lines - 5, 4 + 5]


def test_results_that_a_template_has_no_place_for_are_told(tmp_path: Path) -> None:
    appraisal, problems = appraisals()[2022, SCHEMES[1]]
    book = openpyxl.Workbook()
    for row in (
        ["{% for 行 in 评定结果 %}"],
        ["{{ 行.村 }}", "{{ 行.支部过硬星 }}", "{{ 行.星数 }}"],
        ["{% endfor %}"],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / f"{SCHEMES[1]}.xlsx")
    for folders, lacking in (
        ([REPORTS], []),
        ([tmp_path, REPORTS], ["产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星", "总分", "创建奖补", "等次"]),
    ):
        notes: list[Any] = []
        render_scheme_workbook(SCHEMES[1], build_view(appraisal, problems, SETTING), folders, notes)
        told = [note.message for note in notes if note.code == "T104"]
        assert [title for message in told for title in re.findall("“([^”]+)”", message)] == lacking


@pytest.mark.parametrize("own", [True, False])
def test_rises_and_falls_count_everybody_rated_last_year(own: bool) -> None:
    appraisal, _ = appraisals()[2023, SCHEMES[0]]
    before = appraisals()[2022, SCHEMES[0]][0]
    both = [i for i, key in enumerate(appraisal.subjects.keys) if key in before.subjects.keys
            and before.rated[before.subjects.keys.index(key)]]  # fmt: skip
    past = {key: before.columns["星级"].at(i) for i, key in enumerate(before.subjects.keys)}
    now = {key: appraisal.columns["星级"].at(i) for i, key in enumerate(appraisal.subjects.keys) if appraisal.rated[i]}
    rises = [now.get(key) for key in (appraisal.subjects.keys[i] for i in both)]
    pairs = [(past[appraisal.subjects.keys[i]], new) for i, new in zip(both, rises, strict=True)]
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    expected = [len(both), sum(n > o for o, n in known), sum(n == o for o, n in known), sum(n < o for o, n in known)]
    sheet = opened(2023, SCHEMES[0], own)["汇总"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "上年已评")
    values = [cell.value for cell in sheet[head.row + 1] if cell.value is not None]
    assert values == [*expected, len(both) - len(known)]


def test_in_later_years_the_printed_stars_explain_the_level() -> None:
    sheet = opened(2023, SCHEMES[0])["评定结果"]
    first, last = body(sheet)
    names = ["年度考核星", "任职年限星", "创先争优星", "上年星级", "本年新增星", "本年减星", "星级"]
    at = [column(sheet, name) for name in names]
    again = 0
    for row in range(first, last + 1):
        *stars, past, gained, lost, level = [sheet.cell(row, c).value for c in at]
        if not isinstance(level, int | float):
            continue
        made = sum(stars) if past is None else min(max(past + gained - lost, 0), 15)
        assert level <= made  # a veto may cap it
        again += past is not None
        assert level == made or sheet.cell(row, column(sheet, "年度考核等次")).value == "不合格"
    assert again > 90


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_open_matters_and_problems_are_listed(year: int, scheme: str, own: bool) -> None:
    sheet, data = opened(year, scheme, own)["待定与问题"], seen(year, scheme)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = [k for k, row in enumerate(rows) if row[0] in ("序号", "级别")]
    assert len(heads) == 3
    told = zip(heads[::2], ("待定", "问题"), ("（没有待定事项）", "（没有发现问题）"), strict=True)
    for head, name, empty in told:
        shown = rows[head + 1 : head + 1 + max(len(data[name]), 1)]
        if not data[name]:
            assert shown[0][0] == empty
        else:
            key = "序号" if name == "待定" else "级别"
            assert [row[0] for row in shown] == [row[key] for row in data[name]]
            assert [row[4] for row in shown] == [row["原因" if name == "待定" else "说明"] for row in data[name]]


@pytest.mark.parametrize("template", [f"{name}.xlsx" for name in (*SCHEMES, "workbook")])
def test_problems_stand_by_township_and_both_lists_of_the_roster_are_there(template: str) -> None:
    scheme = SCHEMES[1] if template == GENERAL else template.removesuffix(".xlsx")
    appraisal, _ = appraisals()[2022, scheme]
    first, last = (list(dict.fromkeys(appraisal.subjects.groups))[k] for k in (0, -1))
    place = Place("data/2022/报表.xlsx", "检查表", "B7")
    told = [replace(problem("D122", "读不懂", place, found="三"), group=town) for town in ("", last, first, last)]
    missing, unknown = (
        [MissingSubject(f"{last}/村", last, "检查表", place)],
        [UnknownSubject(f"{first}/材", first, "检查表", place, ("村",))],
    )
    names = name_context(build_view(appraisal, told, SETTING, missing, unknown))
    data = render_workbook((REPORTS / template).read_bytes(), names)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [[cell.value for cell in row] for row in book["待定与问题"].iter_rows()]
    assert [row[1:5] for row in rows if row[4] == 0 and row[1]] == [
        [first, 1, 0, 0],
        [last, 2, 0, 0],
        ["本级", 1, 0, 0],
    ]
    assert [row[1] for row in rows if row[0] == "错误"] == [first, last, last, "本级"]
    gaps = [[cell.value for cell in row] for row in book["名册核对"].iter_rows()]
    assert [1, last, "村", "检查表", str(place), None] in gaps
    assert [1, first, "材", "检查表", str(place), "村"] in gaps


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_formats_filters_and_titles_cover_all_rows(year: int, scheme: str, own: bool) -> None:
    book = opened(year, scheme, own)
    result = book["评定结果"]
    first, last = body(result)
    rows = {(area[1], area[3]) for area in covered(result)}
    assert rows <= {(first, last), (first - 1, first - 1)}  # columns that may have no header
    assert (1, first, result.max_column, last) in covered(result)
    left, top, right, bottom = range_boundaries(result.auto_filter.ref)
    assert (left, top, right, bottom) == (1, first - 1, result.max_column, last)
    assert result.print_title_rows
    assert result.freeze_panes == f"D{first}"
    first, last = body(book["待遇"])
    assert range_boundaries(book["待遇"].auto_filter.ref)[3] == last


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_charts_refer_to_every_township_and_grade(year: int, scheme: str, own: bool) -> None:
    data, book = workbook(year, scheme, own), opened(year, scheme, own)
    first, last = body(book["汇总"])
    references = re.findall(r"<c:(cat|val)>.*?<c:f>([^<]*)</c:f>", part(data, "xl/charts/chart1.xml"), re.DOTALL)
    assert len(references) > 10
    for kind, reference in references:
        letters = re.fullmatch(r"汇总!\$([A-Z]+)\$(\d+):\$\1\$(\d+)", reference)
        assert letters, reference
        assert (int(letters[2]), int(letters[3])) == (first, last)
        assert kind == "val" or letters[1] == "B"
    grades = len(seen(year, scheme)["分布"])
    for reference in re.findall(r"<c:f>([^<]*:[^<]*)</c:f>", part(data, "xl/charts/chart2.xml")):
        numbers = [int(number) for number in re.findall(r"\$(\d+)", reference)]
        assert numbers[1] - numbers[0] + 1 == grades
    assert "岚县" in part(data, "xl/charts/chart1.xml")


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_distribution_adds_up_to_all_subjects(year: int, scheme: str, own: bool) -> None:
    data = seen(year, scheme)
    assert sum(row["数量"] for row in data["分布"]) == len(data["评定结果"])
    for row in data["归属汇总"]:
        assert sum(row["分布"].values()) + row["待定"] == row["参评"]
    assert {row["等次"] for row in data["评定结果"]} <= {row["等次"] for row in data["分布"]}
    sheet = opened(year, scheme, own)["汇总"]
    assert sheet.cell(*_under(sheet, "考核对象")).value == 144


def _under(sheet: Any, label: str) -> tuple[int, int]:
    found = next(cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == label)
    return found.row + 1, found.column


@pytest.mark.parametrize("year", [2022, 2023])
def test_sums_are_formulas_over_all_rows(year: int) -> None:
    for scheme, head in ((SCHEMES[0], "星级绩效报酬（元/年）"), (SCHEMES[1], "创建奖补（元/年）")):
        sheet = opened(year, scheme)["待遇"]
        first, last = body(sheet)
        letter = get_column_letter(column(sheet, head))
        assert sheet[f"{letter}{last + 1}"].value == f"=SUM({letter}{first}:{letter}{last})"
        amounts = [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]
        assert sum(x for x in amounts if isinstance(x, int)) == seen(year, scheme)["概况"]["金额"][0]["金额"]


def test_the_published_bonus_of_2022_is_on_the_sheet() -> None:
    assert seen(2022, SCHEMES[0])["概况"]["金额"][0]["金额"] == Decimal(41000)
    found = CalamineWorkbook.from_filelike(io.BytesIO(workbook(2022, SCHEMES[0]))).get_sheet_by_name("待遇").to_python()
    assert next(row for row in found if row[0] == "合计")[7] == 41000


@pytest.mark.parametrize(("year", "scheme", "own"), CASES)
def test_calamine_reads_what_is_written(year: int, scheme: str, own: bool) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(year, scheme, own)))
    assert [name for name in book.sheet_names if name not in hidden_of(scheme)] == sheets_of(scheme)
    assert book.get_sheet_by_name("汇总").to_python()[0][0].startswith(f"岚县{year}年度")


def test_the_same_appraisal_gives_the_same_bytes() -> None:
    appraisal, problems = appraisals()[2023, SCHEMES[1]]
    again = render_scheme_workbook(SCHEMES[1], build_view(appraisal, problems, SETTING), [REPORTS])
    assert again == workbook(2023, SCHEMES[1])


@pytest.mark.parametrize("template", [*(f"{scheme}.xlsx" for scheme in SCHEMES), GENERAL])
def test_a_name_that_looks_like_a_formula_stays_text(template: str) -> None:
    scheme = SCHEMES[1] if template == GENERAL else template.removesuffix(".xlsx")
    rows = [dict(row) for row in seen(2023, scheme)["评定结果"]]
    rows[0] |= {"名称": "=1+1", "村": "=1+1", "姓名": "=1+1"}
    changed = seen(2023, scheme) | {"评定结果": rows}
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook((REPORTS / template).read_bytes(), changed)))["评定结果"]
    cells = [cell for cell in sheet[body(sheet)[0]] if cell.value == "=1+1"]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize("template", [*(f"{scheme}.xlsx" for scheme in SCHEMES), GENERAL])
def test_a_report_of_nobody_still_comes_out(template: str) -> None:
    scheme = SCHEMES[1] if template == GENERAL else template.removesuffix(".xlsx")
    none: dict[str, Any] = {
        name: [] if isinstance(value, list) else value for name, value in seen(2023, scheme).items()
    }
    book = openpyxl.load_workbook(io.BytesIO(render_workbook((REPORTS / template).read_bytes(), none)))
    assert visible(book) == [name for name in SHEETS if template != GENERAL or name != "待遇"]
    assert "（无）" in [cell.value for cell in book["评定结果"]["A"]]


def test_the_general_template_gathers_the_grades_it_has_no_columns_for() -> None:
    """Of 8 good and 3 bad grades 6 and 2 have columns; the 3 others are 3 subjects of 12, of whom one is undecided."""
    good, bad = [f"第{k}等" for k in range(1, 9)], [f"不合格{k}" for k in range(1, 4)]
    each = dict.fromkeys([*good, *bad], 1)
    towns = [dict(row, 分布=each, 参评=12, 待定=1) for row in seen(2023, SCHEMES[1])["归属汇总"]]
    changed = seen(2023, SCHEMES[1]) | {"正面等次": good, "负面等次": bad, "归属汇总": towns}
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook((REPORTS / GENERAL).read_bytes(), changed)))["汇总"]
    first, _ = body(sheet)
    assert [cell.value for cell in sheet[first - 1]][-9:] == [*good[:6], *bad[:2], "其余"]
    assert [cell.value for cell in sheet[first]][-9:] == [1] * 8 + [3]


def test_a_scheme_without_any_template_says_so(tmp_path: Path) -> None:
    appraisal, problems = appraisals()[2022, SCHEMES[0]]
    with pytest.raises(ProblemsError) as caught:
        render_scheme_workbook(SCHEMES[0], build_view(appraisal, problems, SETTING), [tmp_path])
    assert [found.code for found in caught.value.problems] == ["T101"]


def test_the_grade_shown_is_the_one_after_the_quota() -> None:
    appraisal, _ = appraisals()[2022, SCHEMES[1]]
    before, after = (appraisal.columns[name] for name in ("等次(名额前)", appraisal.scheme.grade))
    moved = next(i for i in range(144) if before.known[i] and after.known[i] and before.at(i) != after.at(i))
    assert seen(2022, SCHEMES[1])["评定结果"][moved]["等次"] == after.at(moved)


def test_last_year_is_shown_though_the_rules_do_not_ask_for_it() -> None:
    now = {row["名称"] + row["乡镇"]: row for row in seen(2023, SCHEMES[1])["评定结果"]}
    before = {row["名称"] + row["乡镇"]: row for row in seen(2022, SCHEMES[1])["评定结果"]}
    both = [name for name in now if isinstance(before[name]["星级"], Decimal)]
    assert len(both) > 100
    assert all(now[name]["上年"] == before[name]["星级"] for name in both)
    assert all(row["上年"] == row["变化"] == "" for row in before.values())


# The templates as files.


def built(folder: Path) -> dict[str, bytes]:
    script = REPOSITORY / "reports" / "make_templates.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_templates_are_what_the_script_makes_and_always_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = built(tmp_path / "a")
    assert sorted(first) == sorted(path.name for path in REPORTS.glob("*.xlsx"))
    assert first == built(tmp_path / "b")
    for name, data in first.items():
        made, kept = (zipfile.ZipFile(io.BytesIO(found)) for found in (data, (REPORTS / name).read_bytes()))
        assert made.namelist() == kept.namelist()
        assert all(made.read(entry) == kept.read(entry) for entry in made.namelist()), name


# LibreOffice.


@pytest.mark.tools
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("own", [True, False])
def test_libreoffice_reckons_the_same_sums(scheme: str, own: bool, soffice: list[str], tmp_path: Path) -> None:
    file = tmp_path / "结果.xlsx"
    file.write_bytes(workbook(2023, scheme, own))
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [*soffice, "--convert-to", options, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    sheets = {path.stem.removeprefix("结果-"): path for path in tmp_path.glob("*.csv")}
    assert set(sheets) - hidden_of(scheme) == set(sheets_of(scheme))
    tables = {name: list(csv.reader(path.open(encoding="utf-8"))) for name, path in sheets.items()}
    wrong = [
        cell for table in tables.values() for row in table for cell in row if re.match(r"#(REF|NAME|VALUE|DIV)", cell)
    ]
    assert [cell for cell in wrong if cell not in {row["现为"] for row in seen(2023, scheme)["问题"]}] == []
    data = seen(2023, scheme)
    total = next(row for row in tables["汇总"] if row[0] == "合计")
    assert [number(cell) for cell in total[2:4]] == [144, data["概况"]["参评"]]
    first = data["概况"]["金额"][0]
    assert first["金额"] in [number(cell) for cell in total]
    if own:
        row = next(row for row in tables["待遇"] if row[0] == "合计")
        assert first["金额"] in [number(cell) for cell in row]
    else:
        row = next(row for row in tables["待遇"] if row[0] == first["待遇"])
        assert [number(row[5]), number(row[6])] == [first["人数"], first["金额"]]
    changes = [row["变化"] for row in data["评定结果"] if isinstance(row["变化"], Decimal)]
    known = data["与上年比较"]
    at = next(k for k, row in enumerate(tables["汇总"]) if row[0] == "上年已评")
    counts = [
        len(changes) + known["未能比较"],
        *(sum(test) for test in zip(*((c > 0, c == 0, c < 0) for c in changes), strict=True)),
    ]
    assert [number(cell) for cell in tables["汇总"][at + 1] if cell] == [*counts, known["未能比较"]]


def number(text: str) -> Decimal | None:
    plain = text.replace(",", "").strip().removesuffix("人").removesuffix("个")
    return Decimal(plain) if re.fullmatch(r"[-+]?\d+(\.\d+)?", plain) else None
