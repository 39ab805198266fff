"""XML that is not trusted: no DTD, no entities, no network, no UTF-16. Every part of a workbook is parsed here."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate

from lxml import etree

from stardb.ooxml.package_errors import XmlError

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0")
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_DTD = "里面的 XML 不合规矩（带有 DTD）"
_TEXT_BUFFER = 2**16
_HIDING = re.compile(rb"utf-?(?:7|16|32)|ucs|ebcdic|cp?-?\d*037|ibm|iso-2022|hz", re.IGNORECASE)
"""Encodings in which `<!DOCTYPE` need not stand as these bytes."""


def check_xml(xml: bytes) -> bytes:
    """The same XML. Raises XmlError for a DTD, whose entities may be bombs, and for encodings that could hide one."""
    if b"<!DOCTYPE" in xml:
        raise XmlError(_DTD)
    declared = _ENCODING.match(xml[:1024])
    if xml.startswith(_WIDE) or (declared and _HIDING.match(declared[1])):
        raise XmlError("里面的 XML 不合规矩（编码不是 UTF-8）")
    return xml


def check_well_formed(xml: bytes) -> bytes:
    """The same XML, of any length. Raises XmlError where it is not well-formed, or not accepted."""
    try:
        ParserCreate(namespace_separator=" ").Parse(check_xml(xml), True)
    except ExpatError as fault:
        raise XmlError() from fault
    return xml


def parse_xml(xml: bytes) -> etree._Element:
    """The root element of some small XML. Raises XmlError where it is not well-formed, or not accepted."""
    try:
        return etree.fromstring(check_xml(xml), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise XmlError() from fault


def serialise(root: etree._Element) -> bytes:
    """A part's bytes as Excel writes them: UTF-8 with a declaration."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def escape_text(text: str) -> str:
    """A text as it stands between tags. (That of `xml.sax.saxutils` brings an HTTP client along.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote_attribute(text: str) -> str:
    """A text as it stands as the value of an attribute, with its quotes."""
    escaped = escape_text(text).replace('"', "&quot;")
    return f'"{escaped}"'.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def walk(xml: bytes, tags: Sequence[str]) -> Iterator[tuple[str, etree._Element]]:
    """("start" or "end", element) for each element of these tags, in XML of any length. Raises as `parse_xml` does."""
    try:
        yield from etree.iterparse(
            BytesIO(check_xml(xml)), ("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=True
        )
    except etree.XMLSyntaxError as fault:
        raise XmlError() from fault


def forget(element: etree._Element) -> None:
    """Free an element that has ended, and whatever stands before it: a walk then takes little memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(str(text) for text in element.itertext())


def scan(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Call `start` (name, attributes), `end` (name) and `text` for whatever stands in XML of any length, piece by piece.

    A name is its namespace, a space, and the local name; of attributes without a namespace, the local name alone. Raises
    XmlError where the XML is not well-formed, or not accepted, and whatever a call raises.
    """
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = _TEXT_BUFFER
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    try:
        is_first = True
        for piece in pieces:
            parser.Parse(check_xml(piece) if is_first else piece, False)
            is_first = False
        parser.Parse(b"", True)
    except ExpatError as fault:
        raise XmlError() from fault


class LocalNames(dict[str, str]):
    """The names that `scan` gives, without their namespaces."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def _refuse_dtd(*_: object) -> None:
    raise XmlError(_DTD)


def scan_tags(
    xml: bytes, start: Callable[[str, Mapping[str, str], int], None], end: Callable[[str, int], None]
) -> None:
    """Call `start` (name, attributes, offset) and `end` (name, offset) for every tag; offsets are bytes of `xml`.

    Raises XmlError where the XML is not well-formed, or not accepted.
    """
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name, attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: end(name, parser.CurrentByteIndex)
    try:
        parser.Parse(check_xml(xml), True)
    except ExpatError as fault:
        raise XmlError() from fault
