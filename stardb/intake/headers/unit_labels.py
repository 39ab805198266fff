"""Units stated for a whole table: `单位：万元、户` above it, `(元)` beside its title, “以上金额均为元” below it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeAlias

from stardb.books import Cell, Sheet, is_blank
from stardb.intake.headers.titles import without_unit_words
from stardb.intake.masking import quoted
from stardb.problems import Place
from stardb.quantity import INVISIBLE, ROUND_BRACKETS

_BELOW = 60
"""How many rows at the end of a table may hold notes to it, and how many of a long sheet are read for its parts."""

_ALONE = 2
"""A row of more cells than that is no title and no note."""

_FORM_ROWS = 1000
_REACH = 3
_LONGEST = 500
_SHORT = 20
"""A remark longer than that is no title, and what it ends in no unit of it."""

_LABEL = re.compile(r"(?<![报位属在])[单單]\s*位(?:名称)?\s*[:为是(]?\s*")
_LABEL_ALONE = re.compile(r"[(]?(?:计量|金额|货币|数据|数额)?单\s*位(?:名称)?\s*[:]?\s*")
_LABEL_TOLD = re.compile(r"[(]?(?:计量|金额|货币|数据|数额)?[单單]\s*位\s*[:]\s*")
_BEHIND = re.compile(r"(?P<of>[^:—–-]*)(?::|[—–-]{1,2})\s?(?P<unit>[十百千万亿]*元|%|‰)$")
_GLUED = re.compile(r"(?:[表册单账]\s*|[^\s\d.,:零一二三四五六七八九十百千万亿]\s+)(?P<unit>[十百千万亿]*元)$")
"""`集体收入情况表 元`: no bracket shows that it is a unit."""
_FINE = re.compile(r"精确到(?P<unit>[十百千万亿]*元)")
_TITLE = re.compile(r"[表册单账]\s*\([^()]*\)$")
_ENDING = re.compile(r"\(([^()]*)\)\s*$")
_SPLIT = re.compile(r"[、,/;和及\s()]+")
_IN_WORDS = re.compile(
    r"(?P<of>[^。;,:(]{0,12}?)(?:均|都|全部|一律|统一)?(?<![不非])(?P<verb>为|是|以|按|用|填写?|填报|录入|输入)(?:人民币)?"
    r"(?P<unit>[十百千万亿]*[美港日欧澳英]?元|[十百千万亿]+[户人]|%|‰|年|月|个月|美金|英镑|[外台]币)(?:人民币)?"
    r"(?P<as_unit>为?单位)?(?:(?<=单位)|计(?![分酬发划入])|填|列|统计|$|[\s。,;)])"
)
_OF_MONEY = re.compile(r"[币¥￥單]|unit", re.IGNORECASE)
_GENERAL = re.compile(r"金额|数据|数字|数额|数值|单位|货币|以上|上述|表|各项|均|都|全部|一律|^(?:注|备注|说明)?$")
DOUBTFUL = re.compile(r"[十百千万亿]*(?:圆|[美港日欧澳英台]元|[外台]币|英镑|美金)|[百千]?[万亿]|[百千]")
"""Units of money that are none of ours, and magnitudes of nothing."""

_FOREIGN = re.compile(r"[美港日欧澳英台]元|英镑|美金|[外台]币")
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』")
_HINT = re.compile(
    r"[单單]\s*位|[为是以按用填写报入](?:人民币)?[“‘「『\"']?[十百千万亿美港日欧澳英台外]*[元户人%‰年月个币金镑]月?[”’」』\"']?(?:人民币)?"
    r"(?:为?单位|计(?![分酬发划入])|填|列|统计|$|[\s。,，;；)）])|[:：—–-]\s?[十百千万亿]*[元%‰]\s*$|[(（【\[][^()（）]*[元户人%‰年月个币金镑][)）】\]]"
    r"|^\s*(?:人民币)?[十百千万亿美港日欧澳英台]*[元金镑币]|[表册单账\s]\s*[十百千万亿]*元\s*$",
    re.MULTILINE,
)
"""What a text must have in it to state a unit: most have not, and are not looked at any further."""

_PERIODS = frozenset(["年", "月", "个月", "日", "天", "周", "季", "季度"])
"""A title that ends in one of these may tell how often the table comes: `评定表（月）`."""


Found: TypeAlias = tuple[tuple[str, ...], bool]
"""Units, and whether they are sure."""


class UnitLabel(NamedTuple):
    """A unit stated for a table: as written, where, and the words of its units.

    row: the row of the table's sheet that holds nothing else, -1 if there is none. sure: whether it holds for all columns that
    it fits, and is understood; else a column that it may concern is asked about. source: what states it, where that is no cell.
    """

    text: str
    place: Place
    units: tuple[str, ...]
    sure: bool = True
    row: int = -1
    source: str = ""

    @property
    def quote(self) -> str:
        """Where it stands and what it says, in a message."""
        return f"{self.source or self.place.cell or '工作表名'}写着{quoted(self.text)}"


def unit_labels(sheet: Sheet, top: int, bottom: int, units: frozenset[str]) -> tuple[tuple[UnitLabel, ...], ...]:
    """The labels of a table whose header stands in rows `top` to `bottom`, the nearest first.

    Those above it and in the notes below it; those of the sheet it was cut from; that of the sheet's name. units: the words
    taken for units.
    """
    where = {r: _Where.ABOVE if r < top else _Where.HEADER for r in range(bottom)}
    where |= dict.fromkeys(range(max(bottom + 1, len(sheet.rows) - _BELOW), len(sheet.rows)), _Where.BELOW)
    near = [label for r, place in where.items() for _, label in _in_row(sheet, r, place, units)]
    whole = sheet.whole or sheet
    return (
        (*near, *_of_column(sheet, bottom, units), *_beside(sheet, bottom, units)),
        tuple(_around(sheet, top, bottom, units) if sheet.whole else ()),
        tuple(_of_name(whole, units)),
    )


def find_unit(text: str, units: frozenset[str]) -> tuple[str, Found] | None:
    """The line of a text that plainly states a unit, and its units; None for one that only speaks of money (`奖补5000元`)."""
    return _find_unit(text, units) if len(text) <= _LONGEST and _HINT.search(text) else None


@lru_cache(maxsize=4096)
def _find_unit(text: str, units: frozenset[str]) -> tuple[str, Found] | None:
    for line in text.splitlines():
        plain = _plain(line).translate(_QUOTES)
        ending = _in_ending(plain, units) if len(plain) <= _SHORT else None
        if found := _after_label(plain, units) or _in_words(plain, units) or _alone(plain, units) or ending:
            return line.strip(), found
        if (match := _BEHIND.fullmatch(plain)) and match["unit"] in units:
            return line.strip(), ((match["unit"],), bool(_GENERAL.search(match["of"].strip())))
    return None


def _of_column(sheet: Sheet, bottom: int, units: frozenset[str]) -> Iterator[UnitLabel]:
    """What a column `单位` tells beside the amounts."""
    for c, title in enumerate(sheet.rows[bottom] if bottom < len(sheet.rows) else ()):
        if isinstance(title, str) and _LABEL_ALONE.fullmatch(_plain(title)):
            words = {_plain(cell) for row in sheet.rows[bottom + 1 :] if isinstance(cell := row[c], str) and cell}
            if found := sorted(words & units):
                text = f"{title.strip()}：{'、'.join(found)}"
                yield UnitLabel(text, sheet.place(bottom, c), tuple(found), len(found) == 1)


def _beside(sheet: Sheet, bottom: int, units: frozenset[str]) -> Iterator[UnitLabel]:
    """Labels in a cell of their own beside the titles; what stands so beside the values may be of one row, and is not sure.

    Under a title it is of its row only (see `unit_statements`).
    """
    titles = sheet.rows[bottom] if bottom < len(sheet.rows) else ()
    for r, row in enumerate(sheet.rows[bottom : bottom + _BELOW], bottom):
        for c, cell in enumerate(row):
            if r > bottom and not is_blank(titles[c]):
                continue
            text = _plain(cell) if isinstance(cell, str) and 0 < len(cell) < _LONGEST else ""
            match = _LABEL_TOLD.match(text)
            if match and (found := _list_units(text[match.end() :].rstrip(")"), units)):
                yield UnitLabel(text, sheet.place(r, c), found[0], found[1] and r == bottom)


def _around(sheet: Sheet, top: int, bottom: int, units: frozenset[str]) -> Iterator[UnitLabel]:
    """The labels of the sheet that a table was cut from, or laid out anew of."""
    whole = sheet.whole or sheet
    first = _first_row(sheet, top, bottom) - whole.top
    above, below = _of_whole(whole, units)
    yield from (label for r, label in above if r < first)
    yield from (label for r, label in below if r >= first)


_Placed: TypeAlias = tuple[tuple[int, UnitLabel], ...]
"""Labels, each with its row."""


@lru_cache(maxsize=4)
def _of_whole(whole: Sheet, units: frozenset[str]) -> tuple[_Placed, _Placed]:
    """What may be labels of the parts of a sheet: over them, and below. Of a long sheet only its beginning and end are read."""
    size = len(whole.rows)
    rows = range(size) if size <= _FORM_ROWS else [*range(_BELOW), *range(size - _BELOW, size)]
    over = (label for r in rows for label in _in_row(whole, r, _Where.ABOVE, units))
    under = (label for r in rows for label in _in_row(whole, r, _Where.BELOW, units))
    return tuple(over), tuple(under)


def _first_row(sheet: Sheet, top: int, bottom: int) -> int:
    """The row of the file in which the first of a header's cells stands."""
    if not sheet.spots:
        return sheet.top + top
    return min(row for line in sheet.spots[top : bottom + 1] for row, _ in line)


