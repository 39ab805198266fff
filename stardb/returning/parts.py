"""A workbook's package to change: parts not touched stay byte for byte, and in their order."""

import zipfile
from io import BytesIO
from posixpath import basename, dirname, join

from lxml import etree

from stardb.books.package import book_part, relations
from stardb.books.parcel import Parcel

TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()


class Parts(Parcel):
    """The parts of a package, with those put in. Raises Unreadable where the package is damaged, or no workbook.

    book: the path of the workbook's part. family: the address that kinds of relations begin with, by the package's dialect.
    """

    def __init__(self, data: bytes) -> None:
        self._put: dict[str, tuple[str, bytes]] = {}
        super().__init__(data)
        self.book = book_part(self)
        kinds = [relation.get("Type") or "" for relation in self.tree(_relations_of(self.book))]
        self.family = next((kind for kind in kinds if kind.endswith("/worksheet")), "").rpartition("/")[0]

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._put or super().__contains__(path)

    def read(self, path: str) -> bytes:
        put = self._put.get(path.lower())
        return put[1] if put else super().read(path)

    def put(self, path: str, data: bytes) -> None:
        """Put in a part, or other bytes for one that is there."""
        self._put[path.lower()] = path, data

    def put_tree(self, path: str, root: etree._Element) -> None:
        """Put in a part's XML."""
        self.put(path, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def add(self, path: str, data: bytes, content_type: str, owner: str, kind: str) -> str:
        """Put in a new part that `owner` refers to; gives the id of the relation."""
        types = self.tree(TYPES)
        override = etree.QName(types).namespace
        etree.SubElement(types, f"{{{override}}}Override", PartName=f"/{path}", ContentType=content_type)
        self.put_tree(TYPES, types)
        self.put(path, data)
        return self._relate(owner, kind, path)

    def related(self, owner: str, kind: str) -> str:
        """The part that `owner` refers to as `kind`; "" where there is none."""
        if _relations_of(owner) not in self:
            return ""
        return next((path for k, path in relations(self, owner).values() if k == kind and path in self), "")

    def unused(self, pattern: str) -> str:
        """The first path of a pattern with a number in it that no part has yet."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def written(self) -> bytes:
        """The package: the same parts give the same bytes on every machine."""
        stream = BytesIO()
        there = self.names
        known = {name.replace("\\", "/").lower() for name in there}
        there += [name for key, (name, _) in self._put.items() if key not in known]
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name in there:
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
                package.writestr(info, self.read(name.replace("\\", "/")))
        return stream.getvalue()

    def _relate(self, owner: str, kind: str, target: str) -> str:
        path = _relations_of(owner)
        if path not in self:
            self.put(path, _NO_RELATIONS)
        root = self.tree(path)
        ids = {relation.get("Id") for relation in root}
        new = next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rId{n}" not in ids)
        link = {"Id": new, "Type": f"{self.family}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Relationship", link)
        self.put_tree(path, root)
        return new


def _relations_of(part: str) -> str:
    return join(dirname(part), "_rels", f"{basename(part)}.rels")
