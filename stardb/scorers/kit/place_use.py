"""How the places of a quota, a prize or a share are used: what people check a list of results against (名额核对)."""

from stardb.dataclass import dataclass
from stardb.quantity import Array, Mask


@dataclass(frozen=True, eq=False)
class PlaceUse:
    """The places of one grade, prize or level in every group: a value a subject, the same for all of a group.

    word: the grade. limit: 至多, 至少, 约, or 定额, 占 where words are allotted by rank; share: as the rule writes it. base: of how many
    it is a share. least and most: how many places there are, as far as that is known. holds: who has one; over: who would
    have one, if there were more; tied: who is level at the edge; open: who may have one, and is not decided.
    """

    word: str
    limit: str
    share: str
    base: Array
    least: Array
    most: Array
    holds: Mask
    over: Mask
    tied: Mask
    open: Mask
