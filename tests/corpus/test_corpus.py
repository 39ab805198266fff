"""Every workbook of the corpus is read as a careful person would read it, or refused in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus.apart import Apart
from corpus.case import Case
from corpus.cases import ALL
from corpus.office import convert
from corpus.phrases import PHRASES, UNTRUSTED
from corpus.reading import differences, write

MANY = 20
"""Differences of one case that are shown."""
OFFICE = [case for case in ALL if case.office]
HOSTILE = [case for case in ALL if case.says in UNTRUSTED]
PLAIN = [case for case in ALL if case not in OFFICE and case not in HOSTILE]


def name(case: Case) -> str:
    return case.name


def _none(case: Case, differences: list[str]) -> None:
    assert not differences, "\n".join([f"{case.name} ({case.says})", *differences[:MANY]])


@pytest.mark.parametrize("case", PLAIN, ids=name)
def test_read_as_a_careful_person_would(case: Case, tmp_path: Path) -> None:
    write(case, tmp_path / "data")
    _none(case, differences(case, tmp_path))


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory, soffice: list[str]) -> Path:
    folder = tmp_path_factory.mktemp("office")
    convert(OFFICE, folder, soffice)
    return folder


@pytest.mark.tools
@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("case", OFFICE, ids=name)
def test_read_in_the_formats_of_other_programs(case: Case, converted: Path) -> None:
    _none(case, differences(case, converted / case.name))


@pytest.fixture(scope="session")
def apart() -> Iterator[Apart]:
    reader = Apart()
    yield reader
    reader.stop()


@pytest.mark.parametrize("case", HOSTILE, ids=name)
def test_nothing_is_trusted_and_the_rest_goes_on(case: Case, apart: Apart, tmp_path: Path) -> None:
    write(case, tmp_path / "data")
    _none(case, apart.differences(case.name, tmp_path))


def test_every_phrase_has_its_workbook() -> None:
    said = {case.says for case in ALL}
    assert said == set(PHRASES)


def test_the_corpus_is_large_and_its_names_tell_cases_apart() -> None:
    assert len(ALL) >= 75
    assert len({case.name for case in ALL}) == len(ALL)
