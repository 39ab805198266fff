"""What a cell shows: its value and its number format together, as Excel puts them on the screen.

`displayed` is the one rule; `looks.see` makes of it the cell that is read. Nothing here knows a file format.
"""

from stardb.books.display.formats import BUILT_IN, Format, format_of
from stardb.books.display.number_display import WHOLE_DAY, Display, displayed, displayed_text

__all__ = ["BUILT_IN", "WHOLE_DAY", "Display", "Format", "displayed", "displayed_text", "format_of"]
