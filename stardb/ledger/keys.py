"""How subjects are called in the ledger: names and townships as they are, private keys (ID numbers) as keyed hashes.

A hash joins from year to year, and tells nothing to who has the ledger without the key. The key is `stardb.key`, 32 random
bytes beside the ledger.
"""

import hmac
import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path

from stardb.files import FileFault, cause, read_bytes, remedy
from stardb.intake import mask
from stardb.problems import Place, ProblemsError, problem
from stardb.rulebook import Scheme

HASHED = "hmac-"
"""How a hashed part of a key begins."""

NEW = "新设"
"""What stands for the old name of who is new in truth."""

_SIZE = 32
_SHORT = 32


class Secret:
    """The key file, read when first needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content: bytes | None = None

    @property
    def name(self) -> str:
        """Which key this is, telling nothing of it; "" where there is none yet."""
        return self.digest("stardb.key")[:16] if self.exists() else ""

    def exists(self) -> bool:
        """Whether there is a key."""
        return self._content is not None or os.path.lexists(self.path)

    def digest(self, text: str) -> str:
        """The keyed hash of a text, in hexadecimal; the key is made where there is none. Raises ProblemsError (W303)."""
        if self._content is None:
            self._content = self._read() if os.path.lexists(self.path) else self._make()
        return hmac.digest(self._content, text.encode(), "sha256").hex()

    def _read(self) -> bytes:
        try:
            content = read_bytes(self.path, 2**16)
        except FileFault as fault:
            raise self._unusable(f"{self.path.name} {fault.reason}") from fault
        if len(content) != _SIZE:
            raise self._unusable(f"{self.path.name} 应是{_SIZE}字节，现有{len(content)}字节")
        return content

    def _make(self) -> bytes:
        content = os.urandom(_SIZE)
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
        except OSError as error:
            message = f"{self.path.name} 写不进去：{cause(error)}"
            raise ProblemsError([problem("W303", message, Place(self.path.name), remedy=remedy(error))]) from error
        return content

    def _unusable(self, message: str) -> ProblemsError:
        return ProblemsError([problem("W303", message, Place(self.path.name), found=self.path.name)])


class Keys:
    """How the ledger calls the subjects of one scheme.

    renamed: what a subject, or all below a township, is called now -> what it was called before; `NEW` for who is new.
    """

    def __init__(self, scheme: Scheme, secret: Secret, renamed: Mapping[str, str] | None = None) -> None:
        roster = scheme.roster
        self.secret, self.renamed = secret, renamed or {}
        self._private = [_is_private(roster.columns[name].private, roster.columns[name].type) for name in roster.key]
        self._known: dict[str, str] = {}

    def store_key(self, key: str) -> str:
        """What the ledger calls a subject."""
        if key not in self._known:
            self._known[key] = self._store_key(key)
        return self._known[key]

    def _store_key(self, key: str) -> str:
        parts = key.split("/")
        if len(parts) != len(self._private):  # a name with a slash in it: which part is which cannot be told
            return self._hidden(key) if any(self._private) or mask(key) != key else key
        pairs = zip(parts, self._private, strict=True)
        return "/".join(self._hidden(part) if private or mask(part) != part else part for part, private in pairs)

    def _hidden(self, part: str) -> str:
        return HASHED + self.secret.digest(part)[:_SHORT]

    def list_hidden(self, keys: Iterable[str]) -> dict[str, str]:
        """The private parts of some keys, and of their earlier names -> the hashes in their place."""
        found: dict[str, str] = {}
        for name in dict.fromkeys(name for key in keys for name in self._names_of(key)):
            stored, is_alike = self.store_key(name), name.count("/") == self.store_key(name).count("/")
            pairs = zip(name.split("/"), stored.split("/"), strict=True) if is_alike else [(name, stored)]
            found |= {part: hidden for part, hidden in pairs if part != hidden}
        return found

    def finder(self, record: Container[str]) -> Callable[[Sequence[str]], list[str]]:
        """What a record calls each of today's keys: itself, or what it was called before; where neither is there, itself.

        What somebody else is called today is nobody's earlier name.
        """

        def found(keys: Sequence[str]) -> list[str]:
            today = set(keys)
            return [next((name for name in self._candidates(key, today) if name in record), key) for key in keys]

        return found

    def _candidates(self, key: str, today: Container[str]) -> list[str]:
        """All that a subject may be called in the ledger, the likeliest first."""
        called = [key, *(before for before in self._names_of(key)[1:] if before not in today)]
        return [name for one in called for name in ([self.store_key(one), one] if self.secret.exists() else [one])]

    def _names_of(self, key: str) -> list[str]:
        """A key and its earlier names, the latest first."""
        names = [key]
        while (before := self._before(names[-1])) is not None and before not in names:
            names.append(before)
        return names

    def _before(self, key: str) -> str | None:
        """What a subject was called before its last renaming, by its own entry or by that of what it belongs to."""
        if key in self.renamed:
            return None if self.renamed[key] == NEW else self.renamed[key]
        above, _, name = key.rpartition("/")
        before = self._before(above) if above else None
        return f"{before}/{name}" if before is not None else None

    def is_new(self, key: str) -> bool:
        """Whether a person has said that a subject, or all it belongs to, is new."""
        above = key.rpartition("/")[0]
        return self.renamed.get(key) == NEW or (key not in self.renamed and bool(above) and self.is_new(above))


def _is_private(private: bool, kind: str) -> bool:
    return private or kind == "citizen_id"
