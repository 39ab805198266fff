"""The part of a package that is the workbook, and the sheets it lists."""

from collections.abc import Iterator

from lxml import etree

from stardb.dataclass import dataclass
from stardb.ooxml.package import Package
from stardb.ooxml.package_errors import MissingPart, NoWorkbook
from stardb.ooxml.relations import OFFICE, STRICT_OFFICE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The namespaces of workbooks, in the two dialects."""

_USUAL = ("xl/workbook.xml", "xl/workbook.bin")
_OTHERS = ("word/", "ppt/", "visio/")
_IDS = (f"{{{OFFICE}}}id", f"{{{STRICT_OFFICE}}}id")


@dataclass(frozen=True)
class SheetPart:
    """A sheet as its workbook lists it. kind, path: those of its relation, "" where there is none; element: its entry."""

    name: str
    kind: str
    path: str
    is_visible: bool
    element: etree._Element


def find_workbook(package: Package) -> str:
    """The path of the part that is the workbook. Raises NoWorkbook where the package holds none, MissingPart where it lost it."""
    for link in package.relations("").values():
        if link.kind == "officeDocument" and link.target in package and not link.target.startswith(_OTHERS):
            return link.target
    for path in _USUAL:
        if path in package:
            return path
    if any(name.lower().startswith("xl/") for name in package.names):
        raise MissingPart(_USUAL[0])
    raise NoWorkbook()


def list_sheets(package: Package, workbook: str) -> Iterator[SheetPart]:
    """The sheets of a workbook that is XML, in their order, those of charts and macros among them."""
    links = package.relations(workbook)
    for element in package.root(workbook).iterfind("{*}sheets/{*}sheet"):
        link = links.get(element.get(_IDS[0]) or element.get(_IDS[1]) or "")
        kind, path = (link.kind, link.target) if link else ("", "")
        is_visible = element.get("state", "visible") == "visible"
        yield SheetPart(element.get("name", ""), kind, path, is_visible, element)
