"""The sample county's results and the shipped cases are byte for byte what outcomes.sha256 records.

Forms, workbooks handed back and explanations take longer: `make digests` compares them too.
"""

import zlib
from pathlib import Path

from digests.outcomes import SECTIONS, Program, differences, make_digests, make_outcomes, read_record

HOW = "to look at a difference, and to record one that is meant, see tests/digests/outcomes.py"


def test_results_and_cases_are_as_recorded(tmp_path: Path) -> None:
    sections = ("county", "cases")
    digests = make_digests(make_outcomes(Program(root=None), tmp_path, sections))
    packer, recorded = read_record()
    begins = tuple(prefix for section in sections for prefix in SECTIONS[section])
    recorded = {name: found for name, found in recorded.items() if name.startswith(begins)}
    assert not (lines := differences(digests, recorded, packer)), "\n".join([*lines, HOW])


def test_a_workbook_that_is_only_packed_differently_is_called_so() -> None:
    recorded = {"a.xlsx": ("1", "parts")}
    now = {"a.xlsx": ("2", "parts")}
    assert differences(now, recorded, zlib.ZLIB_RUNTIME_VERSION) == ["packed differently, with the same parts: a.xlsx"]
    assert differences(now, recorded, "another") == []
    assert differences({"a.xlsx": ("2", "others")}, recorded, "another") == ["differs: a.xlsx"]


def test_what_is_missing_and_what_is_new_is_named() -> None:
    assert differences({"b.html": ("1",)}, {"a.html": ("1",)}, "") == ["missing: a.html", "new: b.html"]
