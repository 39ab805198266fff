"""What is wrong in stardb.yaml is said with its line and column, in Chinese, all at once."""

from datetime import date

import pytest
from workspaces import small

from stardb.problems import ProblemsError
from stardb.workspace import open_workspace, read_inputs

GOOD = "county: 小县\nperiod: 2022\nschemes: [little]\n"


def problems(root, text):
    small(root)
    (root / "stardb.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        open_workspace(root)
    return [(p.code, p.place.file, p.place.line, p.place.column, p.message) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("county: 小县\nschemes: [little]\n", "R202", 1, 1, "缺少“period”"),
        ("period: 2022\nschemes: [little]\n", "R202", 1, 1, "缺少“county”"),
        ("county: 小县\nperiod: 2022\n", "R202", 1, 1, "缺少“schemes”"),
        (GOOD + "frist_period: 2022\n", "R201", 4, 1, "是不是“first_period”"),
        (GOOD.replace("2022", "二〇二二"), "R203", 2, 9, "“二〇二二”不是一个时期；要写2022（年）"),
        (GOOD.replace("2022", "../2022"), "R203", 2, 9, "“../2022”不是一个时期"),
        (GOOD.replace("2022", "2022年6月"), "R203", 2, 9, "“2022年6月”不是一个时期；是不是 2022-06？"),
        (GOOD + "first_period: 去年\n", "R203", 4, 15, "“去年”不是一个时期"),
        (GOOD + "first_period: 2023\n", "R203", 4, 15, "首次评定的2023年度晚于考核的2022年度"),
        (GOOD + "rated_on: {2022: 2022.10.31}\n", "R203", 4, 18, "2022年度的考核日写成 2022-12-31，写的是“2022.10.31”"),
        (
            GOOD + "rated_on: {2022: 2021-12-31}\n",
            "R203",
            4,
            18,
            "考核日2021-12-31不在2022年度之内，也不在其后一年之内",
        ),
        (GOOD + "rated_on: {2022年6月: 2022-06-30}\n", "R203", 4, 12, "“2022年6月”不是一个时期；是不是 2022-06？"),
        (GOOD + "rated_on: {litle: {2022: 2022-10-31}}\n", "R203", 4, 12, "“litle”不在 schemes 里"),
        (GOOD.replace("[little]", "[]"), "R203", 3, 10, "至少一项"),
        (GOOD.replace("[little]", "[little, little]"), "R203", 3, 10, "“little”写了两次"),
        (GOOD + "county: 大县\n", "R102", 4, 1, "“county”写了两次，第一次在第1行"),
        (GOOD.replace("county: ", "county："), "R101", 1, 7, "全角冒号"),
        (GOOD + "hidden_rows: 不读\n", "R203", 4, 14, "“不读”不能写在这里"),
        (GOOD + "passwords: 2022密\n", "R203", 4, 12, ""),
        ("", "R101", 1, 1, "文件是空的"),
    ],
)
def test_a_broken_settings_file(tmp_path, text, code, line, column, words):
    found = problems(tmp_path, text)
    assert (code, "stardb.yaml", line, column) in [problem[:4] for problem in found]
    assert any(words in problem[4] for problem in found), found


def test_all_faults_come_at_once(tmp_path):
    found = problems(tmp_path, "county: [小县]\nperiod: 明年\ncolour: 红\n")
    assert [(code, line) for code, _, line, _, _ in found] == [("R203", 1), ("R203", 2), ("R202", 1), ("R201", 3)] or {
        (code, line) for code, _, line, _, _ in found
    } == {("R203", 1), ("R203", 2), ("R202", 1), ("R201", 3)}


def test_a_file_that_is_not_utf8(tmp_path):
    small(tmp_path)
    (tmp_path / "stardb.yaml").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(ProblemsError) as caught:
        open_workspace(tmp_path)
    assert [(p.code, str(p.place)) for p in caught.value.problems] == [("R100", "stardb.yaml")]
    assert "UTF-8" in caught.value.problems[0].message


def test_a_byte_order_mark_as_windows_writes_it_does_no_harm(tmp_path):
    small(tmp_path)
    (tmp_path / "stardb.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert open_workspace(tmp_path).settings.county == "小县"


def test_a_folder_that_is_no_workspace(tmp_path):
    with pytest.raises(ProblemsError) as caught:
        open_workspace(tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "W101"
    assert "stardb init" in problem.remedy


def test_a_scheme_without_a_rule_file_is_said_where_it_is_named_and_the_others_still_count(tmp_path):
    small(tmp_path)
    (tmp_path / "stardb.yaml").write_text(GOOD.replace("[little]", "[little, litle]"), encoding="utf-8")
    found = read_inputs(open_workspace(tmp_path))
    (problem,) = [p for p in found.problems if p.code == "W103"]
    assert str(problem.place) == "stardb.yaml:3:19"
    assert problem.message == "没有 rules/litle.yaml 这个规则文件；是不是“little”？"
    assert (problem.found, problem.expected) == ("litle", "little")
    assert "little" in found.intakes


@pytest.mark.parametrize(
    ("more", "period", "day"),
    [
        ("", None, date(2022, 12, 31)),
        ("", "2023", date(2023, 12, 31)),
        ("rated_on: {2022: 2022-12-20}\n", None, date(2022, 12, 20)),
        ("rated_on: {2022: 2022-12-20}\n", "2023", date(2023, 12, 31)),  # the day set is that of its period
        ("rated_on: {little: {2022: 2022-10-31}}\n", None, date(2022, 10, 31)),
        ("rated_on: {2022: 2022-12-20, little: {2022: 2022-10-31}}\n", None, date(2022, 10, 31)),  # its own goes before
        ("rated_on: {2022: 2023-01-15}\n", None, date(2023, 1, 15)),
    ],
)
def test_the_day_of_the_appraisal(tmp_path, more, period, day):
    found = read_inputs(open_workspace(small(tmp_path, more=more), period))
    assert found.schemes["little"].as_of == day


@pytest.mark.parametrize("period", ["0000", "²⁰²²", "22", "../2022", "2022/x", "2022\\x", "2022年下半年"])
def test_a_period_asked_for_that_can_be_none(tmp_path, period):
    with pytest.raises(ProblemsError) as caught:
        open_workspace(small(tmp_path), period)
    assert [one.code for one in caught.value.problems] == ["R203"]
