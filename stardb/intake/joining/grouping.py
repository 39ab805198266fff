"""Which township a problem is the business of: whose row its cell stands in, else whose sheet or file it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field, replace
from functools import cached_property

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake.read_tables import Intake
from stardb.intake.tables import Table
from stardb.problems import Place, Problem

_SheetKey = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Grouping:
    """The townships of some intakes, and what of the files is whose.

    A file that nothing was read of is the township's whose name alone stands in its path.
    """

    intakes: tuple[Intake, ...] = ()
    _rows: dict[_SheetKey, dict[str, set[str]]] = field(default_factory=dict)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The townships, in the order of the rosters."""
        every = (group for intake in self.intakes for group in intake.tables.subjects.groups)
        return tuple(dict.fromkeys(group for group in every if group))

    def attribute(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems, each with its township where it has none yet."""
        return tuple(one if one.group else replace(one, group=self.of(one.place)) for one in problems)

    def of(self, place: Place) -> str:
        """The township of a place; "" for the county's own (rule files, rosters of all, nothing to tell it by)."""
        if place.line or not place.file:
            return ""
        files = self._files.get(place.file, set())
        found = [self._of_cell(place), self._sheets.get((place.file, place.sheet), set()), files]
        if not files:
            found.append({group for group in self.order if group in place.file})
        return next((next(iter(groups)) for groups in found if len(groups) == 1), "")

    def _of_cell(self, place: Place) -> set[str]:
        here = place.file, place.sheet
        if place.cell and here not in self._rows:
            self._rows[here] = self._rows_of(here)
        held = self._rows.get(here, {})
        return held.get(place.cell) or held.get(str(place.row), set())

    def _rows_of(self, here: _SheetKey) -> dict[str, set[str]]:
        """Whose each row of a sheet is: by its number or, where the table does not lie in rows, by the names of its cells."""
        rows: dict[str, set[str]] = defaultdict(set)
        for table, groups, s in self._sources.get(here, ()):
            spots = table.sources[s].spots
            for i in np.flatnonzero(table.source == s):
                row, group = int(table.row[i]), groups[table.subject[i]]
                for name in [str(row)] if spots is None else spots[row].values():
                    rows[name] |= {group} - {""}
        for unknown in (unknown for intake in self.intakes for unknown in intake.unknown):
            place = unknown.place
            if place and (place.file, place.sheet) == here and unknown.group in self.order:
                rows[str(place.row)].add(unknown.group)
        return rows

    @cached_property
    def _tables(self) -> list[tuple[Table, tuple[str, ...]]]:
        tables = ((intake.tables, intake.tables.subjects.groups) for intake in self.intakes)
        return [
            (layer, groups)
            for held, groups in tables
            for table in (*held.single.values(), *held.many.values())
            for layer in table.layers
        ]

    @cached_property
    def _sources(self) -> dict[_SheetKey, list[tuple[Table, tuple[str, ...], int]]]:
        """Where the rows of each sheet are."""
        found: dict[_SheetKey, list[tuple[Table, tuple[str, ...], int]]] = defaultdict(list)
        for table, groups in self._tables:
            for s, source in enumerate(table.sources):
                found[source.file, source.sheet].append((table, groups, s))
        return found

    @cached_property
    def _sheets(self) -> dict[_SheetKey, set[str]]:
        """Every township that a sheet has rows of."""
        found: dict[_SheetKey, set[str]] = defaultdict(set)
        for table, groups in self._tables:
            codes = {group: i for i, group in enumerate(dict.fromkeys(groups))}
            names, coded = [*codes], np.array([codes[group] for group in groups], dtype=np.int64)
            read = table.source >= 0
            if read.any():
                pairs = np.unique(np.stack([table.source[read], coded[table.subject[read]]]), axis=1)
                for s, code in pairs.T.tolist():
                    found[table.sources[s].file, table.sources[s].sheet] |= {names[code]} - {""}
        return found

    @cached_property
    def _files(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for (file, _), groups in self._sheets.items():
            found[file] |= groups
        return found
