"""`StagedTable`: one row a subject, each cell from the stage that counts, or made of those of several by their weights."""

from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake.tables import Index, Table
from stardb.problems import Place
from stardb.quantity import Column, Mask


class StageCell(NamedTuple):
    """What one stage says of a subject: its name, its weight (None where it is not weighed), value column, cell."""

    stage: str
    weight: Fraction | None
    column: Column
    place: Place | None


@dataclass(frozen=True, eq=False)
class StagedTable(Table):
    """A table made of those of its stages, all aligned with the subjects.

    stages: the tables by stage, the one that counts first before the others. chosen: column -> for each subject which of
    them its cell is of, -1 for none. weights: column -> stage -> its weight, of the columns that are weighed. missing: what
    a stage without a value comes to there, as the rule file calls it.
    """

    stages: Mapping[str, Table] = field(default_factory=dict)
    chosen: Mapping[str, Index] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    missing: str = "undecided"

    @property
    def layers(self) -> tuple[Table, ...]:
        """The tables of its stages."""
        return tuple(self.stages.values())

    def take(self, rows: Mask | Index) -> "StagedTable":
        """Only some of the rows, in the order given, of every stage."""
        places = np.flatnonzero(rows) if rows.dtype == bool else rows
        taken = super().take(places)
        assert isinstance(taken, StagedTable)
        stages = {stage: table.take(places) for stage, table in self.stages.items()}
        return replace(taken, stages=stages, chosen={name: which[places] for name, which in self.chosen.items()})

    def find_stage(self, i: int, column: str) -> str:
        """The stage whose cell the value is; "" where there is none, or several are weighed."""
        if column in self.weights or column not in self.chosen or self.chosen[column][i] < 0:
            return ""
        return tuple(self.stages)[int(self.chosen[column][i])]

    def place(self, i: int, column: str) -> Place | None:
        """The cell of the stage that counts; of a weighed value the one of the stage that comes last."""
        which = int(self.chosen[column][i]) if column in self.chosen else -1
        return self.layers[which].place(i, column) if which >= 0 else super().place(i, column)

    def list_cells(self, i: int, column: str) -> list[StageCell]:
        """What each stage that has a row of subject i says in a column, in the order of `stages`."""
        weights = self.weights.get(column, {})
        return [
            StageCell(stage, weights.get(stage), table.columns[column], table.place(i, column))
            for stage, table in self.stages.items()
            if column in table.columns and table.source[i] >= 0 and (stage in weights or not weights)
        ]
