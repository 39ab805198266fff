"""The grammar of expressions, read once from grammar.lark."""

import re
from functools import lru_cache
from importlib import resources

from lark import Lark


@lru_cache(maxsize=1)
def read_grammar() -> Lark:
    """The parser of expressions."""
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False)


def is_value(text: str) -> bool:
    """Whether a text is by itself a number or a day, as a column for each month may be called: 1月."""
    return _value_pattern().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _value_pattern() -> re.Pattern[str]:
    patterns = (read_grammar().get_terminal(name).pattern.to_regexp() for name in ("DATE", "QUANTITY"))
    return re.compile("|".join(patterns))
