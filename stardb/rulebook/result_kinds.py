"""What kind of result the level, the grade or a rating is: stars, a rank, points or words. Reports draw and add up by it."""

from enum import Enum

from stardb.quantity import Kind

__all__ = ["ResultKind", "find_result_kind", "is_allowed"]


class ResultKind(Enum):
    """What a rated result is.

    STARS are drawn ★, added up and averaged. POINTS are numbers to be averaged. RANK is a number whose order alone counts (岗位等级 7):
    how many hold each is counted, nothing is added up. WORDS likewise.
    """

    STARS = "stars"
    RANK = "rank"
    WORDS = "words"
    POINTS = "points"


_OF_STARS, _OF_RANKS = ("星", "颗"), ("级", "等", "档", "名", "位")
"""Units of stars, and of places in an order."""

_NAMES_OF_STARS, _NAMES_OF_RANKS = ("星", "星级", "星数"), ("级", "级别", "档", "档次", "名次", "位次")
"""How the name of such a result ends."""


def find_result_kind(written: str, name: str, unit: str, is_falling: bool, kind: Kind) -> ResultKind:
    """What kind of result it is.

    written: what the rule file says, "" for nothing; then it is seen from the unit it writes, else from the name. is_falling:
    whether of its numbers the least is the best. kind: of its values, numbers or words.
    """
    if written:
        return ResultKind(written)
    if kind is not Kind.NUMBER:
        return ResultKind.WORDS
    if unit in _OF_STARS or (not unit and name.endswith(_NAMES_OF_STARS)):
        return ResultKind.STARS
    is_rank = unit in _OF_RANKS or (not unit and name.endswith(_NAMES_OF_RANKS)) or is_falling
    return ResultKind.RANK if is_rank else ResultKind.POINTS


def is_allowed(written: str, kind: Kind) -> bool:
    """Whether a result of numbers, or of words, can be of the kind that the rule file writes."""
    return kind is Kind.NUMBER if written in ("stars", "points") else kind is not Kind.NUMBER or written != "words"