class _Where(Enum):
    """Where a row stands: in a header and below it, only what stands alone in its row is a label."""

    ABOVE = "above the header"
    HEADER = "in the header, over its last row"
    BELOW = "below the header"


def _in_row(sheet: Sheet, r: int, where: _Where, units: frozenset[str]) -> Iterator[tuple[int, UnitLabel]]:
    """The labels in a row of a sheet. Above all, what stands alone may be a title that ends in a unit."""
    cells = sheet.rows[r]
    if r in sheet.hidden_rows or not any(isinstance(cell, str) and cell for cell in cells):
        return
    most = None if where is _Where.ABOVE else _ALONE + 1
    filled = list(islice((c for c, cell in enumerate(cells) if not is_blank(cell)), most))
    alone = len(filled) <= _ALONE
    if where is not _Where.ABOVE and not alone:
        return
    for c in filled:
        over_keys = c == 0 or bool(_TITLE.search(_plain(str(cells[c]))))
        is_title = alone and (where is _Where.ABOVE or (where is _Where.HEADER and over_keys))
        if isinstance(cells[c], str) and (label := _label(cells, c, is_title, alone, units)):
            text, words, sure = label
            whole_row = text == "".join(str(cells[at]).strip() for at in filled)
            yield r, UnitLabel(text, sheet.place(r, c), words, sure, r if whole_row else -1)


