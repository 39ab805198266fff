"""Remarks on cells that are not read as their values stand in the file."""

from enum import Enum

from stardb.dataclass import dataclass


class Remark(Enum):
    """Why a cell is not read as its value stands in the file."""

    COVERED = "it lies under a merged cell, where nobody sees it, and is taken for blank"
    UNSEEN = "its format hides the value, which is taken for blank"
    STRUCK = "it is struck out, and taken for blank"
    PARTLY_STRUCK = "a part is struck out and left out"
    RAISED = "digits set high or low are marks and left out"


@dataclass(frozen=True)
class CellRemark:
    """A remark on a cell. stored: what the file holds there."""

    kind: Remark
    stored: str
