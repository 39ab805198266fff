"""The zip file a workbook is: parts in, parts out, those not touched byte for byte."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

from lxml import etree

from stardb.rendering.workbook.faults import BROKEN, Faults

__all__ = ["Package", "Relation", "local_name", "parse_xml", "serialise"]

_MOST_BYTES = 512 * 1024 * 1024  # unpacked; a template is some hundred kilobytes
_UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)
_OLE = b"\xd0\xcf\x11\xe0"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NO_XLSX = "从 Excel/WPS 另存为 .xlsx 后再用。"


class XmlError(ValueError):
    """A part that is not well-formed XML, or carries a DTD."""


def parse_xml(data: bytes, recover: bool = False) -> etree._Element:
    """The root element; entities are not expanded and nothing is fetched. Raises XmlError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=recover)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error)) from error
    if root is None or cast(Any, root.getroottree().docinfo).doctype:
        raise XmlError("DTD")
    return root


def serialise(root: etree._Element) -> bytes:
    """The part's bytes, as Excel writes them: UTF-8 with a declaration."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


@dataclass(frozen=True)
class Relation:
    """A part's link: `kind` is the last word of its type, `target` the name of the part linked to, or an address."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A workbook's parts by name, in the order of the file."""

    def __init__(self, parts: dict[str, bytes], faults: Faults) -> None:
        self.parts, self.faults = parts, faults
        self._roots: dict[str, etree._Element] = {}

    @classmethod
    def read(cls, data: bytes, faults: Faults) -> "Package":
        """Raises ProblemsError for what is no zip file."""
        if data[:4] == _OLE:
            message = "模板是旧式 .xls 或加了密码的工作簿，不是 .xlsx"
            faults.add(BROKEN, message, found=".xls 或加密文件", expected=".xlsx 文件", remedy=_NO_XLSX)
            raise faults.stop()
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
                if sum(info.file_size for info in infos) > _MOST_BYTES:
                    faults.add(BROKEN, "模板解开后超过 512 MB,不像一份报表模板", found="过大的文件")
                    raise faults.stop()
                return cls({info.filename: archive.read(info) for info in infos}, faults)
        except _UNREADABLE as error:
            message = "模板不是完好的 .xlsx：压缩包损坏，或根本不是"
            faults.add(BROKEN, message, found=type(error).__name__, expected=".xlsx 文件")
            raise faults.stop() from error

    def root(self, name: str) -> etree._Element:
        """A part's root element, parsed once. Raises ProblemsError where the part is missing or unreadable."""
        if name not in self._roots:
            try:
                self._roots[name] = parse_xml(self.parts[name])
            except KeyError as error:
                self.faults.add(BROKEN, f"模板里缺少 {name}", found="缺少部件", expected=name)
                raise self.faults.stop() from error
            except XmlError as error:
                self.faults.add(BROKEN, f"模板里的 {name} 不是完好的 XML:{error}", found=name)
                raise self.faults.stop() from error
        return self._roots[name]

    def changed(self, name: str) -> None:
        """Write the part anew from its root element."""
        self.parts[name] = serialise(self.root(name))

    @contextmanager
    def editing(self, name: str) -> Iterator[etree._Element]:
        """A part's root element to change; the part keeps its bytes if nothing did."""
        root = self.root(name)
        before = serialise(root)
        yield root
        after = serialise(root)
        if after != before:
            self.parts[name] = after

    def relations(self, name: str) -> list[Relation]:
        """The links of a part; none if it has none."""
        path = _relations_of(name)
        if path not in self.parts:
            return []
        found = []
        for element in self.root(path).iter(_RELATION):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
            found.append(Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external))
        return found

    def related(self, name: str, kind: str) -> list[str]:
        """The names of the parts a part links to as `kind`, those that are there."""
        return [link.target for link in self.relations(name) if link.kind == kind and link.target in self.parts]

    def relate(self, name: str, kind: str, target: str) -> None:
        """Add a link of an office-document kind from a part to another."""
        root, ids = self.root(_relations_of(name)), {link.id for link in self.relations(name)}
        new = next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rId{n}" not in ids)
        address = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind
        etree.SubElement(root, _RELATION, Id=new, Type=address, Target="/" + target)
        self.changed(_relations_of(name))

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part."""
        types = self.root("[Content_Types].xml")
        override = etree.QName(etree.QName(types).namespace, "Override")
        etree.SubElement(types, override, PartName="/" + name, ContentType=content_type)
        self.parts[name] = data
        self.changed("[Content_Types].xml")

    def remove(self, name: str, owner: str) -> None:
        """Drop a part, its content type and its owner's link to it."""
        self.parts.pop(name, None)
        _drop(self.root("[Content_Types].xml"), "PartName", lambda part: part.lstrip("/") == name)
        ids = {link.id for link in self.relations(owner) if link.target == name}
        _drop(self.root(_relations_of(owner)), "Id", lambda id: id in ids)
        self.changed("[Content_Types].xml")
        self.changed(_relations_of(owner))

    def written(self) -> bytes:
        """The zip file; the same parts give the same bytes on every machine."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
                archive.writestr(info, data, compresslevel=6)
        return buffer.getvalue()


def _relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", base + ".rels")


def _drop(root: etree._Element, attribute: str, wrong: Callable[[str], bool]) -> None:
    for element in list(root):
        if wrong(element.get(attribute, "")):
            root.remove(element)
