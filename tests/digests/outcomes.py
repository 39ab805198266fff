"""Makes all that stardb makes of the sample county and of the shipped cases, and gives the digest of each.

    python tests/digests/outcomes.py                    print what differs from outcomes.sha256
    python tests/digests/outcomes.py --write            write outcomes.sha256 anew
    python tests/digests/outcomes.py --keep FOLDER      leave what was made in FOLDER, workbooks unpacked beside
    python tests/digests/outcomes.py --root CHECKOUT    with the stardb of another checkout

To look at a difference, keep the outcomes of both commits and compare the folders:

    git worktree add /tmp/before <commit>
    python tests/digests/outcomes.py --root /tmp/before --keep /tmp/old
    python tests/digests/outcomes.py --keep /tmp/new
    diff -r /tmp/old /tmp/new

Only the command line and the ledger's tables are used, so that it runs on any commit. Bytes are compared, workbooks
included. Left out is only what is a clock: the seconds of `run --format json`, and in the ledger the time of an event, with
the hashes that chain events, as they are made from it. The ledger's key, which is random, is given.
"""

import argparse
import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

sys.path.append(str(Path(__file__).parents[1]))

from unmeasured import environment

HERE = Path(__file__).parent
RECORD = HERE / "outcomes.sha256"
YEARS = ("2022", "2023")
SECTIONS = {
    "county": ("run/", "results/", "ledger/"),
    "papers": ("forms/", "returns/", "check/20", "explain/"),
    "cases": ("cases/", "check/as_printed"),
}
"""What is made, and how the names of its outcomes begin."""
START = "from stardb.cli import main; main()"
PRINTED = HERE.parent / "published" / "as_printed"

Outcomes = dict[str, bytes]
"""The name of each outcome, as a path, and its bytes."""


class Program:
    """The stardb that is run: that of a checkout, or else whichever this Python imports."""

    def __init__(self, root: Path | None) -> None:
        self.environment = environment(COLUMNS="120", PYTHONIOENCODING="utf-8")
        if root is not None:
            self.environment["PYTHONPATH"] = str(root.resolve())

    def run(self, folder: Path, *arguments: str) -> bytes:
        """What a command prints, run within a folder. Raises RuntimeError where it gives nothing at all."""
        command = [sys.executable, "-c", START, *arguments]
        done = subprocess.run(command, cwd=folder, env=self.environment, capture_output=True)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"stardb {' '.join(arguments)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout


def make_outcomes(program: Program, folder: Path, sections: Collection[str] = tuple(SECTIONS)) -> Outcomes:
    """All outcomes of some sections, made in an empty folder. `papers` needs `county`."""
    program.run(folder, "init", "county", "--sample")
    program.run(folder, "init", "rules")
    with ThreadPoolExecutor() as pool:
        cases = pool.submit(run_cases, program, folder / "rules") if "cases" in sections else None
        found = rate_county(program, folder / "county") if "county" in sections else {}
        if "papers" in sections:
            found |= make_papers(program, folder / "county")
        return found | (cases.result() if cases else {})


def rate_county(program: Program, county: Path) -> Outcomes:
    """Workbooks, pages and assets of both years, what the command prints, and the ledger."""
    key = county / "stardb.key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    found: Outcomes = {}
    for year in YEARS:
        printed = json.loads(program.run(county, "run", "--period", year, "--format", "json"))
        del printed["seconds"]
        found[f"run/{year}.json"] = as_json(printed)
    return found | files_in(county, "results") | dump_ledger(county / "stardb.sqlite")


def make_papers(program: Program, county: Path) -> Outcomes:
    """Blank forms, workbooks handed back, the check of what came in, and explanations, once the county is rated."""
    found: Outcomes = {}
    for year in YEARS:
        period = ("--period", year)
        program.run(county, "forms", *period, "--roster")
        program.run(county, "return", *period)
        found[f"check/{year}.json"] = program.run(county, "check", *period, "--format", "json")
        for name in ("芦家洼", "葛铺"):
            found[f"explain/{year} {name}.txt"] = program.run(county, "explain", *period, name)
    return found | files_in(county, "forms") | files_in(county, "returns")


def run_cases(program: Program, folder: Path) -> Outcomes:
    """The cases of every shipped rule file, and what `check` finds in the regulations as they were printed."""
    tested = json.loads(program.run(folder, "test", "--format", "json"))
    found = {f"cases/{one['cases_file']}.json": as_json(one) for one in tested.pop("schemes")}
    found["cases/all.json"] = as_json(tested)
    shutil.copytree(PRINTED, folder / "as_printed")
    found["check/as_printed.json"] = program.run(folder, "check", "as_printed", "--format", "json")
    return found


