"""Problems as every listing has them: by township, the same fault of a column on one line."""

from dataclasses import replace

from stardb.problems import Place, Problem, describe_cells, fold, group_by_township, problem


def fault(cell: str, code: str = "D122", group: str = "", sheet: str = "表") -> Problem:
    return replace(problem(code, "读不懂", Place("a.xlsx", sheet, cell)), group=group)


def folded(*problems: Problem) -> list[list[str]]:
    return [[one.place.cell for one in line] for line in fold(problems, lambda one: (one.code, one.place))]


def test_townships_come_in_the_order_of_the_roster_the_countys_own_last() -> None:
    given = [fault("A1"), fault("A2", group="乙镇"), fault("A3", group="甲镇"), fault("A4", group="生镇")]
    assert list(group_by_township(given, ["甲镇", "丙镇", "乙镇"])) == ["甲镇", "乙镇", "生镇", ""]


def test_three_of_a_kind_in_a_column_are_one_line_and_two_are_two() -> None:
    assert folded(fault("C5"), fault("D5"), fault("C9"), fault("C12")) == [["C5", "C9", "C12"], ["D5"]]
    assert folded(fault("C5"), fault("C9")) == [["C5"], ["C9"]]


def test_another_code_sheet_or_column_is_another_line() -> None:
    given = [fault(f"C{row}") for row in (1, 2)], [fault("C3", "D124")], [fault("C4", sheet="另")], [fault("AC5")]
    assert folded(*(one for some in given for one in some)) == [["C1"], ["C2"], ["C3"], ["C4"], ["AC5"]]


def test_what_has_no_cell_is_a_line_each_and_a_cell_said_twice_is_in_two() -> None:
    assert folded(*[fault("")] * 4) == [[""]] * 4
    assert folded(*[fault(f"B{row}") for row in (1, 2, 3, 1, 2, 3)]) == [["B1", "B2", "B3"]] * 2


def test_cells_are_named_and_counted() -> None:
    assert describe_cells(["C5"]) == "C5"
    assert describe_cells(["C5", "C9", "C12"]) == "C5、C9、C12 3 格"
    assert describe_cells(["C5", "C9", "C12", "C13"]) == "C5、C9、C12 等 4 格"
