"""The 144 secretaries at the end of 2022.

The stars are not written here: they come out of appraisal, posts and honours. `BULK` and `NOTABLE` are so
chosen that what 岚县 published comes out: six stars 1, three 6, two 24, one 56, zero 13, not rated 44.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from samplecounty.careers import Honour, Post, career, honour
from samplecounty.notable import NOTABLE
from samplecounty.people import Person, invent
from samplecounty.places import names

Key = tuple[str, str]

# (how many, appraisal, span, level of honours) – the comment gives the stars it comes to.
BULK = (
    (8, "优秀", "<10", ()),  # 2
    (7, "合格", "10+", ()),  # 2
    (3, "合格", "<10", ("县级",)),  # 2
    (38, "合格", "<10", ()),  # 1
    (5, "基本合格", "10+", ()),  # 1
    (3, "基本合格", "<10", ("县级",)),  # 1
    (9, "基本合格", "<10", ()),  # 0
    (2, "不合格", "<10", ()),  # 0
    (4, "优秀", "new", ()),  # not rated
    (3, "合格", "new", ("县级",)),  # not rated
    (32, "合格", "new", ()),  # not rated
    (2, "基本合格", "new", ()),  # not rated
)


@dataclass(frozen=True)
class Secretary:
    """What the three sheets say of one secretary."""

    town: str
    village: str
    person: Person
    appraisal: str
    posts: tuple[Post, ...]
    honours: tuple[Honour, ...] = ()
    failings: int = 0  # 履职不到位情形
    punished: bool = False  # 受党纪处分
    pending: bool = False  # 立案未结
    note: str = ""

    @property
    def key(self) -> Key:
        return self.town, self.village


def secretaries_2022() -> Mapping[Key, Secretary]:
    """By township and village, in the order of the codes."""
    places = [(town, village) for town, village, _ in names()]
    ordinary = [place for place in places if place not in NOTABLE]
    Random("who is where").shuffle(ordinary)
    recipes = [recipe[1:] for recipe in BULK for _ in range(recipe[0])]
    bulk = dict(zip(ordinary, recipes, strict=True))
    found = {}
    for serial, (town, village) in enumerate(places, 1):
        rng = Random(f"secretary/{town}/{village}")
        if (town, village) in NOTABLE:
            case = NOTABLE[town, village]
            appraisal, posts, honours = case.appraisal, case.posts, case.honours
            punished, note = case.punished, case.remark
        else:
            appraisal, span, levels = bulk[town, village]
            posts = career(town, span, rng)
            honours = tuple(honour(level, 2017 + int(6 * rng.random())) for level in levels)
            punished, note = False, ""
        first = min(post.start for post in posts)
        person = invent(serial, f"{town}/{village}", first)
        found[town, village] = Secretary(town, village, person, appraisal, posts, honours, punished=punished, note=note)
    return found
