"""From the text of an expression to its tree, with the column of every part."""

import re
from functools import lru_cache
from importlib import resources

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

_FOLD = {ord(full): half for full, half in zip("()<>=!+-*/%,.", "()<>=!+-*/%,.", strict=True)}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord("×"): "*", ord("÷"): "/", ord("−"): "-", ord("—"): "-", ord("、"): ",", 0x3000: " "}

_PIECES = re.compile(r'`[^`]*`|"[^"]*"|[^`"]+|.', re.DOTALL)
_DEPTH = 150
"""How many parts of an expression may lie in one another; computing goes down as far, a few calls each."""

_NAMES = {
    "NAME": "名称",
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


UNKNOWN_NAME, UNSOUND = "R301", "R302"
"""The codes of problems with an expression: it reads a name or calls a function that is not there; or all else."""


class ExpressionFault(Exception):
    """An expression that cannot stand: the `code` of the problem it is, UNKNOWN_NAME or UNSOUND, and what to say of it.

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


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False)


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree[Token]:
    """The tree of an expression. Raises ExpressionFault at the first character that cannot stand where it is."""
    try:
        tree = _parser().parse(_fold(text))
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise ExpressionFault(f"“{text[at]}”不能写在表达式里", at, found=text[at]) from error
    except UnexpectedToken as error:
        raise _describe_token(text, error) from error
    except UnexpectedInput as error:
        raise ExpressionFault("表达式读不通", error.pos_in_stream or 0) from error
    if _depth(tree) > _DEPTH:
        raise ExpressionFault("表达式太长，或括号套得太深", remedy="分成几个取值(values)来写")
    return tree


def _fold(text: str) -> str:
    """Full-width signs made half-width, but for names in back-quotes and words in quotes: those are as written."""
    return "".join(piece if piece[0] in '`"' else piece.translate(_FOLD) for piece in _PIECES.findall(text))


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
    remedy = "“且”“或”“非”“在”两边要留空格" if str(token)[0] in "且或非在不" else ""
    return ExpressionFault(
        f"表达式写到“{token}”读不通，这里应是{wanted}",
        token.start_pos or 0,
        found=str(token),
        expected=wanted,
        remedy=remedy,
    )
