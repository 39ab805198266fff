"""Decisions read from `decisions/<period>/`: which hold, and what is said of the others, each at its cell."""

from pathlib import Path
from typing import Any

import pytest

from stardb.intake import Decision, Matter
from stardb.problems import Problem
from stardb.workspace import open_workspace, read_inputs
from tests.workspaces import small, write_book

HEAD = ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期", "经办", "撤销"]
GOOD = [
    "1",
    "小星",
    "甲镇/西庄",
    "得分",
    "集体收入",
    "6",
    "10",
    "漏报一笔收入",
    "县委组织部",
    "小组发〔2022〕3号",
    "2022-12-20",
]


def read(root: Path, *rows: list[Any], name: str = "2022/裁定.xlsx") -> tuple[tuple[Decision, ...], list[Problem]]:
    small(root)
    write_book(root / "decisions" / name, {"裁定": [HEAD, *rows]})
    found = read_inputs(open_workspace(root))
    return found.decided.decisions, [one for one in found.problems if one.place.file.startswith("decisions/")]


def changed(**cells: Any) -> list[Any]:
    row = [*GOOD, *[None] * (len(HEAD) - len(GOOD))]
    for name, value in cells.items():
        row[HEAD.index(name)] = value
    return row


def test_a_row_is_a_decision_with_the_place_of_its_new_value(tmp_path: Path) -> None:
    (one,), problems = read(tmp_path, GOOD)
    assert problems == []
    assert (one.number, one.scheme, one.subject, one.matter, one.item) == (
        "1", "little", "甲镇/西庄", Matter.POINTS, "集体收入",
    )  # fmt: skip
    assert (one.before, one.after, one.reason, one.document) == ("6", "10", "漏报一笔收入", "小组发〔2022〕3号")
    assert str(one.day) == "2022-12-20"
    assert str(one.place) == "decisions/2022/裁定.xlsx!裁定!G2"


@pytest.mark.parametrize("subject", ["西庄", "甲镇西庄", "甲镇 西庄村", "甲镇政府/西庄村委会", "西庄党支部"])
def test_a_subject_may_be_written_as_on_other_sheets(tmp_path: Path, subject: str) -> None:
    (one,), problems = read(tmp_path, changed(对象=subject))
    assert (one.subject, problems) == ("甲镇/西庄", [])


@pytest.mark.parametrize("scheme", ["小星", "《小星》", "little"])
def test_a_scheme_may_be_named_by_its_title_or_its_file(tmp_path: Path, scheme: str) -> None:
    assert [one.scheme for one in read(tmp_path, changed(办法=scheme))[0]] == ["little"]


def test_what_the_roster_and_the_rules_do_not_know_stays_as_written(tmp_path: Path) -> None:
    """Whether it applies is for scoring to say, at the cell of the new value."""
    (one,), problems = read(tmp_path, changed(对象="甲镇", 项="集体收人"))
    assert (one.subject, one.item) == ("甲镇", "集体收人")
    assert "D252" not in {fault.code for fault in problems}


