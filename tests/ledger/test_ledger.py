"""The ledger gives back exactly what was kept, keeps all of a run or nothing, and never guesses at a damaged file."""

import os
import sqlite3
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from workspaces import SCHEME, judge, small

from stardb.ledger import Entry, Ledger
from stardb.problems import ProblemsError
from stardb.quantity import Kind

SECRETARY, BRANCH = "secretary-star-level", "five-star-branch"
LAST_DAY = date(2099, 12, 31)


def entry(name, appraisal):
    return Entry(name, appraisal, "办法", "数据")


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "stardb.sqlite")
    yield made
    made.close()


def kept(ledger, scheme, before=LAST_DAY):
    return [(past.period, past.as_of) for past in ledger.history(scheme, before).past]


def tidy(record):
    return record.sort_values(["key", "item"], ignore_index=True)


@pytest.mark.parametrize("scheme", [SECRETARY, BRANCH])
def test_results_come_back_exactly(ledger, judged, scheme):
    made = judged["2022"][scheme]
    ledger.keep([entry(scheme, made)])
    (past,) = ledger.history(scheme, LAST_DAY).past
    pd.testing.assert_frame_equal(past.record, tidy(made.record()), check_dtype=False)
    keys = made.subjects.keys
    for step in made.result_steps():
        if step.rule.kind in (Kind.NUMBER, Kind.MONEY):
            column, known = past.value(step.name, keys, step.rule.kind), made.known(step.name)
            expected = [made.columns[step.name].at(i) if known[i] else None for i in range(len(keys))]
            assert [column.at(i) for i in range(len(keys))] == expected
        if step.rule.kind is Kind.CHOICE:
            words = past.item(step.name, keys)["word"].tolist()
            assert words == [made.text(step.name, i) if made.known(step.name)[i] else "" for i in range(len(keys))]


def test_numbers_of_any_size_come_back_exactly(ledger, tmp_path):
    """A share to sixteen places of a sum of money needs more than 64 bits."""
    formula = (
        "奖补: {formula: 收入 * 100000000000000000003 / 7, round: 0.0000000000000001元, unit: 元/年, basis: 第五条}"
    )
    rules = SCHEME.replace(
        "奖补: {from: 等次, choices: {红星支部: 1000元}, otherwise: 0元, unit: 元/年, basis: 第五条}", formula
    )
    made = judge(small(tmp_path / "县", rules), keep=False)["little"]
    ledger.keep([entry("little", made)])
    (past,) = ledger.history("little", LAST_DAY).past
    pay = past.value("奖补", made.subjects.keys, Kind.MONEY)
    # 200000 × 100000000000000000003 ÷ 7 = 2857142857142857142942857.142857142857142857…
    assert pay.at(0) == Fraction("2857142857142857142942857.1428571428571429")
    assert [pay.at(i) for i in range(3)] == [made.columns["奖补"].at(i) for i in range(3)]


def test_states_are_kept_apart(ledger, judged):
    """待定, 不参评 and 零星 are three things."""
    ledger.keep([entry(SECRETARY, judged["2023"][SECRETARY])])
    (past,) = ledger.history(SECRETARY, LAST_DAY).past
    states = past.record[past.record["item"] == "星级"]
    assert states["state"].value_counts().to_dict() == {"已定": 139, "不参评": 4, "待定": 1}
    assert (states[states["state"] == "已定"]["numerator"] == 0).sum() == 22


def test_a_period_run_again_replaces_itself_only(ledger, tmp_path):
    root = small(tmp_path / "县")
    first = judge(root, keep=False)["little"]
    ledger.keep([entry("little", first), entry("other", first)])
    checked = [["乡镇", "村", "收入(万元)", "换届"], ["甲镇", "东庄", 20, "否"], ["甲镇", "西庄", 12, "否"]]
    second = judge(small(root, checked=checked), keep=False)["little"]
    ledger.keep([entry("little", second)])
    (mine,), (others,) = (ledger.history(name, LAST_DAY).past for name in ("little", "other"))
    assert mine.record.equals(tidy(second.record()).astype(mine.record.dtypes))
    assert others.record.equals(tidy(first.record()).astype(others.record.dtypes))
    with sqlite3.connect(ledger.path) as database:
        assert database.execute("select count(*) from appraisals").fetchone() == (2,)
        assert database.execute(
            "select count(*) from results where appraisal not in (select id from appraisals)"
        ).fetchone() == (0,)


def years(tmp_path, *periods):
    return [judge(small(tmp_path / period, period=period), keep=False)["little"] for period in periods]


