"""The shared texts of an .xlsx."""

from collections.abc import Iterable

from stardb.books.display.rich_text import Rich
from stardb.books.formats.xlsx.text_reader import TextReader
from stardb.books.raw.allowance import Allowance
from stardb.ooxml import LocalNames, scan

Text = str | Rich


def read_texts(pieces: Iterable[bytes], allowance: Allowance) -> list[Text]:
    """The texts in their order. pieces: the part's XML. Raises XmlError or UnreadableFile where it is damaged or too large."""
    found: list[Text] = []
    reader = TextReader()
    names = LocalNames()
    length = Allowance()  # each text once; where it stands it is counted anew

    def start(name: str, attributes: dict[str, str]) -> None:
        reader.start(names[name], attributes)

    def end(name: str) -> None:
        local = names[name]
        if local == "si":
            found.append(reader.finish())
        else:
            reader.end(local)

    def text(piece: str) -> None:
        if reader.is_open:
            length.use_characters(len(piece))
            reader.add(piece)

    scan(allowance.count_tags(pieces), start, end, text)
    return found
