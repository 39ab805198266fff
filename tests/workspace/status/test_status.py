"""What the clerk does next, a line a township."""

import sys
from datetime import date
from pathlib import Path

from workspaces import SCHEME, small

sys.path.insert(0, str(Path(__file__).parents[2] / "intake/stages"))

from staged import make

from stardb.workspace import Status, find_status, open_workspace


def _status(root: Path, today: str) -> Status:
    return find_status(open_workspace(root), True, date.fromisoformat(today))


def test_the_next_step_names_what_is_missing_when_it_is_due_and_what_to_return(tmp_path):
    files = {
        "自评/甲镇.xlsx": [["甲镇", "东庄", 90], ["甲镇", "西庄", "约70"]],
        "自评/乙镇.xlsx": [["乙镇", "南庄", 80]],
    }
    make(tmp_path, "stages: {use: [镇评, 自评]}", files)
    settings = tmp_path / "stardb.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "due: {镇评: 2022-07-10, 公示: 2022-08-01}\n", "utf-8")
    text = settings.read_text(encoding="utf-8").replace("县核]", "县核, 公示]")
    settings.write_text(text, encoding="utf-8")
    status = _status(tmp_path, "2022-07-01")
    assert [(one.township, one.text) for one in status.steps] == [
        ("甲镇", "镇评检查表未报（7月10日前）；运行 stardb return 退回1个有问题的文件"),
        ("乙镇", "镇评检查表未报（7月10日前）"),
    ]
    assert [one.text for one in _status(tmp_path, "2022-07-13").steps][1] == "镇评检查表未报（7月10日到期，已过3天）"
    assert [(one.stage, one.is_asked) for one in status.stages] == [
        ("自评", True), ("镇评", True), ("县核", False), ("公示", False),
    ]  # fmt: skip


def test_when_all_is_in_there_is_only_the_run(tmp_path):
    status = _status(small(tmp_path), "2022-07-01")
    assert status.is_complete
    assert [one.text for one in status.steps] == ["都报齐了，没有问题，运行 stardb run"]


def test_a_rule_file_that_cannot_be_used_is_not_passed_over(tmp_path):
    """Its tables cannot be listed; that everything came in may not be said of those of the other schemes alone."""
    root = small(tmp_path)
    (root / "rules/other.yaml").write_text(SCHEME.replace("小星", "别的").replace("yes: 10", "yse: 10"), "utf-8")
    settings = root / "stardb.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[little]", "[little, other]"), "utf-8")
    status = _status(root, "2022-07-01")
    assert not status.is_complete
    assert [one.text for one in status.steps] == ["办法 rules/other.yaml 有问题，它的表没有列出；看 stardb check"]
    assert status.as_dict()["unusable"] == ["rules/other.yaml"]


def test_without_a_roster_that_is_what_is_asked_for(tmp_path):
    root = small(tmp_path)
    (root / "data/2022/检查.xlsx").unlink()
    status = _status(root, "2022-07-01")
    assert [one.text for one in status.steps] == ["还没有名册，不知道谁该报：把名册放进 data/2022/"]
    assert status.as_dict()["tables"] == []


def test_a_file_that_cannot_be_read_is_its_townships_business(tmp_path):
    root = small(tmp_path)
    (root / "data/2022/甲镇.xlsx").write_bytes(b"PK no workbook")
    status = _status(root, "2022-07-01")
    assert [one.place.file for one in status.unread] == ["data/2022/甲镇.xlsx"]
    assert [(one.township, one.text) for one in status.steps] == [("甲镇", "运行 stardb return 退回1个有问题的文件")]
