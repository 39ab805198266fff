"""What a cell shows: its value and its number format together, as Excel puts them on the screen.

`display_number` is the one rule; `cell_look.display_cell` makes of it the cell that is read. Nothing here knows a file format.
"""

from stardb.books.display.number_display import WHOLE_DAY, Display, display_number, display_text
from stardb.books.display.number_format import BUILT_IN, NumberFormat, parse_format

__all__ = ["BUILT_IN", "WHOLE_DAY", "Display", "NumberFormat", "display_number", "display_text", "parse_format"]
