"""Tables of made-up values for whatever a scheme reads."""

import random
from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from stardb.intake.tables import Subjects, Table, Tables
from stardb.quantity import Column, Kind
from stardb.quantity.logic import truth
from stardb.rulebook import ColumnSpec, Scheme


def made_up(scheme: Scheme, size: int, known: float, chance: random.Random) -> Tables:
    """So many subjects and what a scheme reads of them, each value known as likely as `known`."""
    names = tuple(f"村{i}" for i in range(size))
    tables, many = {}, {}
    for title, spec in scheme.tables.items():
        count = chance.randrange(2 * size + 1) if size and spec.many else 0
        owners = sorted(chance.randrange(size) for _ in range(count)) if spec.many else range(size)
        held = many if spec.many else tables
        held[title] = _table(title, spec.columns, list(owners), known, chance)
    groups = tuple("甲乡" if i % 2 else "乙乡" for i in range(size))
    return Tables(Subjects(names, names, groups), tables, many)


def _table(
    title: str, specs: Mapping[str, ColumnSpec], owners: list[int], known: float, chance: random.Random
) -> Table:
    columns = {name: _column(spec, len(owners), known, chance) for name, spec in specs.items()}
    size = len(owners)
    return Table(title, columns, (), np.full(size, -1), np.arange(size), np.array(owners, np.int64))


def _column(spec: ColumnSpec, size: int, likely: float, chance: random.Random) -> Column:
    known = np.array([chance.random() < likely for _ in range(size)], bool)
    if spec.kind is Kind.TEXT:
        return Column.words([chance.choice("甲乙丙") if one else None for one in known])
    if spec.kind is Kind.CHOICE:
        codes = [chance.randrange(len(spec.words)) if one else -1 for one in known]
        return Column.from_codes(spec.words, np.array(codes, np.int64))
    if spec.kind is Kind.BOOL:
        return truth(np.array([chance.random() < 0.5 for _ in range(size)], bool), known)
    numbers = (
        [10_000, 19_100, 19_300, 2_932_896] if spec.kind is Kind.DATE else [0, 1, 3, Fraction(5, 7), 60, 95, 10**6]
    )
    return Column.of(spec.kind, [chance.choice(numbers) for _ in range(size)]).mask(known)
