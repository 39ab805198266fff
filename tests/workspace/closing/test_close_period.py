"""`close_period`: what it takes to close, what is in the archive, and what may not be changed afterwards."""

import json
import shutil
import stat
import zipfile

import pytest
from monthly import monthly, report
from workspaces import SCHEME, set_cell, small, write_book
from yearly import NUMBERS, YEARLY, yearly

from stardb.problems import ProblemsError
from stardb.quantity import read_period
from stardb.workspace import close_period, make_returns, open_workspace, reopen_period, run, run_due


def refusal(act):
    """The codes, and the messages, of what is refused."""
    with pytest.raises(ProblemsError) as caught:
        act()
    return [one.code for one in caught.value.problems], "\n".join(one.message for one in caught.value.problems)


@pytest.fixture
def year(tmp_path):
    """2022 with two secretaries, rated."""
    root = yearly(tmp_path / "县", "2022", "甲2 乙1")
    run(open_workspace(root))
    return root


def test_what_is_in_the_archive_and_who_may_read_it(year):
    (year / "results/2022/签字.pdf").write_bytes(b"signed")
    write_book(year / "decisions/2022/说明.xlsx", {"说明": [["还没有裁定"]]})
    run(open_workspace(year))
    closed = close_period(open_workspace(year))
    path = year / closed.archive
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("rules/little.yaml").decode() == YEARLY
        for name in ("data/2022/检查.xlsx", "results/2022/连年晋星.xlsx", "stardb.yaml", "decisions/2022/说明.xlsx"):
            assert archive.read(name) == (year / name).read_bytes()
        for name in ("records/2022/little.csv", "manifest.json"):
            assert not any(number in archive.read(name).decode() for number in NUMBERS.values())
    assert {"reports/workbook.xlsx", "reports/pages/style.css", "results/2022/.stardb"} <= {*names}
    assert not {"results/2022/签字.pdf", "stardb.key", "stardb.sqlite"} & {*names}
    assert manifest["files"].keys() == {*names} - {"manifest.json"}
    assert (closed.files, len(closed.head_groups.split())) == (len(names) - 1, 8)


def test_the_same_workspace_gives_the_same_bytes(year, tmp_path):
    shutil.copytree(year, tmp_path / "另一处")
    archives = [close_period(open_workspace(root)).archive for root in (year, tmp_path / "另一处")]
    assert archives == ["archive/2022.zip"] * 2
    assert (year / archives[0]).read_bytes() == (tmp_path / "另一处" / archives[1]).read_bytes()


def test_a_closed_period_is_not_run_returned_or_closed_again(year):
    close_period(open_workspace(year))
    before = {path: path.read_bytes() for path in (year / "results/2022").rglob("*") if path.is_file()}
    set_cell(year / "data/2022/检查.xlsx", "名册", "D2", 9)
    for act in (
        lambda: run(open_workspace(year)),
        lambda: run_due(open_workspace(year)),
        lambda: make_returns(open_workspace(year)),
        lambda: close_period(open_workspace(year)),
    ):
        codes, told = refusal(act)
        assert codes == ["W320"]
        assert "2022年度已于" in told
    assert {path: path.read_bytes() for path in (year / "results/2022").rglob("*") if path.is_file()} == before


def test_results_must_be_those_of_the_inputs_as_they_are(year):
    set_cell(year / "data/2022/检查.xlsx", "名册", "D2", 3)
    codes, told = refusal(lambda: close_period(open_workspace(year)))
    assert (codes, "运行以后数据、裁定或设置改动过" in told) == (["W321"], True)
    run(open_workspace(year))
    rules = year / "rules/little.yaml"
    rules.write_text(YEARLY.replace("100元", "200元"), encoding="utf-8")
    codes, told = refusal(lambda: close_period(open_workspace(year)))
    assert (codes, "运行以后规则改动过" in told) == (["W321"], True)
    assert not (year / "archive").exists()


def test_what_was_never_run_is_not_closed(tmp_path):
    codes, told = refusal(lambda: close_period(open_workspace(yearly(tmp_path, "2022", "甲2"))))
    assert (codes, "还没有运行过" in told) == (["W321"], True)


