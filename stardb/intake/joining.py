"""Rows of all tables brought to the subjects of the roster: one subject's rows together, every misfit a problem."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stardb.intake.absence import absent
from stardb.intake.gathering import Gathered
from stardb.intake.masking import mask
from stardb.intake.naming import Key, Names
from stardb.intake.strangers import strangers
from stardb.intake.table import Subjects, Table, Tables
from stardb.problems import Place, Problem, problem
from stardb.quantity.showing import show_at

Index = npt.NDArray[np.int64]
NOBODY = -1


@dataclass(frozen=True, eq=False)
class Roster:
    """The subjects, how they are found by key, and the row of the roster table each comes from."""

    gathered: Gathered
    subjects: Subjects
    names: Names
    rows: Index
...
