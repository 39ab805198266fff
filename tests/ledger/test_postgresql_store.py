"""A ledger in PostgreSQL: what only a database can do or fail in. What holds of every ledger is tested in test_ledger.py."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from databases import PASSWORD, Server, change, select
from workspaces import judge, small

from stardb.ledger import Ledger, LedgerEntry, Owner
from stardb.ledger.postgresql_store import hide_password
from stardb.problems import Problem, ProblemsError
from stardb.quantity import read_period
from stardb.scoring import Appraisal


@pytest.fixture
def made(tmp_path: Path) -> Appraisal:
    return judge(small(tmp_path / "县"), keep=False)["little"]


def refused(url: str, folder: Path) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        Ledger(folder / "stardb.sqlite", Owner("小县"), url).list_runs()
    (fault,) = caught.value.problems
    assert PASSWORD not in repr(fault)
    assert "Geheim" not in repr(fault)
    return fault


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    fault = refused("postgresql://clerk:Geheim@127.0.0.1:1/ledger", tmp_path)
    assert (fault.code, fault.place.file) == ("W306", "PostgreSQL 127.0.0.1:1/ledger")
    assert fault.message == "台账（PostgreSQL 127.0.0.1:1/ledger）用不成：数据库服务器连不上"


def test_an_address_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused("postgresql://clerk:Geheim%zz@127.0.0.1/ledger", tmp_path).code == "W306"
    assert refused("postgresql://clerk:Geheim@127.0.0.1:port/ledger", tmp_path).code == "W306"


def test_a_wrong_password_a_missing_one_and_an_unknown_user(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    assert refused(postgresql.url("postgres", "Geheim-falsch"), tmp_path).code == "W307"
    assert refused(f"postgresql://clerk@/postgres?host={postgresql.folder}", tmp_path).code == "W307"
    assert refused(postgresql.url("postgres", user="nobody"), tmp_path).code == "W307"


def test_a_password_from_the_environment_or_pgpass(
    tmp_path: Path, postgresql: Server, made: Appraisal, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = postgresql.make_database().partition("@/")[2]
    ledger = Ledger(tmp_path / "stardb.sqlite", Owner("小县"), f"postgresql://clerk@/{name}")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    ledger.keep([LedgerEntry("little", made, "数据")])
    monkeypatch.delenv("PGPASSWORD")
    (tmp_path / "pgpass").write_text(f"*:*:*:clerk:{PASSWORD}\n", encoding="utf-8")
    (tmp_path / "pgpass").chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    assert len(ledger.list_kept_runs()) == 1


def test_a_database_that_is_not_there(tmp_path: Path, postgresql: Server) -> None:
    assert refused(postgresql.url("没有"), tmp_path).code == "W308"


def test_a_user_who_may_not_make_tables(tmp_path: Path, postgresql: Server, made: Appraisal) -> None:
    name = postgresql.make_database().partition("@/")[2].partition("?")[0]
    postgresql.execute(f"alter database {name} owner to owner")
    postgresql.execute("revoke create on schema public from public", name)
    ledger = Ledger(tmp_path / "stardb.sqlite", Owner("小县"), postgresql.url(name))
    assert ledger.list_runs() == []
    with pytest.raises(ProblemsError) as caught:
        ledger.keep([LedgerEntry("little", made, "数据")])
    (fault,) = caught.value.problems
    assert (fault.code, "没有权限" in fault.message) == ("W301", True)


def test_tables_of_another_kind_in_its_schema(tmp_path: Path, postgresql: Server, made: Appraisal) -> None:
    url = postgresql.make_database()
    postgresql.execute(
        "create schema stardb; create table stardb.event (id integer); grant all on schema stardb to clerk",
        url.partition("@/")[2].partition("?")[0],
    )
    ledger = Ledger(tmp_path / "stardb.sqlite", Owner("小县"), url)
    for act in (ledger.list_runs, lambda: ledger.keep([LedgerEntry("little", made, "数据")])):
        with pytest.raises(ProblemsError) as caught:
            act()
        assert [(one.code, "缺表、缺栏" in one.message) for one in caught.value.problems] == [("W301", True)]


def test_tables_of_others_beside_it_are_left_alone(in_database: Ledger, made: Appraisal) -> None:
    in_database.keep([LedgerEntry("little", made, "数据")])
    change(in_database, "create table public.event (id integer)", "insert into public.event values (7)")
    in_database.keep([LedgerEntry("other", made, "数据")])
    assert select(in_database, "select * from public.event") == [(7,)]
    assert [one.run.scheme for one in in_database.list_kept_runs()] == ["little", "other"]


def test_several_who_write_at_once_follow_one_another(in_database: Ledger, made: Appraisal) -> None:
    """Also where none of them finds a ledger yet."""

    def keep(number: int) -> None:
        ledger = Ledger(in_database.path, in_database.owner)
        ledger.store = in_database.store
        ledger.place(ledger.keep([LedgerEntry(f"scheme-{number % 3}", made, f"数据{number}")]))
        ledger.add_event("close", "", read_period("2022"), {"number": number})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(8)))
    assert [number for (number,) in select(in_database, "select id from event order by id")] == [*range(1, 17)]
    assert in_database.verify() == []
    assert len(in_database.list_runs()) == 3


def test_who_writes_is_not_waited_for_for_ever_and_does_not_keep_readers(
    in_database: Ledger, made: Appraisal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stardb.ledger.postgresql_store.WRITE_PATIENCE", 1)
    in_database.keep([LedgerEntry("little", made, "数据")])
    with in_database._writing() as connection:
        connection.execute("insert into placed values (1)")
        assert [one.is_placed for one in in_database.list_kept_runs()] == [False]
        with pytest.raises(ProblemsError) as caught:
            in_database.keep([LedgerEntry("other", made, "数据")])
    assert "正被别的程序占用" in caught.value.problems[0].message
    assert [one.is_placed for one in in_database.list_kept_runs()] == [True]


def test_a_server_that_goes_away_in_between_leaves_nothing_half_kept(in_database: Ledger, made: Appraisal) -> None:
    def stop(_: object) -> None:
        ended = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stardb'"
        select(in_database, ended)

    with pytest.raises(ProblemsError) as caught:
        in_database.keep([LedgerEntry("little", made, "数据")], stop)
    assert [one.code for one in caught.value.problems] == ["W301"]
    assert in_database.list_kept_runs() == []


def test_both_kinds_hold_the_same(in_file: Ledger, in_database: Ledger, made: Appraisal) -> None:
    """But for the clock, and what hangs on it."""
    for ledger in (in_file, in_database):
        ledger.place(ledger.keep([LedgerEntry("little", made, "数据", {"cells": b"1" * 999})]))
    for query in ("select * from blob", "select * from result order by key, item", "select * from placed"):
        assert sorted(select(in_file, query)) == sorted(select(in_database, query))
    (first,), (second,) = (ledger.list_kept_runs() for ledger in (in_file, in_database))
    assert replace(first.run, time="") == replace(second.run, time="")
    assert in_file.read_record(first).equals(in_database.read_record(second))
    assert in_file.read_blob(first.run.blobs["cells"]) == in_database.read_blob(second.run.blobs["cells"])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://clerk:Geheim@db.lan:5433/stars", "PostgreSQL db.lan:5433/stars"),
        ("postgres://clerk:%40heim@db/stars?sslmode=require&password=Geheim", "PostgreSQL db/stars"),
        ("postgresql://clerk:Ge@heim@db/stars", "PostgreSQL 数据库"),
        ("postgresql://clerk:Ge/heim@db/stars", "PostgreSQL 数据库"),
        ("postgresql://clerk:Ge?heim@db/stars", "PostgreSQL 数据库"),
        ("postgresql:///stars", "PostgreSQL 本机/stars"),
        ("postgresql://", "PostgreSQL 本机/默认数据库"),
    ],
)
def test_a_database_is_shown_without_user_and_password(url: str, shown: str) -> None:
    assert hide_password(url) == shown
