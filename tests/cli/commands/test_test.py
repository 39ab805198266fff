"""`stardb test`: what is run, what is printed, and the exit status of each outcome."""

import json

import pytest
from worked import RULES

PASSING = "  - {case: 满20万元, why: 第一条, given: {收入: 20万元}, expect: {产业星: 得}}\n"
FAILING = "  - {case: 差一点, why: 不满20万元, given: {收入: 19.99万元}, expect: {产业星: 得}}\n"
HEAD = "cases_of: 试评办法\nbase: {as_of: 2022-12-31}\ncases:\n"


@pytest.fixture
def laid(tmp_path):
    def lay(cases, rules=RULES, name="rules/试评"):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rules, encoding="utf-8")
        if cases is not None:
            (tmp_path / f"{name}.cases.yaml").write_text(cases, encoding="utf-8")
        return tmp_path

    return lay


def test_all_pass(stardb, laid):
    done = stardb("test", "-C", laid(HEAD + PASSING))
    assert done.exit_code == 0
    assert "试评办法 rules/试评.yaml" in done.stdout
    assert "✓ 1 例通过" in done.stdout


def test_a_failed_case_is_shown_the_way_a_person_reads_it(stardb, laid):
    done = stardb("test", "-C", laid(HEAD + PASSING + FAILING))
    assert done.exit_code == 1
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "✓ 1 例通过，✗ 1 例不符" in lines
    assert "✗ 差一点 rules/试评.cases.yaml:5:12" in lines
    assert "不满20万元" in lines
    assert ["项目", "应为", "算得"] in [line.split() for line in lines]
    assert ["产业星", "得", "不得"] in [line.split() for line in lines]
    assert any("得分(产业星)〔5分〕 ≥ 20" in line for line in lines)
    assert any(line.startswith("〔依据：第一条；rules/试评.yaml:") for line in lines)


def test_a_folder_and_a_file_can_be_named_without_a_workspace(stardb, laid, monkeypatch):
    root = laid(HEAD + PASSING, name="a/甲")
    laid(HEAD + FAILING, name="b/乙")
    monkeypatch.chdir(root)
    assert stardb("test", "a").exit_code == 0
    assert stardb("test", "b/乙.yaml").exit_code == 1
    assert stardb("test", "b/乙.cases.yaml").exit_code == 1
    assert stardb("test", "a", "b").exit_code == 1


def test_nothing_to_run_is_status_2(stardb, laid, tmp_path):
    assert "没有用例（rules/试评.cases.yaml）" in stardb("test", "-C", laid(None)).stdout
    assert stardb("test", "-C", laid(None)).exit_code == 2
    nowhere = stardb("test", "-C", tmp_path, "rules/没有.yaml")
    assert nowhere.exit_code == 2
    assert "C100" in nowhere.stderr


def test_a_malformed_case_is_a_problem_at_its_place_and_the_others_are_run(stardb, laid):
    done = stardb("test", "-C", laid(HEAD + PASSING + "  - {case: 乙, given: {收人: 1}, expect: {星级: 1}}\n"))
    assert done.exit_code == 1
    assert "✓ 1 例通过" in done.stdout
    assert "1 例没有评" in done.stdout
    assert "C102 5:23" in done.stderr
    assert "是不是“收入”？" in done.stderr


def test_a_case_file_that_is_no_yaml_is_status_2(stardb, laid):
    done = stardb("test", "-C", laid("cases_of: [\n"))
    assert done.exit_code == 2
    assert "R101" in done.stderr


def test_cases_to_confirm_are_counted_apart(stardb, laid):
    done = stardb("test", "-C", laid(HEAD + PASSING + FAILING.replace("why:", "confirm: true, why:")))
    assert done.exit_code == 0
    assert "✓ 1 例通过，待核对 1 例" in done.stdout
    assert "待核对，与现在的规则不符" in done.stdout


def test_coverage_lists_what_no_case_touches_at_its_line(stardb, laid):
    done = stardb("test", "--coverage", "-C", laid(HEAD + PASSING))
    line = next(n for n, text in enumerate(RULES.splitlines(), 1) if "50万元: 30" in text)
    assert f"rules/试评.yaml:{line}:" in done.stdout
    assert "村收入：50万元 没有用例" in done.stdout
    assert "用例碰到办法的" in done.stdout


def test_json_holds_all_that_is_printed(stardb, laid):
    done = stardb("test", "--format", "json", "--coverage", "-C", laid(HEAD + PASSING + FAILING))
    told = json.loads(done.stdout)
    assert done.exit_code == told["exit_status"] == 1
    (scheme,) = told["schemes"]
    assert (scheme["passed"], scheme["failed"], scheme["to_confirm"]) == (1, 1, 0)
    assert scheme["cases"][1]["differences"][0]["got"] == "不得"
    assert 0 < scheme["coverage"]["percent"] < 100
    assert {"title", "label", "place"} == set(scheme["coverage"]["missing"][0])


def test_generated_cases_go_to_a_new_file_and_run_there(stardb, laid):
    root = laid(HEAD + PASSING)
    target = root / "拟出.yaml"
    made = stardb("test", "--generate", "-o", target, "-C", root)
    assert made.exit_code == 0
    assert "请逐例核对" in made.stdout
    text = target.read_text(encoding="utf-8")
    assert stardb("test", "--generate", "-C", root).stdout == text
    (root / "rules" / "试评.cases.yaml").write_text(text, encoding="utf-8")
    done = stardb("test", "-C", root)
    assert done.exit_code == 0
    assert f"✓ 0 例通过，待核对 {text.count('- case:')} 例" in done.stdout


def test_wrong_usage_is_status_64(stardb, laid):
    root = laid(HEAD + PASSING)
    laid(HEAD + PASSING, name="rules/又一")
    several = stardb("test", "--generate", "-C", root)
    assert several.exit_code == 64
    assert "rules/试评.yaml" in several.stderr
    there = stardb(
        "test", root / "rules" / "试评.yaml", "--generate", "-o", root / "rules" / "试评.cases.yaml", "-C", root
    )
    assert there.exit_code == 64
    assert "已经有了" in there.stderr
    assert stardb("test", "--format", "xml").exit_code == 64


def test_rules_that_cannot_be_loaded_generate_nothing(stardb, laid):
    done = stardb("test", "--generate", "-C", laid(HEAD + PASSING, RULES.replace("得分 ≥ 20", "得芬 ≥ 20")))
    assert done.exit_code == 2
    assert "R301" in done.stderr
    assert "没有拟出用例" in done.stderr