FAULTS = {
    "no scheme": ({"办法": None}, "D250", "B3", "没有填“办法”"),
    "no new value": ({"改为": None}, "D250", "G3", "没有填“改为”"),
    "no reason": ({"理由": None}, "D121", "H3", "“理由”没有填"),
    "no authority": ({"依据机关": None}, "D121", "I3", "“依据机关”没有填"),
    "no document": ({"文号": None}, "D121", "J3", "“文号”没有填"),
    "no day": ({"日期": None}, "D121", "K3", "“日期”没有填"),
    "no number": ({"编号": None}, "D121", "A3", "“编号”没有填"),
    "open end": ({"日期": "至今"}, "D122", "K3", "至今"),
    "no day at all": ({"日期": "年底"}, "D122", "K3", "年底"),
    "unknown matter": ({"事项": "名次"}, "D123", "D3", "名次"),
    "unknown scheme": ({"办法": "小兴"}, "D252", "B3", "相近的有“小星”"),
    "revoked by nobody": ({"撤销": "9"}, "D253", "M3", "没有编号是“9”的裁定"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_decision_is_told_at_its_cell_and_left_out(tmp_path: Path, fault: str) -> None:
    cells, code, cell, said = FAULTS[fault]
    made, problems = read(tmp_path, changed(编号="2", 对象="东庄"), changed(**cells))
    assert [one.number for one in made] == ["2"]
    assert [(one.code, one.place.cell) for one in problems] == [(code, cell)]
    assert said in problems[0].message


def test_a_number_that_two_decisions_have_is_neither(tmp_path: Path) -> None:
    made, (fault,) = read(tmp_path, GOOD, changed(对象="东庄"), changed(编号="2"))
    assert [one.number for one in made] == ["2"]
    assert (fault.code, fault.place.cell) == ("D251", "A3")


def test_a_row_takes_back_the_decision_it_names(tmp_path: Path) -> None:
    revoking = ["2", *[None] * 6, "核实有误", "县委组织部", "小组发〔2022〕9号", "2022-12-28", None, "1"]
    made, problems = read(tmp_path, GOOD, revoking, changed(编号="3", 对象="东庄"))
    assert ([one.number for one in made], problems) == (["3"], [])


def test_a_revocation_without_authority_takes_nothing_back(tmp_path: Path) -> None:
    revoking = ["2", *[None] * 6, "核实有误", None, "小组发〔2022〕9号", "2022-12-28", None, "1"]
    made, (fault,) = read(tmp_path, GOOD, revoking)
    assert ([one.number for one in made], fault.code, fault.place.cell) == (["1"], "D121", "I3")


def test_a_revocation_is_not_taken_back_nor_made_twice(tmp_path: Path) -> None:
    grounds = ["核实有误", "县委组织部", "小组发〔2022〕9号", "2022-12-28", None]
    rows = [[number, *[None] * 6, *grounds, of] for number, of in (("2", "1"), ("3", "2"), ("4", "1"))]
    made, problems = read(tmp_path, GOOD, *rows)
    assert made == ()
    assert [(one.code, one.place.cell) for one in problems] == [("D253", "M4"), ("D253", "M5")]


def test_the_row_that_shows_how_is_not_read(tmp_path: Path) -> None:
    made, problems = read(tmp_path, changed(编号="例", 日期="某日"), GOOD)
    assert ([one.number for one in made], problems) == (["1"], [])


def test_titles_may_be_worded_otherwise_and_stand_below_a_heading(tmp_path: Path) -> None:
    small(tmp_path)
    head = [{"改为": "裁定值", "文号": "依据文号", "经办": "经办人"}.get(title, title) for title in HEAD]
    write_book(tmp_path / "decisions/2022/a.xlsx", {"Sheet1": [["2022年度裁定"], head, GOOD]})
    (one,) = read_inputs(open_workspace(tmp_path)).decided.decisions
    assert one.place.cell == "G3"


def test_a_file_outside_the_folder_of_a_period_is_told(tmp_path: Path) -> None:
    assert [(one.code, one.place.file) for one in read(tmp_path / "a", GOOD, name="裁定.xlsx")[1]] == [
        ("W350", "decisions/裁定.xlsx")
    ]
    assert [(one.code, one.place.file) for one in read(tmp_path / "b", GOOD, name="今年/裁定.xlsx")[1]] == [
        ("W350", "decisions/今年")
    ]


def test_a_book_of_decisions_may_be_a_text_file(tmp_path: Path) -> None:
    small(tmp_path)
    lines = [HEAD, [*GOOD, "", ""]]
    path = tmp_path / "decisions/2022/裁定.csv"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    assert [one.number for one in read_inputs(open_workspace(tmp_path)).decided.decisions] == ["1"]


def test_reasons_keep_their_punctuation(tmp_path: Path) -> None:
    (one,), _ = read(tmp_path, changed(理由="漏报一笔，应为（20万元）；已核实"))
    assert one.reason == "漏报一笔，应为（20万元）；已核实"
