"""How pages print numbers, and the colours of grades.

The colours of good grades are one scale from dark to light, so that they differ in grey print and for the colour-blind too.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from stardb.quantity import PENDING
from stardb.rendering.views.page_views import Colour
from stardb.rendering.words import PAGE_FUNCTIONS
from stardb.scoring import DECIDED, NOT_RATED

__all__ = ["FILTERS", "GLOBALS", "grade_colours"]

_SCALE = ((0x74, 0x0B, 0x12), (0xB5, 0x12, 0x1B), (0xD4, 0x5D, 0x4C), (0xE8, 0xA0, 0x88), (0xF6, 0xDD, 0xD0))
"""Deep red to pale, best grade to lowest."""

_INK, _WHITE = "#2b2623", "#ffffff"

_GREYS = (Colour("#b3aca4", _INK), Colour("#8c857d", _WHITE), Colour("#6a645d", _WHITE))
"""Of bad grades, the worse the darker."""


def show_number(value: object) -> str:
    """`41,000`, `387.1`; what is no number as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return str(value)
    text = format(value, ",f") if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_tenths(value: Decimal) -> str:
    """`9.0`: always one decimal, for columns of shares."""
    return f"{value:.1f}"


def show_change(value: object) -> str:
    """`＋1`, `－2`, `持平`; what is no number as it is."""
    if not isinstance(value, (int, Decimal)):
        return str(value)
    if not value:
        return "持平"
    return f"{'＋' if value > 0 else '－'}{show_number(abs(value))}"


def show_stars(value: object, of: int = 0) -> str:
    """`★★★☆☆` for 3 of 5."""
    held = int(value) if isinstance(value, (int, Decimal)) else 0
    return "★" * held + "☆" * max(of - held, 0)


def svg_percent(part: float | Decimal, whole: float | Decimal) -> str:
    """A share of a whole as SVG and CSS take it: `37.5%`."""
    return f"{float(part) * 100 / float(whole):.2f}".rstrip("0").rstrip(".") + "%" if whole else "0%"


def circle_number(value: int) -> str:
    """`①`, and from 21 on `(21)`."""
    return chr(0x245F + value) if 1 <= value <= 20 else f"({value})"


def grade_colours(good: Sequence[str], bad: Sequence[str]) -> dict[str, Colour]:
    """For each grade how it is drawn: the good ones red, the best the darkest, the bad ones grey; also for 待定 and 不参评.

    Where there are no grades, for 已定.
    """
    words = good if good or bad else (DECIDED,)
    colours = {word: _shade(k / max(len(words) - 1, 1)) for k, word in enumerate(words)}
    greys = {word: _GREYS[min(k, len(_GREYS) - 1)] for k, word in enumerate(bad)}
    return {
        **colours,
        **greys,
        PENDING: Colour("url(#hatch)", _INK),
        NOT_RATED: Colour("#ece9e4", _INK),
    }


def _shade(at: float) -> Colour:
    k = min(int(at * (len(_SCALE) - 1)), len(_SCALE) - 2)
    part = at * (len(_SCALE) - 1) - k
    mixed = [round(a + (b - a) * part) for a, b in zip(_SCALE[k], _SCALE[k + 1], strict=True)]
    light = 0.299 * mixed[0] + 0.587 * mixed[1] + 0.114 * mixed[2]
    return Colour("#" + "".join(f"{part:02x}" for part in mixed), _INK if light > 140 else _WHITE)


_FILTERS = (show_number, show_tenths, show_change, show_stars, circle_number)
FILTERS: dict[str, Callable[..., Any]] = {PAGE_FUNCTIONS.word(act.__name__): act for act in _FILTERS}
GLOBALS: dict[str, Callable[..., Any]] = {PAGE_FUNCTIONS.word(svg_percent.__name__): svg_percent}
"""What page templates may call, by the names they use."""
