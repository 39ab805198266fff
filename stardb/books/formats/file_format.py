"""`FileFormat`: what reads one kind of file. `FileContent`: what it is given. `RawBook`: what it gives."""

from collections.abc import Callable
from functools import cached_property
from pathlib import PurePosixPath

from stardb.books.errors import no_workbook_error, size_error
from stardb.books.formats.decoding import decode, is_binary
from stardb.books.raw.raw_sheet import RawSheet
from stardb.dataclass import dataclass
from stardb.ooxml import SIGNATURES, Package

TEXT_LIMIT = 2**26
"""The longest text that is read, in bytes: 100,000 rows of 40 columns take half of it."""

_HEAD = 4096
_OTHERS = (b"%PDF", b"{\\rtf")


class FileContent:
    """The bytes of a file without its encryption, and what they are once that is asked for.

    data: the bytes. file: the path of the file, of which only the last part counts here.
    """

    def __init__(self, data: bytes, file: str = "") -> None:
        self.data = data
        self._path = PurePosixPath(file)

    @property
    def name(self) -> str:
        """The file's name without its suffix: that of a sheet that has none of its own."""
        return self._path.stem

    @property
    def suffix(self) -> str:
        """The end of the file's name, such as `.csv`, in small letters."""
        return self._path.suffix.lower()

    @property
    def head(self) -> bytes:
        """The first few thousand bytes."""
        return self.data[:_HEAD]

    @cached_property
    def package(self) -> Package | None:
        """The package that the file is; None where it is none. Raises PackageError where it is damaged."""
        return Package(self.data) if self.data.startswith(SIGNATURES) else None

    @cached_property
    def is_text(self) -> bool:
        """Whether the file is text in some encoding."""
        return not self.data.startswith(_OTHERS) and not is_binary(self.data)

    @property
    def text_bytes(self) -> bytes:
        """The bytes of a text. Raises UnreadableFile where the file is no text, or too long a one."""
        if not self.is_text:
            raise no_workbook_error()
        if len(self.data) > TEXT_LIMIT:
            raise size_error(len(self.data), TEXT_LIMIT)
        return self.data

    @cached_property
    def text(self) -> str:
        """The text. Raises UnreadableFile as `text_bytes` does, and where its encoding is not clear."""
        return decode(self.text_bytes)


@dataclass(frozen=True)
class RawBook:
    """What stands in a file. links: the names of the other workbooks that values come from, sorted."""

    sheets: list[RawSheet]
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileFormat:
    """One kind of file. To be read, it stands in `registry.FORMATS`.

    recognises: whether a file is of this kind, going by its content; what it raises is the file's problem.
    read: what stands in such a file; raises UnreadableFile, or PackageError, for one that cannot be read.
    suffixes: how the names of such files end. Files with such a name are looked at, whatever they turn out to be.
    other_suffixes: the same, of names that files without any table have as well.
    """

    recognises: Callable[[FileContent], bool]
    read: Callable[[FileContent], RawBook]
    suffixes: frozenset[str] = frozenset()
    other_suffixes: frozenset[str] = frozenset()
