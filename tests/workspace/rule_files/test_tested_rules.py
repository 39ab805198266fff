"""A run tells of rules that their worked cases were not held against since they were edited, or that fail them."""

from pathlib import Path

from click.testing import CliRunner
from workspaces import SCHEME, small

from stardb.cli import main
from stardb.workspace import Contents, create_workspace, open_workspace
from stardb.workspace.pipeline import run

CASES = """\
cases_of: 小星
base: {as_of: 2022-12-31}
cases:
  - {case: 收入20万元、按期换届, why: 第二条 10分 + 第三条 10分 = 20分，够12分, given: {收入: 20万元, 换届: 是}, expect: {红星: 得}}
"""


def told(root: Path) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in run(open_workspace(root)).problems if one.code in ("W391", "W392")]


def run_cases(root: Path) -> int:
    return CliRunner().invoke(main, ["test", "-C", str(root)]).exit_code


def lay(root: Path) -> Path:
    small(root)
    (root / "rules/little.cases.yaml").write_text(CASES, encoding="utf-8")
    return root


def test_rules_that_were_never_tested_are_told_until_they_are(tmp_path: Path) -> None:
    root = lay(tmp_path)
    assert told(root) == [("W392", "little.yaml 改过以后还没有跑过用例")]
    assert run_cases(root) == 0
    assert told(root) == []


def test_an_edit_of_rules_or_of_cases_is_told(tmp_path: Path) -> None:
    root = lay(tmp_path)
    run_cases(root)
    (root / "rules/little.yaml").write_text(f"{SCHEME}# 改\n", encoding="utf-8")
    assert [code for code, _ in told(root)] == ["W392"]
    run_cases(root)
    assert told(root) == []
    (root / "rules/little.cases.yaml").write_text(f"{CASES}# 改\n", encoding="utf-8")
    assert [code for code, _ in told(root)] == ["W392"]


def test_rules_that_fail_their_cases_are_told(tmp_path: Path) -> None:
    root = lay(tmp_path)
    (root / "rules/little.yaml").write_text(SCHEME.replace("2020-01-01: 12分", "2020-01-01: 21分"), encoding="utf-8")
    assert run_cases(root) == 1
    assert told(root) == [("W391", "little.yaml 有1个用例算出来的与应得的不符")]


def test_rules_without_cases_are_not_asked_for_them(tmp_path: Path) -> None:
    assert told(small(tmp_path)) == []


def test_what_is_shipped_has_been_tested(tmp_path: Path) -> None:
    create_workspace(tmp_path / "县", Contents(county=True))
    assert told(tmp_path / "县") == []


def test_a_note_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    root = lay(tmp_path)
    (root / "rules/.stardb-tested.json").write_text("[1", encoding="utf-8")
    assert [code for code, _ in told(root)] == ["W392"]
    assert run_cases(root) == 0
    assert told(root) == []
