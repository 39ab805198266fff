"""Scoring is a function: the same tables give the same results, whatever their order, and nothing is changed or looped over."""

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest
from workspaces import judge, results, small, write_book

from stardb.intake.tables import Subjects, Table, Tables
from stardb.quantity import Column
from stardb.scoring import History, score

SCHEMES = ("secretary-star-level", "five-star-branch")


def fingerprint(tables: Tables, history: History) -> str:
    """All that scoring is given, to the byte."""
    told = sha256(repr(tables.subjects).encode())
    for table in (*tables.single.values(), *tables.many.values()):
        told.update(repr(table.sources).encode())
        arrays = [table.source, table.row, table.subject]
        arrays += [part for column in table.columns.values() for part in (column.data, column.known, column.scale)]
        for array in arrays:
            told.update(repr(np.asarray(array).tolist()).encode())
    for past in history.past:
        told.update(past.record.to_csv().encode())
    return told.hexdigest()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_same_inputs_give_the_same_results_and_are_left_as_they_were(judged, scheme):
    kept = judged["2023"][scheme]
    before = fingerprint(kept.tables, kept.history)
    again = score(kept.scheme, kept.tables, kept.history)
    pd.testing.assert_frame_equal(again.record(), kept.record())
    assert again.rated.tolist() == kept.rated.tolist()
    assert again.state.tolist() == kept.state.tolist()
    assert fingerprint(kept.tables, kept.history) == before


def many_times(tables: Tables, times: int) -> Tables:
    """The same subjects many times over, each with a key and a township of its own."""
    size = len(tables.subjects)
    every = np.tile(np.arange(size), times)
    copy = np.repeat(np.arange(times), size)
    subjects = Subjects(
        tuple(f"{tables.subjects.keys[i]}#{n}" for n, i in zip(copy, every, strict=True)),
        tuple(tables.subjects.names[i] for i in every),
        tuple(f"{tables.subjects.groups[i]}#{n}" for n, i in zip(copy, every, strict=True)),
    )

    def repeated(table: Table, many: bool) -> Table:
        rows = np.tile(np.arange(len(table)), times)
        owners = np.tile(table.subject, times) + np.repeat(np.arange(times), len(table)) * size
        columns = {name: column.take(rows) for name, column in table.columns.items()}
        source, row = table.source[rows], table.row[rows]
        return replace(
            table, columns=columns, source=source, row=row, subject=owners if many else np.arange(len(every))
        )

    single = {name: repeated(table, False) for name, table in tables.single.items()}
    return Tables(subjects, single, {name: repeated(table, True) for name, table in tables.many.items()})


def calls(act: Callable[[], object]) -> int:
    """How many calls an act makes, of Python's functions and of C's."""
    made = 0

    def count(_frame: object, happened: str, _detail: object) -> None:
        nonlocal made
        made += happened in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fifty_counties_take_hardly_more_calls_than_one(judged, scheme):
    one = judged["2022"][scheme]
    fifty = many_times(one.tables, 50)
    score(one.scheme, one.tables, History())  # what is imported or prepared once
    few = calls(lambda: score(one.scheme, one.tables, History()))
    made = calls(lambda: score(one.scheme, fifty, History()))
    assert made < 1.2 * few


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fifty_counties_come_out_as_fifty_times_one(judged, scheme):
    one = judged["2022"][scheme]
    fifty = score(one.scheme, many_times(one.tables, 50), History())
    for name, column in one.columns.items():
        assert_repeated(column, fifty.columns[name], 50)
    assert fifty.state.tolist() == one.state.tolist() * 50


def assert_repeated(one: Column, many: Column, times: int) -> None:
    values = [one.at(i) for i in range(len(one))]
    assert [many.at(i) for i in range(len(many))] == values * times


VILLAGES = [("甲镇", f"{name}庄") for name in "东西南北中前后左右"] + [("乙镇", f"{name}沟") for name in "上下里外大小"]
QUOTA = "quotas: [{of: 红星支部, group: 乡镇, at_most: 40%, round: half_up, order: [总分], ties: undecided, overflow: 未获星, basis: 第六条}]\n"


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_and_files_changes_no_result(tmp_path, seed):
    draw = random.Random(seed)
    facts = [[*place, draw.choice([3, 10, 15, 20, 25, ""]), draw.choice("是否")] for place in VILLAGES]
    roster = [["乡镇", "村", "户数"], *([*place, 10] for place in VILLAGES)]
    head = ["乡镇", "村", "收入(万元)", "换届"]
    from workspaces import SCHEME

    rules = SCHEME.replace("entitlements:", QUOTA + "entitlements:")
    first = judge(small(tmp_path / "一", rules, roster, [head, *facts]), keep=False)["little"]

    other = small(tmp_path / "二", rules, roster, [head])
    (other / "data" / "2022" / "检查.xlsx").unlink()
    draw.shuffle(facts)
    shuffled = draw.sample(roster[1:], len(roster) - 1)
    books = {"9": {"名册": [roster[0], *shuffled[:7]]}, "1": {"名册": [roster[0], *shuffled[7:]]}}
    books |= {"5": {"检查表": [head, *facts[:4]]}, "0": {"检查表": [head, *facts[4:]]}}
    for name, sheets in books.items():
        write_book(other / "data" / "2022" / f"{name}.xlsx", sheets)
    second = judge(other, keep=False)["little"]

    def by_key(made):
        return {key: results(made, i) for i, key in enumerate(made.subjects.keys)}

    assert first.subjects.keys != second.subjects.keys
    assert by_key(first) == by_key(second)
    assert {made["等次"] for made in by_key(first).values()} >= {"红星支部", "未获星"}
