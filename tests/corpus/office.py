"""LibreOffice turns built workbooks into the formats no Python library writes: old .xls, .ods."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from corpus.case import Case
from corpus.reading import write

MADE_AS = {"xls": "xls:MS Excel 97", "et": "xls:MS Excel 97", "ods": "ods", "xlsx": "xlsx"}
"""What LibreOffice calls the formats; WPS's .et is an .xls inside."""


def convert(cases: Sequence[Case], folder: Path, office: Sequence[str]) -> None:
    """Writes each case to `folder`/its name/data and turns its files into its format, in one call a format."""
    for wanted in sorted({case.office for case in cases}):
        mine = [case for case in cases if case.office == wanted]
        _convert(mine, folder, wanted, [*office, "--convert-to", MADE_AS[wanted]])


def _convert(cases: Sequence[Case], folder: Path, wanted: str, command: Sequence[str]) -> None:
    drop = folder / "drop"
    drop.mkdir(parents=True, exist_ok=True)
    built: dict[str, Path] = {}
    for case in cases:
        write(case, folder / case.name / "data")
        for path in sorted((folder / case.name / "data").iterdir()):
            passing = drop / f"{len(built)}{path.suffix}"  # LibreOffice puts all in one folder: names must not clash
            built[passing.stem] = path
            path.rename(passing)
    sources = sorted(drop.iterdir())
    out = drop / "out"
    subprocess.run([*command, "--outdir", str(out), *map(str, sources)], check=True, capture_output=True)
    for made in out.iterdir():
        path = built.pop(made.stem)
        made.rename(path.with_suffix(f".{wanted}"))
    assert not built, f"not converted: {sorted(map(str, built.values()))}"
    for source in sources:
        source.unlink()
    out.rmdir()
