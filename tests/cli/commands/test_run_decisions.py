"""`run` and `explain` where something was decided: what is shown, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from deciding import write_decisions
from workspaces import small


def test_a_decision_that_does_not_hold_ends_the_run_with_1(tmp_path: Path, stardb: Callable[..., Result]) -> None:
    small(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "星", "红星", "否", "是"])
    done = stardb("run", "-C", tmp_path)
    assert done.exit_code == 0
    assert "作数 1 条" in done.output
    write_decisions(tmp_path, ["甲镇/西庄", "星", "红星", "是", "否"])
    done = stardb("run", "-C", tmp_path)
    assert done.exit_code == 1
    assert "作数 0 条，没有作数 1 条" in done.output
    assert "红星现在是未得，不是原值“是”" in done.output


def test_explain_tells_what_was_what_is_and_why(tmp_path: Path, stardb: Callable[..., Result]) -> None:
    small(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "得分", "按期换届", "0", "8"])
    told = stardb("explain", "西庄", "-C", tmp_path).output
    plain = told.replace("\n", "").replace(" ", "").replace("│", "")
    assert "裁定：0分改为8分（复核认定，县委组织部青组纪〔2025〕3号2023-02-01）。按规则：" in plain
    found = json.loads(stardb("explain", "西庄", "-C", tmp_path, "--format", "json").output)["subjects"][0]
    decided = [one for one in _walk(found["explanation"]) if one["decisions"]]
    assert [one["title"] for one in decided] == ["按期换届"]
    (decision,) = decided[0]["decisions"]
    assert found["decisions"] == [decision]
    assert (decision["before"]["content"], decision["after"]["content"]) == ("0", "8")
    assert (decision["authority"], decision["place"]["cell"]) == ("县委组织部", "G2")


def test_a_cell_asked_for_says_that_it_was_decided(tmp_path: Path, stardb: Callable[..., Result]) -> None:
    small(tmp_path)
    write_decisions(tmp_path, ["甲镇/西庄", "数据格", "换届", "否", "是"])
    told = stardb("explain", "检查.xlsx!检查表!D3", "-C", tmp_path).output
    assert "是（裁定，原为否）" in told
    assert "→ 按期换届 10分" in told


def _walk(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for node in nodes for one in (node, *_walk(node["arguments"]))]
