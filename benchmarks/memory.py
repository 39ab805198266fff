"""Peak memory of one contender: of a fresh process, above what it held once its material was made."""

import ctypes
import importlib
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.contest import ContestModule, Size

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peaks(module: ContestModule, size: Size, folder: Path, contenders: int) -> list[float | None]:
    """MiB of each contender; None where the system does not tell (other than Linux)."""
    return (
        [_peak(module, size, folder, index) for index in range(contenders)] if RESET.exists() else [None] * contenders
    )


def _peak(module: ContestModule, size: Size, folder: Path, index: int) -> float:
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_act_alone, args=(module.__name__, size, folder, index, there))
    process.start()
    there.close()
    try:
        return float(here.recv())
    finally:
        process.join()


def _act_alone(module: str, size: Size, folder: Path, index: int, answer: Connection) -> None:
    """Runs in the process of its own. getrusage would not do: a child begins with its parent's ru_maxrss."""
    act = importlib.import_module(module).contest(size, folder).contenders[index].act
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc: hand back what making the material left free
    if trim is not None:
        trim(0)
    RESET.write_text("5", encoding="ascii")  # the peak so far (VmHWM) is what is held now
    before = _kib("VmRSS")
    act()
    answer.send((_kib("VmHWM") - before) / 1024)


def _kib(field: str) -> int:
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))
