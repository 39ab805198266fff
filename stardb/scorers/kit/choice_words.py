"""The words a clause has a case for: each must be one that can be filled in, and each of those must have a case."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stardb.expressions import Formula, Frame, Reaches, nearest
from stardb.quantity import Column, Kind, ValueRange, ranges
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import YamlPath

TRUTHS = ("否", "是")


def read_as_words(source: Formula) -> Formula:
    """A yes or no, or a condition, as the words 是 and 否; any other formula as it is."""
    if source.kind is not Kind.BOOL:
        return source

    def evaluate(frame: Frame) -> Column:
        value = source.evaluate(frame)
        words = Column.from_codes(TRUTHS, np.where(value.known, value.data.astype(np.int64), -1))
        return words.mark_pending(value.undecided)

    def reach(reaches: Reaches) -> ValueRange:
        truths = source.reach(reaches).truths
        return ranges.among(tuple(word for word, truth in zip(TRUTHS, (False, True), strict=True) if truth in truths))

    return replace(source, kind=Kind.CHOICE, choices=TRUTHS, evaluate=evaluate, reach=reach)


def refuse_unknown_words(words: Sequence[str], source: Formula, path: YamlPath, scope: Scope) -> None:
    """Refuse the first word, a key below `path`, that the source cannot be."""
    for word in words:
        if word not in source.choices:
            raise scope.refuse(
                "R301", f"“{word}”不是可填的选项{nearest(word, source.choices)}", (*path, word), key=True,
                found=word, expected="、".join(source.choices),
            )  # fmt: skip


def refuse_missing_words(words: Sequence[str], source: Formula, path: YamlPath, what: str, scope: Scope) -> None:
    """Refuse words that leave out some the source can be; `what` is what should be written for each."""
    held = source.reach(scope.reaches).words
    unknown_parts = [word for word in source.choices if word not in words and (held is None or word in held)]
    if unknown_parts:
        raise scope.refuse(
            "R405", f"选项“{'、'.join(unknown_parts)}”没有写{what}", path, key=True, found="、".join(words),
            expected="、".join(source.choices),
        )  # fmt: skip
