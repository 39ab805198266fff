"""The earlier results in an archive, in the place of a ledger: what a closed period was computed from, and nothing later."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from stardb.intake import Succession
from stardb.ledger import HASHED, Keys, Secret
from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import Period
from stardb.rulebook import Scheme
from stardb.scoring import History, Past
from stardb.workspace.closing.archive_file import Archive
from stardb.workspace.closing.archive_manifest import ArchivedRun
from stardb.workspace.closing.record_files import HIDDEN, read_hidden_keys, read_record_file

RECORDS, OPENING = "records", "opening"
"""The folders of an archive with the closed results, and with those of earlier periods."""


def record_path(folder: str, run: ArchivedRun) -> str:
    """Where a run's results stand in an archive."""
    return f"{folder}/{run.period}/{run.scheme}.csv"


class ArchivedSecret(Secret):
    """The key file as an archive replaces it: it knows the hashes of the private keys that occur, and no others."""

    def __init__(self, name: str, hashes: Mapping[str, str]) -> None:
        super().__init__(Path())
        self._told, self._hashes = name, hashes

    @property
    def name(self) -> str:
        """Which key file it stands for."""
        return self._told

    def exists(self) -> bool:
        """Whether any key is private."""
        return bool(self._told)

    def digest(self, text: str) -> str:
        """The hash of a private part; of one that does not occur, one that is nobody's."""
        known = self._hashes.get(text)
        return known.removeprefix(HASHED) if known else hashlib.sha256(f"nobody {text}".encode()).hexdigest()


class ArchivedLevels:
    """An archive as a source of earlier results. successions: as the archive has them.

    Raises ProblemsError (W327) where the archive's records cannot be read.
    """

    def __init__(self, archive: Archive, successions: Sequence[Succession]) -> None:
        self.archive, self.successions = archive, successions
        hidden = archive.files.get(HIDDEN, b"{}")
        try:
            self.secret = ArchivedSecret(archive.manifest.secret, read_hidden_keys(hidden))
        except ValueError as error:
            raise _unreadable(archive, HIDDEN) from error

    def keys(self, scheme: Scheme) -> Keys:
        """How the subjects of a scheme are called in the archive."""
        return Keys(scheme, self.secret, self.successions)

    def history(self, name: str, scheme: Scheme, since: Period | None = None) -> History:
        """The periods of a scheme earlier than its own, in order. since: those that ended before it are left out."""
        manifest, keys = self.archive.manifest, self.keys(scheme)
        runs = [(RECORDS, run) for run in manifest.runs] + [(OPENING, run) for run in manifest.openings]
        earlier = [
            (folder, run)
            for folder, run in runs
            if run.scheme == name
            and run.rated_period < scheme.period
            and (since is None or since.first <= run.rated_period.last)
        ]
        return History(tuple(self._past(folder, run, keys) for folder, run in sorted(earlier, key=_period_of)))

    def _past(self, folder: str, run: ArchivedRun, keys: Keys) -> Past:
        record = read_archived_record(self.archive, record_path(folder, run))
        followed = keys.follow(set(record["key"]), run.day)
        return Past(run.rated_period, run.day, record, followed.find_stored, followed.find_unsure)


def _period_of(pair: tuple[str, ArchivedRun]) -> Period:
    return pair[1].rated_period


def read_archived_record(archive: Archive, path: str) -> pd.DataFrame:
    """A record of an archive. Raises ProblemsError (W327) where it cannot be read."""
    try:
        return read_record_file(archive.files[path])
    except (KeyError, ValueError) as error:
        raise _unreadable(archive, path) from error


def _unreadable(archive: Archive, path: str) -> ProblemsError:
    message = f"归档 {archive.name} 用不成：里面的 {path} 读不出"
    return ProblemsError([problem("W327", message, Place(archive.name, path), found=path)])
