"""Files are added to a folder all together or not at all, and nobody's file is lost."""

from pathlib import Path

import pytest

from stardb.problems import ProblemsError
from stardb.workspace.storage.add_files import add_files

FILES = {"东村镇.xlsx": b"new east", "西川镇.xlsx": b"new west"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def codes(folder: Path, overwrite: bool) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        add_files(folder, FILES, overwrite)
    return [problem.code for problem in caught.value.problems]


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    add_files(tmp_path / "forms" / "2023", FILES, overwrite=False)
    assert content(tmp_path / "forms" / "2023") == FILES


def test_a_file_that_is_there_is_kept_and_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "东村镇.xlsx").write_bytes(b"filled in")
    assert codes(tmp_path, overwrite=False) == ["W503"]
    assert content(tmp_path) == {"东村镇.xlsx": b"filled in"}


def test_with_leave_to_overwrite_it_is_replaced_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "东村镇.xlsx").write_bytes(b"filled in")
    (tmp_path / "旧.xlsx").write_bytes(b"other")
    add_files(tmp_path, FILES, overwrite=True)
    assert content(tmp_path) == {**FILES, "旧.xlsx": b"other"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "西川镇.xlsx").mkdir()
    assert codes(tmp_path, overwrite=True) == ["W504"]
    assert content(tmp_path) == {}


def test_where_no_folder_can_be_made_nothing_is_left_about(tmp_path: Path) -> None:
    (tmp_path / "forms").write_bytes(b"a file")
    assert codes(tmp_path / "forms" / "2023", overwrite=False) == ["W504"]
    assert content(tmp_path) == {"forms": b"a file"}


def test_one_that_cannot_be_written_takes_back_the_others(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        add_files(tmp_path / "2023", {**FILES, "长" * 300: b""}, overwrite=False)
    assert [problem.code for problem in caught.value.problems] == ["W504"]
    assert list(tmp_path.iterdir()) == []