def _of_name(sheet: Sheet, units: frozenset[str]) -> Iterator[UnitLabel]:
    """What the sheet's own name tells."""
    name = _plain(sheet.name)
    if found := _after_label(name, units) or _in_ending(name, units):
        yield UnitLabel(sheet.name, Place(sheet.file, sheet.name), *found)


def _label(
    cells: Sequence[Cell], c: int, is_title: bool, is_alone: bool, units: frozenset[str]
) -> tuple[str, tuple[str, ...], bool] | None:
    """What the cell in column `c` of a row states: the label as written, its units, and whether they are sure."""
    written = str(cells[c]).strip()
    if len(written) > _LONGEST:
        return None
    text = _plain(written)
    if _LABEL_ALONE.fullmatch(text):
        beside = next((cell for cell in cells[c + 1 : c + 1 + _REACH] if not is_blank(cell)), "")
        found = _list_units(_plain(beside), units) if isinstance(beside, str) else None
        return (f"{written}{beside.strip()}", *found) if isinstance(beside, str) and found else None
    found = _after_label(text, units) or _in_words(text, units) or _alone(text, units)
    if not found and is_title:
        found = _in_ending(text, units)
    if not found and is_alone:
        found = _behind_colon(text, units)
    return (written, *found) if found else None


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Half-width, brackets round, without what nobody sees."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).translate(ROUND_BRACKETS).strip()


