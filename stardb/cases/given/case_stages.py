"""A table of several stages as a case gives it: `收入: {自评: 90, 县核: 85}` by stage, or one value that all stages say."""

from collections.abc import Mapping, Sequence

import numpy as np

from stardb.cases.given.case_cells import NOT_SENT, CaseReaders, Givens, GivenValue
from stardb.intake import NO_COLUMN, RowSource, StagedTable, Table, merge_stages
from stardb.rulebook import TableSpec
from stardb.yamlfile import show_value

_NOWHERE = GivenValue(None, ())


def build_staged_table(title: str, spec: TableSpec, givens: Sequence[Givens], readers: CaseReaders) -> StagedTable:
    """The table of some subjects, each stage read as intake reads it. What cannot be is reported to the case file."""
    for given in givens:
        _report_faults(title, spec, given, readers)
    layers = {stage: _build_layer(title, spec, stage, givens, readers) for stage in spec.folder_stages}
    return merge_stages(title, spec, layers)


def _build_layer(title: str, spec: TableSpec, stage: str, givens: Sequence[Givens], readers: CaseReaders) -> Table:
    columns, written = {}, {}
    for name in spec.columns:
        cells = [_pick(given.get(name, _NOWHERE), stage) for given in givens]
        reader = readers.of(title, name)
        sent = [title not in given or name in readers.scheme.roster.columns for given in givens]
        codes = np.array(
            [
                readers.code(title, name, cell.value, cell.path) if there else NO_COLUMN
                for cell, there in zip(cells, sent, strict=True)
            ],
            np.int64,
        )
        columns[name], written[name] = reader.column(codes), reader.written(codes)
    size = len(givens)
    source = np.array([-1 if title in given else 0 for given in givens], np.int64)
    nowhere = (RowSource("", "", {}),)
    return Table(title, columns, nowhere, source, np.arange(size), np.arange(size), written=written)


def _pick(given: GivenValue, stage: str) -> GivenValue:
    """What one stage says: its own of a mapping, or what all say."""
    if not isinstance(given.value, Mapping):
        return given
    return GivenValue(given.value.get(stage), (*given.path, stage)) if stage in given.value else GivenValue(None, ())


def _report_faults(title: str, spec: TableSpec, given: Givens, readers: CaseReaders) -> None:
    report, known = readers.source.report, "、".join(spec.folder_stages)
    if title in given and given[title].value != NOT_SENT:
        message = f"“{title}”一个对象一行，各栏直接写在 given 里；没有报来的写“{NOT_SENT}”"
        report("C103", message, given[title].path, found=show_value(given[title].value))
    for name, own in given.items():
        if name in spec.columns and isinstance(own.value, Mapping):
            for stage in own.value:
                if stage not in spec.folder_stages:
                    message = f"“{title}”没有“{stage}”这个环节"
                    report("C102", message, (*own.path, stage), key=True, found=str(stage), expected=known)
