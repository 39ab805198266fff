"""From the text of an expression to its tree, with the column of every part."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lark import Token, Transformer, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from stardb.expressions.grammar import read_grammar
from stardb.expressions.known_names import FIRST, FURTHER, find_names, fold, select_names
from stardb.expressions.symbols import nearest
from stardb.quantity import Kind

_DEPTH = 150
"""How many parts of an expression may lie in one another; computing goes down as far, a few calls each."""

_WORDS = re.compile(r"[^-+*/=<>≥≤≠×÷,，、()（）`\"]+")

_AFTER_WORD = re.compile(r"(?<![\w“”·])[^\W\d][\w“”·]*\s+$")

_NAMES = {
    "NAME": "名称",
    "KNOWN": "名称",
    "QUANTITY": "数",
    "DATE": "日期",
    "COMPARE": "比较号",
    "SIGN": "加减号",
    "OPERATOR": "乘除号",
    "LPAR": "左括号",
    "RPAR": "右括号",
    "COMMA": "逗号",
    "$END": "结尾",
}


UNKNOWN_NAME, UNSOUND, UNORDERED = "R301", "R302", "R306"
"""The codes of problems with an expression: it reads a name or calls a function that is not there; it asks which of two is the
better where the rules do not say; or all else is UNSOUND."""


class ExpressionFault(Exception):
    """An expression that cannot stand: the `code` of the problem it is, one of the three above, and what to say of it.

    `offset` counts characters from 0; message, found, expected and remedy are Chinese.
    """

    def __init__(
        self,
        message: str,
        offset: int = 0,
        *,
        code: str = UNSOUND,
        found: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> None:
        super().__init__(message)
        self.message, self.offset, self.code = message, offset, code
        self.found, self.expected, self.remedy = found, expected, remedy


def parse(text: str, names: Iterable[str] = ()) -> Tree[Token]:
    """The tree of an expression. Raises ExpressionFault at the first character that cannot stand where it is.

    names: the known ones; of those that are no single word, the longest that stands at a place is meant there.
    """
    try:
        return _parse(text, select_names(names, text))
    except ExpressionFault as fault:
        fault.message += _guess_name(text, fault.offset, names)
        raise


def _guess_name(text: str, offset: int, names: Iterable[str]) -> str:
    """Which name of several words may have been meant by the words around a place; "" where none is close."""
    words = next((part[0] for part in _WORDS.finditer(text) if part.start() <= offset < part.end()), "").strip()
    return nearest(words, [name for name in names if " " in name]) if " " in words else ""


@lru_cache(maxsize=4096)
def _parse(text: str, names: tuple[str, ...]) -> Tree[Token]:
    for sign in (FIRST, FURTHER):
        if sign in text:
            raise ExpressionFault(f"“{sign}”不能写在表达式里", text.index(sign), found=sign)
    found = find_names(text, names)
    try:
        tree = read_grammar().parse(_cover(fold(text), found))
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise ExpressionFault(f"“{text[at]}”不能写在表达式里", at, found=text[at]) from error
    except UnexpectedToken as error:
        raise _describe_token(text, error) from error
    except UnexpectedInput as error:
        raise ExpressionFault("表达式读不通", error.pos_in_stream or 0) from error
    if _depth(tree) > _DEPTH:
        raise ExpressionFault("表达式太长，或括号套得太深", remedy="分成几个取值(values)来写")
    return _Naming({start: name for start, (_, name) in found.items()}).transform(tree)


_CONDITIONS = ("either", "both", "negated", "compared", "within", "without")


def find_plain_kind(text: str) -> Kind | None:
    """The kind that shows in the form of an expression, before its names are known: a condition, or a calculation.

    None for a bare name, a call, and what cannot be parsed without its names.
    """
    try:
        tree = parse(text)
    except ExpressionFault:
        return None
    while tree.data in ("sum", "product") and len(tree.children) == 1 and isinstance(tree.children[0], Tree):
        tree = tree.children[0]
    if tree.data in _CONDITIONS:
        return Kind.BOOL
    return Kind.NUMBER if tree.data in ("sum", "product", "signed", "quantity") else None


def _cover(text: str, found: Mapping[int, tuple[int, str]]) -> str:
    """The text with known names made tokens of the same length."""
    for start, (end, _) in found.items():
        text = text[:start] + FIRST + FURTHER * (end - start - 1) + text[end:]
    return text


class _Naming(Transformer[Token, Tree[Token]]):
    """Puts each known name, as if in back-quotes, for what stands in its place. names: where each begins."""

    def __init__(self, names: Mapping[int, str]) -> None:
        super().__init__(visit_tokens=True)
        self.names = names

    def KNOWN(self, token: Token) -> Token:
        return token.update("QUOTED", f"`{self.names[token.start_pos or 0]}`")


def _depth(tree: Tree[Token]) -> int:
    deepest, left = 0, [(tree, 1)]
    while left:
        part, depth = left.pop()
        deepest = max(deepest, depth)
        left += [(child, depth + 1) for child in part.children if isinstance(child, Tree)]
    return deepest


def _describe_token(text: str, error: UnexpectedToken) -> ExpressionFault:
    wanted = "、".join(
        dict.fromkeys(_NAMES[name] for name in sorted(error.accepts or error.expected) if name in _NAMES)
    )
    token = error.token
    if token.type == "$END":
        return ExpressionFault("表达式没有写完", len(text), found="结尾", expected=wanted)
    start = token.start_pos or 0
    written = text[start : start + len(token)]
    remedy = ""
    if written[0] in "且或非在不":
        remedy = "“且”“或”“非”“在”两边要留空格"
    elif token.type in ("NAME", "QUANTITY", "KNOWN") and _AFTER_WORD.search(text[:start]):
        remedy = '本办法里没有带这个空格的名称，核对名称；选项里有空格的，用引号括起，如 级别 = "一等 奖"'
    message = f"表达式写到“{written}”读不通，这里应是{wanted}"
    return ExpressionFault(message, start, found=written, expected=wanted, remedy=remedy)
