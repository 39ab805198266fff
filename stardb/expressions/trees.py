"""Looking at the tree of an expression before it is typed: where a part stands, and what is written there."""

from collections.abc import Iterator
from typing import Any

from lark import Token, Tree


def offset(tree: Any) -> int:
    """How many characters stand before a part."""
    token = tree if isinstance(tree, Token) else next(tokens(tree), None)
    return int(token.start_pos or 0) if token is not None else 0


def tokens(tree: Tree[Token]) -> Iterator[Token]:
    """Its words and signs, in the order written."""
    return tree.scan_values(lambda value: isinstance(value, Token))


def bare_word(tree: Any) -> str | None:
    """The name or word it is, where it is nothing else."""
    token = _only_token(tree, "name", "quoted", "text")
    return None if token is None else str(token).strip('`"')


def bare_digits(tree: Any) -> str | None:
    """The digits it is, where it is nothing else: 5 of `等次 = 5`."""
    token = _only_token(tree, "quantity")
    return None if token is None else str(token)


def quoted_text(tree: Any) -> bool:
    """Whether it is a word in quotes, and so no name."""
    return _only_token(tree, "text") is not None


def call_subject(arguments: list[Any]) -> str | None:
    """What a call is about that is a name by itself: 星级 of 上年(星级), `星级, 2` of 往年(星级, 2); else None.

    Of two names, as in 连续年数(达标, 此前年数), both.
    """
    about = bare_word(arguments[0]) if 1 <= len(arguments) <= 2 else None
    if about is None or len(arguments) == 1:
        return about
    number = _only_token(arguments[1], "quantity")
    if number is not None:
        return f"{about}, {int(number)}" if number.isdecimal() else None
    other = bare_word(arguments[1])
    return None if other is None else f"{about}, {other}"


def _only_token(tree: Any, *rules: str) -> Token | None:
    while isinstance(tree, Tree) and tree.data in ("sum", "product") and len(tree.children) == 1:
        tree = tree.children[0]
    if isinstance(tree, Tree) and tree.data in rules and isinstance(tree.children[0], Token):
        return tree.children[0]
    return None
