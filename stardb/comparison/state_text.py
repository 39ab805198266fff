"""A `RatedState` as canonical bytes, and read back; the same state always gives the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from stardb.comparison.rated_state import KeptDecision, ParameterValue, RatedState, StepValues
from stardb.comparison.read_cells import ReadCells, TableCells
from stardb.comparison.value_codes import CodedValues
from stardb.intake import RowSource
from stardb.quantity import Kind

FORM = 1
"""The form of these bytes; what is of a newer one is not read."""


def write_cells(cells: ReadCells) -> bytes:
    """The cells that were read, as bytes."""
    return _write(
        {
            "form": FORM,
            "secret": cells.secret,
            "files": list(cells.files),
            "tables": {title: _table(one) for title, one in cells.tables.items()},
        }
    )


def read_cells(content: bytes) -> ReadCells | None:
    """What `write_cells` wrote; None where it is of a newer form."""
    read = _read(content)
    if read is None:
        return None
    tables = {title: _read_table(one) for title, one in read["tables"].items()}
    return ReadCells(tables, tuple(read["files"]), read["secret"])


def write_state(state: RatedState) -> bytes:
    """A state without its cells and its rules, which are kept by themselves, as bytes."""
    return _write(
        {
            "form": FORM,
            "title": state.title,
            "period": state.period,
            "subject": state.subject,
            "file": state.file,
            "keys": list(state.keys),
            "groups": _values(_code(state.groups)),
            "names": list(state.names),
            "state": state.state.tolist(),
            "steps": [_step(one) for one in state.steps.values()],
            "results": list(state.result_names),
            "parameters": {name: [one.text, one.line] for name, one in state.parameters.items()},
            "decisions": [asdict(one) for one in state.decisions],
        }
    )


def read_state(content: bytes, rules: str, cells: ReadCells | None, program: str = "") -> RatedState | None:
    """What `write_state` wrote, with its rules and cells; None where it is of a newer form."""
    read = _read(content)
    if read is None:
        return None
    groups = _read_values(read["groups"])
    steps = [_read_step(one) for one in read["steps"]]
    return RatedState(
        read["title"],
        read["period"],
        read["subject"],
        read["file"],
        rules,
        tuple(read["keys"]),
        tuple(groups.at(i) for i in range(len(groups.codes))),
        tuple(read["names"]),
        _numbers(read["state"]),
        {step.name: step for step in steps},
        tuple(read["results"]),
        {name: ParameterValue(*one) for name, one in read["parameters"].items()},
        tuple(KeptDecision(**{**one, "names": tuple(one["names"])}) for one in read["decisions"]),
        cells,
        program,
    )


def _write(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _read(content: bytes) -> dict[str, Any] | None:
    read: dict[str, Any] = json.loads(content)
    return read if read["form"] == FORM else None


def _code(texts: tuple[str, ...]) -> CodedValues:
    known: dict[str, int] = {}
    codes = [known.setdefault(text, len(known)) for text in texts]
    return CodedValues(tuple(known), _numbers(codes))


def _numbers(values: list[int]) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _values(values: CodedValues) -> dict[str, Any]:
    return {"words": list(values.words), "codes": values.codes.tolist()}


def _read_values(read: Mapping[str, Any]) -> CodedValues:
    return CodedValues(tuple(read["words"]), _numbers(read["codes"]))


def _step(step: StepValues) -> dict[str, Any]:
    return {
        "name": step.name,
        "title": step.title,
        "role": step.role,
        "kind": step.kind.name,
        "unit": step.unit,
        "line": step.line,
        "inputs": list(step.inputs),
        "of": step.of,
        "order": list(step.order),
        "lowest": step.is_best_lowest,
        **_values(step.values),
    }


def _read_step(read: Mapping[str, Any]) -> StepValues:
    return StepValues(
        read["name"],
        read["title"],
        read["role"],
        Kind[read["kind"]],
        read["unit"],
        read["line"],
        tuple(read["inputs"]),
        _read_values(read),
        read["of"],
        tuple(read["order"]),
        read["lowest"],
    )


def _table(table: TableCells) -> dict[str, Any]:
    return {
        "many": table.is_many,
        "sources": [
            {
                "file": one.file,
                "sheet": one.sheet,
                "columns": dict(one.columns),
                "fixed": dict(one.fixed),
                "spots": None if one.spots is None else {str(row): dict(cells) for row, cells in one.spots.items()},
            }
            for one in table.sources
        ],
        "source": table.source.tolist(),
        "row": table.row.tolist(),
        "subject": table.subject.tolist(),
        "private": sorted(table.private),
        "columns": {name: _values(values) for name, values in table.columns.items()},
    }


def _read_table(read: Mapping[str, Any]) -> TableCells:
    sources = tuple(
        RowSource(
            one["file"],
            one["sheet"],
            one["columns"],
            one["fixed"],
            None if one["spots"] is None else {int(row): cells for row, cells in one["spots"].items()},
        )
        for one in read["sources"]
    )
    return TableCells(
        sources,
        _numbers(read["source"]),
        _numbers(read["row"]),
        _numbers(read["subject"]),
        {name: _read_values(one) for name, one in read["columns"].items()},
        frozenset(read["private"]),
        read["many"],
    )
