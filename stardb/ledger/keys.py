"""How subjects are called in the ledger: names and townships as they are, private keys (ID numbers) as keyed hashes.

A hash joins from year to year, and tells nothing to who has the ledger without the key. The key is `stardb.key`, 32 random
bytes beside the ledger.
"""

import hmac
import os
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from stardb.files import FileFault, cause, read_bytes, remedy
from stardb.intake import Succession, SuccessionKind, mask
from stardb.ledger.lineage import Lineage
from stardb.problems import Place, ProblemsError, problem
from stardb.rulebook import Scheme

HASHED = "hmac-"
"""How a hashed part of a key begins."""

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

    successions: what became of subjects, by which those of today are followed back.
    """

    def __init__(self, scheme: Scheme, secret: Secret, successions: Sequence[Succession] = ()) -> None:
        roster = scheme.roster
        own = {"", scheme.title, PurePosixPath(scheme.file).stem.partition("@")[0]}
        self.secret = secret
        self.lineage = Lineage([one for one in successions if one.scheme in own], scheme.as_of)
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
        for name in dict.fromkeys(name for key in keys for name in self.lineage.list_all_names(key)):
            stored, is_alike = self.store_key(name), name.count("/") == self.store_key(name).count("/")
            pairs = zip(name.split("/"), stored.split("/"), strict=True) if is_alike else [(name, stored)]
            found |= {part: hidden for part, hidden in pairs if part != hidden}
        return found

    def follow(self, record: Container[str], day: date) -> "Followed":
        """Who is who in a record of some day."""
        return Followed(self, record, day)

    def list_stored(self, name: str) -> list[str]:
        """All that a record may call who goes by a name, the likeliest first."""
        return [self.store_key(name), name] if self.secret.exists() else [name]

    def is_new(self, key: str, day: date) -> bool:
        """Whether a person has said that there was no such subject yet on a day, or that it goes on with nobody's history."""
        traced = self.lineage.trace(key, day)
        return not traced.names and traced.unsettled is None

    def list_ended(self, stored: Container[str], day: date) -> list[str]:
        """What a record calls those of whom somebody has said that since a day they are rated no more, or are part of another."""
        since = [one for one in self.lineage.rows if one.day > day]
        joined = {
            name for one in since if one.change in (SuccessionKind.MERGED, SuccessionKind.SPLIT) for name in one.before
        }
        ended = sorted(joined | {name for one in since for name in one.before if self.lineage.find_end(name, day)})
        return [called for name in ended for called in self.list_stored(name) if called in stored]

    def is_ended(self, stored: str, day: date) -> bool:
        """Whether somebody has said that who is called so, or all they belonged to, is rated no more since a day."""
        return self.lineage.find_end(stored, day) is not None


_NOBODY = "\0"
"""How the name of who is not in a record begins, where somebody else there may have had it."""


class Followed:
    """Today's subjects in the record of one day."""

    def __init__(self, keys: Keys, record: Container[str], day: date) -> None:
        self.keys, self.record, self.day = keys, record, day
        self._last: tuple[tuple[str, ...], list[str], frozenset[str]] = ((), [], frozenset())

    def find_stored(self, today: Sequence[str]) -> list[str]:
        """What the record calls each of today's keys: itself, or what it was called then; itself, too, where there is neither."""
        return self._follow(today)[0]

    def find_unsure(self, today: Sequence[str]) -> frozenset[str]:
        """The keys of whom it is not known whose they were: merged or split, without a word of whose history goes on, or two of one."""
        return self._follow(today)[1]

    def _follow(self, today: Sequence[str]) -> tuple[list[str], frozenset[str]]:
        asked = tuple(today)
        if self._last[0] != asked:
            self._last = (asked, *self._find(asked))
        return self._last[1], self._last[2]

    def _find(self, today: tuple[str, ...]) -> tuple[list[str], frozenset[str]]:
        if not self.keys.lineage.rows:
            return [next(iter(self._in_record([key])), key) for key in today], frozenset()
        called: list[str | None] = []
        unsure = set[str]()
        for key in today:
            traced = self.keys.lineage.trace(key, self.day)
            there = self._in_record(traced.names)
            if traced.unsettled is not None or len(there) > 1:
                unsure.add(key)
            is_nobody = key in unsure or (not traced.names)
            called.append(_NOBODY + key if is_nobody else there[0] if there else None)
        taken = Counter(name for name in called if name is not None)
        for i, key in enumerate(today):
            if called[i] is None:
                called[i] = self._find_otherwise(key, taken, today)
        counted = Counter(called)
        shared = [key for key, name in zip(today, called, strict=True) if counted[name] > 1 and not self._is_part(key)]
        unsure.update(shared)
        names = [_NOBODY + key if key in unsure else str(name) for key, name in zip(today, called, strict=True)]
        return names, frozenset(unsure)

    def _in_record(self, names: Sequence[str]) -> list[str]:
        """What the record calls those of some names who are in it."""
        found = (next((one for one in self.keys.list_stored(name) if one in self.record), None) for name in names)
        return [one for one in found if one is not None]

    def _find_otherwise(self, key: str, taken: Mapping[str, int], today: Sequence[str]) -> str:
        """What the record calls who is not there by the name of that day: by one of before or after, that is nobody else's."""
        others = set(today) if self.keys.lineage.is_touched(key) else set[str]()
        names = [name for name in self.keys.lineage.list_all_names(key) if name == key or name not in others]
        return next((one for one in self._in_record(names) if not taken.get(one)), key)

    def _is_part(self, key: str) -> bool:
        """Whether a subject is one of several that somebody has said go on with one history."""
        return any(
            one.change is SuccessionKind.SPLIT and len(one.continues) > 1 and key in one.continues
            for one in self.keys.lineage.rows
        )


def _is_private(private: bool, kind: str) -> bool:
    return private or kind == "citizen_id"
