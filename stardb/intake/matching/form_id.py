"""`FormId`: what a sheet of a form sent out by stardb says of itself, so that it is known again without guessing.

The text stands as a string constant in the sheet's own hidden name `_stardb_form`. A name may hold more than the 255
characters of one constant: it is then several, joined by `&`.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress

from stardb.dataclass import dataclass
from stardb.quantity import Period, UnreadableText, read_period

NAME = "_stardb_form"
"""The hidden name, each sheet's own, that holds its stamp."""


@dataclass(frozen=True)
class FormId:
    """One sheet of a form.

    period: the appraisal's. versions: scheme (the name of its rule file) -> `version_of` its text, for every scheme that
    has the table. table: the declared table. header: the row of the column titles, from 1; each title names its column.
    township: whose rows it is for; "" for everybody's. origin: the files of its own period that the rows were taken from with
    which it went out, and in whose place it comes back. carried: with how many rows it went out.
    """

    period: str
    versions: Mapping[str, str]
    table: str
    header: int
    township: str = ""
    origin: tuple[str, ...] = ()
    carried: int = 0

    @property
    def rated_period(self) -> Period | None:
        """The period it went out for; None where an earlier stardb called it otherwise."""
        with suppress(UnreadableText):
            return read_period(self.period)
        return None

    def to_text(self) -> str:
        """The stamp as JSON, the same for the same stamp."""
        parts = {"period": self.period, "versions": self.versions, "table": self.table, "header": self.header}
        parts |= {"township": self.township, "origin": self.origin, "carried": self.carried}
        return json.dumps({"form": parts}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "FormId | None":
        """The stamp a line of a text holds; None for any other text."""
        return next((stamp for line in text.splitlines() if (stamp := cls._from_line(line))), None)

    @classmethod
    def _from_line(cls, text: str) -> "FormId | None":
        try:
            parts = json.loads(text)["form"]
            versions = {str(scheme): str(version) for scheme, version in parts["versions"].items()}
            township, origin = str(parts.get("township", "")), tuple(map(str, parts.get("origin", ())))
            carried = int(parts.get("carried", 0))
            return cls(
                str(parts["period"]), versions, str(parts["table"]), int(parts["header"]), township, origin, carried
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None


def version_of(text: str) -> str:
    """What tells one text of a rule file from another: the first twelve digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
