"""`stardb forms`: what it writes, says and ends with."""

from workspaces import small


def test_the_forms_are_listed_and_the_folder_named(stardb, tmp_path):
    done = stardb("forms", "-C", small(tmp_path), "--period", "2023")
    assert done.exit_code == 0  # an earlier roster is only worth a note
    assert "forms/2023" in done.stdout
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == ["甲镇.xlsx", "乙镇.xlsx"]
    assert "W505" in done.stderr


def test_a_second_time_nothing_is_overwritten_unless_forced(stardb, tmp_path):
    root = small(tmp_path)
    assert stardb("forms", "-C", root).exit_code == 0
    again = stardb("forms", "-C", root)
    assert again.exit_code == 2
    assert "W503" in again.stderr
    assert stardb("forms", "-C", root, "--force").exit_code == 0


def test_another_folder(stardb, tmp_path):
    root = small(tmp_path / "县")
    assert stardb("forms", "-C", root, "-o", tmp_path / "表").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "表").iterdir()) == ["乙镇.xlsx", "甲镇.xlsx"]
    assert not (root / "forms").exists()


def test_outside_of_a_workspace(stardb, tmp_path):
    assert stardb("forms", "-C", tmp_path).exit_code == 2


def test_the_books_of_decisions_and_objections(stardb, tmp_path):
    root = small(tmp_path)
    done = stardb("forms", "-C", root, "--decisions")
    assert done.exit_code == 0
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == ["裁定.xlsx", "异议.xlsx"]
    assert stardb("forms", "-C", root, "--decisions").exit_code == 2
    assert stardb("forms", "-C", root, "--decisions", "--force").exit_code == 64
