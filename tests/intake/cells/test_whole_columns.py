"""A column declared whole takes whole numbers only; a band table over it may be written in whole numbers."""

import pytest
from rating import loaded

from stardb.intake.cells.cell_reader import CellReader
from stardb.rulebook import ColumnSpec


@pytest.mark.parametrize(("cell", "code"), [(90, ""), ("90分", ""), (90.0, ""), (90.5, "D122"), ("90.5", "D122")])
def test_a_fraction_is_refused(cell: object, code: str) -> None:
    reader = CellReader(ColumnSpec.model_validate({"type": "number", "whole": True}))
    (found,) = reader.codes([cell])  # type: ignore[list-item]
    fault = reader.readings[found].fault
    assert (fault.code if fault else "") == code
    assert fault is None or fault.expected == "整数"


def test_bands_in_whole_numbers_have_no_gap_over_it() -> None:
    clause = "values:\n  得数: {from: 打分, bands: {91至100: 3, 81至90: 2, 80以下: 1}}"
    for spec, codes in (("number, whole: true", []), ("number", ["R402"])):
        found = loaded(clause, {"打分": (spec, [])}).problems
        assert [p.code for p in found if p.code.startswith("R4")] == codes


def test_only_numbers_are_whole() -> None:
    found = loaded("values:\n  得数: {from: 收入, per: 1元, each: 1}", {"收入": ("money, whole: true", [])}).problems
    assert [p.code for p in found if p.code == "R203"] == ["R203"]
