"""Workbooks handed back to whoever sent them, their wrong cells marked; and what was corrected when they come again.

`marked_copy` marks a file; `settle` puts corrected files in the place of those they correct.
"""

from stardb.returning.handing import marked_copy
from stardb.returning.lines import Line
from stardb.returning.listing import counted
from stardb.returning.private import private_titles
from stardb.returning.resent import Settled, settle, stamps
from stardb.returning.stamp import ReturnStamp, stamp_of

__all__ = ["Line", "ReturnStamp", "Settled", "counted", "marked_copy", "private_titles", "settle", "stamp_of", "stamps"]
