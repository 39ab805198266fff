"""Reads how high a level or grade stands that a veto, a quota or a direct level names; or which word beside the ladder it is."""

from fractions import Fraction

from stardb.expressions import nearest
from stardb.scorers.base import Scope
from stardb.scorers.steps import Ladder
from stardb.yamlfile import YamlPath, show_value


def read_mark(given: object, ladder: Ladder, scope: Scope, path: YamlPath) -> Fraction | str:
    """A height, or a word beside the ladder as it is. Raises ClauseRefused, having reported what is neither."""
    if given in ladder.beside_words:
        return str(given)
    return read_height(given, ladder, scope, path)


def read_height(given: object, ladder: Ladder, scope: Scope, path: YamlPath) -> Fraction:
    """A height. Raises ClauseRefused, having reported what stands at none."""
    if not ladder.words:
        return ladder.height(scope.read_amount(given, ladder.of, path))
    if given in ladder.words:
        return ladder.height(str(given))
    called = "等次" if ladder.is_rating else "词"
    if given in ladder.beside_words:
        message, remedy = f"“{given}”不分高低，这里要一个分高低的{called}", ""
    else:
        message = f"没有“{show_value(given)}”这个{called}{nearest(str(given), ladder.choices)}"
        remedy = f"不分高低的（如 不定等次），写进 words: [{given}]" if ladder.is_rating else ""
    told = "、".join(ladder.words)
    raise scope.refuse("R301", message, path, found=show_value(given), expected=told, remedy=remedy)
