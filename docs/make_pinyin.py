"""Writes how characters and words sound, for the order of Chinese names: `python docs/make_pinyin.py`.

For developers. Everything comes from the package pypinyin, whose own tables take 0.1 s to load; stardb/rendering/pages/pinyin.txt
takes a fifth of that. Its parts, with empty lines between them: the licence; each syllable and the characters that have it; the
words in which a character sounds otherwise than alone; all other words, one first character a line, which say where words end.
`tests/rendering/pages/test_pinyin.py` fails where the file is not what this writes.
"""

from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path

from pypinyin import Style
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.style import convert

TABLE = Path(__file__).resolve().parent.parent / "stardb" / "rendering" / "pages" / "pinyin.txt"


def text() -> str:
    """What the file holds."""
    characters = {chr(code): _spell(readings.partition(",")[0]) for code, readings in sorted(PINYIN_DICT.items())}
    words = {word: [_spell(one[0]) for one in readings] for word, readings in sorted(PHRASES_DICT.items())}
    regular = [word for word, read in words.items() if read == [characters.get(one) for one in word]]
    special = words.keys() - {*regular}
    by_sound = groupby(sorted(characters, key=lambda one: (characters[one], one)), characters.__getitem__)
    parts = [
        _licence(),
        (f"{sound} {''.join(same)}" for sound, same in by_sound),
        (f"{word} {' '.join(words[word])}" for word in sorted(special)),
        (" ".join(same) for _, same in groupby(regular, lambda word: word[0])),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _licence() -> list[str]:
    """The notice that goes with the tables, without empty lines."""
    package = distribution("pypinyin")
    notice = (package.read_text("licenses/LICENSE.txt") or "").splitlines()
    return [f"From pypinyin {package.version}. {notice[0]}", *filter(None, notice[1:])]


def _spell(syllable: str) -> str:
    """A syllable with its tone behind it: cháng → chang2."""
    return str(convert(syllable, Style.TONE3, True, default=syllable))


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8", newline="\n")
    print(TABLE)
