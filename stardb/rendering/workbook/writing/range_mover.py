"""What a sheet says about ranges outside its rows: each follows the rows it names, or goes when none is left."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy

from lxml import etree

from stardb.ooxml import Area, local_name, parse_area, split_cell
from stardb.rendering.workbook.formulas.formula_parser import FormulaError, parse_formula
from stardb.rendering.workbook.formulas.references import Here, ScatteredError
from stardb.rendering.workbook.row_layout import Layout
from stardb.rendering.workbook.templates.template_faults import TemplateFaults

__all__ = ["RangeMover", "move_formula"]

_EXACT = ("protectedRange", "ignoredError", "dataValidation", "conditionalFormatting")
_COPIED = {"mergeCell": "ref", "hyperlink": "ref", "cellWatch": "r"}
_OUTLINED = {"autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "dimension": "ref"}
_CALLED = {"conditionalFormatting": "条件格式", "dataValidation": "数据验证"}
_COUNTED = ("mergeCells", "hyperlinks", "dataValidations", "protectedRanges", "ignoredErrors", "cellWatches")
_HOLLOW = ("sparklines", "sparklineGroups", "conditionalFormattings", "ext", "extLst")


NoteScattered = Callable[[str, ScatteredError], None]
"""Called with a formula that cannot mean all the copies of the rows it names, and why."""


def move_formula(text: str, here: Here, layouts: Mapping[str, Layout], note: NoteScattered) -> str:
    """A formula as it reads at `here`; what cannot be read as one stays as it is."""
    try:
        return parse_formula(text).text_at(here, layouts)
    except ScatteredError as error:
        note(text, error)
    except FormulaError:
        pass
    return text


class RangeMover:
    """Moves the ranges of one sheet's XML, all but its rows."""

    def __init__(self, root: etree._Element, name: str, layouts: Mapping[str, Layout], faults: TemplateFaults) -> None:
        self.root, self.name, self.key, self.layouts, self.faults = root, name, name.casefold(), layouts, faults
        self.layout = layouts[self.key]

    def move(self) -> None:
        """Change the sheet's elements in place."""
        if self.layout.has_moves:
            self._views()
            self._breaks()
        for element in [found for found in self.root.iter() if isinstance(found.tag, str)]:
            name = local_name(element)
            if name in _EXACT:
                self._move_exact(element, name)
            elif name in _COPIED:
                self._copy_with_rows(element, _COPIED[name])
            elif name in _OUTLINED and element.get("ref"):
                self._move_outlined(element)
            elif name == "sparkline":
                self._sparkline(element)
            elif name == "f" and local_name(_parent(element)) in ("sparklineGroup", "sparklineGroups"):
                element.text = self._move_formula(element.text or "", Here(self.key, whole=True), "", "迷你图")
        self._counts()
        self._sweep()

    def _move_formula(self, text: str, here: Here, cell: str, what: str) -> str:
        def note(text: str, error: ScatteredError) -> None:
            self.faults.add_scattered(f"{what}里的 {text}", error, self.name, cell)

        return move_formula(text, here, self.layouts, note)

    def move_exactly(self, references: str) -> str:
        """A list of ranges, over exactly the rows that are copies of those named."""
        moved: list[str] = []
        for reference in references.split():
            area = parse_area(reference)
            runs = self.layout.runs(area.top, area.bottom) if area else ()
            moved += [area.over(*run) for run in runs] if area else [reference]
        return " ".join(moved)

    def move_outline(self, reference: str) -> str:
        """One range around all copies of the rows named; empty if there are none."""
        area = parse_area(reference)
        if area is None:
            return reference
        runs = self.layout.runs(area.top, area.bottom)
        return area.over(runs[0][0], runs[-1][1]) if runs else ""

    def _move_exact(self, element: etree._Element, name: str) -> None:
        holder = next((child for child in element if local_name(child) == "sqref"), None)  # as x14 has it
        old = (holder.text or "") if holder is not None else element.get("sqref", "")
        new = self.move_exactly(old)
        if not new:
            _parent(element).remove(element)
            return
        if holder is not None:
            holder.text = new
        else:
            element.set("sqref", new)
        if name in ("conditionalFormatting", "dataValidation"):
            self._relative_formulas(element, old, new)

    def _relative_formulas(self, element: etree._Element, old: str, new: str) -> None:
        """Formulas that are read from the first cell of the range they belong to."""
        row, out = _first_row(old), _first_row(new)
        cell, what = old.partition(" ")[0].partition(":")[0], _CALLED[local_name(element)]
        is_list = element.get("type") == "list"
        here = Here(self.key, row, out, self.layout.turn_at(row, out), relative=True, whole=is_list)
        for child in element.iter():
            name = local_name(child)
            if name in ("formula", "formula1", "formula2", "f") and child.text:
                child.text = self._move_formula(child.text, here, cell, what)
            elif name == "cfvo" and not _is_number(child.get("val", "0")):
                child.set("val", self._move_formula(child.get("val", ""), here, cell, what))

    def _copy_with_rows(self, element: etree._Element, attribute: str) -> None:
        area = parse_area(element.get(attribute, ""))
        if element.get("location"):
            location = self._move_formula(
                element.get("location", ""), Here(self.key, outline=True), element.get("ref", ""), "链接"
            )
            element.set("location", location)
        if area is None or not self.layout.has_moves:
            return
        refs = [area.over(*run) for run in self.layout.copies(area.top, area.bottom) if not _is_pointless(area, *run)]
        _replace(element, [_copy_with(element, attribute, ref) for ref in refs])

    def _move_outlined(self, element: etree._Element) -> None:
        new = self.move_outline(element.get("ref", ""))
        if new:
            element.set("ref", new)
        elif local_name(element) == "dimension":
            element.set("ref", "A1")
        else:
            _parent(element).remove(element)

    def _sparkline(self, element: etree._Element) -> None:
        """A sparkline is copied with its row, and reads what a formula in that row would."""
        parts = {local_name(child): child for child in element}
        area = parse_area(parts["sqref"].text or "") if "sqref" in parts else None
        if area is None or "f" not in parts:
            return
        source, copies = parts["f"].text or "", []
        bare = source.replace("$", "")
        for out, _ in self.layout.copies(area.top, area.bottom):
            here = Here(self.key, area.top, out, self.layout.turn_at(area.top, out), whole=True)
            copy = deepcopy(element)
            inner = {local_name(child): child for child in copy}
            inner["f"].text = self._move_formula(bare, here, parts["sqref"].text or "", "迷你图")
            inner["sqref"].text = area.over(out, out)
            copies.append(copy)
        _replace(element, copies)

    def _views(self) -> None:
        for view in [found for found in self.root.iter() if local_name(found) == "sheetView"]:
            top = split_cell(view.get("topLeftCell", "A1"))[1]
            for child in view:
                if local_name(child) == "pane" and child.get("state", "").startswith("frozen") and child.get("ySplit"):
                    rows = int(float(child.get("ySplit", "0")))
                    child.set("ySplit", str(self.layout.position(top + rows) - self.layout.position(top)))
                if local_name(child) == "selection" and child.get("activeCell"):
                    child.set("activeCell", self._cell(child.get("activeCell", "A1")))
                    child.set("sqref", child.get("activeCell", "A1"))
                if child.get("topLeftCell"):
                    child.set("topLeftCell", self._cell(child.get("topLeftCell", "A1")))
            if view.get("topLeftCell"):
                view.set("topLeftCell", self._cell(view.get("topLeftCell", "A1")))

    def _cell(self, reference: str) -> str:
        letters, row = split_cell(reference)
        return f"{letters}{self.layout.position(row)}"

    def _breaks(self) -> None:
        """A page break after a repeated row is repeated with it."""
        for element in [found for found in self.root if local_name(found) == "rowBreaks"]:
            found: dict[int, etree._Element] = {}
            for child in list(element):
                row = int(child.get("id", "0"))
                ends = [last for _, last in self.layout.copies(row, row)]
                ends = ends or [first - 1 for first, _ in self.layout.copies(row + 1, row + 1)]
                found.update({end: _copy_with(child, "id", str(end)) for end in ends if end})
                element.remove(child)
            for row in sorted(found):
                element.append(found[row])
            manual = sum(child.get("man") in ("1", "true") for child in element)
            element.set("count", str(len(element)))
            element.set("manualBreakCount", str(manual))
            if not len(element):
                self.root.remove(element)

    def _counts(self) -> None:
        for element in [found for found in self.root.iter() if local_name(found) in _COUNTED]:
            children = sum(isinstance(child.tag, str) for child in element)
            if not children:
                _parent(element).remove(element)
            elif element.get("count"):
                element.set("count", str(children))

    def _sweep(self) -> None:
        """Remove what holds nothing any more; the innermost first."""
        for element in reversed(list(self.root.iter())):
            name = local_name(element)
            alone = name == "sparklineGroup" and not any(local_name(child) == "sparklines" for child in element)
            if alone or (name in _HOLLOW and not len(element)):
                _parent(element).remove(element)


def _first_row(references: str) -> int:
    areas = [area for reference in references.split() if (area := parse_area(reference))]
    return min((area.top for area in areas), default=1)


def _is_pointless(area: Area, first: int, last: int) -> bool:
    """Whether a range of several rows came down to one cell: no merge any more."""
    return not area.single and first == last and area.left == area.right


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _copy_with(element: etree._Element, attribute: str, value: str) -> etree._Element:
    copy = deepcopy(element)
    copy.set(attribute, value)
    for key in list(copy.attrib):
        if etree.QName(key).localname == "uid":  # an optional mark, which must not be there twice
            del copy.attrib[key]
    return copy


def _replace(element: etree._Element, copies: Iterable[etree._Element]) -> None:
    """Put copies in an element's place."""
    parent = _parent(element)
    index = parent.index(element)
    parent[index : index + 1] = list(copies)
