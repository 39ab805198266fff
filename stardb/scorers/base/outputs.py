"""What the cases of a clause give: amounts and formulas of one kind, or words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.expressions import FUNCTIONS, Formula, Symbols, constant, nearest, word_for_number
from stardb.quantity import PENDING, Column, Kind, UnreadableText, read_quantity
from stardb.scorers.base.output_types import read_hole
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import YamlPath, show_value

_DIGITS = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?")
"""What a rule file writes as a number; where it comes as a text, it stands in quotes and is meant as a word."""

HEADS = frozenset(
    {
        "得分",
        "上年",
        "上期",
        "上月",
        "上季度",
        "上次",
        "往年",
        "去年同期",
        "本年累计",
        "任期内增加",
        "连续年数",
        "连续期数",
    }
)
"""What of the language stands before a name in brackets."""


@dataclass(frozen=True)
class Outputs:
    """What a clause gives, case by case: formulas of one kind, or words.

    holes: the cases for which the text lays nothing down -> its reason, which may be ""; their formula is never known, their
    word is 待定.
    """

    kind: Kind
    formulas: tuple[Formula, ...] = ()
    words: tuple[str, ...] = ()
    holes: Mapping[int, str] = field(default_factory=dict)

    @property
    def given_words(self) -> tuple[str, ...]:
        """The words that may be given, each once, in the order of the cases."""
        return tuple(dict.fromkeys(word for case, word in enumerate(self.words) if case not in self.holes))

    def reads(self, case: int) -> tuple[str, ...]:
        """The names a case's output reads."""
        return self.formulas[case].names if 0 <= case < len(self.formulas) else ()

    def label(self, case: int) -> str:
        """Case's output as the rule writes it."""
        if self.kind is Kind.CHOICE:
            return self.words[case]
        return self.formulas[case].text


def bind_outputs(given: Sequence[object], paths: Sequence[YamlPath], scope: Scope) -> Outputs:
    """What the cases of a clause give, as written and where: amounts or formulas of one kind; words, if nothing computes.

    A case may be left open: 待定, or a hole with its reason. Raises ClauseRefused where they are of several kinds.
    """
    holes = {case: reason for case, text in enumerate(given) if (reason := read_hole(text)) is not None}
    if len(holes) == len(given):
        raise scope.refuse("R203", "各档都没有规定，没有一个得数", paths[0], found=PENDING)
    outputs = _bind_given(
        [text for case, text in enumerate(given) if case not in holes],
        [path for case, path in enumerate(paths) if case not in holes],
        scope,
    )
    return _leave_open(outputs, holes) if holes else outputs


def _leave_open(outputs: Outputs, holes: Mapping[int, str]) -> Outputs:
    """The outputs with those put between that are left open."""
    words, formulas, kind = list(outputs.words), list(outputs.formulas), outputs.kind
    for case in sorted(holes):
        if kind is Kind.CHOICE:
            words.insert(case, PENDING)
        else:
            formulas.insert(case, Formula(kind, (), lambda frame: Column.unknown(kind, frame.size), lambda _: PENDING))
    return Outputs(kind, tuple(formulas), tuple(words), holes)


def _bind_given(given: Sequence[object], paths: Sequence[YamlPath], scope: Scope) -> Outputs:
    if all(isinstance(text, str) and is_output_word(text, scope.symbols) for text in given):
        return Outputs(Kind.CHOICE, words=tuple(str(text) for text in given))
    if any(text in scope.words for text in given):
        return _bind_beside_words(given, paths, scope)
    _refuse_words_among_numbers(given, paths, scope)
    formulas = tuple(_bind_output(text, path, scope) for text, path in zip(given, paths, strict=True))
    for formula, path in zip(formulas, paths, strict=True):
        if not formula.kind.numeric:
            message = f"得数要是数、百分比、金额、时长或文字，这里是{formula.kind.value}"
            raise scope.refuse("R305", message, path, found=formula.kind.value)
    kinds = {formula.kind for formula in formulas if formula.value != 0} or {formulas[0].kind}
    if len(kinds) > 1:
        names = "、".join(sorted(kind.value for kind in kinds))
        raise scope.refuse("R305", f"各档的得数不是一类：{names}", found=names, expected="都是数，或都是金额")
    kind = kinds.pop()
    typed = tuple(constant(kind, Fraction(0)) if f.value == 0 else f for f in formulas)
    return Outputs(kind, typed)


def _bind_beside_words(given: Sequence[object], paths: Sequence[YamlPath], scope: Scope) -> Outputs:
    """Numbers, and words declared to stand in place of one."""
    pairs = list(zip(given, paths, strict=True))
    numbers = [(text, path) for text, path in pairs if text not in scope.words]
    bound = _bind_given([text for text, _ in numbers], [path for _, path in numbers], scope)
    rest = iter(bound.formulas)
    formulas = (word_for_number(bound.kind, str(text)) if text in scope.words else next(rest) for text in given)
    return Outputs(bound.kind, tuple(formulas))


def _refuse_words_among_numbers(given: Sequence[object], paths: Sequence[YamlPath], scope: Scope) -> None:
    """Refuse a word where another case gives a number: either it is a name misspelt, or the numbers are names of grades."""
    numbers = "、".join(
        show_value(one) for one in given if not isinstance(one, str) or not is_output_word(one, scope.symbols)
    )
    for text, path in zip(given, paths, strict=True):
        if isinstance(text, str) and is_output_word(text, scope.symbols) and text.isidentifier():
            message = f"“{text}”不是数，也没有这个名称{nearest(text, scope.symbols)}；这一条里别的得数（{numbers}）是数"
            remedy = "改正名称；都是等次一类的词的，数字加引号写成词，如 '5'；数以外另有一个词的，写进 words"
            raise scope.refuse("R301", message, path, found=text, expected="都是数，或都是词", remedy=remedy)


def is_output_word(text: str, symbols: Symbols) -> bool:
    """Whether what a case gives is a word, and no amount, name or formula. Digits in quotes are one."""
    if _DIGITS.fullmatch(text):
        return True
    if text in symbols or any(sign in text for sign in "+*/") or _is_call(text, symbols):
        return False
    try:
        read_quantity(text)
    except UnreadableText:
        return True
    return False


def _is_call(text: str, symbols: Symbols) -> bool:
    """Whether a text with brackets is a formula, and not a word with something added in brackets: C级(缺失)."""
    head, bracket, rest = text.partition("(")
    if not bracket:
        return False
    about = rest.removesuffix(")")
    called = {name.partition("(")[0] for name in symbols if name.endswith(")")}
    added = rest.endswith(")") and "(" not in about and not any(sign in about for sign in ",，、 ")
    return not head or head in FUNCTIONS or head in HEADS or head in called or about in symbols or not added


def _bind_output(text: object, path: YamlPath, scope: Scope) -> Formula:
    if isinstance(text, int | Fraction) and not isinstance(text, bool):
        return constant(Kind.NUMBER, Fraction(text))
    if str(text) in scope.symbols:
        return scope.bind_formula(text, path)
    try:
        return constant(*read_quantity(str(text)))
    except UnreadableText:
        return scope.bind_formula(text, path)
