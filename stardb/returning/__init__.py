"""Workbooks handed back to whoever sent them, their wrong cells marked; and what was corrected when they come again.

`make_marked_copy` marks a file; `settle` puts corrected files in the place of those they correct.
"""

from typing import TYPE_CHECKING

from stardb.lazy_doors import open_lazily

if TYPE_CHECKING:
    from stardb.returning.corrected_files import CorrectedBooks, read_stamps, replace_corrected
    from stardb.returning.marked_copy import make_marked_copy
    from stardb.returning.private_cells import find_private_titles
    from stardb.returning.problem_lines import Line
    from stardb.returning.problem_list import count_problem_lines
    from stardb.returning.return_stamp import ReturnStamp, read_stamp

__all__ = [
    "CorrectedBooks",
    "Line",
    "ReturnStamp",
    "count_problem_lines",
    "find_private_titles",
    "make_marked_copy",
    "read_stamp",
    "read_stamps",
    "replace_corrected",
]

__getattr__ = open_lazily(
    __name__,
    {
        "stardb.returning.corrected_files": (
            "CorrectedBooks",
            "read_stamps",
            "replace_corrected",
        ),
        "stardb.returning.marked_copy": ("make_marked_copy",),
        "stardb.returning.private_cells": ("find_private_titles",),
        "stardb.returning.problem_lines": ("Line",),
        "stardb.returning.problem_list": ("count_problem_lines",),
        "stardb.returning.return_stamp": (
            "ReturnStamp",
            "read_stamp",
        ),
    },
)
