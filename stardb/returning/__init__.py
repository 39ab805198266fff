"""Workbooks handed back to whoever sent them, their wrong cells marked; and what was corrected when they come again.

`marked_copy` marks a file; `settle` puts corrected files in the place of those they correct.
"""

from stardb.returning.handing import marked_copy
from stardb.returning.lines import Line
from stardb.returning.resent import Settled, settle

__all__ = ["Line", "Settled", "marked_copy", "settle"]
