"""Binds the ends of the current term: 本届起日 and 本届止日, from `term_from`."""

from functools import partial

from stardb.expressions import Symbol
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.binding.name_table import BUILTINS
from stardb.rulebook.term import TERM_FIRST, TERM_LAST, find_term
from stardb.scorers.base import ClauseRefused


def declare_term(binder: Binder) -> None:
    """Declare both ends of the term; put last, so that what reads one is bound before it."""
    for name in (TERM_FIRST, TERM_LAST):
        del binder.names.makers[name]
        binder.names.makers[name] = partial(_bind_end, binder, name)


def _bind_end(binder: Binder, name: str) -> Symbol:
    """An end of the term. Where something reads it and the rule file does not tell it, that is reported at what reads it."""
    first, last = find_term(binder.document.term_from, binder.as_of)
    if len(binder.names.in_progress) < 2:
        return BUILTINS[name]  # nothing reads it
    path = binder.names.in_progress[-2][1]
    if first is None:
        message = f"用了“{name}”，不知道{binder.as_of}在哪一届"
        binder.source.report("R455", message, path, key=True, found=name, expected="term_from")
        raise ClauseRefused
    if name == TERM_LAST and last is None:
        message = f"用了“{name}”，没有写下一届自何日起，遇到时待定"
        binder.source.report("R456", message, path, key=True, found=name)
    return BUILTINS[name]
