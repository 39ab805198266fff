"""All eleven shipped schemes over one folder: each sheet is read by the scheme whose it is, and by no other."""

from collections import defaultdict
from pathlib import Path, PurePosixPath
from shutil import rmtree

import pytest
from openpyxl import load_workbook

from stardb.intake import NAME, FormId
from stardb.quantity import read_period
from stardb.workspace import choose_contents, create_workspace, make_forms, open_workspace, read_inputs

ROOT = Path(__file__).parents[2]
SYSTEMS = ROOT / "data" / "systems"
COUNTY = {"five-star-branch", "secretary-star-level"}
UNREAD = {"D111", "D112", "D113", "D114", "D115", "D200", "D229"}
"""The problems of sheets that are not known, or not whole."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A workspace with the eleven schemes and all their samples in one data folder."""
    root = tmp_path_factory.mktemp("all") / "县"
    create_workspace(root, choose_contents(False, (), True))
    return root


def find_owners():
    """The name of each sample's file -> the schemes whose sample it is."""
    owners = defaultdict(set)
    for path in SYSTEMS.rglob("*.xlsx"):
        owners[path.name].add(path.relative_to(SYSTEMS).parts[0])
    return owners


def read(root, period):
    return read_inputs(open_workspace(root, read_period(period)))


@pytest.mark.parametrize("period", ["2023", "2023-05", "2023Q2", "2023H1"])
def test_each_sheet_is_read_by_the_scheme_whose_sample_it_is(everything, period):
    owners, found = find_owners(), read(everything, period)
    wrong = [
        (one.candidate.scheme, one.candidate.sheet.file)
        for one in found.matches.chosen
        if one.candidate.scheme not in owners.get(PurePosixPath(one.candidate.sheet.file).name, COUNTY)
    ]
    assert wrong == []
    assert [p for p in found.problems if p.code in UNREAD] == []


def test_townships_that_others_have_are_told_once_by_scheme_and_not_of_one_village_s(everything):
    found = read(everything, "2023")
    told = [p.place.file for p in found.problems if p.code == "W204"]
    assert sorted(told) == ["rules/five-star-branch.yaml", "rules/secretary-star-level.yaml"]
    listed = {name: [p for p in found.concerning(name) if p.code == "W204"] for name in found.loaded}
    assert {name: len(problems) for name, problems in listed.items() if problems} == dict.fromkeys(COUNTY, 1)


@pytest.fixture(scope="module")
def forms(everything, tmp_path_factory):
    """The forms of all schemes, rosters among them, for the year."""
    made = make_forms(
        open_workspace(everything, read_period("2023")), tmp_path_factory.mktemp("forms") / "2023", False, True
    )
    return [made.folder / name for name in made.files]


@pytest.mark.parametrize("stamped", [True, False])
def test_forms_of_all_schemes_come_back_to_their_own(everything, forms, tmp_path, stamped):
    root = tmp_path / "县"
    create_workspace(root, choose_contents(False, (), True))
    rmtree(root / "data")
    (root / "data/2023").mkdir(parents=True)
    expected = set()
    for path in forms:
        book = load_workbook(path)
        for sheet in book.worksheets:
            if stamp := sheet.defined_names.get(NAME):
                form = FormId.from_text(stamp.attr_text.strip('"').replace('""', '"').replace('"&"', ""))
                expected |= {(scheme, form.table, path.name) for scheme in form.versions}
                if not stamped:
                    del sheet.defined_names[NAME]
        book.save(root / "data/2023" / path.name)
    found = read(root, "2023")
    chosen = [one.candidate for one in found.matches.chosen]
    assert {(one.scheme, one.table, PurePosixPath(one.sheet.file).name) for one in chosen} == expected
    assert [p for p in found.problems if p.code in UNREAD] == []


def test_the_sheets_of_a_scheme_not_yet_in_force_are_no_other_s(everything, tmp_path):
    root = tmp_path / "县"
    create_workspace(root, choose_contents(False, (), True))
    rmtree(root / "data")
    (root / "data/2022").mkdir(parents=True)
    sample = next((everything / "data/2023").glob("* 换届回头看.xlsx"))  # by rules of 2023
    (root / "data/2022" / sample.name).write_bytes(sample.read_bytes())
    found = read(root, "2022")
    assert {one.candidate.scheme for one in found.matches.chosen} == {"midterm-review"}
    assert [p for p in found.problems if p.code in UNREAD] == []
    assert "midterm-review" not in found.schemes
