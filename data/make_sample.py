"""Writes the workbooks of the samples: `python data/make_sample.py [folder]`, by default beside this file.

The county's two schemes lie in a folder a year, the others in `systems/`, a folder a scheme.

Every run writes the same bytes. What is in them is described in README.md.
"""

import sys
from pathlib import Path

from samplecounty.books import write_all
from samplesystems import write_systems

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for path in [*write_all(target), *write_systems(target / "systems")]:
        print(f"{path.stat().st_size:>8,}  {path.relative_to(target)}")
