"""`stardb init`: what a new workspace holds."""

import re


def everything(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_init_makes_a_workspace_that_checks_at_once(stardb, tmp_path):
    root = tmp_path / "新县"
    made = stardb("init", root)
    assert made.exit_code == 0
    assert "下一步" in made.stdout
    assert sorted(path.name for path in root.iterdir()) == [
        "data",
        "reports",
        "rules",
        "stardb.yaml",
        "开始.bat",
        "开始.sh",
    ]
    checked = stardb("check", "-C", root)
    assert checked.exit_code == 2  # rules are good, but there is no data yet
    assert "W102" in checked.stderr
    assert "R" not in {code[0] for code in re.findall(r"错误 (\w+)", checked.stderr)}


def test_init_with_the_sample(stardb, tmp_path):
    root = tmp_path / "样例"
    assert stardb("init", root, "--sample").exit_code == 0
    assert len(list((root / "data").rglob("*.xlsx"))) == 2 * 19
    assert not list(root.rglob("*.py"))


def test_init_with_the_sample_of_one_scheme_rates_that_scheme_only(stardb, tmp_path):
    root = tmp_path / "样例"
    assert stardb("init", root, "--scheme", "monthly-peace-star").exit_code == 0
    assert "schemes:                # 用哪些办法：rules/ 下的文件名\n  - monthly-peace-star\n" in (
        root / "stardb.yaml"
    ).read_text("utf-8")
    assert (root / "data/2023/寺庄乡 支部名册.xlsx").is_file()
    assert not list(root.rglob("*书记星级评定.xlsx"))


def test_init_with_all_schemes_brings_the_county_and_every_other_sample(stardb, tmp_path):
    root = tmp_path / "样例"
    assert stardb("init", root, "--all-schemes").exit_code == 0
    settings = (root / "stardb.yaml").read_text("utf-8")
    assert "first_period: 2022 " in settings
    assert all(
        f"  - {name}\n" in settings for name in ("secretary-star-level", "five-star-branch", "monthly-peace-star")
    )
    assert (root / "data/2022/01 东村镇 书记星级评定.xlsx").is_file()
    assert (root / "data/2023/寺庄乡 支部名册.xlsx").is_file()


def test_init_with_a_scheme_that_has_no_sample_names_those_that_have(stardb, tmp_path):
    made = stardb("init", tmp_path / "样例", "--scheme", "monthly-peace")
    assert made.exit_code == 2
    assert "没有“monthly-peace”这部办法的样例；是不是“monthly-peace-star”？" in made.stderr
    assert not (tmp_path / "样例").exists()


def test_init_in_an_empty_folder_but_in_no_other(stardb, tmp_path):
    assert stardb("init", tmp_path).exit_code == 0
    before = everything(tmp_path)
    again = stardb("init", tmp_path, "--sample")
    assert again.exit_code == 2
    assert "W402" in again.stderr
    assert f"“{tmp_path.name}”已经存在，而且不是空文件夹" in again.stderr
    assert everything(tmp_path) == before


def test_init_in_the_folder_one_is_in_names_it(stardb, tmp_path, monkeypatch):
    (tmp_path / "旧").write_text("")
    monkeypatch.chdir(tmp_path)
    assert f"“{tmp_path.name}”已经存在" in stardb("init", ".").stderr


def test_a_new_workspace_has_the_schema_its_rules_name(stardb, tmp_path):
    stardb("init", tmp_path / "县")
    rules = tmp_path / "县" / "rules"
    assert (rules / "scheme.schema.json").read_text(encoding="utf-8") == stardb("schema").stdout
    assert (rules / "five-star-branch.yaml").read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=scheme.schema.json\n"
    )  # fmt: skip
