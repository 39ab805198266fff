"""Fonts, colours and number formats: one look for all templates."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

SONG, HEI, MONO = "宋体", "黑体", "新宋体"  # on every Chinese Windows; 新宋体 has letters of one width
RED, INK, GREY, LINE, FILL = "#9C1C1C", "#1F1F1F", "#7F7F7F", "#A6A6A6", "#F0EEEA"
OPEN_FILL, OUT_FILL = "#FFF2CC", "#F5F5F5"
GRADES = ("#9C1C1C", "#C8553D", "#E39A5B", "#EFCB8F", "#A9BCC6", "#71889A", "#516676", "#C9BFD1", "#DDD6C8")
DARK = {"#9C1C1C", "#C8553D", "#71889A", "#516676", "#79726B"}
GOOD = ("#9C1C1C", "#C8553D", "#E39A5B", "#EFCB8F", "#F3E2C0", "#E8DFD2")
BAD, REST = ("#A9A29A", "#79726B"), "#C9BFD1"
"""Of grades that are not known by name: those that are not bad, the best first; the bad ones; all others."""
OPEN_BAR, OUT_BAR = "#F2E394", "#E2E2E2"

BASE: dict[str, Any] = {"font_name": SONG, "font_size": 10.5, "font_color": INK, "valign": "vcenter"}
CELL = BASE | {"border": 1, "border_color": LINE}
LOOKS: dict[str, dict[str, Any]] = {
    "title": BASE | {"font_name": HEI, "font_size": 18, "font_color": RED, "align": "center"},
    "basis": BASE | {"font_size": 9, "font_color": GREY, "align": "left", "text_wrap": True},
    "left": BASE | {"font_size": 10},
    "right": BASE | {"font_size": 10, "align": "right"},
    "section": BASE | {"font_name": HEI, "font_size": 12},
    "note": BASE | {"font_size": 9, "font_color": GREY, "text_wrap": True},
    "label": CELL | {"font_size": 9, "font_color": GREY, "align": "center", "bg_color": FILL, "bottom": 0},
    "figure": CELL | {"font_name": HEI, "font_size": 15, "font_color": RED, "align": "center", "top": 0},
    "head": CELL | {"font_name": HEI, "font_size": 10, "align": "center", "bg_color": FILL, "text_wrap": True},
    "slot_head": BASE | {"font_name": HEI, "font_size": 10, "align": "center", "text_wrap": True},
    "slot": BASE | {"align": "right", "num_format": "0_ "},
    "slot_text": BASE | {"align": "left", "indent": 1, "shrink": True},
    "slot_middle": BASE | {"align": "center", "shrink": True},
    "slot_number": BASE | {"align": "right", "num_format": "General", "indent": 1, "shrink": True},
    "slot_ratio": BASE | {"align": "right", "num_format": "0.00_ "},
    "slot_change": BASE | {"align": "right", "num_format": "+0_ ;-0_ ;0_ "},
    "slot_money": BASE | {"align": "right", "num_format": "#,##0.00_ ", "shrink": True},
    "text": CELL | {"align": "left", "indent": 1, "shrink": True},
    "middle": CELL | {"align": "center", "shrink": True},
    "small": CELL | {"align": "left", "text_wrap": True, "font_size": 9, "indent": 1},
    "small_middle": CELL | {"align": "center", "font_size": 9},
    "small_points": CELL | {"align": "right", "num_format": "0.0_ ", "font_size": 9},
    "small_number": CELL | {"align": "right", "num_format": "General", "font_size": 9, "indent": 1},
    "count": CELL | {"align": "right", "num_format": "0_ "},
    "stars": CELL | {"align": "right", "num_format": "0_ "},
    "number": CELL | {"align": "right", "num_format": "General", "indent": 1},
    "change": CELL | {"align": "right", "num_format": "+0_ ;-0_ ;0_ "},
    "points": CELL | {"align": "right", "num_format": "0.0_ "},
    "ratio": CELL | {"align": "right", "num_format": "0.00_ "},
    "percent": CELL | {"align": "right", "num_format": '0.0"%"_ '},
    "money": CELL | {"align": "right", "num_format": "#,##0.00_ ", "shrink": True},
    "amount": CELL | {"align": "center", "num_format": "#,##0.00", "shrink": True},
    "code": BASE | {"font_name": MONO, "font_size": 9, "align": "left", "text_wrap": True, "valign": "top"},
    "line": BASE | {"font_name": MONO, "font_size": 9, "align": "right", "valign": "top", "font_color": GREY},
}


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.formats: dict[str, Format] = {}

    def __call__(self, name: str, **changes: Any) -> Format:
        """The format called `name`, with `changes`."""
        key = f"{name}{sorted(changes.items())}"
        if key not in self.formats:
            self.formats[key] = self.book.add_format(LOOKS[name] | changes)
        return self.formats[key]

    def total(self, name: str) -> Format:
        """The format of a totals row under a column of that look."""
        bold = {"bold": True} if name.startswith("slot") else {"bold": True, "bg_color": FILL}
        return self(name, **bold)

    def mark(self, **changes: Any) -> Format:
        """A conditional format's changes."""
        key = f"mark{sorted(changes.items())}"
        if key not in self.formats:
            self.formats[key] = self.book.add_format(changes)
        return self.formats[key]
