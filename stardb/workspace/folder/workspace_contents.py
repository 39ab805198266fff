"""What a new workspace brings along: the rules and templates always, and samples where asked for."""

from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.problems import Problem, ProblemsError, problem
from stardb.quantity import find_near
from stardb.shipped import shipped

COUNTY_SCHEMES = ("secretary-star-level", "five-star-branch")
"""The schemes of the sample county; the others have samples of their own, `data/systems/<scheme>`."""


@dataclass(frozen=True)
class Contents:
    """What a new workspace brings along: the sample county, and the samples of other schemes."""

    county: bool = False
    systems: tuple[str, ...] = ()

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes that are rated."""
        return (*(COUNTY_SCHEMES if self.county or not self.systems else ()), *self.systems)


BARE = Contents()
"""Nothing but the rules and templates."""


def list_systems() -> list[str]:
    """The schemes beside the county's two that have a sample."""
    folder = shipped("data") / "systems"
    return sorted(item.name for item in folder.iterdir() if item.is_dir()) if folder.is_dir() else []


def choose_contents(county: bool, schemes: Sequence[str] = (), everything: bool = False) -> Contents:
    """What to bring along. county: the sample county. schemes: those named, with their samples. everything: all there are.

    A scheme that reads another's results brings that too. Raises ProblemsError (W103) for a scheme without a sample.
    """
    known = list_systems()
    unknown = [name for name in schemes if name not in (*known, *COUNTY_SCHEMES)]
    if unknown:
        raise ProblemsError([_no_sample(name, [*COUNTY_SCHEMES, *known]) for name in unknown])
    if everything:
        return Contents(True, tuple(known))
    systems = tuple(name for name in dict.fromkeys(schemes) if name in known)
    return Contents(county or any(name in (*COUNTY_SCHEMES, *_STANDING_ON_COUNTY) for name in schemes), systems)


_STANDING_ON_COUNTY = ("multi-year-targets",)
"""Schemes that rate the sample county's branches by their results there."""


def _no_sample(name: str, known: Sequence[str]) -> Problem:
    near = find_near(name, known, cutoff=0.6)
    message = f"没有“{name}”这部办法的样例" + (f"；是不是“{near[0]}”？" if near else "")
    return problem("W103", message, found=name, expected="、".join(known))
