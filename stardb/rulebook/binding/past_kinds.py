"""Which names of earlier periods a scheme may ask for, by how often it is rated; and what to write instead of the others."""

from collections.abc import Collection, Mapping
from typing import Any

from stardb.quantity import PERIOD_WORDS, Frequency
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.past_names import (
    BACK,
    LAST,
    LAST_MONTH,
    LAST_QUARTER,
    OF_EARLIER,
    PREVIOUS,
    RUN,
    RUN_OF_PERIODS,
    YEAR_TO_DATE,
    PastName,
    read_past_name,
)
from stardb.scorers.clauses import EACH, RATED_BEFORE, RATED_LAST
from stardb.yamlfile import YamlPath

_MONTH, _QUARTER, _HALF, _YEAR, _TERM = (
    Frequency.MONTH,
    Frequency.QUARTER,
    Frequency.HALF_YEAR,
    Frequency.YEAR,
    Frequency.TERM,
)

_NEEDED: Mapping[str, Frequency] = {
    LAST: _YEAR, BACK: _YEAR, RUN: _YEAR, RATED_BEFORE: _YEAR, LAST_MONTH: _MONTH, LAST_QUARTER: _QUARTER,
    **{word: kind for kind, word in EACH.items()},
}  # fmt: skip
"""How a scheme must be rated, too, for a name to mean anything."""

_MAY_READ: Mapping[str, Collection[Frequency]] = {
    LAST: (_MONTH, _QUARTER, _HALF, _YEAR),
    BACK: (_MONTH, _QUARTER, _HALF, _YEAR),
    RUN: (_YEAR,),
    RATED_BEFORE: (_MONTH, _QUARTER, _HALF, _YEAR),
    LAST_MONTH: (_MONTH,),
    LAST_QUARTER: (_MONTH, _QUARTER),
    YEAR_TO_DATE: (_MONTH, _QUARTER, _HALF),
}
"""In periods of which kinds a name means something clear: a year has no month before it. The others do in all."""

_INSTEAD: Mapping[str, str] = {
    LAST: f"看上一期的写“{PREVIOUS}”",
    BACK: f"看上一期的写“{PREVIOUS}”，逐期看的用 over_years",
    RATED_BEFORE: f"上一期评过没有，写“{RATED_LAST}”",
    RUN: f"数连续几期的写“{RUN_OF_PERIODS}”",
    LAST_MONTH: f"看上一期的写“{PREVIOUS}”",
    LAST_QUARTER: f"看上一期的写“{PREVIOUS}”",
    YEAR_TO_DATE: "只按年评的，就是它自己；年评要加各月、各季的，用 over_years，写 periods 和 span: year",
}


def explain_kinds(relation: str, every: Collection[Frequency]) -> str:
    """Why a scheme that is rated so often cannot ask for a name of earlier periods; "" where it can."""
    how = _list_ways(every)
    if set(every) == {Frequency.ONCE} and relation not in OF_EARLIER:
        return f"本办法只评一次，没有以前的时期，“{relation}”无从取得"
    needed, readers = _NEEDED.get(relation), _MAY_READ.get(relation)
    if needed is not None and needed not in every:
        return f"本办法{how}评，不{PERIOD_WORDS[needed].of}评，“{relation}”无从取得；{_INSTEAD.get(relation, '')}"
    if readers is not None and not set(every) & set(readers):
        return f"本办法{how}评，“{relation}”无从取得；{_INSTEAD[relation]}"
    return ""


def check_past_kinds(binder: Binder) -> None:
    """Report steps that ask, in periods in which they are rated, for earlier ones that mean nothing there or do not have it (R490)."""
    every = {step.name: step.rule.every or binder.every for step in binder.steps}
    for step in (*binder.steps, *binder.row_steps):
        kinds = step.rule.every or binder.every
        for name in step.rule.inputs:
            about = read_past_name(name)
            told = _find_unfit(about, kinds, every.get(about.item, binder.every)) if about is not None else None
            if about is not None and told is not None:
                message, remedy = told
                path, offset = _find_text(binder, step.path, f"{about.relation}({about.item}")
                binder.source.report(
                    "R490", message, path, offset=offset, key=path == step.path, found=about.name, remedy=remedy
                )


def _find_unfit(
    about: PastName, kinds: Collection[Frequency], item_kinds: Collection[Frequency]
) -> tuple[str, str] | None:
    """Why a step that is rated in periods of some kinds cannot ask for a name in all of them, and what to write instead.

    item_kinds: in which the item itself is rated.
    """
    readers = _MAY_READ.get(about.relation, kinds)
    if others := [kind for kind in kinds if kind not in readers]:
        mine = [kind for kind in kinds if kind in readers]
        message = f"“{about.relation}”{_list_ways(mine)}评时才有，这一条{_list_ways(others)}评时也评"
        return message, f"在这一条里写 every: {_write(mine)}；{_INSTEAD[about.relation]}"
    asked = [about.kind] if about.kind is not None else kinds
    if lacking := [kind for kind in asked if kind not in item_kinds and kind is not Frequency.ONCE]:
        message = f"“{about.item}”只{_list_ways(item_kinds)}评，{_list_ways(lacking)}的“{about.name}”取不到"
        return message, f"在这一条里写 every: {_write(item_kinds)}，或换用{_list_ways(lacking)}也评的一项"
    return None


def _list_ways(kinds: Collection[Frequency]) -> str:
    return "、".join(PERIOD_WORDS[kind].of for kind in kinds)


def _write(kinds: Collection[Frequency]) -> str:
    """As a rule file writes it."""
    words = [kind.value for kind in kinds]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _find_text(binder: Binder, path: YamlPath, text: str) -> tuple[YamlPath, int]:
    """Where below a part of the rule file a text stands: the path of the value and how far into it; the part itself for none."""
    part: Any = binder.source.data
    for key in path:
        part = part[key]
    todo: list[tuple[YamlPath, Any]] = [(path, part)]
    while todo:
        at, value = todo.pop()
        if isinstance(value, str) and text in value.replace(" ", ""):
            return at, max(value.find(text), 0)
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        todo += [((*at, key), below) for key, below in pairs]
    return path, 0
