"""The workbook's shared strings: read for the template's texts, appended to for the report's."""

import re

from lxml import etree

from stardb.ooxml import MAIN, EditablePackage, escape_text, local_name, parse_xml, serialise
from stardb.rendering.workbook.report_values import RichText, clean_text

__all__ = ["SharedStrings", "runs_of", "string_xml"]

_PART = "xl/sharedStrings.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MARKER = "@@stardb-strings@@"


def runs_of(item: etree._Element) -> list[tuple[str, str]]:
    """A string item's (font XML, text) in order; phonetic hints are not text."""
    runs = []
    for child in item:
        name = local_name(child)
        if name == "t":
            runs.append(("", _unescape(child.text or "")))
        elif name == "r":
            font = next((_font(part) for part in child if local_name(part) == "rPr"), "")
            text = "".join(part.text or "" for part in child if local_name(part) == "t")
            runs.append((font, _unescape(text)))
    return runs


def _font(element: etree._Element) -> str:
    """The font as XML text that can stand in any part whose default namespace is the main one."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return text.replace(f' xmlns="{MAIN}"', "", 1)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def string_xml(text: str, p: str = "") -> str:
    """A text as `<t>`, with what Excel would read as an escape escaped itself."""
    text = clean_text(text)
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F_x\1_", text)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<{p}t{space}>{escape_text(text)}</{p}t>"


class SharedStrings:
    """The strings of one workbook, by number."""

    def __init__(self, package: EditablePackage, workbook: str) -> None:
        self.package, self.workbook = package, workbook
        found = package.find_related(workbook, "sharedStrings")
        self.part = found[0] if found else ""
        root = package.root(self.part) if found else parse_xml(f'<sst xmlns="{MAIN}"/>'.encode())
        self.root = root
        self.items = [child for child in root if local_name(child) == "si"]
        self._p = f"{root.prefix}:" if root.prefix else ""
        self._new: list[str] = []
        self._numbers: dict[str | RichText, int] = {}

    def runs(self, number: int) -> list[tuple[str, str]]:
        """The (font, text) runs of a string of the template; none for a number there is not."""
        return runs_of(self.items[number]) if 0 <= number < len(self.items) else []

    def number(self, text: str | RichText) -> int:
        """The number of a string, added if it is new."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.items) + len(self._new)
            self._new.append(self._item(text))
        return found

    def _item(self, text: str | RichText) -> str:
        p = self._p
        if isinstance(text, str):
            return f"<{p}si>{string_xml(text, p)}</{p}si>"
        runs = "".join(f"<{p}r>{font}{string_xml(part, p)}</{p}r>" for font, part in text.runs if part)
        return f"<{p}si>{runs}</{p}si>"

    def retire(self, number: int) -> None:
        """Empty a template's string that no cell uses any more; its number is not used again."""
        item = self.items[number]
        del item[:]
        etree.SubElement(item, etree.QName(etree.QName(self.root).namespace, "t"))

    def save(self) -> None:
        """Write the part anew, adding it to the package if it was not there."""
        for attribute in ("count", "uniqueCount"):  # optional, and wrong from now on
            if attribute in self.root.attrib:
                del self.root.attrib[attribute]
        etree.SubElement(self.root, "marker").text = _MARKER
        whole = serialise(self.root).decode()
        self.root.remove(self.root[-1])
        data = re.sub(rf"<marker[^>]*>{_MARKER}</marker>", lambda _: "".join(self._new), whole).encode()
        if self.part:
            self.package.put(self.part, data)
        elif self._new:
            self.package.add(_PART, data, _TYPE, self.workbook, "sharedStrings")
