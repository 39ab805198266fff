"""An explanation names the stage a cell is of; of a weighed value it shows the parts."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "intake/stages"))

from staged import make

from stardb.scoring import Explanation, Origin, explain, phrase, phrase_value
from stardb.workspace import appraise

FILES = {
    "自评/甲镇.xlsx": [["甲镇", "东庄", 90], ["甲镇", "西庄", 70]],
    "镇评/甲镇.xlsx": [["甲镇", "东庄", 85]],
}


def _cells(root: Path, stages: str, subject: int) -> list[Explanation]:
    made, _ = appraise(make(root, stages, FILES))
    lines = explain(made["little"], subject).lines()
    return [one for _, one in lines if one.origin is Origin.CELL and one.name == "得分"]


def test_the_stage_and_its_cell_are_named_and_what_the_others_said(tmp_path):
    (cell,) = _cells(tmp_path, "stages: {use: [镇评, 自评]}", 0)
    assert (phrase_value(cell), phrase(cell)) == ("85", "取镇评的（自评 90）")
    assert str(cell.place) == "data/2022/镇评/甲镇.xlsx!检查表!C2"


def test_a_weighed_value_shows_its_parts_with_their_weights_and_cells(tmp_path):
    whole, *parts = _cells(tmp_path, "stages: {weigh: {自评: 40%, 镇评: 60%}}", 0)
    # 0.4 × 90 + 0.6 × 85 = 36 + 51
    assert (phrase_value(whole), phrase(whole)) == ("87", "各环节按权重相加")
    assert [(one.title, phrase_value(one), phrase(one), str(one.place)) for one in parts] == [
        ("得分（镇评）", "85", "权重 60%", "data/2022/镇评/甲镇.xlsx!检查表!C2"),
        ("得分（自评）", "90", "权重 40%", "data/2022/自评/甲镇.xlsx!检查表!C2"),
    ]


def test_a_missing_part_is_undecided_and_says_so(tmp_path):
    whole, *_ = _cells(tmp_path, "stages: {weigh: {自评: 40%, 镇评: 60%}}", 1)
    assert phrase_value(whole) == "待定"
