"""Walks through XML of any length, element by element, and forgets what was seen."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from lxml import etree

from stardb.books.breakage import broken


def walk(xml: bytes, tags: Sequence[str]) -> Iterator[tuple[str, etree._Element]]:
    """("start" or "end", element) for each element of these tags. Raises Unreadable where the XML is damaged."""
    try:
        yield from etree.iterparse(
            BytesIO(xml), ("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=True
        )
    except etree.XMLSyntaxError as fault:
        raise broken() from fault


def forget(element: etree._Element) -> None:
    """Drops an element that has ended, and whatever stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(str(text) for text in element.itertext())
