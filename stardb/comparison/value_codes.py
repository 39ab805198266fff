"""`CodedValues`: one name's values of all subjects as few words and many codes, to be kept and to be compared quickly."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from stardb.dataclass import dataclass
from stardb.quantity import PENDING, Column, Kind, Mask, show
from stardb.scoring import NOT_RATED

OPEN, OUT, NOWHERE = "?", "-", ""
"""The words for what is undecided, of somebody not rated, and not there at all; a number is itself, a word begins with '."""


@dataclass(frozen=True, eq=False)
class CodedValues:
    """Values as indices into the distinct ones. words: each value exactly, as text. codes: one a subject."""

    words: tuple[str, ...]
    codes: npt.NDArray[np.int64]

    def at(self, i: int) -> str:
        """Subject i's value; -1 is nobody."""
        return self.words[int(self.codes[i])] if i >= 0 else NOWHERE


def code_texts(texts: "Sequence[str] | npt.NDArray[np.object_]") -> CodedValues:
    """Texts, the distinct ones numbered in the order in which they first appear."""
    codes, words = pd.factorize(np.asarray(texts, dtype=object))
    return CodedValues(tuple(str(word) for word in words), codes.astype(np.int64))


def code_column(column: Column, rated: Mask | None = None) -> CodedValues:
    """The values of a column, exactly. rated: who takes part; the others have none."""
    texts = _number_texts(column) if column.kind not in (Kind.CHOICE, Kind.TEXT) else _word_texts(column)
    texts = np.where(column.known, texts, OPEN)
    if column.word is not None:
        words = np.array([f"'{word}" for word in (*column.choices, "")], dtype=object)
        texts = np.where(column.has_word, words[column.word], texts)
    return code_texts(texts if rated is None else np.where(rated, texts, OUT))


def _word_texts(column: Column) -> npt.NDArray[np.object_]:
    words = column.data if column.kind is Kind.TEXT else np.array([*column.choices, ""], dtype=object)[column.data]
    return np.array([f"'{word}" for word in words], dtype=object)


def _number_texts(column: Column) -> npt.NDArray[np.object_]:
    if isinstance(column.scale, int):
        codes, numbers = pd.factorize(column.data)
        return np.array([str(Fraction(int(number), column.scale)) for number in numbers] or [""], dtype=object)[codes]
    pairs = zip(column.data.tolist(), column.scale.tolist(), strict=True)
    return np.array([str(Fraction(top, bottom)) for top, bottom in pairs], dtype=object)


def read_number_word(word: str) -> Fraction | None:
    """The number a word of `CodedValues` is; None for what is none."""
    if word in (OPEN, OUT, NOWHERE) or word.startswith("'"):
        return None
    return Fraction(word)


def show_word(word: str, kind: Kind, unit: str = "", is_star: bool = False) -> str:
    """A word of `CodedValues` as people read it: 待定, 不参评, `300元/月`, 得星; "" for what is not there."""
    if word in (OPEN, OUT, NOWHERE):
        return {OPEN: PENDING, OUT: NOT_RATED, NOWHERE: ""}[word]
    if word.startswith("'"):
        return word[1:]
    if kind is Kind.BOOL:
        names = ("未得", "得星") if is_star else ("否", "是")
        return names[word == "1"]
    return show(kind, Fraction(word)) + (unit.removeprefix("元") if kind is Kind.MONEY else unit)
