"""The Jinja a workbook template is written in: sandboxed, strict about names, and speaking Chinese about faults."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, Undefined, UndefinedError
from jinja2.utils import missing

from stardb.rendering.lookup import NamedView, view_type
from stardb.rendering.near_names import suggest_names
from stardb.rendering.template_limits import LimitedEnvironment
from stardb.rendering.views.entitlement_lists import EntitlementList
from stardb.rendering.views.rows.record_rows import RecordTable
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rendering.words import WORDS
from stardb.rendering.workbook.report_values import RichText, text_of
from stardb.rendering.workbook.row_layout import Trace

__all__ = ["MissingName", "UnknownNameError", "WorkbookEnvironment", "find_mistyped", "has_jinja"]

MISTYPED = "花括号要用半角，两个相连：{{ }}、{% %}。"
_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MISTYPED = re.compile(r"[{｛]\s*[{｛%％].*?(?:[}｝%％]\s*[}｝]|$)|[}｝]\s*[}｝]", re.DOTALL)


def has_jinja(text: str | None) -> bool:
    """Whether a text holds anything for Jinja to do."""
    return bool(text) and "{" in str(text) and any(mark in str(text) for mark in ("{{", "{%", "{#"))


def find_mistyped(text: str | None) -> str:
    """What looks like a mark and is none, because its braces are full-width or stand apart; "" if nothing does."""
    found = _MISTYPED.search(_MARKS.sub("", text)) if text else None
    return found[0] if found else ""


class UnknownNameError(UndefinedError):
    """A name that the template's context does not have."""

    def __init__(self, message: str | None, name: str) -> None:
        super().__init__(message)
        self.name = name


class MissingName(StrictUndefined):
    """What an unknown name gives: an error, in Chinese, wherever it is used."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        if exc is None:
            exc = UndefinedError if hint or obj is not missing else partial(UnknownNameError, name=str(name))
        super().__init__(hint, obj, name, exc)

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return str(self._undefined_hint)
        if self._undefined_obj is missing:
            return f"没有“{name}”这个名称"
        owner = self._undefined_obj
        if isinstance(owner, Mapping):
            return f"这一项里没有“{name}”{suggest_names(name, owner)}"
        names = [known for known in dir(owner) if not known.startswith("_")]
        return f"{type(owner).__name__} 没有“{name}”这一项{suggest_names(name, names)}"


_LISTS = {
    RecordTable: (WORDS[RecordTable].word("title"), WORDS[RecordTable].word("lines")),
    EntitlementList: (WORDS[EntitlementList].word("title"), WORDS[EntitlementList].word("subjects")),
}
"""Views of what has lines of its own: what their title is called, and their lines."""


class WorkbookEnvironment(LimitedEnvironment):
    """The sandbox; the methods below are called by compiled sheets, never by what a template's author writes.

    subject_names: the names that templates asked subjects' rows for, and the record tables and entitlements whose lines they asked for.
    """

    trace: Trace

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            filters, undefined=MissingName, autoescape=False, keep_trailing_newline=True, finalize=self._text
        )
        self.subject_names: set[str] = set()

    def _text(self, value: object) -> str:
        return text_of(self.count_output(value))

    def look_up(self, view: NamedView, name: str) -> Any:
        """What a view has under a name; of a subject's row, and of the lines of a list, it is noted that it was asked for."""
        found = view[name]
        if view_type(view) is SubjectRow:
            self.subject_names.add(name)
        elif (list_ := _LISTS.get(view_type(view))) is not None and name == list_[1]:
            self.subject_names.add(view[list_[0]])
        return found

    def emit(self, band: int, values: tuple[object, ...] = ()) -> None:
        """A row is written. Raises UndefinedError if any of its values is an unknown name."""
        if MissingName in map(type, values):
            self.check(next(value for value in values if isinstance(value, Undefined)))
        for value in values:
            self.count_output(value)
        self.trace.emit(band, values)

    def emit_fixed(self, first: int, last: int) -> None:
        """Rows without live cells are written."""
        for band in range(first, last + 1):
            self.trace.emit(band)

    def check(self, value: object) -> None:
        """Raises UndefinedError for an unknown name, TemplateTooLarge for what is too large."""
        if isinstance(value, Undefined):
            str(value)
        self.count_output(value)

    def enter_loop(self, loop: int) -> None:
        """A loop of rows begins."""
        self.trace.enter_loop(loop)

    def begin_turn(self, loop: int) -> None:
        """A turn of a loop of rows begins."""
        self.trace.begin_turn(loop)

    def leave_loop(self) -> None:
        """The innermost loop of rows has ended."""
        self.trace.leave_loop()

    def join_text(self, *pieces: object) -> str:
        """A cell's text in pieces, as one."""
        return "".join([self.count_output(piece) if type(piece) is str else self._text(piece) for piece in pieces])

    def rich_text(self, fonts: tuple[str, ...], *texts: str) -> RichText:
        """A cell's text in runs of several fonts."""
        return RichText(tuple(zip(fonts, texts, strict=True)))
