"""Which files are run: a rule file with the cases beside it, a case file, a folder with all below it."""

from pathlib import Path

from stardb.cases import find_suites


def laid(root: Path) -> Path:
    for name in ("a.yaml", "a.cases.yaml", "b.yaml", "published/c.yaml", "published/c.cases.yaml", "readme.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    return root


def test_a_folder_means_all_rule_files_in_it_and_below(tmp_path: Path) -> None:
    found, problems = find_suites([laid(tmp_path)], tmp_path)
    assert [(one.file, one.cases) for one in found] == [
        ("a.yaml", "a.cases.yaml"),
        ("b.yaml", None),
        ("published/c.yaml", "published/c.cases.yaml"),
    ]
    assert problems == []


def test_a_rule_file_and_its_case_file_mean_the_same_and_are_run_once(tmp_path: Path) -> None:
    root = laid(tmp_path)
    found, _ = find_suites([root / "a.cases.yaml", root / "a.yaml", root], root)
    assert [one.file for one in found] == ["a.yaml", "b.yaml", "published/c.yaml"]


def test_a_folder_without_a_rule_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    assert [p.code for p in find_suites([tmp_path / "rules"], tmp_path)[1]] == ["C100"]


def test_what_is_not_there_or_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    root = laid(tmp_path)
    (root / "b.yaml").write_bytes("办法".encode("gb18030"))
    found, problems = find_suites([root / "b.yaml", root / "d.yaml", root / "d.cases.yaml"], root)
    assert found == []
    assert [(p.code, p.place.file) for p in problems] == [("C100", "d.yaml"), ("C100", "d.yaml"), ("R100", "b.yaml")]
