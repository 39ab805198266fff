"""The sample county's generator lies beside its data, not in a package that is installed."""

import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
sys.path.insert(0, str(DATA))
