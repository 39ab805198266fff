"""Comments of an .xlsx sheet, the old kind (notes) and the threaded."""

from lxml import etree

from stardb.books.own_marks import OWN_AUTHOR, OWN_MARK
from stardb.ooxml import Package, Spot, parse_cell


def read_comments(package: Package, paths: list[str]) -> dict[Spot, str]:
    """The comments in these parts, by cell. A thread stands in the old notes too, as a notice: its own texts are taken."""
    found: dict[Spot, list[str]] = {}
    threads: dict[Spot, list[str]] = {}
    for path in paths:
        root = package.root(path)
        if etree.QName(root).localname == "comments":
            _read_notes(root, found)
        else:
            for comment in root.iterfind("{*}threadedComment"):
                text = comment.findtext("{*}text") or ""
                threads.setdefault(parse_cell(comment.get("ref") or ""), []).append(text.strip())
    return {place: "\n".join(texts) for place, texts in {**found, **threads}.items()}


def _read_notes(root: etree._Element, found: dict[Spot, list[str]]) -> None:
    authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
    for comment in root.iterfind("{*}commentList/{*}comment"):
        author = comment.get("authorId") or ""
        if not (author.isdecimal() and authors[int(author) : int(author) + 1] == [OWN_AUTHOR]):
            runs = comment.iterfind("{*}text//{*}t")
            text = "".join(run.text or "" for run in runs if etree.QName(run.getparent()).localname != "rPh")
            if text := text.partition(OWN_MARK)[0].strip():
                found.setdefault(parse_cell(comment.get("ref") or ""), []).append(text)
