"""Typing an expression against the names in scope: every fault at its column, with the name that may have been meant."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lark import Token, Tree

from stardb.expressions import builders as make
from stardb.expressions import operators
from stardb.expressions.formula import Formula
from stardb.expressions.functions import FUNCTIONS, Function
from stardb.expressions.kind_rules import is_literal_word, is_zero, require_alike, require_number
from stardb.expressions.order_rules import common_order, require_ordered
from stardb.expressions.parsing import UNKNOWN_NAME, ExpressionFault, parse
from stardb.expressions.symbols import Symbols, nearest
from stardb.expressions.trees import bare_digits, bare_word, call_subject, offset, quoted_text, tokens
from stardb.quantity import Kind, UnreadableText, read_date, read_quantity

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "<>": "≠", "==": "="}
_LONGEST = 40
"""How much of a number or day is repeated in a message."""

_TRUTHS = {"是": True, "否": False, "得": True, "不得": False}


def check(text: str, symbols: Symbols, aliases: Mapping[str, str] | None = None) -> Formula:
    """The typed formula of an expression; the names it reads are bound. `aliases`: short name -> the name it stands for.

    Raises ExpressionFault at the first part that does not hold.
    """
    aliases = aliases or {}
    return _Checker(symbols, aliases).formula(parse(text, (*symbols, *aliases)))


def _words(part: Formula) -> tuple[str, ...]:
    """The words a value may be compared with: they come before a name that is spelled alike."""
    return part.choices if part.names else ()


class _Checker:
    def __init__(self, symbols: Symbols, aliases: Mapping[str, str]) -> None:
        self.symbols, self.aliases = symbols, aliases

    def formula(self, tree: Tree[Token] | Token) -> Formula:
        assert isinstance(tree, Tree)
        rule: Callable[[list[Any], Tree[Token]], Formula] = getattr(self, tree.data)
        return rule(tree.children, tree)

    def either(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return make.chain(tuple(self._truth(part) for part in parts if isinstance(part, Tree)), all_of=False)

    def both(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return make.chain(tuple(self._truth(part) for part in parts if isinstance(part, Tree)), all_of=True)

    def negated(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return make.negation(self._truth(parts[1]))

    def _truth(self, tree: Tree[Token]) -> Formula:
        part = self.formula(tree)
        if part.kind is not Kind.BOOL:
            raise ExpressionFault(
                f"这里要一个条件（是或否），写的是{part.kind.value}", offset(tree), expected="条件，如 得分 ≥ 80"
            )
        return part

    def compared(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        tests = [self._compare(*parts[i : i + 3]) for i in range(0, len(parts) - 2, 2)]
        return tests[0] if len(tests) == 1 else make.chain(tuple(tests), all_of=True)

    def _compare(self, left: Tree[Token], token: Token, right: Tree[Token]) -> Formula:
        sign = _SIGNS.get(str(token), str(token))
        word, a = bare_word(right), self.formula(left)
        if word is None and bare_digits(right) in _words(a):
            word = bare_digits(right)
        if word is not None and (quoted_text(right) or word in _words(a) or not self._is_name(word)):
            return self._compare_word(a, sign, word, token, right)
        b = self.formula(right)
        require_alike(a, b, f"“{sign}”两边", offset(right))
        if sign not in "=≠" and a.kind is b.kind is Kind.CHOICE:
            return make.order_comparison(a, sign, b, common_order(a, b, token.start_pos or 0))
        if a.kind in (Kind.BOOL, Kind.CHOICE, Kind.TEXT) and sign not in "=≠":
            raise ExpressionFault(f"{a.kind.value}不能比大小", token.start_pos or 0, expected="= 或 ≠")
        return make.comparison(a, sign, b)

    def _compare_word(self, left: Formula, sign: str, word: str, token: Token, right: Tree[Token]) -> Formula:
        if sign not in "=≠" and left.kind not in (Kind.BOOL, Kind.CHOICE, Kind.TEXT) and word not in left.choices:
            raise self._unknown(word, offset(right))
        if sign not in "=≠" and left.kind is Kind.CHOICE:
            self._require_word(left, word, offset(right))
            return make.order_test(left, sign, word, require_ordered(left, token.start_pos or 0, word))
        if sign not in "=≠":
            raise ExpressionFault(f"“{word}”不能比大小", token.start_pos or 0, expected="= 或 ≠")
        if left.kind is Kind.BOOL and word in _TRUTHS:
            return left if _TRUTHS[word] is (sign == "=") else make.denial(left, sign, word)
        self._require_word(left, word, offset(right))
        return make.word_test(left, word, sign == "=")

    def _require_word(self, left: Formula, word: str, at: int) -> None:
        if left.kind is Kind.TEXT or word in left.choices:
            return
        if left.choices:
            raise ExpressionFault(
                f"“{word}”不是可填的选项{nearest(word, left.choices)}",
                at,
                found=word,
                expected="、".join(left.choices),
            )
        if left.kind is Kind.BOOL:
            raise ExpressionFault(f"是否栏只填是或否，这里写的是“{word}”", at, found=word, expected="是 或 否")
        raise self._unknown(word, at)

    def within(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._membership(parts, inside=True)

    def without(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._membership(parts, inside=False)

    def _membership(self, parts: list[Any], inside: bool) -> Formula:
        left = self.formula(parts[0])
        if left.kind.numeric or left.kind is Kind.DATE:
            return self._number_membership(left, parts[2:], inside)
        if left.kind not in (Kind.CHOICE, Kind.TEXT):
            raise ExpressionFault(f"“在”要用于选项、文字、数或日期，这里是{left.kind.value}", offset(parts[0]))
        words = []
        for word in parts[2:]:
            text = "".join(word.children).strip('`"')
            self._require_word(left, text, offset(word))
            words.append(text)
        return make.membership(left, tuple(words), inside)

    def _number_membership(self, left: Formula, listed: list[Tree[Token]], inside: bool) -> Formula:
        """Whether a number is one of some; of one for which words may stand, some may be words."""
        spelled = ["".join(map(str, word.children)).strip('`"') for word in listed]
        words = tuple(word for word in spelled if word in left.choices)
        numbers = [
            self._check_listed(left, part) for part, word in zip(listed, spelled, strict=True) if word not in words
        ]
        tests = [make.number_membership(left, tuple(numbers), inside)] if numbers else []
        tests += [make.membership(left, words, inside)] if words else []
        return tests[0] if len(tests) == 1 else make.chain(tuple(tests), all_of=not inside)

    def _check_listed(self, left: Formula, word: Tree[Token]) -> Formula:
        """One of the numbers or days that `left` may be."""
        text, token = "".join(map(str, word.children)), word.children[-1]
        assert isinstance(token, Token)
        if token.type not in ("QUANTITY", "DATE"):
            raise ExpressionFault(
                f"“{text}”不是{left.kind.value}；这里只写定数", offset(word), found=text, expected="如 (3, 4, 5)"
            )
        _require_separate(word)
        value = (self.date if token.type == "DATE" else self.quantity)([text], word)
        require_alike(left, value, "“在”的两边", offset(word))
        return value

    def sum(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        if len(parts) == 1:
            return self.formula(parts[0])
        left, right = self.formula(parts[0]), self.formula(parts[2])
        return operators.add(left, str(parts[1]), right, offset(parts[0]), offset(parts[2]))

    def product(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        if len(parts) == 1:
            return self.formula(parts[0])
        left, right = self.formula(parts[0]), self.formula(parts[2])
        return operators.multiply(left, str(parts[1]), right, offset(parts[0]), offset(parts[2]))

    def signed(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        part = self.formula(parts[1])
        require_number(part, offset(parts[1]))
        if parts[0] == "+":
            return part
        return make.opposite(part)

    def date(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        self._refuse_name(str(parts[0]), tree)
        try:
            return make.constant(Kind.DATE, Fraction(read_date(str(parts[0]))))
        except UnreadableText as error:
            text = str(parts[0])[:_LONGEST]
            raise ExpressionFault(f"“{text}”应为{error}", offset(tree), found=text) from error

    def quantity(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        self._refuse_name(str(parts[0]), tree)
        try:
            return make.mark_days(make.constant(*read_quantity(str(parts[0]))), str(parts[0]))
        except UnreadableText as error:
            text = str(parts[0])[:_LONGEST]
            raise ExpressionFault(f"“{text}”应为{error}", offset(tree), found=text) from error

    def _refuse_name(self, text: str, tree: Tree[Token]) -> None:
        """Raises ExpressionFault where a number or day is also a name, as a column for each month may be: `1月`."""
        if text in self.symbols:
            message = f"“{text}”既是名称，又是数或日期，分不清"
            raise ExpressionFault(message, offset(tree), found=text, remedy=f"是名称的用反引号括起，如 `{text}`")

    def text(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        raise ExpressionFault("文字只能与选项或文字栏相比", offset(tree), found=str(parts[0]))

    def name(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        name = str(parts[0])
        if name in _TRUTHS and not self._is_name(name):
            return make.truth_of(_TRUTHS[name])
        return self._check_name(name, offset(tree))

    def quoted(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        return self._check_name(str(parts[0]).strip("`"), offset(tree))

    def _is_name(self, word: str) -> bool:
        return self.aliases.get(word, word) in self.symbols

    def _check_name(self, name: str, at: int) -> Formula:
        name = self.aliases.get(name, name)
        if name not in self.symbols:
            raise self._unknown(name, at)
        symbol = self.symbols.bind(name)
        if symbol.unfit:
            raise ExpressionFault(symbol.unfit, at, found=name)
        return make.read_name(name, symbol)

    def call(self, parts: list[Any], tree: Tree[Token]) -> Formula:
        name, arguments = str(parts[0]), parts[1:]
        about = call_subject(arguments)
        for spelled in (f"{name}({about})", f"{name}（{about}）"):
            if about is not None and self._is_name(spelled):
                return self._check_name(spelled, offset(tree))
        function = FUNCTIONS.get(name)
        if function is None:
            raise self._no_call(name, about, offset(tree))
        _require_separate(tree)
        if not function.holds(len(arguments)):
            raise ExpressionFault(f"“{name}”的写法是 {function.usage}", offset(tree), expected=function.usage)
        return function.build(name, self._arguments(function, arguments, tree))

    def _no_call(self, name: str, about: str | None, at: int) -> ExpressionFault:
        heads = {known.split("(")[0] for known in self.symbols if known.endswith(")")}
        if name not in heads:
            hint = nearest(name, [*FUNCTIONS, *sorted(heads)])
            message = f"没有“{name}”这个函数{hint}"
            return ExpressionFault(message, at, code=UNKNOWN_NAME, found=name, expected="、".join(FUNCTIONS))
        inner = [known[len(name) + 1 : -1] for known in self.symbols if known.startswith(f"{name}(")]
        if about is None:
            form = f"{name}({inner[0]})"
            remedy = "条件或算式先在 values 里起个名称，再写那个名称"
            return ExpressionFault(f"“{name}”的括号里只写一个名称", at, expected=f"如 {form}", remedy=remedy)
        message = f"没有“{name}({about})”{nearest(about, inner)}"
        return ExpressionFault(message, at, code=UNKNOWN_NAME, found=about)

    def _arguments(self, function: Function, trees: list[Any], tree: Tree[Token]) -> list[Formula]:
        """The parts of a call, each what it must be, and alike where they must be."""
        parts = self._check_arguments(function, trees) if function.worded else [self.formula(part) for part in trees]
        for index, part in enumerate(parts):
            ask = function.ask(index)
            if not ask.fits(part):
                wording = ask.fault.format(part.kind.value)
                raise ExpressionFault(
                    f"“{function.name}”{wording}", offset(trees[index]), code=ask.code, found=part.kind.value,
                    expected=ask.expected, remedy=ask.remedy,
                )  # fmt: skip
        alike = [index for index in function.alike if index < len(parts)]
        lead = min(alike, key=lambda k: is_zero(parts[k]) or is_literal_word(parts[k]), default=0)
        for index in alike:
            require_alike(parts[lead], parts[index], f"“{function.name}”里的各项", offset(trees[index]))
        if function.earlier:
            parts.append(self._check_name(f"{function.earlier}({parts[0].single_name})", offset(tree)))
        if function.lacking and len(parts) < len(function.takes):
            parts.append(self._check_name(function.lacking, offset(tree)))
        return parts

    def _check_arguments(self, function: Function, trees: list[Any]) -> list[Formula]:
        """The parts of a call that may be bare words: words among choices and texts, names that are not there elsewhere."""
        words = [bare_word(tree) if index in function.alike else None for index, tree in enumerate(trees)]
        literal = [
            word is not None and word not in _TRUTHS and (quoted_text(tree) or not self._is_name(word))
            for word, tree in zip(words, trees, strict=True)
        ]
        parts = [None if is_word else self.formula(tree) for is_word, tree in zip(literal, trees, strict=True)]
        company = {part.kind for index, part in enumerate(parts) if part is not None and index in function.alike}
        if company <= {Kind.CHOICE, Kind.TEXT}:
            parts = [
                make.word(word or "", str(next(tokens(tree)))) if part is None else part
                for part, word, tree in zip(parts, words, trees, strict=True)
            ]
        return [self.formula(tree) if part is None else part for part, tree in zip(parts, trees, strict=True)]

    def _unknown(self, name: str, at: int) -> ExpressionFault:
        remedy = ""
        if any(word in name for word in ("且", "或", "非")):
            remedy = "“且”“或”“非”两边要留空格"
        return ExpressionFault(
            f"没有“{name}”这个名称{nearest(name, [*self.aliases, *self.symbols])}",
            at,
            code=UNKNOWN_NAME,
            found=name,
            expected="本办法中的栏、取值、星、参数的名称",
            remedy=remedy,
        )


def _require_separate(tree: Tree[Token]) -> None:
    """Raises ExpressionFault where a comma may part two items or the thousands of one."""
    for token in tokens(tree):
        if token.type == "QUANTITY" and "," in token:
            raise ExpressionFault(
                f"“{token}”分不清是一个数还是几项",
                token.start_pos or 0,
                found=str(token),
                remedy="数里不写千分号；项与项之间，逗号后空一格",
            )
