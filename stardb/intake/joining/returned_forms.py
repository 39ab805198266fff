"""Tables whose forms went out with content in them: the form that came back takes the place of what it was made from.

A roster sent to a township to be brought up to date, or a record of posts carried over, comes back whole: what it no longer
has is gone, so the township's rows of other files are not read beside it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from stardb.intake.joining.roster import cell_texts
from stardb.intake.masking import mask, quoted
from stardb.intake.matching.form_id import FormId
from stardb.intake.rows.collect_rows import CollectedRows
from stardb.intake.tables import Index, RowSource
from stardb.problems import Place, Problem, problem
from stardb.quantity import Array, Mask

_NAMED = 5


def replace_roster(collected: CollectedRows) -> tuple[CollectedRows, list[int], list[Problem]]:
    """A roster without the rows of other files in whose place its forms came back, those rows, and a note on each form."""
    spec, table = collected.spec, collected.table
    if not any(source.form for source in table.sources):
        return collected, [], []
    groups = cell_texts(table.columns[spec.group], [""] * len(table)) if spec.group else [""] * len(table)
    keys = list(zip(*(cell_texts(table.columns[name], [""] * len(table)) for name in spec.key), strict=True))
    named = spec.name or spec.key[-1]
    names = dict(zip(keys, cell_texts(table.columns[named], [""] * len(table)), strict=True))

    def list_changes(mine: Index, others: Index) -> str:
        """Who is in a form that came back and was not before, and the other way round."""
        now, before = [dict.fromkeys(keys[i] for i in rows) for rows in (mine, others)]
        gone, new = [k for k in before if k not in now], [k for k in now if k not in before]
        told = [
            f"{what}{_list_names(names[k] for k in some)}" for what, some in (("没有了", gone), ("新增", new)) if some
        ]
        return "；".join(told) or "对象没有增减"

    everywhere = [source.file for source in table.sources if source.form is None]
    kept, problems = _keep_rows(collected, np.array(groups, dtype=object), lambda _: everywhere, list_changes)
    return collected.take(kept) if problems else collected, np.flatnonzero(~kept).tolist(), problems


def replace_records(collected: CollectedRows, subject: Index, groups: Sequence[str]) -> tuple[list[int], list[Problem]]:
    """The rows of another table that its forms went out with and came back in the place of, and a note on each form.

    subject: of each row, -1 where it is nobody's. groups: of each subject.
    """
    if not any(source.form and source.form.origin for source in collected.table.sources):
        return [], []
    whose = _whose(collected, subject, groups)
    kept, problems = _keep_rows(
        collected, whose, lambda form: form.origin, lambda mine, others: f"收回的有{len(mine)}行"
    )
    return np.flatnonzero(~kept).tolist(), problems


def _whose(collected: CollectedRows, subject: Index, groups: Sequence[str]) -> Array:
    """The group of each row; a row that is nobody's is of the one group that all others on its sheet are of."""
    source = collected.table.source.tolist()
    held: dict[int, set[str]] = defaultdict(set)
    for at, s in zip(source, subject.tolist(), strict=True):
        if s >= 0:
            held[at].add(groups[s])
    only = {at: next(iter(found)) for at, found in held.items() if len(found) == 1}
    told = [groups[s] if s >= 0 else only.get(at) for at, s in zip(source, subject.tolist(), strict=True)]
    return np.array(told, dtype=object)


def _keep_rows(
    collected: CollectedRows,
    groups: Array,
    replaced: Callable[[FormId], Sequence[str]],
    tell: Callable[[Index, Index], str],
) -> tuple[Mask, list[Problem]]:
    """Which rows stay, and a note on each form that other rows give way to.

    replaced: the files in whose place a form comes. tell: says of a form's rows, and those that give way, what was changed.
    """
    table = collected.table
    kept, problems = np.ones(len(table), dtype=bool), []
    for s, source in enumerate(table.sources):
        mine = np.flatnonzero(table.source == s)
        if source.form is None or not len(mine):
            continue
        files = {*replaced(source.form)} - {source.file}
        there = np.array([other.file in files and other.form is None for other in table.sources], dtype=bool)
        gone = there[table.source] & kept
        if source.form.township:
            gone &= groups == source.form.township
        others = np.flatnonzero(gone)
        if len(others):
            problems.append(_replacement_note(collected, source, [*others], tell(mine, others)))
            kept &= ~gone
    return kept, problems


def _replacement_note(collected: CollectedRows, source: RowSource, others: Sequence[int], what: str) -> Problem:
    table = collected.table
    assert source.form is not None
    files = "、".join(dict.fromkeys(quoted(table.sources[int(table.source[i])].file) for i in others))
    whose = f"{quoted(source.form.township)}的" if source.form.township else ""
    message = f"{whose}{quoted(table.name)}以收回的这张表为准，{files}里的{len(others)}行不再读：{what}。"
    return problem("D212", message, Place(source.file, source.sheet), found=files)


def _list_names(names: Iterable[str]) -> str:
    every = [mask(name) for name in names]
    return f"{'、'.join(every[:_NAMED])}{f'等{len(every)}个' if len(every) > _NAMED else ''}"
