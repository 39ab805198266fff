"""However a table is laid on its sheet, it is the same table."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stardb.books import Sheet
from stardb.intake import read_tables
from stardb.rulebook import TableSpec

TEXT, NUMBER = {"type": "text", "required": True}, {"type": "number", "unit": "人"}
COLUMNS = {
    "乡镇": TEXT,
    "村": TEXT,
    "党员": NUMBER,
    "收入": {"type": "money", "unit": "万元"},
    "合格率": {"type": "percent"},
}
VILLAGES = {
    "名册": TableSpec.model_validate({"key": ["乡镇", "村"], "name": "村", "group": "乡镇", "columns": COLUMNS})
}
HEADER = list(COLUMNS)

rows = st.lists(
    st.tuples(
        st.sampled_from(["东村镇", "西村镇"]),
        st.sampled_from(["李家村", "王家村", "平均村", "合计屯", "主管庄", "赵家社区"]),
        st.one_of(st.just(""), st.integers(0, 999)),
        st.one_of(st.just(""), st.integers(0, 5000), st.decimals(0, 500, places=1).map(float)),
        st.sampled_from(["", "85%", "100%", "7.5%"]),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda row: row[:2],
)


def values(*sheets):
    intake = read_tables(sheets, VILLAGES)
    table = intake.tables.single["名册"]
    worst = {problem.code for problem in intake.problems if problem.severity.value != "note"}
    subjects = intake.tables.subjects.keys
    return {key: tuple(table.columns[name].at(i) for name in HEADER[2:]) for i, key in enumerate(subjects)}, worst


def plain(data):
    return values(Sheet("1.xlsx", "表", [HEADER, *data]))


def padded(grid, above, left, right):
    width = len(grid[0])
    lines = [[line, *[""] * (left + width + right - 1)] for line in above]
    return [*lines, *([*[""] * left, *row, *[""] * right] for row in grid)]


@settings(max_examples=60, deadline=None)
@given(
    data=rows,
    order=st.permutations(range(5)),
    above=st.lists(
        st.sampled_from(["2022年度检查表", "", "附件1", "单位：万元", "填报日期：2022年 月 日"]), max_size=4
    ),
    left=st.integers(0, 3),
    right=st.integers(0, 2),
    blanks=st.sets(st.integers(1, 7), max_size=3),
)
def test_moved_and_shuffled_on_its_sheet(data, order, above, left, right, blanks):
    grid = [[row[i] for i in order] for row in [HEADER, *data]]
    for at in sorted(blanks, reverse=True):
        grid[at:at] = [[""] * 5]
    assert values(Sheet("1.xlsx", "表", padded(grid, above, left, right))) == plain(data)


@settings(max_examples=60, deadline=None)
@given(
    data=rows, order=st.permutations(range(5)), above=st.lists(st.sampled_from(["检查表", "单位：万元"]), max_size=2)
)
def test_turned_on_its_side(data, order, above):
    grid = [[row[i] for i in order] for row in [HEADER, *data]]
    side = padded([list(row) for row in zip(*grid, strict=True)], above, 0, 0)
    assert values(Sheet("1.xlsx", "表", side)) == plain(data)


@settings(max_examples=60, deadline=None)
@given(data=rows, at=st.integers(0, 7), titles=st.booleans(), gap=st.integers(0, 2))
def test_split_into_two_blocks_one_below_the_other(data, at, titles, gap):
    between = [[""] * 5] * gap + ([["二、续", "", "", "", ""]] if titles else [])
    grid = [HEADER, *data[:at], *between, HEADER, *data[at:]]
    assert values(Sheet("1.xlsx", "表", grid)) == plain(data)


@settings(max_examples=60, deadline=None)
@given(data=rows, gap=st.integers(0, 2))
def test_split_into_two_blocks_side_by_side(data, gap):
    half = (len(data) + 1) // 2
    left, right = [HEADER, *data[:half]], [HEADER, *data[half:]]
    right += [[""] * 5] * (len(left) - len(right))
    grid = [[*a, *[""] * gap, *b] for a, b in zip(left, right, strict=True)]
    assert values(Sheet("1.xlsx", "表", grid)) == plain(data)


@settings(max_examples=60, deadline=None)
@given(data=rows)
def test_a_form_for_each_village(data):
    def form(row):
        return [
            ["登记表", "", "", ""],
            ["乡镇", row[0], "村", row[1]],
            ["党员", row[2], "收入(万元)", row[3]],
            ["合格率", row[4], "", ""],
        ]

    assert values(*(Sheet("1.xlsx", str(i), form(row)) for i, row in enumerate(data))) == plain(data)
