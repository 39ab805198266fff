"""headers.yaml: what is settled there is used; what is wrong there is said with its line and column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import CHECKED, judge, small, write_book

from stardb.intake import NOT_A_COLUMN
from stardb.problems import ProblemsError
from stardb.workspace import open_workspace, read_inputs
from stardb.workspace.headers_file.edit import change_entries
from stardb.workspace.headers_file.headers import parse_headers

OTHERWISE = [["乡镇", "村", "经济情况", "换届"], *CHECKED[1:]]
"""The sheet with a title for 收入 that nobody could guess."""


def county(root: Path, settled: str) -> Path:
    small(root, checked=OTHERWISE)
    (root / "headers.yaml").write_text(settled, encoding="utf-8")
    return root


def told(root: Path) -> list[tuple[str, str]]:
    return [(p.code, str(p.place)) for p in read_inputs(open_workspace(root)).problems]


def test_a_title_settled_once_is_that_column_from_then_on(tmp_path: Path) -> None:
    assert [code for code, _ in told(county(tmp_path, ""))] == ["D114"]
    root = county(tmp_path, "# 张主任 2022-12-01 确认\n检查表:\n  经济情况: 收入\n")
    assert told(root) == []
    income = judge(root, keep=False)["little"].columns["收入"]
    assert [str(income.at(i)) for i in range(3)] == ["200000", "120000", "99000"]  # 万元 is the column's own unit


@pytest.mark.parametrize(
    ("text", "problem", "words"),
    [
        ("检查:\n  经济情况: 收入\n", ("W111", "headers.yaml:1:1"), "是不是“检查表”"),
        ("检查表:\n  经济情况: 收人\n", ("W112", "headers.yaml:2:9"), "是不是“收入”"),
        ("检查表:\n  经济情况: 收入\n  1、经济情况(元): 不是\n", ("W113", "headers.yaml:3:3"), "第2行的“经济情况”"),
    ],
)
def test_an_entry_that_means_nothing_or_two_things_is_named(
    tmp_path: Path, text: str, problem: tuple[str, str], words: str
) -> None:
    found = read_inputs(open_workspace(county(tmp_path, text))).problems
    assert problem in [(p.code, str(p.place)) for p in found]
    assert any(words in p.message for p in found), found


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("检查表: 收入\n", [("W110", "headers.yaml:1:6")]),
        ("- 检查表\n", [("W110", "headers.yaml:1:1")]),
        ("检查表:\n  经济情况: [收入]\n  备注: true\n", [("W110", "headers.yaml:2:9"), ("W110", "headers.yaml:3:7")]),
        ("检查表:\n  经济情况: 收入\n  经济情况: 换届\n", [("R102", "headers.yaml:3:3")]),
        ("检查表:\n\t经济情况: 收入\n", [("R101", "headers.yaml:2:1")]),
    ],
)
def test_a_file_that_cannot_be_understood_stops_everything(
    tmp_path: Path, text: str, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(ProblemsError) as caught:
        open_workspace(county(tmp_path, text))
    assert [(p.code, str(p.place)) for p in caught.value.problems] == problems


def test_a_file_of_comments_alone_settles_nothing(tmp_path: Path) -> None:
    assert open_workspace(county(tmp_path, "# 还没有\n\n")).headers.titles == {}


def test_a_table_that_no_scheme_has_is_not_spoken_of_while_a_scheme_cannot_be_read(tmp_path: Path) -> None:
    root = county(tmp_path, "别的表:\n  甲: 乙\n")
    (root / "rules" / "other.yaml").write_text("scheme: [", encoding="utf-8")
    (root / "stardb.yaml").write_text("county: 小县\nperiod: 2022\nschemes: [little, other]\n", encoding="utf-8")
    assert "W111" not in [code for code, _ in told(root)]


WRITTEN = """\
# 2022年12月确认
检查表:            # 县委组织部

    经济情况: 收入   # 张某某说的
    '备注': 不是
