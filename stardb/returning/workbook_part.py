"""The part of a package that is the workbook: its sheets and names, and a sheet put before them."""

import re
from dataclasses import replace

from lxml import etree

from stardb.ooxml import (
    MAIN,
    STRICT_MAIN,
    EditablePackage,
    PackageError,
    SheetPart,
    find_workbook,
    list_sheets,
    read_constants,
)
from stardb.returning.return_stamp import NAME, ReturnStamp

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEHIND_NAMES = frozenset(
    re.split(
        " ",
        "calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr"
        " webPublishObjects extLst",
    )
)


class WorkbookPart:
    """The sheets and names of a workbook."""

    def __init__(self, parts: EditablePackage) -> None:
        self.parts, self.path = parts, find_workbook(parts)
        self.root = parts.root(self.path)
        self.namespace = etree.QName(self.root).namespace
        if self.namespace not in (MAIN, STRICT_MAIN):
            raise PackageError(part=self.path)

    @property
    def sheets(self) -> list[SheetPart]:
        """The worksheets in their order, and other sheets without their part."""
        sheets = list_sheets(self.parts, self.path)
        return [sheet if sheet.kind == "worksheet" else replace(sheet, path="") for sheet in sheets]

    @property
    def stamp(self) -> ReturnStamp | None:
        """What an earlier return says of itself."""
        names = self.root.iterfind("{*}definedNames/{*}definedName")
        texts = (read_constants(name.text or "") for name in names if name.get("name") == NAME)
        return next(map(ReturnStamp.from_text, texts), None)

    def set_stamp(self, stamp: ReturnStamp) -> None:
        """Let the workbook say what it is a copy of."""
        self._set_name(NAME, stamp.to_formula())

    def put_first(self, name: str, xml: bytes) -> str:
        """Put a worksheet before all others; gives its part. What counts sheets by their order is counted on."""
        path = self.parts.find_unused("xl/worksheets/stardb{}.xml")
        id_ = self.parts.add(path, xml, _TYPE, self.path, "worksheet")
        sheets = self._list("sheets")
        number = max((int(sheet.get("sheetId", 0)) for sheet in sheets), default=0) + 1
        attributes = {"name": name, "sheetId": str(number), f"{{{self.parts.dialect}}}id": id_}
        sheets.insert(0, sheets.makeelement(self._name("sheet"), attributes))
        for defined in self.root.iterfind("{*}definedNames/{*}definedName[@localSheetId]"):
            defined.set("localSheetId", str(int(defined.get("localSheetId", 0)) + 1))
        self._show_as_before()
        return path

    def write(self) -> None:
        """Put the workbook into the package."""
        self.parts.save(self.path)

    def _set_name(self, name: str, formula: str) -> None:
        """Give the workbook a hidden name, in the place of one so called."""
        names = self._list("definedNames")
        for defined in names.findall("{*}definedName"):
            if defined.get("name") == name:
                names.remove(defined)
        etree.SubElement(names, self._name("definedName"), name=name, hidden="1").text = formula

    def _show_as_before(self) -> None:
        """The sheet shown when the workbook is opened stays so: two that are both selected would be filled in at once."""
        views = self.root.findall("{*}bookViews/{*}workbookView")
        if not views:
            holder = self.root.makeelement(self._name("bookViews"))
            self._list("sheets").addprevious(holder)
            views = [etree.SubElement(holder, self._name("workbookView"))]
        for view in views:
            view.set("activeTab", str(int(view.get("activeTab", 0)) + 1))
            view.attrib.pop("firstSheet", "")

    def _list(self, name: str) -> etree._Element:
        found = self.root.find(f"{{*}}{name}")
        if found is None:
            found = self.root.makeelement(self._name(name))
            self.root.insert(sum(etree.QName(child).localname not in _BEHIND_NAMES for child in self.root), found)
        return found

    def _name(self, local: str) -> str:
        return f"{{{self.namespace}}}{local}"
