"""What the packages of .xlsx and .xlsb share: the parts of a workbook, and the other workbooks it refers to."""

from collections.abc import Mapping

from stardb.ooxml import MissingPart, Package, Relation, file_name_of

_READ = frozenset({"worksheet", "styles", "sharedStrings"})


def linked_books(package: Package, book: str) -> tuple[str, ...]:
    """The names of the workbooks that external links lead to, sorted."""
    names = set()
    for path in package.find_related(book, "externalLink"):
        for link in package.relations(path).values():
            if link.kind.startswith("externalLinkPath"):
                names.add(file_name_of(link.target))
    return tuple(sorted(filter(None, names)))


def check_parts(package: Package, links: Mapping[str, Relation]) -> None:
    """Raises MissingPart where the workbook refers to texts, styles or sheets that are not in the package."""
    for link in links.values():
        if link.kind in _READ and (link.is_external or link.target not in package):
            raise MissingPart(link.target)


def part_of_kind(package: Package, links: Mapping[str, Relation], kind: str) -> str:
    """The first part of a kind among these links; "" where there is none."""
    return next((link.target for link in links.values() if link.kind == kind and link.target in package), "")
