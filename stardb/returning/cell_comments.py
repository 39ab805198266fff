"""Comments on marked cells, beside those that people wrote."""

from collections.abc import Mapping

from lxml import etree

from stardb.books import OWN_AUTHOR, OWN_MARK
from stardb.ooxml import EditablePackage, Spot, cell_name, find_workbook

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY = "<comments xmlns='{}'><authors/><commentList/></comments>"
_THREAD = "tc="
"""Authors so called stand for a thread; its old comment is a notice that nobody sees."""


class Comments:
    """The comments of one sheet."""

    def __init__(self, parts: EditablePackage, sheet: str) -> None:
        self.parts, self.sheet = parts, sheet
        self.path = next(iter(parts.find_related(sheet, "comments")), "")
        self.namespace = etree.QName(parts.root(find_workbook(parts))).namespace
        self.root = parts.root(self.path) if self.path else etree.fromstring(_EMPTY.format(self.namespace))

    def strip(self) -> list[str]:
        """Take back what earlier returns said; gives the cells that no comment is left on."""
        bare = []
        for holder in self.root.findall("{*}commentList"):
            for comment in holder.findall("{*}comment"):
                if _cut(comment):
                    bare.append(comment.get("ref", ""))
                    holder.remove(comment)
        return bare

    def add(self, texts: Mapping[Spot, str]) -> list[Spot]:
        """Say something on cells; gives those that had no comment yet. What people said stands before it."""
        there = {comment.get("ref"): comment for comment in self.root.iterfind("{*}commentList/{*}comment")}
        new = []
        for at, text in texts.items():
            name = cell_name(at[0] + 1, at[1])
            if name not in there:
                new.append(at)
                self._say(self._comment(name), f"{OWN_MARK}\n{text}")
            elif not self._author(there[name]).startswith(_THREAD):
                self._say(there[name], f"\n{OWN_MARK}\n{text}")
        return new

    def write(self) -> None:
        """Put the comments into the package."""
        if self.path:
            self.parts.save(self.path)
        else:
            self.path = self.parts.find_unused("xl/stardb_comments{}.xml")
            self.parts.add(self.path, etree.tostring(self.root), _TYPE, self.sheet, "comments")

    def _comment(self, ref: str) -> etree._Element:
        holder = self.root.find("{*}commentList")
        assert holder is not None
        comment = etree.SubElement(holder, self._name("comment"), ref=ref, authorId=str(self._our_number()))
        etree.SubElement(comment, self._name("text"))
        return comment

    def _say(self, comment: etree._Element, text: str) -> None:
        """Put a run of text behind what the comment says."""
        holder = comment.find("{*}text")
        if holder is None:
            holder = etree.SubElement(comment, self._name("text"))
        for plain in holder.findall("{*}t"):  # Excel shows no runs behind a plain text
            run = holder.makeelement(self._name("r"))
            holder.replace(plain, run)
            run.append(plain)
        run = holder.makeelement(self._name("r"))
        etree.SubElement(run, self._name("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
        holder.insert(len(holder.findall("{*}r")), run)

    def _our_number(self) -> int:
        holder = self.root.find("{*}authors")
        assert holder is not None
        names = [author.text for author in holder]
        if OWN_AUTHOR not in names:
            etree.SubElement(holder, self._name("author")).text = OWN_AUTHOR
        return names.index(OWN_AUTHOR) if OWN_AUTHOR in names else len(names)

    def _author(self, comment: etree._Element) -> str:
        authors = self.root.findall("{*}authors/{*}author")
        number = comment.get("authorId", "")
        return authors[int(number)].text or "" if number.isdecimal() and int(number) < len(authors) else ""

    def _name(self, local: str) -> str:
        return f"{{{self.namespace}}}{local}"


def _cut(comment: etree._Element) -> bool:
    """Drop all of a comment from our mark on, however it is parted into runs; says whether nothing is left of it."""
    runs = comment.findall("{*}text//{*}t")
    said, is_marked, _ = "".join(run.text or "" for run in runs).partition(OWN_MARK)
    if is_marked:
        left = said.removesuffix("\n")
        for run in runs:
            run.text, left = left[: len(run.text or "")], left[len(run.text or "") :]
    return bool(is_marked) and not said.strip()
