"""Results of one scheme read by another (`result_of`), P37: the branch's grade in the rating of its secretary."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from stardb.intake import PlaceNames, Table, Tables
from stardb.problems import Place, Problem, problem
from stardb.quantity import Column, arithmetic, show_at
from stardb.rulebook import Scheme, TableSpec
from stardb.scoring.appraisal import Appraisal

_NAMED = 5
"""How many subjects a problem names."""


def order_schemes(schemes: Mapping[str, Scheme]) -> tuple[list[str], list[Problem]]:
    """The schemes, each after those whose results it reads; those that read one another in a ring, as problems."""
    titles = {scheme.title: name for name, scheme in schemes.items()}
    needs = {
        name: [titles[spec.result_of] for spec in scheme.tables.values() if spec.result_of in titles]
        for name, scheme in schemes.items()
    }
    order: list[str] = []
    while ready := [name for name in needs if name not in order and all(other in order for other in needs[name])]:
        order += ready
    ring = [name for name in needs if name not in order]
    return order, [_ring(schemes, ring)] if ring else []


def _ring(schemes: Mapping[str, Scheme], ring: Sequence[str]) -> Problem:
    names = "、".join(f"“{schemes[name].title}”" for name in ring)
    return problem("W208", f"{names}互相取对方的结果，谁也不能先算。", Place(schemes[ring[0]].file), found=names)


def fill_borrowed_tables(
    scheme: Scheme, tables: Tables, appraisals: Mapping[str, Appraisal]
) -> tuple[Tables, list[Problem]]:
    """The tables with those filled in that are another scheme's results; `appraisals` are the appraisals so far, by title.

    Each subject takes the result of the other's subject with the same key (`李家村` and `李家` are one place). What the
    other left undecided or did not rate stays unknown.
    """
    single, problems = dict(tables.single), []
    for title, spec in scheme.tables.items():
        if spec.result_of:
            table, faults = _borrow_table(title, spec, scheme, tables, appraisals)
            problems += faults
            if table is not None:
                single[title] = table
    return replace(tables, single=single), problems


def _borrow_table(
    title: str, spec: TableSpec, scheme: Scheme, tables: Tables, appraisals: Mapping[str, Appraisal]
) -> tuple[Table | None, list[Problem]]:
    place = Place(scheme.file)
    other = appraisals.get(spec.result_of)
    if other is None:
        message = f"“{title}”要用“{spec.result_of}”本年度的结果，它不在工作区的办法里，或没有算出结果。"
        return None, [problem("W207", message, place, found=spec.result_of, expected="、".join(appraisals))]
    rows, missing = _rows(spec, scheme, tables, other)
    columns, problems = {}, []
    for name, declared in spec.columns.items():
        column = other.columns.get(name)
        if column is None or column.kind is not declared.kind:
            what = "没有这一项" if column is None else f"是{column.kind.value}，不是{declared.kind.value}"
            message = f"“{title}”的“{name}”：“{spec.result_of}”{what}。"
            problems.append(problem("W207", message, place, found=name, expected="、".join(_items(other))))
            continue
        decided = column.mask(other.rated)
        taken = decided.take(rows)
        columns[name] = replace(_with_words(taken, declared.words), unit="")
    if missing:
        names = "、".join(missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
        message = f"“{spec.result_of}”里没有{names}，这{len(missing)}个{scheme.subject}的“{title}”按未知处理。"
        problems.append(problem("W209", message, place, found=names))
    size = len(tables.subjects)
    return Table(title, columns, (), np.full(size, -1), np.full(size, -1), np.arange(size)), problems


def _with_words(taken: Column, words: tuple[str, ...]) -> Column:
    """The values with the words that a column declares; any other word is unknown."""
    if not taken.kind.numeric:
        return arithmetic.recode(taken, words) if words else taken
    plain = taken.without_words()
    return plain.put_words(words, arithmetic.recode_words(taken, words), rated=True) if words else plain


def _items(other: Appraisal) -> list[str]:
    return [step.name for step in other.result_steps()]


def _rows(
    spec: TableSpec, scheme: Scheme, tables: Tables, other: Appraisal
) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", list[str]]:
    """For each subject the other scheme's subject of the same key, -1 where there is none; and who has none."""
    roster = tables.single[next(iter(scheme.tables))]
    theirs = PlaceNames(list(zip(*(_texts(other.columns[name]) for name in other.scheme.roster.key), strict=True)))
    rows = np.full(len(tables.subjects), -1, dtype=np.int64)
    missing = []
    for i, key in enumerate(zip(*(_texts(roster.columns[name]) for name in spec.key), strict=True)):
        found = theirs.find(key)
        found = theirs.similar(key) if found is None else found
        if found is None:
            missing.append("/".join(part for part in key if part))
        else:
            rows[i] = found
    return rows, list(dict.fromkeys(missing))


def _texts(column: Column) -> list[str]:
    return [show_at(column, i) if column.settled[i] else "" for i in range(len(column))]