# 名册的
名册: {村名: 村, 户: 户数}
"""


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {("检查表", "经济情况"): "换届"},
            ["    经济情况: 收入   # 张某某说的", "    经济情况: 换届   # 张某某说的"],
        ),
        ({("检查表", "备注"): None}, ["    '备注': 不是", None]),
        ({("检查表", "家底"): "收入"}, [None, "    家底: 收入"]),
        ({("检查表", "1:2 #"): ""}, [None, "    '1:2 #': 不是"]),
    ],
)
def test_a_change_touches_one_line_and_no_comment(
    changes: dict[tuple[str, str], str | None], lines: list[str | None]
) -> None:
    before, after = WRITTEN.splitlines(), change_entries(WRITTEN, changes).splitlines()
    assert [line for line in before if line not in after] == [line for line in lines[:1] if line]
    assert [line for line in after if line not in before] == [line for line in lines[1:] if line]


def test_a_new_file_says_what_it_is_and_a_table_without_entries_goes() -> None:
    text = change_entries("", {("检查表", "经济情况"): "收入", ("名册", "备注"): ""})
    assert text.startswith("# 表头对照")
    assert text.endswith("检查表:\n  经济情况: 收入\n名册:\n  备注: 不是\n")
    assert change_entries(text, {("检查表", "经济情况"): None}).endswith("上年度/收入。\n名册:\n  备注: 不是\n")


def test_a_table_written_on_one_line_is_changed_too() -> None:
    text = change_entries(WRITTEN, {("名册", "户"): None, ("名册", "村庄"): "村"})
    assert parse_headers(text).titles["名册"] == {"村名": "村", "村庄": "村"}
    assert "# 2022年12月确认" in text


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="：/"), min_size=1
).filter(lambda text: text.strip() and text.isprintable() and text != "不是")


@given(st.lists(st.tuples(WORDS, WORDS, WORDS | st.just(NOT_A_COLUMN) | st.none()), max_size=8))
def test_what_is_put_in_is_read_again_whatever_it_is(entries: list[tuple[str, str, str | None]]) -> None:
    text, wanted = "", dict[str, dict[str, str]]()
    for table, title, column in entries:
        text = change_entries(text, {(table, title): column})
        if column is not None:
            wanted.setdefault(table, {})[title] = column
        elif table in wanted:
            wanted[table].pop(title, None)
    assert {table: titles for table, titles in parse_headers(text).titles.items() if titles} == {
        table: titles for table, titles in wanted.items() if titles
    }


def test_hidden_rows_are_read_or_left_out_as_the_workspace_says(tmp_path: Path) -> None:
    import openpyxl

    for setting, incomes in (("read", 3), ("skip", 2)):
        root = small(tmp_path / setting, more=f"hidden_rows: {setting}\n")
        path = root / "data/2022/检查.xlsx"
        book = openpyxl.load_workbook(path)
        book["检查表"].row_dimensions[3].hidden = True
        book.save(path)
        found = read_inputs(open_workspace(root))
        assert "D109" in [p.code for p in found.problems]
        assert found.intakes["little"].tables.single["检查表"].columns["收入"].known.sum() == incomes


def test_two_townships_may_each_have_their_own_title_for_a_column(tmp_path: Path) -> None:
    root = county(tmp_path, "检查表:\n  经济情况: 收入\n  家底: 收入\n")
    write_book(
        root / "data/2022/检查.xlsx", {"名册": [["乡镇", "村", "户数"], ["甲镇", "东庄", 1], ["乙镇", "南庄", 2]]}
    )
    for number, title in enumerate(("经济情况", "家底")):
        village = ["甲镇", "东庄"] if number == 0 else ["乙镇", "南庄"]
        rows = [["乡镇", "村", title, "换届"], [*village, 20, "是"]]
        write_book(root / f"data/2022/{number}.xlsx", {"检查表": rows})
    assert told(root) == []
