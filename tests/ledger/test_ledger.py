"""The ledger gives back exactly what was kept, keeps all of a run or nothing, and never guesses at a damaged file."""

import json
import os
import sqlite3
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from databases import change, open_again, select
from workspaces import SCHEME, judge, small

from stardb.ledger import Ledger, LedgerEntry, Owner
from stardb.ledger.events import compute_hash
from stardb.ledger.postgresql_store import PostgresqlStore
from stardb.ledger.result_rows import DoubtfulRow, compute_digest, read_rows
from stardb.problems import ProblemsError
from stardb.quantity import Kind, read_period

SECRETARY, BRANCH = "secretary-star-level", "five-star-branch"
LATER = read_period("2099")
COUNTY = Owner("小县")


def entry(name, appraisal):
    return LedgerEntry(name, appraisal, "数据")


def keep(ledger, *entries):
    ledger.place(ledger.keep(entries))


def past_of(ledger, name, appraisal, before=LATER, **more):
    """The periods kept of a scheme that are earlier than another."""
    return ledger.history(name, replace(appraisal.scheme, period=before), **more).past


@pytest.fixture
def some(tmp_path_factory):
    return judge(small(tmp_path_factory.mktemp("某") / "县"), keep=False)["little"]


@pytest.fixture
def kept(ledger, some):
    def kept(name, before=LATER):
        return [(past.period.name, past.as_of) for past in past_of(ledger, name, some, before)]

    return kept


def tidy(ledger, appraisal):
    """What an appraisal's record should be when it comes back."""
    record = appraisal.record()
    keys = ledger.keys(appraisal.scheme)
    return record.assign(key=[keys.store_key(key) for key in record["key"]]).sort_values(
        ["key", "item"], ignore_index=True
    )


@pytest.mark.parametrize("scheme", [SECRETARY, BRANCH])
def test_results_come_back_exactly(ledger, judged, scheme):
    made = judged["2022"][scheme]
    keep(ledger, entry(scheme, made))
    (past,) = past_of(ledger, scheme, made)
    pd.testing.assert_frame_equal(past.record, tidy(ledger, made), check_dtype=False)
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
    """A share of a great sum of money, in fen, needs more than 64 bits."""
    formula = "奖补: {formula: 收入 * 100000000000000000003 / 7, round: 0.01元, unit: 元/年, basis: 第五条}"
    rules = SCHEME.replace(
        "奖补: {from: 等次, choices: {红星支部: 1000元}, otherwise: 0元, unit: 元/年, basis: 第五条}", formula
    )
    made = judge(small(tmp_path / "县", rules), keep=False)["little"]
    keep(ledger, entry("little", made))
    (past,) = past_of(ledger, "little", made)
    pay = past.value("奖补", made.subjects.keys, Kind.MONEY)
    # 200000 × 100000000000000000003 ÷ 7 = 2857142857142857142942857.142857142857142857…
    assert pay.at(0) == Fraction("2857142857142857142942857.14")
    assert [pay.at(i) for i in range(3)] == [made.columns["奖补"].at(i) for i in range(3)]


def test_states_are_kept_apart(ledger, judged):
    """待定, 不参评 and 零星 are three things."""
    keep(ledger, entry(SECRETARY, judged["2023"][SECRETARY]))
    (past,) = past_of(ledger, SECRETARY, judged["2023"][SECRETARY])
    states = past.record[past.record["item"] == "星级"]
    assert states["state"].value_counts().to_dict() == {"已定": 139, "不参评": 4, "待定": 1}
    assert (states[states["state"] == "已定"]["numerator"] == 0).sum() == 22


def test_of_a_period_run_again_the_newest_counts_and_the_older_stays(ledger, tmp_path):
    root = small(tmp_path / "县")
    first = judge(root, keep=False)["little"]
    keep(ledger, entry("little", first), entry("other", first))
    checked = [["乡镇", "村", "收入(万元)", "换届"], ["甲镇", "东庄", 20, "否"], ["甲镇", "西庄", 12, "否"]]
    second = judge(small(root, checked=checked), keep=False)["little"]
    keep(ledger, entry("little", second))
    (mine,), (others,) = (past_of(ledger, name, first) for name in ("little", "other"))
    assert mine.record.equals(tidy(ledger, second).astype(mine.record.dtypes))
    assert others.record.equals(tidy(ledger, first).astype(others.record.dtypes))
    assert select(ledger, "select scheme from event order by id") == [("little",), ("other",), ("little",)]
    assert select(ledger, "select count(*) from result where event = 1") == [(15,)]
    assert select(ledger, "select count(*) from blob") == [(1,)]  # the same rules, kept once


