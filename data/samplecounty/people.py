"""Invented people: a surname with 某某, and an ID number of a region there is not."""

from dataclasses import dataclass
from datetime import date
from random import Random

REGION = "141199"  # 吕梁市 ends at 141182; no division has this code
SURNAMES = "张张张张张张张王王王王王王李李李李李李刘刘刘刘刘程程程程杨杨杨杨高高高赵赵赵牛牛牛梁郭史兰袁白任曹冯马"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """Somebody who is nobody."""

    name: str
    id: str

    @property
    def born(self) -> date:
        return date(int(self.id[6:10]), int(self.id[10:12]), int(self.id[12:14]))

    @property
    def sex(self) -> str:
        return "男" if int(self.id[16]) % 2 else "女"


def invent(serial: int, seed: str, first_post: date) -> Person:
    """A person whose `serial` (1–499, theirs alone) makes the ID unique, grown up when `first_post` began."""
    rng = Random(f"person/{seed}")
    year = max(first_post.year - 24 - int(24 * rng.random()), 1954)
    born = date(year, 1 + int(12 * rng.random()), 1 + int(28 * rng.random()))
    man = rng.random() < 0.85
    first17 = f"{REGION}{born:%Y%m%d}{2 * serial + man:03d}"
    return Person(f"{SURNAMES[int(len(SURNAMES) * rng.random())]}某某", first17 + check_digit(first17))


def check_digit(first17: str) -> str:
    """GB 11643: ISO 7064 MOD 11-2."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]