def files_in(county: Path, name: str) -> Outcomes:
    """All files below a folder of the county."""
    files = (path for path in (county / name).rglob("*") if path.is_file())
    return {path.relative_to(county).as_posix(): path.read_bytes() for path in files}


def dump_ledger(path: Path) -> Outcomes:
    """The ledger's tables: one outcome each, a row a line, in the order of its key. Without times and the chain's hashes."""
    with contextlib.closing(sqlite3.connect(path)) as ledger:
        tables = [
            name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {f"ledger/{name}.jsonl": b"".join(dump_table(ledger, name)) for name in tables}


def dump_table(ledger: sqlite3.Connection, table: str) -> Iterator[bytes]:
    cursor = ledger.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    for row in sorted(cursor, key=repr):
        yield as_json(timeless(dict(zip(names, row, strict=True))), indent=None) + b"\n"


def timeless(row: Mapping[str, object]) -> dict[str, object]:
    """A row of the ledger without what depends on the clock; bytes as their digest."""
    left = {name: value for name, value in row.items() if name not in ("previous", "hash", "time")}
    if isinstance(left.get("body"), str):
        left["body"] = timeless(json.loads(str(left["body"])))
    return {name: sha256(value).hexdigest() if isinstance(value, bytes) else value for name, value in left.items()}


def as_json(value: object, indent: int | None = 1) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=True).encode()


def parts_of(workbook: bytes, folder: Path) -> Outcomes:
    """The parts of a workbook, each by its path."""
    file = folder / "workbook.xlsx"
    file.write_bytes(workbook)
    with ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def parts_digest(workbook: bytes, folder: Path) -> str:
    """One digest of a workbook's parts, in their order: alike where two workbooks differ in how they are packed only."""
    listed = "".join(f"{name} {digest(content)}\n" for name, content in parts_of(workbook, folder).items())
    return digest(listed.encode())


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:32]


def make_digests(outcomes: Outcomes) -> dict[str, tuple[str, ...]]:
    """The digest of each outcome, in sorted order; of a workbook also that of its parts."""
    with tempfile.TemporaryDirectory() as temp:
        return {
            name: (digest(content), parts_digest(content, Path(temp))) if name.endswith(".xlsx") else (digest(content),)
            for name, content in sorted(outcomes.items())
        }


def write_record(digests: Mapping[str, tuple[str, ...]]) -> None:
    lines = ["\t".join([":".join(found), name]) for name, found in digests.items()]
    RECORD.write_text("\n".join([f"zlib {zlib.ZLIB_RUNTIME_VERSION}", *lines, ""]), "utf-8")


def read_record() -> tuple[str, dict[str, tuple[str, ...]]]:
    """The zlib that packed the recorded workbooks, and the recorded digests."""
    first, *lines = RECORD.read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    return first.removeprefix("zlib "), {name: tuple(found.split(":")) for found, name in pairs}


def differences(
    found: Mapping[str, tuple[str, ...]], recorded: Mapping[str, tuple[str, ...]], packer: str
) -> list[str]:
    """A line for each outcome that is not as recorded. Recorded with another zlib, workbooks are compared by their parts."""
    lines = []
    for name in sorted(found.keys() | recorded.keys()):
        now, before = found.get(name), recorded.get(name)
        if now is None or before is None:
            lines.append(f"{'missing' if now is None else 'new'}: {name}")
        elif now != before and now[1:] == before[1:] != ():
            if packer == zlib.ZLIB_RUNTIME_VERSION:
                lines.append(f"packed differently, with the same parts: {name}")
        elif now != before:
            lines.append(f"differs: {name}")
    return lines


def keep(outcomes: Outcomes, folder: Path) -> None:
    """Write the outcomes into a folder, and the parts of each workbook beside it, for `diff -r`."""
    for name, content in outcomes.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        for part, inner in (parts_of(content, folder) if name.endswith(".xlsx") else {}).items():
            place = folder / f"{name}.parts" / part
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(inner.replace(b"><", b">\n<") if part.endswith((".xml", ".rels")) else inner)
    (folder / "workbook.xlsx").unlink(missing_ok=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, help="a checkout whose stardb is run")
    parser.add_argument("--keep", type=Path, help="an empty folder for what was made")
    parser.add_argument("--write", action="store_true", help="write outcomes.sha256")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temp:
        outcomes = make_outcomes(Program(options.root), Path(temp))
    if options.keep:
        keep(outcomes, options.keep)
    digests = make_digests(outcomes)
    if options.write:
        write_record(digests)
    packer, recorded = read_record()
    lines = differences(digests, recorded, packer)
    print("\n".join(lines) or f"{len(digests)} outcomes, all as recorded")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