def test_a_run_that_changes_nothing_adds_nothing(ledger, some):
    for _ in range(3):
        keep(ledger, entry("little", some))
    assert select(ledger, "select count(*) from event") == [(1,)]


def test_what_was_kept_but_not_placed_does_not_count(ledger, some, kept):
    ledger.keep([entry("little", some)])
    assert kept("little") == []
    keep(ledger, entry("little", some))
    assert [period for period, _ in kept("little")] == ["2022"]


def years(tmp_path, *periods):
    return [judge(small(tmp_path / period, period=period), keep=False)["little"] for period in periods]


def test_history_is_in_the_order_of_periods_however_it_was_kept(ledger, tmp_path, kept):
    for made in years(tmp_path, "2024", "2022", "2023"):
        keep(ledger, entry("little", made))
    assert [period for period, _ in kept("little")] == ["2022", "2023", "2024"]
    assert kept("little", read_period("2023")) == [("2022", date(2022, 12, 31))]
    assert kept("other") == []


def test_a_period_is_never_its_own_past(ledger, tmp_path, kept, some):
    """Not even when the day of its appraisal was moved to a later one after it had been run."""
    root = small(tmp_path / "县", more="rated_on: {2022: 2022-12-20}\n")
    keep(ledger, entry("little", judge(root, keep=False)["little"]))
    assert kept("little") == [("2022", date(2022, 12, 20))]
    assert past_of(ledger, "little", some, read_period("2022")) == ()


def of_period(made, name):
    """The same appraisal as that of another period."""
    return replace(made, scheme=replace(made.scheme, period=read_period(name)))


def test_months_lie_beside_their_year_and_none_replaces_another(ledger, some, kept):
    for name in ("2022", "2022-07", "2022Q2", "2022-06", "2021-2026", "2022-07"):
        keep(ledger, entry("little", of_period(some, name)))
    assert [period for period, _ in kept("little")] == ["2022-06", "2022Q2", "2022-07", "2022", "2021-2026"]
    assert [period for period, _ in kept("little", read_period("2022-07"))] == ["2022-06", "2022Q2"]
    since = past_of(ledger, "little", some, since=read_period("2022-07"))
    assert [past.period.name for past in since] == ["2022-07", "2022", "2021-2026"]
    assert select(ledger, "select first, last from event where id = 2") == [("2022-07-01", "2022-07-31")]


@pytest.mark.parametrize("name", ["2022-06", "2022上半年"])
def test_a_ledger_in_which_every_name_stood_for_its_whole_year_says_what_to_do(ledger, some, name):
    """Before there were periods, 2022-06 was kept with the days of 2022."""
    run, rows = ledger._run(entry("little", some))
    with ledger._writing() as connection:
        ledger._add(connection, replace(run, period=name), rows, "")
    fault = refused(ledger, "little", some)
    assert (fault.code, "旧版本" in fault.message, "逐期运行" in fault.remedy) == ("W301", True, True)


def test_periods_before_the_first_are_left_out(ledger, tmp_path, some):
    for made in years(tmp_path, "2021", "2022"):
        keep(ledger, entry("little", made))
    assert [past.period.name for past in past_of(ledger, "little", some, since=read_period("2022"))] == ["2022"]


def list_all(ledger):
    """All rows of all tables."""
    return [
        sorted(select(ledger, f"select * from {table}"), key=repr) for table in ("blob", "event", "result", "placed")
    ]


def test_where_what_follows_fails_nothing_is_kept(ledger, tmp_path, kept):
    first, second = years(tmp_path, "2022", "2023")
    keep(ledger, entry("little", first))
    before = list_all(ledger)

    def fail(_):
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        ledger.keep([entry("little", second), entry("other", second)], fail)
    assert list_all(ledger) == before
    assert [period for period, _ in kept("little")] == ["2022"]
    keep(ledger, entry("little", second))  # and it is not left locked
    assert [period for period, _ in kept("little")] == ["2022", "2023"]


