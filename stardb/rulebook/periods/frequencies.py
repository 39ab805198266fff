"""How often a scheme is rated, by its rule file as read: needed before it can be bound for a period."""

import re

from stardb.quantity import Frequency
from stardb.scorers.base import read_every
from stardb.yamlfile import YamlSource


def read_frequencies(source: YamlSource) -> tuple[Frequency, ...]:
    """The kinds of periods, the shortest first; a year where the file says nothing, none where its loading will refuse what it says.

    Of a file that is no YAML they are taken from the line of the key, so that its faults are told where it would be rated.
    """
    given = source.data.get("every") if isinstance(source.data, dict) else _find_words(source.text)
    if given is None:
        return (Frequency.YEAR,)
    try:
        return read_every(given)
    except ValueError:
        return ()


_EVERY = re.compile(r"^every:(.*(?:\n[ \t-].*)*)", re.MULTILINE)
_WORD = re.compile(r"[a-z][a-z-]*")
_COMMENT = re.compile(r"#.*")


def _find_words(text: str) -> list[str] | None:
    """The words that stand at the key of a text which cannot be read as a whole; None where it has no such key."""
    found = _EVERY.search(text)
    return _WORD.findall(_COMMENT.sub("", found[1])) if found else None