def test_who_is_undecided_is_left_so_only_by_name_and_with_a_reason(tmp_path):
    root = yearly(tmp_path, "2022", "甲2 乙？ 丙？")
    run(open_workspace(root))
    codes, told = refusal(lambda: close_period(open_workspace(root)))
    assert (codes, "还有2个书记待定：乙某某、丙某某" in told) == (["W322"], True)
    codes, told = refusal(lambda: close_period(open_workspace(root), ["乙某某"], "已调离"))
    assert (codes, "还有1个书记待定：丙某某" in told) == (["W322"], True)
    codes, told = refusal(
        lambda: close_period(open_workspace(root), ["乙某某", "丙某某", "甲某某", "丁某某"], "已调离")
    )
    assert codes == ["W324", "W324"]
    assert "“甲某某”没有待定的结果" in told
    assert "没有“丁某某”这个考核对象" in told
    assert close_period(open_workspace(root), ["乙某某", "丙某某"], "已调离").left == ("乙某某", "丙某某")


def test_a_scheme_without_a_result_keeps_the_period_open(tmp_path):
    root = small(tmp_path)
    (root / "rules/other.yaml").write_text(SCHEME.replace("小星", "另一个").replace("收入", "税收"), encoding="utf-8")
    (root / "stardb.yaml").write_text("county: 小县\nperiod: 2022\nschemes: [little, other]\n", encoding="utf-8")
    write_book(
        root / "data/2022/税.xlsx", {"检查表": [["乡镇", "村", "税收(万元)", "换届"], ["甲镇", "东庄", 1, "是"]]}
    )
    (root / "rules/other.yaml").write_text("scheme: 另一个\n", encoding="utf-8")
    run(open_workspace(root))
    codes, told = refusal(lambda: close_period(open_workspace(root)))
    assert "W323" in codes
    assert "2022年度没有评出" in told


def test_a_scheme_not_yet_in_force_does_not_keep_it_open(tmp_path):
    root = small(tmp_path)
    later = SCHEME.replace("小星", "后来的").replace("valid_from: 2020-01-01", "valid_from: 2023-01-01")
    (root / "rules/later.yaml").write_text(later.replace("2020-01-01: 12分", "2023-01-01: 12分"), encoding="utf-8")
    (root / "stardb.yaml").write_text("county: 小县\nperiod: 2022\nschemes: [little, later]\n", encoding="utf-8")
    run(open_workspace(root))
    assert [one.scheme for one in close_period(open_workspace(root)).schemes] == ["little"]


def test_a_year_is_closed_with_its_months(tmp_path):
    root = monthly(tmp_path / "县")
    for month in (1, 2):
        report(root, f"2022-0{month}", [["东庄", month, 0], ["西庄", month, month - 1]])
    run_due(open_workspace(root))
    closed = close_period(open_workspace(root))
    assert [period.name for period in closed.periods] == ["2022-01", "2022-02", "2022"]
    codes, told = refusal(lambda: run(open_workspace(root, "2022-02")))
    assert (codes, "2022年2月在里面" in told) == (["W320"], True)
    report(root, "2022-03", [["东庄", 3, 0], ["西庄", 3, 0]])
    assert "W320" in refusal(lambda: run_due(open_workspace(root)))[0]


def test_a_month_closed_by_itself_leaves_the_others_open(tmp_path):
    root = monthly(tmp_path / "县")
    for month in (1, 2):
        report(root, f"2022-0{month}", [["东庄", month, 0], ["西庄", month, 0]])
    run_due(open_workspace(root))
    close_period(open_workspace(root, "2022-01"))
    assert refusal(lambda: run(open_workspace(root, "2022-01")))[0] == ["W320"]
    run(open_workspace(root, "2022-02"))
    outcome = run_due(open_workspace(root))
    assert read_period("2022-01") in outcome.kept


def test_an_archive_of_before_is_never_overwritten(year):
    first = (year / close_period(open_workspace(year)).archive).read_bytes()
    reopen_period(open_workspace(year), "数据有误")
    set_cell(year / "data/2022/检查.xlsx", "名册", "D2", 3)
    run(open_workspace(year))
    assert close_period(open_workspace(year)).archive == "archive/2022（2）.zip"
    assert (year / "archive/2022.zip").read_bytes() == first


def test_a_result_file_that_is_gone_keeps_the_period_open(year):
    (year / "results/2022/连年晋星.xlsx").unlink()
    codes, told = refusal(lambda: close_period(open_workspace(year)))
    assert (codes, "results/2022/连年晋星.xlsx" in told) == (["W333"], True)
    run(open_workspace(year))
    close_period(open_workspace(year))
