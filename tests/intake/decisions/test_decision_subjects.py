"""Whom a name in a book of decisions means: written as on other sheets, never somebody else."""

from pathlib import Path

import pytest
from workspaces import small

from stardb.intake import NamedSubjects
from stardb.workspace import open_workspace, read_inputs

ROSTER = [
    ["乡镇", "村", "户数"],
    ["甲镇", "东庄", 80],
    ["甲镇", "西庄村", 70],
    ["乙镇", "东庄", 60],
    ["乙镇", "南庄社区", 50],
]


@pytest.fixture(scope="module")
def subjects(tmp_path_factory: pytest.TempPathFactory) -> NamedSubjects:
    root: Path = small(tmp_path_factory.mktemp("县"), roster=ROSTER, checked=[["乡镇", "村", "收入(万元)", "换届"]])
    found = read_inputs(open_workspace(root))
    return NamedSubjects(found.schemes["little"].roster, found.intakes["little"].tables)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("甲镇/东庄", ["甲镇/东庄"]),
        ("甲镇 东庄村委会", ["甲镇/东庄"]),
        ("甲镇东庄", ["甲镇/东庄"]),
        ("中共甲镇党委/西庄党支部", ["甲镇/西庄村"]),
        ("西庄", ["甲镇/西庄村"]),
        ("东庄", ["甲镇/东庄", "乙镇/东庄"]),
        ("乙镇/西庄村", []),
        ("丙镇/东庄", []),
        ("南庄居委会", ["乙镇/南庄社区"]),
        ("甲镇", []),
        ("北庄", []),
        ("", []),
    ],
)
def test_a_name_means_whom_it_would_on_another_sheet(subjects: NamedSubjects, query: str, found: list[str]) -> None:
    assert [subjects.titles[i] for i in subjects.find(query)] == found


def test_names_that_are_near_are_told(subjects: NamedSubjects) -> None:
    assert "甲镇/西庄村" in subjects.find_near("西装村")
