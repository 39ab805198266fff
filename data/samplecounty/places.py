"""The county's townships, villages and communities, and how large each branch is."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

COUNTY = "岚县"
VILLAGES = Path(__file__).resolve().parent.parent / "villages.csv"
COMMUNITIES = tuple(f"第{n}社区" for n in "一二三四五六七八")
COMMUNITY_TOWN = "东村镇"
PERIODS = (2022, 2023)
MEMBERS_2022 = 4538  # of the 136 village branches, as the county gives it


@dataclass(frozen=True)
class Branch:
    """One village's or community's branch."""

    town: str
    village: str
    kind: str  # 村 or 社区
    people: int
    members: dict[int, int]  # by period

    @property
    def key(self) -> tuple[str, str]:
        return self.town, self.village


def names() -> list[tuple[str, str, str]]:
    """(township, village, 村 or 社区) by the division codes, a township's communities after its villages."""
    with VILLAGES.open(encoding="utf-8", newline="") as file:
        villages = [(row["township"], row["village"], "村") for row in csv.DictReader(file)]
    first_after = max(i for i, place in enumerate(villages) if place[0] == COMMUNITY_TOWN) + 1
    communities = [(COMMUNITY_TOWN, name, "社区") for name in COMMUNITIES]
    return [*villages[:first_after], *communities, *villages[first_after:]]


def branches() -> list[Branch]:
    """All 144 branches; the village branches' members add up to the county's figure in 2022."""
    found = []
    for town, village, kind in names():
        rng = Random(f"place/{town}/{village}")
        people = 2200 + int(3800 * rng.random()) if kind == "社区" else 260 + int(2100 * rng.random() ** 1.6)
        share = 0.020 + 0.012 * rng.random()
        found.append((town, village, kind, people, max(9, round(people * share))))
    surplus = MEMBERS_2022 - sum(members for *_, kind, _, members in found if kind == "村")
    villages = [i for i, place in enumerate(found) if place[2] == "村"]
    extra = dict.fromkeys(range(len(found)), 0)
    for step in range(abs(surplus)):
        extra[villages[step % len(villages)]] += 1 if surplus > 0 else -1
    result = []
    for i, (town, village, kind, people, members) in enumerate(found):
        now = members + extra[i]
        change = Random(f"members/{town}/{village}").choice((-1, 0, 0, 1, 1, 2))
        result.append(Branch(town, village, kind, people, {2022: now, 2023: now + change}))
    return result


def towns() -> list[str]:
    """The nine townships in the order of their codes."""
    return list(dict.fromkeys(town for town, _, _ in names()))
