"""Decisions of a period taken through a run: results, ledger, exit status, and what a run without a period sees as changed."""

import json
from pathlib import Path
from typing import Any

from deciding import write_decisions
from workspaces import small

from stardb.problems import Problem
from stardb.scoring import describe_subject, explain
from stardb.workspace import Outcome, open_workspace, run
from stardb.workspace.folder.open_ledger import open_ledger

QUOTA = """
quotas:
  - {of: 红星支部, group: [乡镇], at_most: 1个, order: [总分], ties: undecided, overflow: 未获星, basis: 第六条}
"""


def ran(root: Path) -> Outcome:
    return run(open_workspace(root))


def found(outcome: Outcome) -> list[Problem]:
    return [one for one in outcome.problems if one.place.file.startswith("decisions/")]


def kept_decisions(root: Path) -> list[dict[str, Any]]:
    """The decisions kept with the newest run."""
    ledger = open_ledger(open_workspace(root))
    blobs = ledger.list_kept_runs()[-1].run.blobs
    return json.loads(ledger.read_blob(blobs["decisions"])) if "decisions" in blobs else []


def test_a_run_keeps_the_decisions_that_held(tmp_path: Path) -> None:
    small(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "星", "红星", "否", "是"], ["乙镇/南庄", "星级", "星数", "3", "1"])
    outcome = ran(tmp_path)
    assert [one.code for one in found(outcome)] == ["D243"]
    (kept,) = kept_decisions(tmp_path)
    assert (kept["subject"], kept["title"], kept["before_text"], kept["after_text"]) == (
        "甲镇 西庄", "红星", "未得", "得星",
    )  # fmt: skip
    assert (kept["document"], kept["date"]) == ("青组纪〔2025〕3号", "2023-02-01")
    assert kept["before"]["content"] is False


def test_a_run_without_decisions_keeps_none(tmp_path: Path) -> None:
    ran(small(tmp_path))
    assert kept_decisions(tmp_path) == []


def test_next_year_starts_from_what_was_decided(tmp_path: Path) -> None:
    small(tmp_path)
    rules = tmp_path / "rules" / "little.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text + "values:\n  原来: 上年(星数)\npublish: [原来]\n", encoding="utf-8")
    write_decisions(tmp_path, ["甲镇/西庄", "星级", "星数", "0", "1"])
    ran(tmp_path)
    data = (tmp_path / "data" / "2022" / "检查.xlsx").read_bytes()
    (tmp_path / "data" / "2023").mkdir()
    (tmp_path / "data" / "2023" / "检查.xlsx").write_bytes(data)
    made = run(open_workspace(tmp_path, "2023")).appraisals["little"]
    assert [made.text("原来", i) for i in range(3)] == ["1", "1", "0"]


def test_a_changed_decision_is_another_input(tmp_path: Path) -> None:
    small(tmp_path)
    ran(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "星", "红星", "否", "是"])
    ran(tmp_path)
    first, second = open_ledger(open_workspace(tmp_path)).list_kept_runs()
    assert first.run.data != second.run.data


def _walk(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for node in nodes for one in (node, *_walk(node["arguments"]))]


def test_a_tie_is_settled_by_a_decision_on_the_order_alone(tmp_path: Path) -> None:
    checked = [
        ["乡镇", "村", "收入(万元)", "换届"],
        ["甲镇", "东庄", 20, "是"],
        ["甲镇", "西庄", 20, "是"],
        ["乙镇", "南庄", 20, "是"],
    ]
    small(tmp_path, checked=checked)
    rules = tmp_path / "rules" / "little.yaml"
    rules.write_text(rules.read_text(encoding="utf-8") + QUOTA, encoding="utf-8")
    made = ran(tmp_path).appraisals["little"]
    assert [made.text("奖补", i) for i in range(3)] == ["待定", "待定", "1000元"]
    write_decisions(tmp_path, ["甲镇/西庄", "并列先后", "等次", "并列", "1"])
    outcome = ran(tmp_path)
    made = outcome.appraisals["little"]
    assert found(outcome) == []
    assert [made.text("奖补", i) for i in range(3)] == ["0元", "1000元", "1000元"]
    told = describe_subject(explain(made, 1))
    assert any(one["decisions"] for one in _walk(told["explanation"]))
