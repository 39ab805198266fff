"""One column of cells in many spellings: what each is worth, or the problem at it."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.building import sheet
from corpus.case import Case, Fault
from corpus.scheme import checked

VILLAGES = [f"{name}家村" for name in "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施孔曹严华金魏陶姜"]
"""As many villages as a column has cells."""

Cells = Sequence[tuple[Any, str | Fault | None]]
"""Cells, and what each is read as; None is unknown and no fault, a Fault unknown and told."""


def column(
    name: str,
    says: str,
    spec: Mapping[str, Any],
    cells: Cells,
    title: str = "值",
    *,
    formats: Mapping[str, str] | None = None,
    secrets: Sequence[str] = (),
    besides: Sequence[Fault] = (),
) -> Case:
    """A sheet of a township's villages with these cells below `title`, the first in C2.

    besides: faults of values that are read all the same, or of the column.
    """
    rows = [["东村镇", village, cell] for village, (cell, _) in zip(VILLAGES, cells, strict=False)]
    values, faults = {}, list(besides)
    for i, (village, (_, expected)) in enumerate(zip(VILLAGES, cells, strict=False), 2):
        if isinstance(expected, Fault):
            faults.append(Fault(expected.codes, f"C{i}", expected.says))
        values[f"东村镇/{village}"] = {"值": None if isinstance(expected, Fault) else expected}
    build = sheet([["乡镇", "村", title], *rows], formats=formats)
    return Case(name, says, build, values, faults=faults, tables=checked(值=dict(spec)), secrets=secrets)


def like(*cells: object, told: str | Fault | None) -> Cells:
    """Cells that are all read as the same."""
    return [(cell, told) for cell in cells]
