"""Which words stand one above another, and so may be compared by < ≤ > ≥: grades, and choices of which the rules say so."""

from stardb.expressions.formula import Formula
from stardb.expressions.parsing import UNORDERED, ExpressionFault

_REMEDY = "等次用 grades 写明由好到差；选项栏写 best: first（先写的好）或 best: last（后写的好）"


def require_ordered(part: Formula, at: int, word: str = "") -> tuple[str, ...]:
    """The words that `part` may be, the best first. Raises ExpressionFault where they have no order, or `word` stands beside it."""
    if not part.order:
        message = f"“{part.text}”各词的高低没有写明，不能比大小"
        raise ExpressionFault(message, at, code=UNORDERED, found=part.text, expected="= 或 ≠", remedy=_REMEDY)
    if word and word not in part.order:
        told = "、".join(part.order)
        message = f"“{word}”不在由好到差的各词（{told}）之内，不分高低"
        raise ExpressionFault(message, at, code=UNORDERED, found=word, expected=told)
    return part.order


def common_order(left: Formula, right: Formula, at: int) -> tuple[str, ...]:
    """The order in which the words of both stand. Raises ExpressionFault where one has none, or they differ."""
    orders = sorted((require_ordered(part, at) for part in (left, right)), key=len)
    fewer, more = orders
    if fewer == tuple(word for word in more if word in fewer):
        return more
    told = "；".join(f"{part.text}：{'、'.join(part.order)}" for part in (left, right))
    message = f"“{left.text}”与“{right.text}”的词不同，或好坏的次序不同，不能比大小"
    raise ExpressionFault(message, at, code=UNORDERED, found=told, expected="同样的词，同样的次序")
