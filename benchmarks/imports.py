"""What importing costs one `stardb run` on the sample county, in seconds of CPU: numpy and pandas, and all else.

A run says which modules it ended with; a fresh process then imports numpy and pandas, and after them the others in the same
order. The bytecode is compiled before, as it is where stardb is installed. CPU time, since other programs may be at work.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from stardb.workspace import Contents, create_workspace

_RUN = """
import contextlib, io, json, sys
from stardb.cli import main
sys.argv = ["stardb", "run", "--format", "json", "--period", "2022", "-C", sys.argv[1]]
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main()
print(json.dumps([name for name, module in sys.modules.items() if getattr(module, "__spec__", None)]))
"""
_IMPORT = """
import contextlib, gc, importlib, json, os, sys
from stardb.cli.chinese_click import GARBAGE
def spent():
    times = os.times()
    return times.user + times.system
names = json.load(sys.stdin)
began = spent()
import numpy, pandas
between = spent()
gc.set_threshold(*GARBAGE)
for name in names:
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
print(json.dumps([between - began, spent() - between]))
"""


def shares(rounds: int, folder: Path) -> dict[str, float]:
    """The least seconds of CPU that importing took in some rounds: of numpy and pandas, and of all else."""
    county = folder / "imports"
    create_workspace(county, Contents(county=True))
    bytecode = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    names = _printed(_RUN, str(county), given="", more=bytecode)
    _printed(_IMPORT, given=json.dumps(names), more=bytecode)
    taken = [_printed(_IMPORT, given=json.dumps(names), more=bytecode) for _ in range(rounds)]
    return {"numpy, pandas": min(one for one, _ in taken), "all else of a run": min(other for _, other in taken)}


def _printed(program: str, *arguments: str, given: str, more: dict[str, str]) -> list[float]:
    """What a program of a process of its own prints, as JSON."""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, input=given, env=os.environ | more, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))
