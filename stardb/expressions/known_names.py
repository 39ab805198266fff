"""Names that are no single word, as a table's titles often are: with spaces, brackets or a leading digit.

Where such a name is known it needs no quoting: of the known names that stand at a place the longest is meant. Names that hold
a sign or word of the language (`-`, `=`, 且) could be read as a formula; they are put in back-quotes.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from stardb.expressions.grammar import is_value

FIRST, FURTHER = "\ue000", "\ue001"
"""What stands in the text for the first character of a known name, and for each further one."""

_FOLD = {ord(full): half for full, half in zip("()<>=!+-*/%,.", "()<>=!+-*/%,.", strict=True)}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord("×"): "*", ord("÷"): "/", ord("−"): "-", ord("—"): "-", ord("、"): ",", 0x3000: " "}

_QUOTED = re.compile(r'`[^`]*`|"[^"]*"')
_IN_WORD = r"[\w“”·]"
_PLAIN = rf"(?:[^\W\d]{_IN_WORD}*|“{_IN_WORD}+)"
_ONE_WORD_OR_CALL = re.compile(rf"{_PLAIN}(?:\({_PLAIN}(?:, \d+)?\))?")
_OPERATOR = re.compile(rf'[-+*/=<>≥≤≠!`"]|(?<!{_IN_WORD})(?:或者|或|or|并且|且|and|不在|在|in|非|not)(?!{_IN_WORD})')


def fold(text: str) -> str:
    """The text with half-width signs for full-width ones, a character for each; what is in quotes is as written."""
    pieces, end = [], 0
    for quoted in _QUOTED.finditer(text):
        pieces += [text[end : quoted.start()].translate(_FOLD), quoted[0]]
        end = quoted.end()
    return "".join([*pieces, text[end:].translate(_FOLD)])


def select_names(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Those names that are no single word and may stand in the text, the longest first."""
    folded = text.translate(_FOLD)
    found = {name for name in names if (pattern := _compile(name)) is not None and pattern.search(folded)}
    known = frozenset(names) if any("、" in name for name in found) else frozenset()
    found = {name for name in found if "、" not in name or not known.issuperset(name.split("、"))}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def find_names(text: str, names: tuple[str, ...]) -> Mapping[int, tuple[int, str]]:
    """Where in the text which of the names stands: start -> its end and the name. names: as `select_names` gives them."""
    folded, covered = text.translate(_FOLD), [False] * len(text)
    for quoted in _QUOTED.finditer(text):
        covered[quoted.start() : quoted.end()] = [True] * len(quoted[0])
    found: dict[int, tuple[int, str]] = {}
    matches = [(match, name) for name in names if (pattern := _compile(name)) for match in pattern.finditer(folded)]
    for match, name in sorted(
        matches, key=lambda one: (-len(one[0][0]), text[one[0].start() : one[0].end()] != one[1])
    ):
        start, end = match.span()
        if not any(covered[start:end]):
            covered[start:end] = [True] * (end - start)
            found[start] = (end, name)
    return found


@lru_cache(maxsize=8192)
def _compile(name: str) -> re.Pattern[str] | None:
    """What finds a name in a folded text; None for a name that is one word, or must be put in back-quotes."""
    folded = name.translate(_FOLD)
    if _ONE_WORD_OR_CALL.fullmatch(folded) or _OPERATOR.search(folded) or is_value(folded):
        return None
    if not _has_paired_brackets(folded):
        return None
    pieces = r"\s+".join(re.escape(piece) for piece in folded.split())
    before = rf"(?<!{_IN_WORD})" if re.match(rf"{_IN_WORD}|\(", folded) else ""
    after = rf"(?!{_IN_WORD})" if re.search(rf"{_IN_WORD}$", folded) else ""
    return re.compile(before + pieces + after) if pieces else None


def _has_paired_brackets(text: str) -> bool:
    """Whether its brackets open and close in turn, and are not merely around the whole."""
    depth, closed = 0, []
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
        if sign == ")" and depth == 0:
            closed.append(at)
    return depth == 0 and not (text.startswith("(") and closed[:1] == [len(text) - 1])
