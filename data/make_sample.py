"""Writes the sample county's workbooks: `python data/make_sample.py [folder]`, by default beside this file.

Every run writes the same bytes. What is in them is described in README.md.
"""

import sys
from pathlib import Path

from samplecounty.books import write_all

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for path in write_all(target):
        print(f"{path.stat().st_size:>8,}  {path.relative_to(target)}")
