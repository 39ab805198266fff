"""The contest: both rate the same columns, and must come to the same in every published result."""

from pathlib import Path

import numpy as np

from benchmarks.contest import Contender, Contest, Size
from benchmarks.scoring import branches
from benchmarks.scoring.by_hand import Known, rate
from stardb.scoring import Appraisal, History, score


def contest(size: Size, folder: Path) -> Contest:
    """stardb with the rule file as it is shipped, NumPy with the rules in its code; groups are coded for NumPy beforehand."""
    scheme = branches.scheme()
    tables = branches.tables(scheme, size.subjects)
    columns = {name: column for table in tables.single.values() for name, column in table.columns.items()}
    groups = np.unique(np.array(tables.subjects.groups), return_inverse=True)[1]
    return Contest(
        f"score {size.subjects:,} branches, five stars",
        (
            Contender("stardb", lambda: score(scheme, tables, History())),
            Contender("NumPy by hand", lambda: rate(columns, groups)),
        ),
        agree,
    )


def agree(appraisal: Appraisal, by_hand: dict[str, Known]) -> None:
    """Both know the same results and hold them equal."""
    for name, theirs in by_hand.items():
        ours = appraisal.columns[name]
        assert (ours.known == theirs.known).all(), f"{name}: not known for the same branches"
        held = ours.data * 10 // ours.scale if name == "总分" else ours.data // ours.scale
        assert (held == theirs.data)[theirs.known].all(), f"{name}: not the same"
