"""What differs between two ratings of the same villages: who gained, by which clause, from which cell or line, for how much."""

from pathlib import Path

from comparing import BOOK, FACTS, STARS, VILLAGES, compare_with, make_county, rate
from workspaces import set_cell, write_book

from stardb.comparison import CauseKind, Move, compare_states


def test_nothing_changed_is_the_same(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    assert compare_with(before, tmp_path).is_same


def test_a_cell_that_brings_a_star_is_told_with_its_village_star_level_and_money(tmp_path: Path) -> None:
    """甲村's income of 18万元 becomes 20万元, which is the line: its fourth star, and 300元 a month more."""
    before = rate(make_county(tmp_path))
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "C2", 20)
    changes = compare_with(before, tmp_path)
    (village,) = changes.subjects
    assert (village.group, village.name, village.move) == ("东镇", "甲村", Move.UP)
    assert [(one.step.title, one.before_text, one.after_text, one.move) for one in village.results] == [
        ("富裕星", "未得", "得星", Move.UP),
        ("星级", "3星", "4星", Move.UP),
        ("补贴", "500元/月", "800元/月", Move.UP),
    ]
    (cause,) = village.causes
    assert (cause.step.title, cause.kinds) == ("富裕星", (CauseKind.CELL,))
    (cell,) = changes.inputs.cells
    assert cause.cells == (cell,)
    assert (cell.place, cell.before, cell.after) == (f"data/2022/{BOOK}!检查表!C2", "18", "20")
    (budget,) = changes.budget
    assert (budget.title, budget.unit, budget.before, budget.after, budget.rise) == ("补贴", "元/月", 1800, 2100, 300)
    assert [(one.group, one.before, one.after) for one in budget.groups] == [("东镇", 1300, 1600)]


def test_a_number_in_the_rules_is_told_by_its_line_and_who_lost_by_it(tmp_path: Path) -> None:
    """The line of 20万元 becomes 28万元: of 乙村 (25) and 丙村 (30) only 乙村 loses the star."""
    before = rate(make_county(tmp_path))
    make_county(tmp_path, STARS.replace("20万元", "28万元"))
    changes = compare_with(before, tmp_path)
    (village,) = changes.subjects
    assert (village.name, village.move) == ("乙村", Move.DOWN)
    (line,) = changes.rules
    assert (line.line_before, line.line_after, line.clause) == (6, 6, "收入线")
    assert line.figures == (("20万元", "28万元"),)
    (cause,) = village.causes
    assert cause.kinds == (CauseKind.PARAMETER,)
    assert [(one.name, one.before, one.after, one.line) for one in cause.parameters] == [
        ("收入线", "20万元", "28万元", 6)
    ]


def test_an_edited_clause_is_behind_what_it_makes(tmp_path: Path) -> None:
    """500元 for three stars becomes 600元: 甲村 and 丙村 get 100元 more, by line 36 of the file."""
    before = rate(make_county(tmp_path))
    make_county(tmp_path, STARS.replace("3: 500元", "3: 600元"))
    changes = compare_with(before, tmp_path)
    assert [one.name for one in changes.subjects] == ["甲村", "丙村"]
    number = STARS.splitlines().index("    choices: {4: 800元, 3: 500元, 2: 300元}") + 1
    for one in changes.subjects:
        (cause,) = one.causes
        assert (cause.step.title, cause.kinds) == ("补贴", (CauseKind.RULE,))
        assert [rule.line_after for rule in cause.rules] == [number]
    assert changes.budget[0].rise == 200


def test_what_becomes_unknown_is_undecided_and_neither_gain_nor_loss(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "C3", None)
    changes = compare_with(before, tmp_path)
    (village,) = changes.subjects
    assert (village.name, village.move) == ("乙村", Move.OPEN)
    assert (village.state_before, village.state_after) == ("已定", "待定")
    (budget,) = changes.budget
    assert (budget.open_before, budget.open_after, budget.rise) == (0, 1, -800)


def test_villages_that_are_new_or_gone_are_told(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    facts = [*FACTS[:3], ["西镇", "丁村", 30, "是", "是", "是", ""]]
    make_county(tmp_path, facts=facts, villages=[*VILLAGES[:3], ["西镇", "丁村"]])
    changes = compare_with(before, tmp_path)
    assert [(one.name, one.move, one.state_before, one.state_after) for one in changes.subjects] == [
        ("丁村", Move.ADDED, "", "已定"),
        ("丙村", Move.GONE, "已定", ""),
    ]


def test_a_village_that_was_renamed_is_the_same_village(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    facts = [*FACTS[:3], ["西镇", "新丙村", 30, "是", "是", "是", ""]]
    make_county(tmp_path, facts=facts, villages=[*VILLAGES[:3], ["西镇", "新丙村"]])
    called = {"西镇/新丙村": "西镇/丙村"}
    changes = compare_states(before, rate(tmp_path), lambda keys: [called.get(key, key) for key in keys])
    (village,) = changes.subjects
    assert (village.name, village.move) == ("新丙村", Move.UP)


def test_a_row_moved_within_its_sheet_is_no_change(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    write_book(tmp_path / "data/2022" / BOOK, {"名册": VILLAGES, "检查表": [FACTS[0], FACTS[3], FACTS[2], FACTS[1]]})
    assert compare_with(before, tmp_path).is_same


def test_a_file_that_came_or_went_is_told(tmp_path: Path) -> None:
    before = rate(make_county(tmp_path))
    (tmp_path / "data/2022" / BOOK).rename(tmp_path / "data/2022/改名.xlsx")
    changes = compare_with(before, tmp_path)
    assert [(one.file, one.is_new) for one in changes.inputs.files] == [
        ("data/2022/改名.xlsx", True),
        (f"data/2022/{BOOK}", False),
    ]
    assert not changes.subjects
