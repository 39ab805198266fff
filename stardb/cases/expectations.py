"""What a case expects, typed by the kind of the result it names, and how it compares with what came out."""

import re
from collections.abc import Sequence
from dataclasses import field
from fractions import Fraction

from stardb.cases.given.case_tables import suggest
from stardb.dataclass import dataclass
from stardb.quantity import (
    PENDING,
    Kind,
    UnreadableText,
    calendar,
    read_date,
    read_quantity,
    read_yes_no,
    show,
    show_at,
    show_day,
    tidy,
)
from stardb.rulebook import Role, Scheme, StateNames, state_names
from stardb.scoring import NOT_RATED, STATES, Appraisal
from stardb.yamlfile import YamlPath, YamlSource, number_as_text, show_value

STATE = "state"
"""The name under which a case expects what became of a subject: 已定, 待定 or 不参评."""

_EACH = re.compile(r"/[^\d/]+$")
"""The end of 元/年."""

_WON = {"得": True, "得星": True, "不得": False, "不得星": False, "未得": False}
_EXPECTED = {
    Kind.NUMBER: "一个数，如 3",
    Kind.MONEY: "一笔金额，如 1000元",
    Kind.PERCENT: "一个百分比，如 85%",
    Kind.DURATION: "一段时长，如 10年3个月",
    Kind.DATE: "一个日期，如 2022-12-31",
    Kind.BOOL: "是或否；星写得或不得",
}


@dataclass(frozen=True)
class ResultType:
    """What a result can be: its kind, its words where it has some, and whether 不参评 stands in for it.

    star: it is won or not. states: what the scheme calls the states.
    """

    kind: Kind
    choices: Sequence[str] = ()
    result: bool = False
    star: bool = False
    states: StateNames = field(default_factory=StateNames)


@dataclass(frozen=True)
class Expected:
    """One result a case expects of one subject. `about`: written as 约…, compared as shown."""

    name: str
    value: Fraction | str | bool | None
    typed: ResultType
    path: YamlPath
    about: str = ""

    @property
    def text(self) -> str:
        """The expected value as people read it."""
        return self.about or show_outcome(self.value, self.typed)

    def holds(self, appraisal: Appraisal, i: int) -> bool:
        """Whether it is what subject i came to."""
        got = find_outcome(self.name, self.typed, appraisal, i)
        if self.about and got not in (None, NOT_RATED):
            return show_at(appraisal.columns[self.name], i).startswith(self.about)
        return got == self.value and isinstance(got, bool) == isinstance(self.value, bool)


def find_outcome(name: str, typed: ResultType, appraisal: Appraisal, i: int) -> Fraction | str | bool | None:
    """What subject i came to under a name; 不参评 for a result of who takes no part, None for 待定."""
    if name == STATE:
        return STATES[int(appraisal.state[i])]
    if typed.result and not appraisal.rated[i]:
        return NOT_RATED
    return appraisal.columns[name].at(i)


def show_outcome(value: Fraction | str | bool | None, typed: ResultType) -> str:
    """A value as people read it, a star's as 得 or 不得."""
    if isinstance(value, bool) and typed.star:
        return "得" if value else "不得"
    return typed.states.name(show(typed.kind, value))


def list_result_types(scheme: Scheme) -> dict[str, ResultType]:
    """Every name a case may expect something of, or give of earlier years."""
    states = state_names(scheme)
    names = {STATE: ResultType(Kind.CHOICE, STATES, states=states)}
    for table in scheme.tables.values():
        if not table.many:
            names |= {name: ResultType(spec.kind, spec.words) for name, spec in table.columns.items()}
    names |= {name: ResultType(constant.column.kind) for name, constant in scheme.constants.items()}
    results = {step.name for step in scheme.results if step.role is not Role.VALUE}
    for step in scheme.steps:
        star = step.role is Role.STAR and step.rule.kind is Kind.BOOL
        names[step.name] = ResultType(step.rule.kind, step.rule.choices, step.name in results, star, states)
    return names


class ExpectationReader:
    """Reads expected values against the names of a scheme; what does not hold goes to the source of the case file."""

    def __init__(self, scheme: Scheme, source: YamlSource) -> None:
        self.names, self.source = list_result_types(scheme), source

    def read(self, name: str, value: object, path: YamlPath) -> Expected | None:
        """One expectation, or None where it cannot be read."""
        if name not in self.names:
            score = f"得分({name})"
            near = f"；是不是“{score}”？" if score in self.names else suggest(name, self.names)
            message = f"办法里没有“{name}”这一项{near}"
            self.source.report("C102", message, path, key=True, found=name)
            return None
        return self.read_typed(name, self.names[name], value, path)

    def read_typed(self, name: str, typed: ResultType, value: object, path: YamlPath) -> Expected | None:
        """What is expected of something of a given type, or None where it cannot be read. name: what messages call it."""
        if isinstance(value, list) and typed.kind is Kind.CHOICE:
            plain = not any(word is None or isinstance(word, list | dict) for word in value)
            value = "、".join(str(number_as_text(word)) for word in value) if plain else value
        if value is None or isinstance(value, list | dict):
            self._refuse(name, value, typed, path)
            return None
        text = tidy(str(number_as_text(value))) if not isinstance(value, bool) else ("是" if value else "否")
        about = text if text.startswith("约") and typed.kind.numeric else ""
        try:
            return Expected(name, None if about else self._value(text, typed, name), typed, path, about)
        except UnreadableText:
            self._refuse(name, value, typed, path)
            return None

    def _value(self, text: str, typed: ResultType, name: str) -> Fraction | str | bool | None:
        text = typed.states.usual(text)
        if name != STATE and text == PENDING:
            return None
        if typed.result and text == NOT_RATED:
            return NOT_RATED
        match typed.kind:
            case Kind.TEXT:
                return text
            case Kind.CHOICE:
                words = {tidy(word): word for word in typed.choices}
                if text not in words:
                    raise UnreadableText
                return words[text]
            case Kind.BOOL:
                return _WON[text] if text in _WON else read_yes_no(text)
            case Kind.DATE:
                return Fraction(calendar.OPEN if text == show_day(calendar.OPEN) else read_date(text))
        words = {tidy(word): word for word in typed.choices}
        if text in words:
            return words[text]
        kind, value = read_quantity(_EACH.sub("", text))
        share = kind is Kind.PERCENT and typed.kind is Kind.NUMBER  # a quotient in percent
        if kind is not typed.kind and value != 0 and not share:
            raise UnreadableText
        return value

    def _refuse(self, name: str, value: object, typed: ResultType, path: YamlPath) -> None:
        words = list(typed.choices)
        expected = "、".join(words) + "之一" if words else _EXPECTED.get(typed.kind, "文字")
        if words and typed.kind.numeric:
            expected = f"{_EXPECTED[typed.kind]}，或{'、'.join(words)}"
        near = suggest(str(value), words) if words else ""
        message = f"“{name}”应得的写的是“{show_value(value)}”，这里写{expected}，或“{typed.states.name(PENDING)}”{near}"
        self.source.report("C103", message, path, found=show_value(value), expected=expected)
