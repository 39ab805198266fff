"""Typing an expression against the names in scope: every fault at its column, with the name that may have been meant."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lark import Token, Tree

from stardb.expressions import formula as make
from stardb.expressions.formula import Formula
from stardb.expressions.functions import FUNCTIONS, Function
from stardb.expressions.parsing import ExpressionFault, parse
from stardb.quantity import Kind
from stardb.quantity.reading import Unreadable, read_date, read_quantity

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "<>": "≠", "==": "="}
_TRUTHS = {"是": True, "否": False}


@dataclass(frozen=True)
class Symbol:
    """What a name stands for: its kind, its words if it is a choice, `loose` if it is a quotient.

    `shared`: it is one value for all subjects (a parameter), which rows of any table may read too. `whole`: it counts
    whole things, so no fraction of them is to be expected.
    """

    kind: Kind
    choices: tuple[str, ...] = ()
    loose: bool = False
    shared: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Symbols:
    """The names an expression may read. `own` maps a bare name to another (得分 to this star's 得分(…))."""

    known: Mapping[str, Symbol]
    own: Mapping[str, str] = field(default_factory=dict)


def nearest(name: str, names: Iterable[str]) -> str:
    """`;是不是“…”?` for the closest of `names`, or nothing where none is close."""
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f";是不是“{near[0]}”?" if near else ""


def check(text: str, symbols: Symbols) -> Formula:
    """The typed formula of an expression. Raises ExpressionFault at the first part that does not hold."""
    return _Checker(symbols).formula(parse(text))


class _Checker:
    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols

    def formula(self, tree: Tree[Token] | Token) -> Formula:
        assert isinstance(tree, Tree)
        rule: Callable[[list[Any], Tree[Token]], Formula] = getattr(self, tree.data)
        return rule(tree.children, tree)

    def either(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return make.chain(tuple(self._truth(part) for part in parts if isinstance(part, Tree)), all_of=False)

    def both(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return make.chain(tuple(self._truth(part) for part in parts if isinstance(part, Tree)), all_of=True)

    def negated(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return make.negated(self._truth(parts[1]))

    def _truth(self, tree: Tree[Token]) -> Formula:
        part = self.formula(tree)
        if part.kind is not Kind.BOOL:
            raise ExpressionFault(
                f"这里要一个条件（是或否），写的是{part.kind.value}", _offset(tree), expected="条件，如 得分 ≥ 80"
            )
        return part

    def compared(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        tests = [self._compare(*parts[i : i + 3]) for i in range(0, len(parts) - 2, 2)]
        return tests[0] if len(tests) == 1 else make.chain(tuple(tests), all_of=True)

    def _compare(self, left: Tree[Token], token: Token, right: Tree[Token]) -> Formula:
        sign = _SIGNS.get(str(token), str(token))
        word = _bare_word(right)
        if word is not None and (word not in self.symbols.known or _is_quoted_text(right)):
            return self._compare_word(self.formula(left), sign, word, token, right)
        a, b = self.formula(left), self.formula(right)
        _alike(a, b, f"“{sign}”两边", _offset(right))
        if a.kind in (Kind.BOOL, Kind.CHOICE, Kind.TEXT) and sign not in "=≠":
            raise ExpressionFault(f"{a.kind.value}不能比大小", token.start_pos or 0, expected="= 或 ≠")
        return make.comparison(a, sign, b)

    def _compare_word(self, left: Formula, sign: str, word: str, token: Token, right: Tree[Token]) -> Formula:
        if sign not in "=≠" and left.kind not in (Kind.BOOL, Kind.CHOICE, Kind.TEXT):
            raise self._unknown(word, _offset(right))
        if sign not in "=≠":
            raise ExpressionFault(f"“{word}”不能比大小", token.start_pos or 0, expected="= 或 ≠")
        if left.kind is Kind.BOOL and word in _TRUTHS:
            return left if _TRUTHS[word] is (sign == "=") else make.negated(left)
        self._require_word(left, word, _offset(right))
        return make.word_test(left, word, sign == "=")

    def _require_word(self, left: Formula, word: str, offset: int) -> None:
        if left.kind is Kind.TEXT or (left.kind is Kind.CHOICE and word in left.choices):
            return
        if left.kind is Kind.CHOICE:
            raise ExpressionFault(
                f"“{word}”不是可填的选项{nearest(word, left.choices)}",
                offset,
                found=word,
                expected="、".join(left.choices),
            )
        if left.kind is Kind.BOOL:
            raise ExpressionFault(f"是否栏只填是或否，这里写的是“{word}”", offset, found=word, expected="是 或 否")
        raise self._unknown(word, offset)

    def within(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._membership(parts, inside=True)

    def without(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._membership(parts, inside=False)

    def _membership(self, parts: list[Any], inside: bool) -> Formula:
        left = self.formula(parts[0])
        if left.kind not in (Kind.CHOICE, Kind.TEXT):
            raise ExpressionFault(f"“在”要用于选项或文字，这里是{left.kind.value}", _offset(parts[0]))
        words = []
        for word in parts[2:]:
            text = str(word.children[0]).strip('`"')
            self._require_word(left, text, _offset(word))
            words.append(text)
        return make.membership(left, tuple(words), inside)

    def sum(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        if len(parts) == 1:
            return self.formula(parts[0])
        left, right = self.formula(parts[0]), self.formula(parts[2])
        _numeric(left, parts[0])
        _numeric(right, parts[2])
        _alike(left, right, "加减的两边", _offset(parts[2]))
        lead = right if _zero(left) or (left.loose and not _zero(right)) else left
        loose = left.loose and right.loose if not (_zero(left) or _zero(right)) else lead.loose
        return make.arithmetic_of(lead.kind, left, str(parts[1]), right, loose)

    def product(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        if len(parts) == 1:
            return self.formula(parts[0])
        left, right = self.formula(parts[0]), self.formula(parts[2])
        _numeric(left, parts[0])
        _numeric(right, parts[2])
        if parts[1] == "*":
            return self._times(left, right, _offset(parts[2]))
        if left.kind is right.kind:
            kind = Kind.NUMBER if left.kind is Kind.NUMBER else Kind.PERCENT
            loose = kind is Kind.PERCENT or bool(right.names)  # a number halved is still a plain number
            return make.arithmetic_of(kind, left, "/", right, loose=loose)
        if right.kind not in (Kind.NUMBER, Kind.PERCENT):
            raise ExpressionFault(f"{left.kind.value}不能除以{right.kind.value}", _offset(parts[2]))
        return make.arithmetic_of(left.kind, left, "/", right)

    def _times(self, left: Formula, right: Formula, offset: int) -> Formula:
        plain = (Kind.NUMBER, Kind.PERCENT)
        if left.kind not in plain and right.kind not in plain:
            raise ExpressionFault(
                f"{left.kind.value}不能乘以{right.kind.value}", offset, expected="其中一个是数或百分比"
            )
        ranks = (Kind.PERCENT, Kind.NUMBER, Kind.MONEY, Kind.DURATION)
        kind = max(left.kind, right.kind, key=ranks.index)
        return make.arithmetic_of(kind, left, "*", right, left.loose and right.loose)

    def signed(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        part = self.formula(parts[1])
        _numeric(part, parts[1])
        if parts[0] == "+":
            return part
        return make.arithmetic_of(part.kind, make.constant(part.kind, Fraction(0)), "-", part)

    def date(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        try:
            return make.constant(Kind.DATE, Fraction(read_date(str(parts[0]))))
        except Unreadable as error:
            raise ExpressionFault(f"“{parts[0]}”应为{error}", _offset(tree), found=str(parts[0])) from error

    def quantity(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        try:
            return make.constant(*read_quantity(str(parts[0])))
        except Unreadable as error:
            raise ExpressionFault(f"“{parts[0]}”应为{error}", _offset(tree), found=str(parts[0])) from error

    def text(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        raise ExpressionFault("文字只能与选项或文字栏相比", _offset(tree), found=str(parts[0]))

    def name(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._named(str(parts[0]), _offset(tree))

    def quoted(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._named(str(parts[0]).strip("`"), _offset(tree))

    def _named(self, name: str, offset: int) -> Formula:
        name = self.symbols.own.get(name, name)
        symbol = self.symbols.known.get(name)
        if symbol is not None:
            return make.reading(name, symbol.kind, symbol.choices, symbol.loose)
        if name in _TRUTHS:
            return make.truth_of(_TRUTHS[name])
        raise self._unknown(name, offset)

    def call(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        name, arguments = str(parts[0]), parts[1:]
        about = _spoken(arguments)
        for spelled in (f"{name}({about})", f"{name}（{about}）"):
            if about is not None and spelled in self.symbols.known:
                return self._named(spelled, _offset(tree))
        function = FUNCTIONS.get(name)
        if function is None:
            heads = [known.split("(")[0] for known in self.symbols.known if known.endswith(")")]
            if about is not None and name in heads:
                inner = [known[len(name) + 1 : -1] for known in self.symbols.known if known.startswith(f"{name}(")]
                raise ExpressionFault(f"没有“{name}({about})”{nearest(about, inner)}", _offset(tree), found=about)
            hint = nearest(name, [*FUNCTIONS, *heads])
            raise ExpressionFault(
                f"没有“{name}”这个函数{hint}", _offset(tree), found=name, expected="、".join(FUNCTIONS)
            )
        for token in tree.scan_values(
            lambda value: isinstance(value, Token) and value.type == "QUANTITY" and "," in value
        ):
            raise ExpressionFault(
                f"“{token}”分不清是一个数还是几项", token.start_pos or 0, found=str(token),
                remedy="数里不写千分号；项与项之间，逗号后空一格",
            )  # fmt: skip
        return self._apply(function, [self.formula(argument) for argument in arguments], arguments, tree)

    def _apply(self, function: Function, parts: list[Formula], trees: list[Any], tree: Tree[Token]) -> Formula:
        if not function.least <= len(parts) <= function.most:
            raise ExpressionFault(f"“{function.name}”的写法是 {function.usage}", _offset(tree), expected=function.usage)
        alike = [index for index in function.alike if index < len(parts)]
        lead = next((parts[index] for index in alike if not _zero(parts[index])), parts[0])
        for index in alike:
            _alike(lead, parts[index], f"“{function.name}”里的各项", _offset(trees[index]))
        try:
            return function.build(parts)
        except ExpressionFault as fault:
            fault.offset = _offset(tree)
            raise

    def _unknown(self, name: str, offset: int) -> ExpressionFault:
        remedy = ""
        if any(word in name for word in ("且", "或", "非")):
            remedy = "“且”“或”“非”两边要留空格"
        return ExpressionFault(
            f"没有“{name}”这个名称{nearest(name, self.symbols.known)}",
            offset,
            found=name,
            expected="本办法中的栏、取值、星、参数的名称",
            remedy=remedy,
        )


def _offset(tree: Tree[Token]) -> int:
    token = next(iter(tree.scan_values(lambda value: isinstance(value, Token))), None)
    return int(token.start_pos or 0) if token is not None else 0


def _single(tree: Any) -> Any:
    while isinstance(tree, Tree) and tree.data in ("sum", "product") and len(tree.children) == 1:
        tree = tree.children[0]
    return tree


def _bare_word(tree: Tree[Token]) -> str | None:
    inner = _single(tree)
    if isinstance(inner, Tree) and inner.data in ("name", "quoted", "text"):
        return str(inner.children[0]).strip('`"')
    return None


def _is_quoted_text(tree: Tree[Token]) -> bool:
    inner = _single(tree)
    return isinstance(inner, Tree) and inner.data == "text"


def _spoken(arguments: list[Any]) -> str | None:
    """The one bare name a call is about, as in 上年(星级); None for any other argument list."""
    return _bare_word(arguments[0]) if len(arguments) == 1 else None


def _numeric(part: Formula, tree: Tree[Token]) -> None:
    if not part.kind.numeric:
        raise ExpressionFault(
            f"{part.kind.value}不能加减乘除", _offset(tree), found=part.kind.value, expected="数、百分比、金额或时长"
        )


def _alike(a: Formula, b: Formula, where: str, offset: int) -> None:
    if a.kind is b.kind:
        return
    if {a.kind, b.kind} <= {Kind.NUMBER, Kind.PERCENT} and (a.loose or b.loose or _zero(a) or _zero(b)):
        return
    if (_zero(a) and b.kind.numeric) or (_zero(b) and a.kind.numeric):
        return
    hint = _HINTS.get(frozenset((a.kind, b.kind)), "补上单位，如 10万元、3年、85%")
    raise ExpressionFault(
        f"{where}不是一类:{a.kind.value}与{b.kind.value}",
        offset,
        found=b.kind.value,
        expected=a.kind.value,
        remedy=hint,
    )


_HINTS = {
    frozenset((Kind.NUMBER, Kind.PERCENT)): "百分比要写 %，如 85%",
    frozenset((Kind.NUMBER, Kind.DURATION)): "时长写 3年、6个月；年份只写数，如 2021",
}


def _zero(part: Formula) -> bool:
    return part.value == 0
