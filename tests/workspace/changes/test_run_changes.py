"""Every run says what differs from the last one that said something else, and the same run always says the same."""

import json
from pathlib import Path

import openpyxl
from comparing import BOOK, STARS, make_county
from workspaces import set_cell, write_book

from stardb.comparison import CauseKind, DecisionEdit, Move, phrase_decision, phrase_rule
from stardb.ledger import KEY_FILE
from stardb.workspace import Outcome, open_workspace, run
from stardb.workspace.changes.run_changes import RunChanges
from stardb.workspace.folder.open_ledger import open_ledger


def run_once(root: Path, period: str | None = None) -> Outcome:
    return run(open_workspace(root, period))


def changes_of(outcome: Outcome) -> RunChanges:
    return outcome.changes["little"]


def set_income(root: Path, income: float) -> None:
    """18 is 甲村's; from 20 on it has the fourth star and 300元 more."""
    set_cell(root / "data/2022" / BOOK, "检查表", "C2", income)


def results_of(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "results").rglob("*")) if path.is_file()}


def test_the_first_run_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    found = changes_of(run_once(make_county(tmp_path)))
    assert (found.since_last, found.since_period) == (None, None)


def test_a_run_says_what_differs_from_the_last(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    set_income(tmp_path, 20)
    found = changes_of(run_once(tmp_path))
    assert found.since_last is not None
    assert found.number == 1
    (village,) = found.since_last.subjects
    assert (village.name, village.move) == ("甲村", Move.UP)


def test_the_same_run_again_gives_the_same_bytes_and_is_compared_with_the_same(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    set_income(tmp_path, 20)
    run_once(tmp_path)
    first = results_of(tmp_path)
    again = changes_of(run_once(tmp_path))
    assert again.number == 1
    assert results_of(tmp_path) == first


def test_going_back_is_a_change_from_what_was_in_between(tmp_path: Path) -> None:
    """18, 20, 18: the third run is compared with the second; repeated, still with the second."""
    run_once(make_county(tmp_path))
    set_income(tmp_path, 20)
    run_once(tmp_path)
    set_income(tmp_path, 18)
    for _ in range(2):
        found = changes_of(run_once(tmp_path))
        assert found.since_last is not None
        assert (found.number, found.since_last.subjects[0].move) == (2, Move.DOWN)


def test_rules_that_were_edited_are_told_though_nobodys_result_differs(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    make_county(tmp_path, STARS.replace("20万元", "21万元"))
    found = changes_of(run_once(tmp_path))
    assert found.since_last is not None
    assert not found.since_last.subjects
    assert [phrase_rule(one) for one in found.since_last.rules] == ["规则第6行（收入线）20万元 → 21万元"]


def test_what_is_kept_holds_no_private_cell(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    set_cell(tmp_path / "data/2022" / BOOK, "检查表", "G2", "13999999999")
    outcome = run_once(tmp_path)
    ledger = open_ledger(open_workspace(tmp_path))
    assert (tmp_path / KEY_FILE).is_file()
    for kept in ledger.list_kept_runs():
        for digest in kept.run.blobs.values():
            assert b"1391234" not in ledger.read_blob(digest)
            assert b"1399999" not in ledger.read_blob(digest)
    found = changes_of(outcome).since_last
    assert found is not None
    assert [(one.column, one.is_private) for one in found.inputs.cells] == [("电话", True)]
    assert not [name for name, content in results_of(tmp_path).items() if b"13999999999" in content]


def test_a_period_is_compared_with_the_one_before(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    (tmp_path / "data/2022").rename(tmp_path / "data/2023")
    set_cell(tmp_path / "data/2023" / BOOK, "检查表", "C2", 20)
    found = changes_of(run_once(tmp_path, "2023"))
    assert found.since_last is None
    assert found.since_period is not None
    assert [one.name for one in found.since_period.subjects] == ["甲村"]
    assert found.since_period.inputs.files == ()


def test_the_command_tells_it_in_a_few_lines_and_as_data(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from stardb.cli import main

    run_once(make_county(tmp_path))
    set_income(tmp_path, 20)
    told = CliRunner().invoke(main, ["run", "-C", str(tmp_path)]).stdout
    assert "五星：与2022年度第1次运行相比  上升 1\n" in told
    assert "  补贴 合计 1800元/月 → 2100元/月，增加 300元/月（东镇 +300元）\n  改动了：数据 1 格\n" in told
    data = json.loads(CliRunner().invoke(main, ["run", "-C", str(tmp_path), "--format", "json"]).stdout)
    changes = data["changes"]["little"]
    assert (changes["since_run"], changes["is_same"], changes["moves"]) == (1, False, {"up": 1})


def test_a_decision_is_told_with_who_gained_by_it(tmp_path: Path) -> None:
    """丙村's 公开星 is given by a decision: its fourth star, and 300元 more."""
    run_once(make_county(tmp_path))
    titles = ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期", "经办"]
    row = [
        "1",
        "五星",
        "西镇/丙村",
        "星",
        "公开星",
        "未得",
        "得星",
        "复核认定",
        "县委组织部",
        "小组〔2023〕1号",
        "2023-01-05",
        "甲",
    ]
    write_book(tmp_path / "decisions/2022/裁定.xlsx", {"裁定": [titles, row]})
    found = changes_of(run_once(tmp_path)).since_last
    assert found is not None
    (village,) = found.subjects
    assert (village.name, village.move) == ("丙村", Move.UP)
    (cause,) = village.causes
    assert (cause.step.title, cause.kinds) == ("公开星", (CauseKind.DECISION,))
    (decision,) = found.decisions
    assert decision.edit is DecisionEdit.ADDED
    assert phrase_decision(decision) == "新的裁定 1：西镇 丙村 公开星 未得 → 得星（复核认定，小组〔2023〕1号）"
    (tmp_path / "decisions/2022/裁定.xlsx").unlink()
    back = changes_of(run_once(tmp_path)).since_last
    assert back is not None
    assert [one.edit for one in back.decisions] == [DecisionEdit.REVOKED]
    assert back.subjects[0].move is Move.DOWN


def sheets_of(root: Path, period: str = "2022") -> dict[str, tuple[str, str]]:
    """The sheets of the result workbook: whether each is seen, and all its text."""
    book = openpyxl.load_workbook(root / "results" / period / "五星.xlsx")
    return {
        sheet.title: (
            sheet.sheet_state,
            "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row),
        )
        for sheet in book.worksheets
    }


def test_the_workbook_has_a_sheet_of_changes_from_the_second_run_on(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    assert sheets_of(tmp_path)["变更"][0] == "hidden"
    set_income(tmp_path, 20)
    run_once(tmp_path)
    seen, text = sheets_of(tmp_path)["变更"]
    assert seen == "visible"
    assert "小县2022年度五星与2022年度第1次运行相比的变更" in text
    assert "富裕星 未得 → 得星；星级 3星 → 4星；补贴 500元/月 → 800元/月" in text
    assert f"富裕星 未得 → 得星（收入 18 → 20，data/2022/{BOOK}!检查表!C2）" in text
    page = (tmp_path / "results/2022/little/index.html").read_text(encoding="utf-8")
    assert "与2022年度第1次运行相比" in page
    assert "补贴合计 1,800 → 2,100元/月（＋300）" in page


def test_the_workbook_says_who_rose_and_fell_since_the_period_before(tmp_path: Path) -> None:
    run_once(make_county(tmp_path))
    (tmp_path / "data/2022").rename(tmp_path / "data/2023")
    set_cell(tmp_path / "data/2023" / BOOK, "检查表", "D3", "否")
    run_once(tmp_path, "2023")
    sheets = sheets_of(tmp_path, "2023")
    assert sheets["变更"][0] == "hidden"
    seen, text = sheets["升降变化"]
    assert seen == "visible"
    assert "与2022年度相比的升降变化" in text
    assert "班子星 得星 → 未得；星级 4星 → 3星；补贴 800元/月 → 500元/月" in text
