"""A contest: several ways to one result, taking turns under one clock."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol


@dataclass(frozen=True)
class Size:
    """How much work: subjects scored, workbooks read, rows rendered, and how often each is repeated."""

    subjects: int = 50_000
    workbooks: int = 200
    rows: int = 5_000
    rounds: int = 7


QUICK = Size(subjects=600, workbooks=2, rows=40, rounds=1)


@dataclass(frozen=True)
class Contender:
    """One way to do it: what to call it, and the act timed."""

    name: str
    act: Callable[[], Any]


@dataclass(frozen=True)
class Contest:
    """What is done, by whom (the last is the measure), and `agree`, which fails where the results are not the same."""

    title: str
    contenders: tuple[Contender, ...]
    agree: Callable[..., None]


class ContestModule(Protocol):
    """A module of this package that holds a contest."""

    __name__: str

    def contest(self, size: Size, folder: Path) -> Contest:
        """The contest, its material made in `folder` where it needs files."""


def take_turns(contest: Contest, rounds: int) -> list[float]:
    """The median seconds of each contender, after one round that only warms up and shows that all agree."""
    contest.agree(*(contender.act() for contender in contest.contenders))
    times: Sequence[list[float]] = [[] for _ in contest.contenders]
    for _ in range(rounds):
        for contender, taken in zip(contest.contenders, times, strict=True):
            taken.append(seconds(contender.act))
    return [median(taken) for taken in times]


def seconds(act: Callable[[], Any]) -> float:
    """How long an act takes; rubbish of earlier ones is collected before the clock starts."""
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
