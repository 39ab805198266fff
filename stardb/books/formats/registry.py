"""All formats of files that are read. A new format is one file, or one sub-package, that has a `FORMAT`, and one line here."""

from importlib import import_module

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook

_NAMES = (
    "ods",
    "xlsb",
    "xlsx",
    "xls",
    "mhtml",
    "spreadsheetml",
    "html",
    "text",
)
"""In the order in which they are asked whether a file is theirs; `xlsx` takes any other package, `text` whatever is left."""

FORMATS: tuple[FileFormat, ...] = tuple(import_module(f"stardb.books.formats.{name}").FORMAT for name in _NAMES)
"""What reads each kind of file."""

UNSURE_SUFFIXES = frozenset[str]().union(*(kind.other_suffixes for kind in FORMATS))
"""How the names of files end that may as well hold no table."""
SUFFIXES = UNSURE_SUFFIXES.union(*(kind.suffixes for kind in FORMATS))
"""How the names of all files end that are looked at."""


def read_content(content: FileContent) -> RawBook:
    """What stands in a file. Raises UnreadableFile or PackageError where nothing can be read of it."""
    return next(kind for kind in FORMATS if kind.recognises(content)).read(content)
