"""Tables whose forms went out with content in them: the form that came back takes the place of what it was made from.

A roster sent to a township to be brought up to date, or a record of posts carried over, comes back whole: what it no longer
has is gone, so the township's rows of other files are not read beside it.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from stardb.intake.gathering import Gathered
from stardb.intake.masking import mask, quoted
from stardb.intake.roster import cell_texts
from stardb.intake.table import Index
from stardb.problems import Place, Problem, problem
from stardb.quantity.column import Array, Mask

_NAMED = 5


def replace_roster(gathered: Gathered) -> tuple[Gathered, list[Problem]]:
    """A roster without the rows of other files that its returned forms are in the place of, and a note on each form."""
    spec, table = gathered.spec, gathered.table
    if not any(_is_whole(gathered, s) for s in range(len(table.sources))):
        return gathered, []
    groups = cell_texts(table.columns[spec.group], [""] * len(table)) if spec.group else [""] * len(table)
    keys = list(zip(*(cell_texts(table.columns[name], [""] * len(table)) for name in spec.key), strict=True))
    named = spec.name or spec.key[-1]
    names = dict(zip(keys, cell_texts(table.columns[named], [""] * len(table)), strict=True))

    def changed(mine: Index, others: Index) -> str:
        now, before = [dict.fromkeys(keys[i] for i in rows) for rows in (mine, others)]
        gone, new = [k for k in before if k not in now], [k for k in now if k not in before]
        told = [f"{what}{_listed(names[k] for k in some)}" for what, some in (("没有了", gone), ("新增", new)) if some]
        return "；".join(told) or "对象没有增减"

    kept, problems = _kept(gathered, np.array(groups, dtype=object), changed)
    return (gathered.take(kept), problems) if problems else (gathered, [])


def replace_records(gathered: Gathered, subject: Index, groups: Sequence[str]) -> tuple[Gathered, Index, list[Problem]]:
    """The rows of another table likewise. subject: of each row, -1 where it is nobody's. groups: of each subject."""
    whose = np.array([groups[s] if s >= 0 else None for s in subject.tolist()], dtype=object)
    kept, problems = _kept(gathered, whose, lambda mine, others: f"收回的有{len(mine)}行")
    return (gathered.take(kept), subject[kept], problems) if problems else (gathered, subject, [])


def _kept(gathered: Gathered, groups: Array, tell: Callable[[Index, Index], str]) -> tuple[Mask, list[Problem]]:
    """Which rows stay, and a note on each form that other rows give way to. tell: says what the form changed."""
    table = gathered.table
    whole = np.array([_is_whole(gathered, s) for s in range(len(table.sources))], dtype=bool)
    from_form = whole[table.source] if len(table) else np.zeros(0, dtype=bool)
    kept, problems = np.ones(len(table), dtype=bool), []
    for s in np.flatnonzero(whole).tolist():
        source = table.sources[s]
        assert source.form is not None
        covered = groups == source.form.township if source.form.township else np.ones(len(table), dtype=bool)
        given_way = covered & ~from_form & kept
        if given_way.any():
            others = np.flatnonzero(given_way)
            files = dict.fromkeys(table.sources[i].file for i in table.source[others].tolist())
            whose = quoted(source.form.township) + "的" if source.form.township else ""
            message = (
                f"{whose}{quoted(table.name)}以收回的这张表为准，{'、'.join(map(quoted, files))}里的{len(others)}行不再读："
                f"{tell(np.flatnonzero(table.source == s), others)}。"
            )
            problems.append(problem("D212", message, Place(source.file, source.sheet), found="、".join(files)))
            kept &= ~given_way
    return kept, problems


def _is_whole(gathered: Gathered, source: int) -> bool:
    """Whether a sheet is a form that was sent with content in it."""
    form = gathered.table.sources[source].form
    return form is not None and form.filled


def _listed(names: Iterable[str]) -> str:
    every = [mask(name) for name in names]
    return f"{'、'.join(every[:_NAMED])}{f'等{len(every)}个' if len(every) > _NAMED else ''}"
