"""stardb for Python: workspaces and schemes in, results as pandas frames out. `stardb/__init__.py` hands these names on."""

from stardb.api.compare_results import compare
from stardb.api.frames import score
from stardb.api.result import Result
from stardb.api.schemes import load_scheme
from stardb.api.workspaces import appraise, run

__all__ = ["Result", "appraise", "compare", "load_scheme", "run", "score"]
