"""Tables of stages on their way through intake: taken apart before they are read, put together when they are joined."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from stardb.intake.joining.absences import find_absences
from stardb.intake.joining.join_tables import JoinedTables
from stardb.intake.joining.roster import Roster
from stardb.intake.matching.match import Match
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.stages.merge_stages import find_unfilled, merge_stages
from stardb.intake.stages.stage_differences import find_differences
from stardb.intake.stages.stage_sheets import sort_by_stage, title_stage
from stardb.intake.tables import Table, Tables
from stardb.problems import Problem
from stardb.rulebook import TableSpec


class TablePart(NamedTuple):
    """What is read as one table: a whole one, or what one stage has of it.

    is_optional: whether nobody is missing from it.
    """

    spec: TableSpec
    matches: list[Match]
    is_optional: bool = False


def split_stages(
    name: str, spec: TableSpec, matches: Sequence[Match], options: ReadingOptions
) -> tuple[dict[str, TablePart], list[Problem]]:
    """A table, or one for each of its stages, by title; and the problems of sheets that are of none."""
    if not spec.folder_stages:
        return {name: TablePart(spec, [*matches])}, []
    sheets, problems = sort_by_stage(name, spec, matches, options)
    return {
        title_stage(name, stage): TablePart(_relax(spec, stage), mine, not _is_needed(spec, stage))
        for stage, mine in sheets.items()
    }, problems


def _is_needed(spec: TableSpec, stage: str) -> bool:
    """Whether a subject without a row of a stage is undecided for it."""
    assert spec.stages is not None
    return stage in spec.stages.weigh and spec.stages.missing == "undecided"


def _relax(spec: TableSpec, stage: str) -> TableSpec:
    """The table as one stage fills it in: what another may fill in need not be there."""
    columns = {
        name: column
        if name in spec.key or (spec.is_weighed(name) and _is_needed(spec, stage))
        else column.model_copy(update={"required": False})
        for name, column in spec.columns.items()
    }
    return spec.model_copy(update={"columns": columns})


def join_stages(joined: JoinedTables, specs: Mapping[str, TableSpec], options: ReadingOptions) -> JoinedTables:
    """The tables with those of stages put together, in the order of the specs, and what is to be said of it."""
    if joined.roster is None or not any(spec.stages for spec in specs.values()):
        return joined
    tables, roster = joined.tables, joined.roster
    single: dict[str, Table] = {}
    for name, spec in specs.items():
        if spec.folder_stages:
            layers = {one: tables.single[title_stage(name, one)] for one in spec.folder_stages}
            single[name] = _join_one(name, spec, layers, roster, joined)
        elif name in tables.single:
            single[name] = tables.single[name]
        if name in single and len(roster.subjects):
            joined.problems += find_differences(spec, single[name], roster.titles, options.stage_names)
    joined.tables = Tables(tables.subjects, single, tables.many)
    return joined


def _join_one(name: str, spec: TableSpec, layers: Mapping[str, Table], roster: Roster, joined: JoinedTables) -> Table:
    if not len(roster.subjects):
        return replace(next(iter(layers.values())), name=name)
    made = merge_stages(name, spec, layers)
    joined.problems += find_unfilled(spec, made, roster.titles)
    if not any(_is_needed(spec, stage) for stage in layers):
        missing, problems = find_absences(made, roster)
        joined.missing += missing
        joined.problems += problems
    return made