def _after_label(text: str, units: frozenset[str]) -> Found | None:
    """`单位：万元、户`; 单位：东村镇 names whose table it is."""
    for match in _LABEL.finditer(text):
        if found := _list_units(text[match.end() :].partition(":")[0], units):
            return found
    return None


def _alone(text: str, units: frozenset[str]) -> Found | None:
    """A cell that holds nothing else: `(元)`, `金额：元`, `人民币元`; of words without brackets only amounts of money."""
    inner = text.strip("() ")
    if _FOREIGN.fullmatch(inner):
        return (inner,), False
    if re.sub(r"\s", "", text).startswith("(") or inner != without_unit_words(inner):
        return _list_units(inner, units)
    return ((inner,), True) if inner in units and _is_money(inner) else None


def _in_ending(text: str, units: frozenset[str]) -> Found | None:
    """`集体收入情况表（元）`."""
    match = _ENDING.search(text)
    words = [word for word in re.split(r"[、,/;:\s]+", without_unit_words(match[1])) if word] if match else []
    found = [word for part in words if (word := without_unit_words(part)) in units or DOUBTFUL.fullmatch(word)]
    if not found:
        glued = _GLUED.search(text)
        return ((glued["unit"],), False) if glued else None
    return tuple(found), not any(DOUBTFUL.fullmatch(word) or word in _PERIODS for word in found)


def _behind_colon(text: str, units: frozenset[str]) -> Found | None:
    """`￥：元`, `数据——元`; what is said of something else than the whole table, or only to be as fine, is not sure."""
    if (match := _BEHIND.fullmatch(text)) and match["unit"] in units:
        return (match["unit"],), bool(_GENERAL.search(match["of"].strip()) or _OF_MONEY.search(match["of"]))
    return ((match["unit"],), False) if (match := _FINE.search(text)) and match["unit"] in units else None


def _in_words(text: str, units: frozenset[str]) -> Found | None:
    """`注：金额单位为元`, `以上金额均以万元计`; what is said of something else than the whole table is not sure."""
    stated = (match for match in _IN_WORDS.finditer(text) if not _is_frequency(match))
    found = [match for match in stated if match["unit"] in units or _FOREIGN.fullmatch(match["unit"])]
    words = tuple(dict.fromkeys(match["unit"] for match in found))
    if any(map(_FOREIGN.fullmatch, words)):
        return words, False
    return (words, all(_GENERAL.search(match["of"].strip()) for match in found)) if words else None


def _is_frequency(match: re.Match[str]) -> bool:
    """Whether a statement says how often a table is filled in: `按月填报`, not in what a time is."""
    is_general = not match["of"].strip() or bool(_GENERAL.search(match["of"].strip()))
    return match["unit"] in _PERIODS and match["verb"] == "按" and not match["as_unit"] and is_general


def _list_units(text: str, units: frozenset[str]) -> Found | None:
    """The units at the beginning of a list; None where it begins with another word."""
    found: list[str] = []
    for part in _SPLIT.split(text.strip(" .。")):
        word = without_unit_words(part).removesuffix("人民币").rstrip(".。")
        if word in units or DOUBTFUL.fullmatch(word):
            found.append(word)
        elif word:
            break
    return (tuple(found), not any(map(DOUBTFUL.fullmatch, found))) if found else None


def _is_money(unit: str) -> bool:
    return unit.lstrip("十百千万亿") == "元"
