"""`manifest.json` of an archive: what was closed, with which program, and the digest of every file in it."""

import json
import platform
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from stardb import __version__
from stardb.dataclass import dataclass
from stardb.quantity import Period, UnreadableText, read_period

MANIFEST = "manifest.json"

_FORM = 1
"""The form of archives; a newer one is refused."""

_COMPONENTS = ("lark", "lxml", "numpy", "openpyxl", "pandas", "pydantic", "PyYAML")
"""The packages that results may depend on."""


@dataclass(frozen=True)
class ArchivedRun:
    """One scheme's results of one period: those that are closed, or earlier ones that were at hand.

    hash: of the run's event in the ledger. is_read: whether the closed results were computed from it (of earlier ones).
    """

    scheme: str
    title: str
    period: str
    as_of: str
    hash: str
    is_read: bool = False

    @property
    def rated_period(self) -> Period:
        """The period that was rated."""
        return read_period(self.period)

    @property
    def day(self) -> date:
        """The day it was rated on."""
        return date.fromisoformat(self.as_of)


@dataclass(frozen=True)
class ArchiveManifest:
    """What an archive says of itself.

    periods: all that are closed with it, in order. runs: their results. openings: the earlier ones. secret: which `stardb.key`
    private keys are hashed with. left: who stays undecided, as the ledger calls them; because: why. files: path -> SHA-256.
    evidence: path -> SHA-256 of files that are not in the archive themselves.
    """

    county: str
    period: str
    periods: tuple[str, ...]
    program: str
    components: Mapping[str, str]
    secret: str
    runs: tuple[ArchivedRun, ...]
    openings: tuple[ArchivedRun, ...]
    left: tuple[str, ...] = ()
    because: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def closed_period(self) -> Period:
        """The period that was closed."""
        return read_period(self.period)

    def list_periods(self) -> list[Period]:
        """All periods that were closed with it, in order."""
        return [read_period(name) for name in self.periods]


def write_manifest(manifest: ArchiveManifest) -> bytes:
    """The content of the file: the same for the same manifest."""
    text = json.dumps({"form": _FORM, **asdict(manifest)}, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def read_manifest(content: bytes) -> ArchiveManifest:
    """A manifest read. Raises ValueError where it is none, with a Chinese reason where one can be told."""
    try:
        given: dict[str, Any] = json.loads(content)
        if given.pop("form") != _FORM:
            raise ValueError("是更新版本的 stardb 写的，这个版本读不了")
        manifest = ArchiveManifest(
            county=str(given.pop("county")),
            period=str(given.pop("period")),
            periods=_read_list(given.pop("periods")),
            program=str(given.pop("program")),
            components=_read_texts(given.pop("components")),
            secret=str(given.pop("secret")),
            runs=tuple(_read_run(one) for one in given.pop("runs")),
            openings=tuple(_read_run(one) for one in given.pop("openings")),
            left=_read_list(given.pop("left")),
            because=str(given.pop("because")),
            files=_read_texts(given.pop("files")),
            evidence=_read_texts(given.pop("evidence")),
        )
        manifest.closed_period, manifest.list_periods()  # read, so that they can be
    except (KeyError, TypeError, AttributeError, RecursionError, UnreadableText, json.JSONDecodeError) as error:
        raise ValueError(f"{MANIFEST} 读不出") from error
    return manifest


def _read_list(given: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in given)


def _read_run(given: Mapping[str, Any]) -> ArchivedRun:
    texts = {name: str(given[name]) for name in ("scheme", "title", "period", "as_of", "hash")}
    run = ArchivedRun(**texts, is_read=bool(given["is_read"]))
    run.rated_period, run.day  # noqa: B018
    return run


def _read_texts(given: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in given.items()}


def list_components() -> dict[str, str]:
    """The versions of Python and of the packages that results may depend on."""
    found = {"Python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name in _COMPONENTS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def list_other_versions(manifest: ArchiveManifest) -> list[str]:
    """What is of another version now than when the archive was made: "stardb 0.9（现在 1.0）"."""
    then = {"stardb": manifest.program, **manifest.components}
    now = {"stardb": __version__, **list_components()}
    return [f"{name} {then[name]}（现在 {now.get(name) or '没有'}）" for name in then if then[name] != now.get(name)]