def test_of_several_schemes_all_are_kept_or_none(ledger, tmp_path, kept):
    (made,) = years(tmp_path, "2022")
    with pytest.raises(AttributeError):
        ledger.keep([entry("little", made), entry("broken", None)])
    assert kept("little") == []


def test_reading_makes_nothing(ledger, kept):
    assert kept("little") == []
    assert not ledger.path.exists()
    assert not ledger.store.exists()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + os.urandom(4000)])
def test_a_damaged_file_is_said_to_be_so_and_left_alone(in_file, tmp_path, content, some):
    (made,) = years(tmp_path, "2022")
    in_file.path.write_bytes(content)
    for act in (
        lambda: past_of(in_file, "little", some),
        lambda: in_file.keep([entry("little", made)]),
        lambda: in_file.find_outdated(entry("little", made)),
    ):
        with pytest.raises(ProblemsError) as caught:
            act()
        (problem,) = caught.value.problems
        assert (problem.code, problem.place.file) == ("W301", "stardb.sqlite")
        assert "已损坏" in problem.message
        assert "从备份恢复" in problem.remedy
    assert in_file.path.read_bytes() == content


def test_damage_in_the_middle_of_a_good_file_is_found(in_file, judged):
    keep(in_file, entry(SECRETARY, judged["2022"][SECRETARY]))
    content = bytearray(in_file.path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    in_file.path.write_bytes(content)
    with pytest.raises(ProblemsError) as caught:
        past_of(in_file, SECRETARY, judged["2022"][SECRETARY])
    assert caught.value.problems[0].code == "W301"


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "empty"])
def test_what_is_no_file_in_its_place_is_refused_and_not_waited_for(tmp_path, kind, some):
    path = tmp_path / "stardb.sqlite"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "empty":
        path.touch()
    else:
        path.symlink_to(tmp_path / "没有")
    ledger = Ledger(path, COUNTY)
    for act in (lambda: past_of(ledger, "little", some), lambda: ledger.keep([entry("little", some)])):
        with pytest.raises(ProblemsError) as caught:
            act()
        assert [p.code for p in caught.value.problems] == ["W301"]


def test_a_file_in_use_elsewhere_is_not_waited_for_for_ever(in_file, tmp_path):
    first, second = years(tmp_path, "2022", "2023")
    keep(in_file, entry("little", first))
    other = sqlite3.connect(in_file.path, isolation_level=None)
    other.execute("begin")
    other.execute("select * from event").fetchone()
    with pytest.raises(ProblemsError) as caught:
        in_file.keep([entry("little", second)])
    other.close()
    assert "正被别的程序占用" in caught.value.problems[0].message
    assert [past.period.name for past in past_of(in_file, "little", first)] == ["2022"]


def test_no_identity_number_in_clear(ledger, judged):
    """The ledger must know who is who from year to year; a keyed hash does that, and tells no number."""
    made = judged["2022"][SECRETARY]
    keep(ledger, entry(SECRETARY, made))
    content = repr(list_all(ledger))
    assert not [key for key in made.subjects.keys if key in content]
    assert all(key.startswith("hmac-") for (key,) in select(ledger, "select distinct key from result"))
    assert not ledger.path.exists() or os.stat(ledger.path).st_mode & 0o077 == 0
    assert os.stat(ledger.secret.path).st_mode & 0o777 == 0o600
    (past,) = past_of(ledger, SECRETARY, made)
    assert past.rated(made.subjects.keys).tolist() == made.rated.tolist()  # everybody is found again


def refused(ledger, name, appraisal):
    with pytest.raises(ProblemsError) as caught:
        past_of(ledger, name, appraisal)
    (fault,) = caught.value.problems
    return fault