def test_history_is_in_the_order_of_days_however_it_was_kept(ledger, tmp_path):
    for made in years(tmp_path, "2024", "2022", "2023"):
        ledger.keep([entry("little", made)])
    assert [period for period, _ in kept(ledger, "little")] == ["2022", "2023", "2024"]
    assert kept(ledger, "little", date(2023, 12, 31)) == [("2022", date(2022, 12, 31))]
    assert kept(ledger, "other") == []


def test_a_period_is_never_its_own_past(ledger, tmp_path):
    """Not even when the day of its appraisal was moved to a later one after it had been run."""
    root = small(tmp_path / "县", more="as_of: 2022-12-20\n")
    ledger.keep([entry("little", judge(root, keep=False)["little"])])
    assert kept(ledger, "little", date(2022, 12, 31)) == [("2022", date(2022, 12, 20))]
    assert ledger.history("little", date(2022, 12, 31), besides="2022").past == ()


def test_periods_before_the_first_are_left_out(ledger, tmp_path):
    for made in years(tmp_path, "2021", "2022"):
        ledger.keep([entry("little", made)])
    assert [past.period for past in ledger.history("little", LAST_DAY, since="2022").past] == ["2022"]


def test_where_what_follows_fails_nothing_is_kept(ledger, tmp_path):
    first, second = years(tmp_path, "2022", "2023")
    ledger.keep([entry("little", first)])
    before = ledger.path.read_bytes()

    def fail():
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        ledger.keep([entry("little", second), entry("other", second)], fail)
    assert ledger.path.read_bytes() == before
    assert [period for period, _ in kept(ledger, "little")] == ["2022"]
    ledger.keep([entry("little", second)])  # and it is not left locked
    assert [period for period, _ in kept(ledger, "little")] == ["2022", "2023"]


def test_of_several_schemes_all_are_kept_or_none(ledger, tmp_path):
    (made,) = years(tmp_path, "2022")
    with pytest.raises(AttributeError):
        ledger.keep([entry("little", made), entry("broken", None)])
    assert kept(ledger, "little") == []


def test_reading_makes_no_file(ledger):
    assert kept(ledger, "little") == []
    assert not ledger.path.exists()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + os.urandom(4000)])
def test_a_damaged_file_is_said_to_be_so_and_left_alone(ledger, tmp_path, content):
    (made,) = years(tmp_path, "2022")
    ledger.path.write_bytes(content)
    for act in (
        lambda: kept(ledger, "little"),
        lambda: ledger.keep([entry("little", made)]),
        lambda: ledger.outdated(entry("little", made)),
    ):
        with pytest.raises(ProblemsError) as caught:
            act()
        (problem,) = caught.value.problems
        assert (problem.code, problem.place.file) == ("W301", "stardb.sqlite")
        assert "已损坏" in problem.message
        assert "从备份恢复" in problem.remedy
    assert ledger.path.read_bytes() == content


def test_damage_in_the_middle_of_a_good_file_is_found(ledger, judged):
    ledger.keep([entry(SECRETARY, judged["2022"][SECRETARY])])
    ledger.close()
    content = bytearray(ledger.path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    ledger.path.write_bytes(content)
    with pytest.raises(ProblemsError) as caught:
        ledger.history(SECRETARY, LAST_DAY)
    assert caught.value.problems[0].code == "W301"


def test_a_folder_in_its_place(tmp_path):
    (tmp_path / "stardb.sqlite").mkdir()
    with pytest.raises(ProblemsError) as caught:
        Ledger(tmp_path / "stardb.sqlite").history("little", LAST_DAY)
    assert caught.value.problems[0].code == "W301"


def test_a_file_in_use_elsewhere_is_not_waited_for_for_ever(ledger, tmp_path):
    """Another program writes: said so. Another reads: the files already moved are moved back (the commit comes last)."""
    first, second = years(tmp_path, "2022", "2023")
    ledger.keep([entry("little", first)])
    moved: list[str] = []
    other = sqlite3.connect(ledger.path, isolation_level=None)
    other.execute("begin")
    other.execute("select * from appraisals").fetchone()
    with pytest.raises(ProblemsError) as caught:
        ledger.keep([entry("little", second)], lambda: moved.append("files"))
    other.close()
    assert moved == ["files"]
    assert "正被别的程序占用" in caught.value.problems[0].message
    assert [period for period, _ in kept(ledger, "little")] == ["2022"]


def test_no_identity_number_but_as_a_key(judged, tmp_path):
    """The ledger must know who is who from year to year; apart from that no private column is in it."""
    path: Path = tmp_path / "stardb.sqlite"
    ledger = Ledger(path)
    ledger.keep([entry(SECRETARY, judged["2022"][SECRETARY])])
    ledger.close()
    with sqlite3.connect(path) as database:
        for item, word in database.execute("select distinct item, word from results"):
            assert "14119" not in item + word
