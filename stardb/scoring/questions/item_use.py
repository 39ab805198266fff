"""What a name of the rules is: a clause, a column, a table or a parameter; what it reads, and what reads it."""

from collections.abc import Iterable, Iterator
from typing import Literal

from stardb.dataclass import dataclass
from stardb.problems import Place
from stardb.quantity import tidy
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.value import Value

ItemKind = Literal["clause", "column", "parameter", "table"]


@dataclass(frozen=True)
class ItemUse:
    """One name of a scheme. role: what it is, in Chinese. value: of a parameter. table: of a column, the one it stands in.

    reads, read_by: the names that it is computed from, and those computed from it, in order. spread: how many subjects have each
    result, as text, the most frequent first; private ones are not told.
    """

    appraisal: Appraisal
    kind: ItemKind
    name: str
    title: str
    role: str
    place: Place | None
    basis: str
    value: str
    table: str
    reads: tuple[str, ...]
    read_by: tuple[str, ...]
    spread: tuple[tuple[str, int], ...]


def find_items(appraisals: Iterable[Appraisal], query: str) -> list[ItemUse]:
    """What some schemes call just so, however it is spaced."""
    return [item for appraisal in appraisals for item in _find_in(appraisal, tidy(query))]


def list_item_names(appraisals: Iterable[Appraisal]) -> list[str]:
    """All names that `find_items` knows."""
    found: dict[str, None] = {}
    for appraisal in appraisals:
        scheme = appraisal.scheme
        found |= dict.fromkeys(step.title for step in scheme.steps)
        found |= dict.fromkeys([*scheme.columns, *scheme.constants, *scheme.tables])
    return list(found)


def _find_in(appraisal: Appraisal, query: str) -> Iterator[ItemUse]:
    scheme = appraisal.scheme
    for step in scheme.steps:
        if query in (tidy(step.name), tidy(step.title)):
            reads = tuple(name for name in step.rule.inputs if name in appraisal.columns or name.endswith("()"))
            yield ItemUse(
                appraisal, "clause", step.name, step.title, step.role.value, step.place, step.basis, "", step.table,
                reads, tuple(_list_readers(appraisal, step.name)), tuple(_count(appraisal, step.name)),
            )  # fmt: skip
    for name, (table, _) in scheme.columns.items():
        if tidy(name) == query:
            spec = scheme.tables[table].columns[name]
            spread = () if spec.private else tuple(_count(appraisal, name))
            yield ItemUse(
                appraisal,
                "column",
                name,
                name,
                "栏",
                None,
                "",
                "",
                table,
                (),
                tuple(_list_readers(appraisal, name)),
                spread,
            )
    for name, constant in scheme.constants.items():
        if tidy(name) == query:
            yield ItemUse(
                appraisal, "parameter", name, name, "参数", constant.place, constant.basis,
                Value.of(constant.column, 0).text, "", (), tuple(_list_readers(appraisal, name)), (),
            )  # fmt: skip
    for name in scheme.tables:
        if tidy(name) == query:
            readers = _list_readers(appraisal, f"{name}()", *scheme.tables[name].columns)
            yield ItemUse(
                appraisal, "table", name, name, "表", None, "", "", name, (*scheme.tables[name].columns,),
                tuple(readers), (),
            )  # fmt: skip


def _list_readers(appraisal: Appraisal, *names: str) -> Iterator[str]:
    """The steps that may read one of some names."""
    for step in appraisal.scheme.steps:
        if set(names).intersection(step.rule.inputs):
            yield step.title


def _count(appraisal: Appraisal, name: str) -> list[tuple[str, int]]:
    """How many of those who take part have each result."""
    counts: dict[str, int] = {}
    for i in appraisal.rated.nonzero()[0].tolist():
        text = appraisal.text(name, i)
        counts[text] = counts.get(text, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
