"""How Chinese sounds, to order names by. It knows words: 长安 is chang2 an1, 长大 is zhang3 da4.

The table beside this file is written by docs/make_pinyin.py.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("pinyin.txt")


@lru_cache(maxsize=65536)
def spell(text: str) -> tuple[str, ...]:
    """The syllables of a text, each with its tone, and what stands between Chinese characters, in small letters."""
    return tuple(part.lower() for part in _spell(text))


def _spell(text: str) -> Iterator[str]:
    characters, words, longest = _read_table()
    at, other = 0, ""
    while at < len(text):
        sizes = range(min(longest, len(text) - at), 1, -1)
        size = next((size for size in sizes if text[at : at + size] in words), 1)
        word, at = text[at : at + size], at + size
        if word not in words and word not in characters:
            other += word
            continue
        if other:
            yield other
            other = ""
        yield from words.get(word) or map(characters.__getitem__, word)
    if other:
        yield other


@cache
def _read_table() -> tuple[dict[str, str], dict[str, tuple[str, ...]], int]:
    """The syllable of each character; those of each word, none where its characters sound as they do alone; the longest word."""
    _, syllables, special, regular = _TABLE.read_text(encoding="utf-8").split("\n\n")
    characters: dict[str, str] = {}
    for line in syllables.splitlines():
        syllable, same = line.split(" ")
        characters |= dict.fromkeys(same, syllable)
    words: dict[str, tuple[str, ...]] = dict.fromkeys(regular.split(), ())
    for line in special.splitlines():
        word, *spoken = line.split(" ")
        words[word] = tuple(spoken)
    return characters, words, max(map(len, words))