def test_hashed_keys_without_the_key_or_with_another(ledger, judged):
    made = judged["2022"][SECRETARY]
    keep(ledger, entry(SECRETARY, made))
    secret = ledger.secret.path.read_bytes()
    for content in (None, os.urandom(32), b"short", secret[::-1]):
        ledger.secret.path.unlink()
        if content is not None:
            ledger.secret.path.write_bytes(content)
        again = open_again(ledger, COUNTY)
        assert refused(again, SECRETARY, made).code == "W303"
        with pytest.raises(ProblemsError):
            again.keep([entry(SECRETARY, made)])
        assert ledger.secret.path.exists() == (content is not None)  # none is made in the place of one that is lost
        ledger.secret.path.touch()
    ledger.secret.path.write_bytes(secret)
    assert len(past_of(open_again(ledger, COUNTY), SECRETARY, made)) == 1


def test_another_countys_ledger(ledger, some):
    keep(ledger, entry("little", some))
    fault = refused(open_again(ledger, Owner("大县")), "little", some)
    assert (fault.code, fault.found, fault.expected) == ("W302", "小县", "大县")
    assert "formerly" in fault.remedy
    assert len(past_of(open_again(ledger, Owner("大县", ["小县"])), "little", some)) == 1


FORGERIES = {
    "a digit": ["update result set numerator = '9' where item = '星数' and key = '甲镇/西庄'"],
    "no number": ["update result set numerator = '九' where item = '星数'"],
    "denominator 0": ["update result set denominator = '0'"],
    "a state": ["update result set state = '不详'"],
    "a word": ["update result set word = 1 where item = '等次'"],
    "bytes": ["update result set word = x'ff' where item = '等次'"],
    "a row less": ["delete from result where key = '甲镇/东庄'"],
    "a row more": [
        "insert into result select event, '丁镇/新庄', item, state, numerator, denominator, word from result"
        " where key = '甲镇/东庄'"
    ],
    "the day": ["update event set body = replace(body, '2022-12-31', '2012-12-31')"],
    "the scheme": ["update event set scheme = 'other'"],
    "the period": ["update event set last = '2021-12-31'"],
    "the county": ["update event set body = replace(body, '小县', '大县')"],
    "no body": ["update event set body = '{}'"],
    "brackets": [f"update event set body = '{'[' * 10000}'"],
    "an event": [
        "delete from result where event = 1",
        "delete from placed where event = 1",
        "delete from event where id = 1",
    ],
    "a trigger": ["create trigger t after insert on event begin delete from result; end"],
    "a view": ["alter table placed rename to p", "create view placed as select event from p"],
    "a column": ["alter table result drop column word"],
    "a table": ["drop table placed"],
}
IN_DATABASES = {
    "bytes": ["alter table result alter column word type bytea using convert_to(word, 'UTF8')"],
    "a trigger": [
        "create function f() returns trigger language plpgsql as 'begin delete from stardb.result; return null; end'",
        "create trigger t after insert on event execute function f()",
    ],
    "a rule": ["create rule r as on insert to placed do also delete from result"],
}


@pytest.mark.parametrize("how", [*FORGERIES, "a rule"])
def test_what_another_hand_changed_is_not_believed(ledger, tmp_path, how):
    first, second = years(tmp_path, "2022", "2023")
    keep(ledger, entry("little", first))
    keep(ledger, entry("little", second))
    forged = FORGERIES.get(
        how, ["create view seen as select 1"]
    )  # SQLite has no rules; a view is as strange to a ledger
    if isinstance(ledger.store, PostgresqlStore):
        forged = IN_DATABASES.get(how, forged)
    change(ledger, *forged)
    fault = refused(ledger, "little", second)
    assert (fault.code, fault.place.file) == ("W301", ledger.store.name)
    assert "备份" in fault.remedy


def test_values_that_cannot_be_are_refused_even_with_a_digest_that_fits(ledger, some, monkeypatch):
    run, rows = ledger._run(entry("little", some))
    for bad in (("x", "1"), ("1", "0"), ("1", "-2"), ("1.5", "1"), ("", "1")):
        forged = [(key, item, state, *bad, word) for key, item, state, _, _, word in rows]
        with pytest.raises(DoubtfulRow):
            read_rows(forged, compute_digest(forged))
    assert read_rows(rows, run.results)["key"].nunique() == 3


