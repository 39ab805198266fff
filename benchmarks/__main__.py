"""`python -m benchmarks [--quick]`: run every contest, then take one run apart, and what it imports."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import imports, reading, rendering, scoring, trip
from benchmarks.contest import QUICK, Size, take_turns
from benchmarks.memory import peaks
from benchmarks.printing import add_contest, console, contest_table, import_table, machine, trip_table


def main() -> None:
    """Measure everything; material that needs files is made in a folder that is gone afterwards."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Speed and memory of stardb beside its peers."
    )
    options.add_argument(
        "--quick", action="store_true", help="small sizes, once each: shows that all agree, measures nothing"
    )
    size = QUICK if options.parse_args().quick else Size()
    to = console()
    to.print(f"stardb beside its peers; {machine()}; medians of {size.rounds}\n")
    table = contest_table()
    with tempfile.TemporaryDirectory(prefix="stardb-bench-") as name:
        for module in (scoring, reading, rendering):
            folder = Path(name, module.__name__)
            folder.mkdir()
            held = module.contest(size, folder)
            add_contest(table, held, take_turns(held, size.rounds), peaks(module, size, folder, len(held.contenders)))
        shares = trip.shares(size, Path(name))
        imported = imports.shares(size.rounds, Path(name))
    to.print(table)
    to.print()
    to.print(trip_table(shares))
    to.print()
    to.print(import_table(imported))


if __name__ == "__main__":
    main()
