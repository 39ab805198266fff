"""Whose each file of evidence is; what is nobody's is told, what comes near is proposed and not taken."""

from pathlib import Path

from laid import make

from stardb.problems import Problem
from stardb.workspace import Inputs, open_workspace, read_inputs


def _read(root: Path, *files: str) -> Inputs:
    return read_inputs(open_workspace(make(root, files)))


def _laid(found: Inputs, i: int) -> dict[str, list[str]]:
    """Indicator -> the files of subject i, below its folder."""
    one = found.evidence.laid["little"][i]
    return {title: [path.removeprefix(f"{one.folder}/") for path in paths] for title, paths in one.files.items()}


def _told(found: Inputs, code: str) -> list[Problem]:
    return [one for one in found.problems if one.code == code]


def test_a_file_or_folder_begins_with_the_name_or_number_of_its_indicator(tmp_path):
    found = _read(
        tmp_path, "甲镇/东庄/集体收入 流水.pdf", "甲镇/东庄/按期换届/记录.doc", "甲镇/东庄/2、选举照片.jpg",
        "甲镇/东庄/01.合同.pdf",
    )  # fmt: skip
    # 集体收入 is the first indicator of the rule file, 按期换届 the second
    assert _laid(found, 0) == {
        "集体收入": ["01.合同.pdf", "集体收入 流水.pdf"],
        "按期换届": ["2、选举照片.jpg", "按期换届/记录.doc"],
    }
    assert [one for one in found.problems if one.code.startswith("D27")] == []


def test_a_year_or_a_month_before_a_name_is_no_number(tmp_path):
    found = _read(tmp_path, "甲镇/东庄/2月换届.pdf", "甲镇/东庄/2022年照片.jpg")
    assert _laid(found, 0) == {}
    assert [one.place.file for one in _told(found, "D277")] == [
        "evidence/2022/甲镇/东庄/2022年照片.jpg",
        "evidence/2022/甲镇/东庄/2月换届.pdf",
    ]


def test_a_village_may_be_called_as_its_committee_is(tmp_path):
    found = _read(tmp_path, "甲镇/东庄村委会/集体收入.pdf")
    assert list(found.evidence.laid["little"][0].files) == ["集体收入"]


def test_what_comes_near_is_proposed_and_not_taken(tmp_path):
    found = _read(tmp_path, "甲镇/东庄/集体收人.pdf", "乙鎮/南庄/集体收入.pdf")
    assert [(one.place.file, one.expected) for one in _told(found, "D276")] == [
        ("evidence/2022/乙鎮/南庄", "乙镇/南庄"),
        ("evidence/2022/甲镇/东庄/集体收人.pdf", "集体收入"),
    ]
    assert [_laid(found, i) for i in range(3)] == [{}, {}, {}]


def test_another_village_is_not_taken_for_one_that_is_written_like_it(tmp_path):
    (one,) = _told(_read(tmp_path, "甲镇/北庄/集体收入.pdf", "甲镇/北庄/按期换届.pdf"), "D277")
    assert (one.place.file, one.group) == ("evidence/2022/甲镇/北庄", "甲镇")
    assert "2个文件" in one.message


def test_links_are_not_followed(tmp_path):
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "集体收入.pdf").write_text("secret", encoding="utf-8")
    root = make(tmp_path / "county", ["甲镇/东庄/集体收入.pdf"])
    (root / "evidence/2022/甲镇/西庄").symlink_to(outside)
    found = read_inputs(open_workspace(root))
    assert [file.path for file in found.evidence.files] == ["evidence/2022/甲镇/东庄/集体收入.pdf"]
    assert [one.place.file for one in _told(found, "D279")] == ["evidence/2022/甲镇/西庄"]


def test_without_evidence_asked_for_and_without_files_nothing_is_looked_at(tmp_path):
    found = read_inputs(open_workspace(make(tmp_path, [], income="")))
    assert found.evidence.laid == {}
