"""`ReturnStamp`: what a returned workbook says of itself, so that it is known again when it comes back corrected.

The text stands as string constants in the workbook's hidden name `_stardb_return`.
"""

import json
from collections.abc import Iterable

from stardb.books import Sheet
from stardb.dataclass import dataclass
from stardb.ooxml import write_constants

NAME = "_stardb_return"

DIGEST = 12
"""How many digits of a file's SHA-256 tell its versions apart."""


@dataclass(frozen=True)
class ReturnStamp:
    """One returned workbook.

    file, digest: the file it is a copy of, by its path in the workspace and the first digits of its content's SHA-256.
    copy: its own path below the folder of returns. listing: the name of its sheet 问题清单. fills: the fills that marked
    cells had before, as XML, by the numbers that their colours carry. earlier: the digests of the versions before, the first
    first, where the file had come back corrected already.
    """

    file: str
    digest: str
    copy: str
    listing: str
    fills: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The digest of the version that was returned first."""
        return self.earlier[0] if self.earlier else self.digest

    def to_formula(self) -> str:
        """The stamp as the formula of its name: string constants joined by `&`."""
        return write_constants(json.dumps({"return": self.__dict__}, ensure_ascii=False, separators=(",", ":")))

    @classmethod
    def from_text(cls, text: str) -> "ReturnStamp | None":
        """The stamp a line of a text holds; None for any other text."""
        return next((stamp for line in text.splitlines() if (stamp := cls._from_line(line))), None)

    @classmethod
    def _from_line(cls, text: str) -> "ReturnStamp | None":
        try:
            parts = json.loads(text)["return"]
            file, digest, copy, listing = (str(parts[name]) for name in ("file", "digest", "copy", "listing"))
            fills, earlier = (tuple(map(str, parts.get(name, ()))) for name in ("fills", "earlier"))
            return cls(file, digest, copy, listing, fills, earlier)
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    def fits(self, digest: str) -> bool:
        """Whether a file with this SHA-256 is the version the workbook is a copy of, or one before it."""
        return digest[:DIGEST] in (self.digest, *self.earlier)


def read_stamp(sheets: Iterable[Sheet]) -> ReturnStamp | None:
    """The stamp of a workbook by its sheets; None where it was never returned."""
    return next((stamp for sheet in sheets if sheet.stamp and (stamp := ReturnStamp.from_text(sheet.stamp))), None)
