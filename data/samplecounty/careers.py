"""Posts held, honours won: what a secretary's facts are made of, and the usual shapes of a village career."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

# These townships write months, not days: every date of theirs is the first of a month.
MONTH_TOWNS = ("岚城镇", "界河口镇", "梁家庄乡")
ELECTIONS = {"10+": ((2003, 5), (2005, 12), (2008, 12), (2011, 12)), "20+": ((1996, 12), (1999, 12), (2002, 12))}
RECENT = ((2013, 6), (2014, 12), (2014, 12), (2016, 8), (2017, 12), (2018, 1), (2019, 7), (2021, 11), (2021, 12))
HONOURS = {
    "县级": ("优秀共产党员", "优秀党务工作者", "先进基层党组织书记"),
    "市级": ("吕梁市优秀党务工作者", "吕梁市农村优秀带头人"),
    "省级": ("山西省担当作为好支书", "山西省优秀党务工作者"),
    "国家级": ("全国优秀党务工作者",),
}


@dataclass(frozen=True)
class Post:
    """A line of 任职经历. `end` is the last day held, None while in office."""

    role: str  # 书记, 主任, or a post that does not count: 副书记, 委员
    start: date
    end: date | None = None
    reason: str = "在任"


@dataclass(frozen=True)
class Honour:
    """A line of 表彰."""

    name: str
    level: str
    year: int


def honour(level: str, year: int) -> Honour:
    titles = HONOURS[level]
    return Honour(titles[year % len(titles)], level, year)


def on(town: str, year: int, month: int, rng: Random) -> date:
    """Some day of that month, as exactly as the township writes days."""
    if town in MONTH_TOWNS or (town == "社科乡" and rng.random() < 0.5):
        return date(year, month, 1)
    return date(year, month, 1 + int(27 * rng.random()))


def until(town: str, start: date) -> date:
    """The last day of a post whose successor begins on `start`; where only months are written, that same month."""
    return start if town in MONTH_TOWNS else start - timedelta(days=1)


def handed_on(town: str, roles: tuple[str, ...], starts: tuple[date, ...], reason: str = "换届") -> tuple[Post, ...]:
    """Posts one upon another without a break, the last still held."""
    posts = [Post(role, start) for role, start in zip(roles, starts, strict=True)]
    for i, following in enumerate(starts[1:]):
        posts[i] = replace(posts[i], end=until(town, following), reason=reason)
    return tuple(posts)


def career(town: str, span: str, rng: Random) -> tuple[Post, ...]:
    """A career of `<10` (and more than one), `10+` or `20+` years by the end of 2022, in one of the usual shapes."""
    if span == "new":
        return newcomer(town, rng)
    months = RECENT if span == "<10" else ELECTIONS[span]
    start = on(town, *months[int(len(months) * rng.random())], rng)
    shape = rng.random()
    if span == "<10" and shape < 0.25:  # a post before that does not count
        before = on(town, start.year - 3, start.month, rng)
        return handed_on(town, (rng.choice(("副书记", "委员")), "书记"), (before, start))
    later = [month for month in RECENT if (start.year + 2, 0) < month < (2021, 0)]
    if shape < 0.5 and later:  # head of the village first, then secretary
        step = on(town, *later[int(len(later) * rng.random())], rng)
        return handed_on(town, ("主任", "书记"), (start, step))
    if shape < 0.62 and later:  # the same with about half a year between, which counts
        step = on(town, *later[int(len(later) * rng.random())], rng)
        left = on(town, step.year, step.month - 6, rng) if step.month > 6 else on(town, step.year - 1, 7, rng)
        return (Post("主任", start, left, "辞职"), Post("书记", step))
    if shape < 0.8 and start < date(2021, 1, 1):  # both posts since the election of 2021
        return (Post("书记", start), Post("主任", on(town, 2021, 12, rng)))
    return (Post("书记", start),)


def newcomer(town: str, rng: Random) -> tuple[Post, ...]:
    """In office since the late elections of March 2022, or moved in later that year."""
    month = 3 if rng.random() < 0.8 else (5, 6, 8, 9, 11)[int(5 * rng.random())]
    start = on(town, 2022, month, rng)
    if rng.random() < 0.35:
        before = on(town, 2017, 12, rng)
        return handed_on(
            town, (rng.choice(("副书记", "委员")), "书记"), (before, start), "换届" if month == 3 else "调整"
        )
    if rng.random() < 0.3:
        return (Post("书记", start), Post("主任", start))
    return (Post("书记", start),)
