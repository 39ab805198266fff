"""A package as calamine takes it: it looks for some parts by their names, not their relations, and stops at macro sheets."""

from stardb.ooxml import EditablePackage, Package, list_sheets, relations_path

SHEETS = frozenset({"worksheet", "chartsheet"})
"""The kinds of sheets that calamine knows."""
MACROS = frozenset({"xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"})
"""The kinds of sheets that hold no values, at which it stops."""
_NAMED = frozenset({"styles", "sharedStrings"})
"""The kinds of parts that it finds by their names alone."""


def to_plain(data: bytes, package: Package, book: str) -> bytes:
    """The package with its parts where calamine looks for them; the same bytes where they are there already.

    book: the part that is the workbook.
    """
    is_whole = all(sheet.kind in SHEETS for sheet in list_sheets(package, book))
    if is_whole and _is_plain(package, book):
        return data
    made = EditablePackage(data)
    if not is_whole:
        _drop_sheets(made, book)
    _move_parts(made, book)
    return made.to_bytes()


def _is_plain(package: Package, book: str) -> bool:
    links = package.relations(book).values()
    wanted = {link.target: _usual(link.kind) for link in links if link.kind in _NAMED}
    wanted |= {link.target: _as_calamine(link.written) for link in links if link.kind in SHEETS}
    wanted[book] = _usual("workbook")
    return all(path.lower() == usual.lower() for path, usual in wanted.items())


def _usual(name: str) -> str:
    return f"xl/{name}.xml"


def _as_calamine(target: str) -> str:
    """The path where calamine looks for a sheet."""
    return target.lstrip("/") if target.startswith(("/xl/", "xl/")) else f"xl/{target}"


def _drop_sheets(package: EditablePackage, book: str) -> None:
    """Take out the sheets of macros and dialogs."""
    for sheet in [*list_sheets(package, book)]:
        holder = sheet.element.getparent()
        if sheet.kind not in SHEETS and holder is not None:
            holder.remove(sheet.element)
    package.save(book)


def _move_parts(package: EditablePackage, book: str) -> None:
    links = package.relations(book).values()
    moved = [link for link in links if link.kind in {*SHEETS, *_NAMED} and link.target in package]
    contents = [package.read(link.target) for link in moved]
    for i, (link, content) in enumerate(zip(moved, contents, strict=True)):
        path = _usual(link.kind if link.kind in _NAMED else f"stardb{i}")
        package.put(path, content)
        package.redirect(book, link.id, path)
    usual = _usual("workbook")
    for link in package.relations("").values():
        if link.kind == "officeDocument":
            package.redirect("", link.id, usual)
    package.put(usual, package.read(book))
    package.put(relations_path(usual), package.read(relations_path(book)))