def test_a_newer_and_an_older_ledger_say_what_to_do(in_file, some):
    body = json.dumps({"schema": 99}, separators=(",", ":"))
    in_file.store.make()
    with sqlite3.connect(in_file.path) as database:
        row = ("run", "little", "2022-01-01", "2022-12-31", body, "", compute_hash("", body))
        database.execute(
            "insert into event(kind, scheme, first, last, body, previous, hash) values (?,?,?,?,?,?,?)", row
        )
    database.close()
    fault = refused(in_file, "little", some)
    assert "更新版本" in fault.message
    assert "新版本的 stardb" in fault.remedy
    in_file.path.unlink()
    with sqlite3.connect(in_file.path) as database:
        database.execute("create table appraisals (id integer)")
        database.execute("create table results (id integer)")
    database.close()
    fault = refused(in_file, "little", some)
    assert "旧版本" in fault.message
    assert "逐期运行" in fault.remedy


@pytest.mark.parametrize(
    "folder", ["岚县%20资料", "a?b=1", "a#b", "a b", "a'b\"c", "%2e%2e", "file:x", ":memory:", "[甲]*"]
)
def test_a_folder_may_be_called_anything(tmp_path, folder, some):
    (tmp_path / folder).mkdir()
    ledger = Ledger(tmp_path / folder / "stardb.sqlite", COUNTY)
    keep(ledger, entry("little", some))
    assert len(past_of(ledger, "little", some)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [folder]
    assert [path.name for path in (tmp_path / folder).iterdir()] == ["stardb.sqlite"]


def test_every_run_stays_to_be_read_with_what_was_kept_beside_it(ledger, tmp_path):
    """The newest placed run of a period counts; the one before it and one never placed stay, each with its contents."""
    first, second = years(tmp_path, "2022", "2023")
    keep(ledger, LedgerEntry("little", first, "一", {"cells": b"first" * 1000}))
    keep(ledger, LedgerEntry("little", first, "二", {"cells": b"second"}))
    ledger.keep([LedgerEntry("little", first, "三", {"cells": b"second"})])
    keep(ledger, entry("other", second))
    told = [
        (one.number, one.run.scheme, one.run.data, one.is_placed, one.is_current) for one in ledger.list_kept_runs()
    ]
    assert told == [
        (1, "little", "一", True, False),
        (2, "little", "二", True, True),
        (3, "little", "三", False, False),
        (4, "other", "数据", True, True),
    ]
    contents = [ledger.read_blob(one.run.blobs["cells"]) for one in ledger.list_kept_runs("little")]
    assert contents == [b"first" * 1000, b"second", b"second"]
    assert [one.number for one in ledger.list_kept_runs(period=read_period("2023"))] == [4]
    assert ledger.read_record(ledger.list_kept_runs()[0]).equals(ledger.read_record(ledger.list_kept_runs()[1]))
    assert select(ledger, "select count(*) from blob where length(bytes) < 2000") == [(3,)]


def test_what_is_kept_beside_a_run_makes_it_another(ledger, some):
    for content in (b"1", b"1", b"2"):
        keep(ledger, LedgerEntry("little", some, "数据", {"decisions": content}))
    assert len(ledger.list_kept_runs()) == 2


def test_what_happened_beside_runs_is_chained_with_them(ledger, some):
    assert (ledger.head(), ledger.list_events(), ledger.list_kept_runs()) == ("", [], [])
    keep(ledger, entry("little", some))
    before = ledger.head()
    closed = ledger.add_event("close", "", read_period("2022"), {"left": ["甲镇/西庄"]}, {"manifest": b"{}"})
    assert (ledger.head(), closed.hash == before) == (closed.hash, False)
    ledger.add_event("reopen", "", read_period("2022"), {"because": "复核"})
    assert [one.event.kind for one in ledger.list_events()] == ["close", "reopen"]
    (read,) = ledger.list_events("close")
    assert read == closed
    assert ledger.read_blob(read.event.blobs["manifest"]) == b"{}"
    assert [one.run.period for one in ledger.list_kept_runs()] == ["2022"]
    with pytest.raises(ValueError, match="run"):
        ledger.add_event("run", "", read_period("2022"), {})
    with pytest.raises(KeyError):
        ledger.read_blob("0" * 64)
