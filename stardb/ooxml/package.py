"""`Package`: a workbook's parts and their relations; `EditablePackage`: the same, to be changed and written again."""

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from stardb.ooxml.package_errors import TooLarge, XmlError
from stardb.ooxml.relations import (
    OFFICE,
    RELATIONSHIPS,
    TYPES,
    Relation,
    relations_path,
    resolve_target,
    target_of,
)
from stardb.ooxml.xml import check_well_formed, parse_xml, serialise
from stardb.ooxml.zip import ZipReader, to_key, write_zip

ROOT_LIMIT = 2**26
"""The most bytes of a part whose elements are all kept at once: in memory they take ten times as much."""

_NO_RELATIONS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


class Package:
    """The parts of a package by their paths, whose case does not matter.

    Raises PackageError where it is damaged, TooLarge where it would unpack to too much.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = ZipReader(data)

    @property
    def names(self) -> list[str]:
        """The paths of all parts, in their order."""
        return self._zip.names

    def __contains__(self, path: str) -> bool:
        return path in self._zip

    def read(self, path: str) -> bytes:
        """A part's bytes. Raises MissingPart where there is none, PackageError where it is damaged."""
        return self._zip.read(path)

    def pieces(self, path: str) -> Iterator[bytes]:
        """A part's bytes, piece by piece. Raises as `read` does, where need be at the end."""
        return self._zip.pieces(path)

    def head(self, path: str) -> bytes:
        """The first bytes of a part, however long it is. Raises as `read` does."""
        return self._zip.head(path)

    def xml(self, path: str) -> bytes:
        """A part that is well-formed XML. Raises as `read` does, and XmlError where it is not, or not accepted."""
        try:
            return check_well_formed(self.read(path))
        except XmlError as fault:
            raise XmlError(fault.reason, path) from fault

    def root(self, path: str) -> etree._Element:
        """The root element of a small part. Raises as `read` does, TooLarge, and XmlError where it is not well-formed."""
        xml = self.read(path)
        if len(xml) > ROOT_LIMIT:
            raise TooLarge(len(xml), ROOT_LIMIT, path)
        try:
            return parse_xml(xml)
        except XmlError as fault:
            raise XmlError(fault.reason, path) from fault

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by id; nothing where it has no list of that."""
        path = relations_path(part)
        if path not in self:
            return {}
        found = {}
        for element in self.root(path).iterfind("{*}Relationship"):
            target, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
            family, _, kind = element.get("Type", "").rpartition("/")
            resolved = target if is_external else resolve_target(part, target)
            id_ = element.get("Id", "")
            found[id_] = Relation(id_, kind, resolved, is_external, target, family)
        return found

    def find_related(self, owner: str, kind: str) -> list[str]:
        """The parts that `owner` refers to as `kind`, those that are there."""
        links = self.relations(owner).values()
        return [link.target for link in links if link.kind == kind and link.target in self]


class EditablePackage(Package):
    """A package to change: parts not touched stay byte for byte, and in their order."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._put: dict[str, tuple[str, bytes]] = {}
        self._removed: set[str] = set()
        self._roots: dict[str, etree._Element] = {}

    @property
    def names(self) -> list[str]:
        """The paths of all parts as they now are: those of the file without the removed ones, then the new ones."""
        there = [name for name in super().names if to_key(name) not in self._removed]
        known = set(map(to_key, there))
        return there + [name for key, (name, _) in self._put.items() if key not in known]

    def __contains__(self, path: str) -> bool:
        key = to_key(path)
        return key in self._put or (key not in self._removed and super().__contains__(path))

    def read(self, path: str) -> bytes:
        """A part's bytes as they now are: as put, else as in the file. Raises as `Package.read` does."""
        put = self._put.get(to_key(path))
        return put[1] if put else super().read(path)

    def root(self, path: str) -> etree._Element:
        """A part's root element, always the same one; `save` writes it."""
        key = to_key(path)
        if key not in self._roots:
            self._roots[key] = super().root(path)
        return self._roots[key]

    def save(self, path: str) -> None:
        """Write a part anew from its root element."""
        self._put[to_key(path)] = path, serialise(self.root(path))

    @contextmanager
    def editing(self, path: str) -> Iterator[etree._Element]:
        """A part's root element to change; the part keeps its bytes if nothing did."""
        root = self.root(path)
        before = serialise(root)
        yield root
        if serialise(root) != before:
            self.save(path)

    def put(self, path: str, data: bytes) -> None:
        """Put in a part, or other bytes for one that is there."""
        self._put[to_key(path)] = path, data
        self._removed.discard(to_key(path))
        self._roots.pop(to_key(path), None)

    def add(self, path: str, data: bytes, content_type: str, owner: str, kind: str) -> str:
        """Put in a new part that `owner` refers to; gives the id of the relation."""
        types = self.root(TYPES)
        namespace = etree.QName(types).namespace
        etree.SubElement(types, f"{{{namespace}}}Override", PartName=target_of(path), ContentType=content_type)
        self.save(TYPES)
        self.put(path, data)
        return self._relate(owner, kind, path)

    def remove(self, path: str, owner: str) -> None:
        """Drop a part, its content type and its owner's relation to it."""
        key = to_key(path)
        self._put.pop(key, None)
        self._removed.add(key)
        for part, attribute, base in ((TYPES, "PartName", ""), (relations_path(owner), "Target", owner)):
            root = self.root(part)
            for element in [child for child in root if child.get(attribute)]:
                if to_key(resolve_target(base, element.get(attribute, ""))) == key:
                    root.remove(element)
            self.save(part)

    def find_unused(self, pattern: str) -> str:
        """The first path of a pattern with a number in it that no part has yet."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    @property
    def dialect(self) -> str:
        """What the types of relations begin with, and the namespace of ids."""
        return next((link.family for link in self.relations("").values() if link.kind == "officeDocument"), OFFICE)

    def to_bytes(self) -> bytes:
        """The package; the same parts give the same bytes on every machine."""
        return write_zip((name, self.read(name)) for name in self.names)

    def _relate(self, owner: str, kind: str, target: str) -> str:
        path = relations_path(owner)
        if path not in self:
            self.put(path, _NO_RELATIONS)
        root = self.root(path)
        ids = {relation.get("Id") for relation in root}
        new = next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rId{n}" not in ids)
        link = {"Id": new, "Type": f"{self.dialect}/{kind}", "Target": target_of(target)}
        etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Relationship", link)
        self.save(path)
        return new
