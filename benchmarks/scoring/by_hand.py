"""The five-star scheme in NumPy, written by hand for its very numbers: what nothing general can be expected to beat.

Points are int64 tenths, shares come in thousandths. An unknown cell leaves its indicator, and what hangs on it, unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from stardb.quantity import Column

Array: TypeAlias = npt.NDArray[Any]

PASS = 800
MONEY = np.array([20_000, 10_000, 5_000, 0, 0, 0])


@dataclass(frozen=True)
class Known:
    """Values and where they are known."""

    data: Array
    known: Array


@dataclass(frozen=True)
class Score(Known):
    """A star's points; where they are not known, from how many to how many they may be."""

    least: Array
    most: Array


@dataclass(frozen=True)
class Mark:
    """An indicator: what must be known for it, the most and the least it can bring, and what it brings."""

    reads: str
    most: int
    points: Array
    least: int = 0


def rate(columns: Mapping[str, Column], groups: Array) -> dict[str, Known]:
    """Every published result of the scheme: five stars, 总分, 星数, 等次 (index, best first), 创建奖补 (元)."""
    v = {name: column.data for name, column in columns.items()}
    k = {name: column.known for name, column in columns.items()}
    k["评议"] = k["满意票"] & k["基本满意票"] & k["不满意票"] & (v["满意票"] + v["基本满意票"] + v["不满意票"] > 0)
    k["增幅"] = k["村集体经济年收入"] & k["上年村集体经济收入"] & (v["上年村集体经济收入"] != 0)
    party = _party(v)
    scores = [_score(marks, k) for marks in (party, _industry(v), _environment(v), _safety(v), _culture(v))]
    stars = [
        _star(scores[0], [(v["软弱涣散"], k["软弱涣散"])]),
        _star(scores[1], [(v["三资严重流失"], k["三资严重流失"])]),
        _star(scores[2], [(v["重大环境污染事件"], k["重大环境污染事件"])]),
        _star(
            scores[3], [(v["进京访"] > 0, k["进京访"]), *((v[name], k[name]) for name in ("重大安全事故", "涉黑涉恶"))]
        ),
        _star(scores[4], []),
    ]
    number = Known(np.sum([star.data for star in stars], axis=0), np.logical_and.reduce([star.known for star in stars]))
    total = Known(
        np.sum([score.data for score in scores], axis=0), np.logical_and.reduce([score.known for score in scores])
    )
    grade, least, most = _grade(stars, _merits(scores, party[-1], k), groups)
    names = ("支部过硬星", "产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星")
    money = Known(MONEY[grade.data], grade.known | (MONEY[least] == MONEY[most]))
    return dict(zip(names, stars, strict=True)) | {"总分": total, "星数": number, "等次": grade, "创建奖补": money}


def _score(marks: Sequence[Mark], k: Mapping[str, Array]) -> Score:
    """A star's points, and the least and the most they may still come to."""
    data, least, most = (np.zeros(len(marks[0].points), np.int64) for _ in range(3))
    for mark in marks:
        known = k[mark.reads]
        data += mark.points
        least += np.where(known, mark.points, mark.least)
        most += np.where(known, mark.points, mark.most)
    return Score(data, np.logical_and.reduce([k[mark.reads] for mark in marks]), least, most)


def _party(v: Mapping[str, Array]) -> list[Mark]:
    """支部过硬; the ballot, which the quota asks for again, is the last."""
    cast = v["满意票"] + v["基本满意票"] + v["不满意票"]
    return [
        Mark("班子缺额", 100, np.maximum(100 - 50 * v["班子缺额"], 0)),
        Mark("按期换届", 100, np.where(v["按期换届"], 100, 50), 50),
        Mark("党群服务中心达标项", 120, np.minimum(20 * v["党群服务中心达标项"], 120)),
        Mark("三会一课次数", 180, _bands(v["三会一课次数"], ((6, 80), (9, 60), (12, 40)))),
        Mark("半年以上未开展活动", 100, np.where(v["半年以上未开展活动"], 50, 100), 50),
        Mark("发展党员数", 50, _bands(v["发展党员数"], ((1, 50),))),
        Mark("党员积分合格率", 100, _linear(v["党员积分合格率"], 600, 950, 100)),
        Mark("党务公开率", 50, _bands(v["党务公开率"], ((600, 30), (800, 20)))),
        Mark("评议", 200, _share(20 * (10 * v["满意票"] + 6 * v["基本满意票"]), np.maximum(cast, 1))),
    ]


def _industry(v: Mapping[str, Array]) -> list[Mark]:
    """产业兴旺."""
    before = v["上年村集体经济收入"]
    growth = _share(1000 * np.maximum(v["村集体经济年收入"] - before, 0), np.maximum(before, 1))
    rises = ((50_000, 120), (100_000, 80), (200_000, 50), (500_000, 50))
    return [
        Mark("村集体经济年收入", 300, _bands(v["村集体经济年收入"], rises)),
        Mark("增幅", 100, np.minimum(growth, 100)),
        Mark("党组织领办合作社", 150, np.where(v["党组织领办合作社"], 150, 50), 50),
        Mark("特色产业覆盖率", 100, _linear(v["特色产业覆盖率"], 0, 600, 100)),
        Mark("劳动力持证率", 100, _bands(v["劳动力持证率"], ((200, 40), (400, 30), (600, 30)))),
        Mark("产业带头人", 100, np.minimum(20 * v["产业带头人"], 100)),
        Mark("土地流转纠纷", 100, np.maximum(100 - 20 * v["土地流转纠纷"], 0)),
        Mark("三资台账健全", 50, 50 * v["三资台账健全"]),
    ]


def _environment(v: Mapping[str, Array]) -> list[Mark]:
    """生态宜居."""
    return [
        Mark("卫生厕所普及率", 150, _linear(v["卫生厕所普及率"], 500, 950, 150)),
        Mark("生活污水治理率", 150, _linear(v["生活污水治理率"], 0, 600, 150)),
        Mark("绿化覆盖率", 100, _bands(v["绿化覆盖率"], ((100, 40), (200, 30), (300, 30)))),
        Mark("垃圾分类收运", 100, 100 * v["垃圾分类收运"]),
        Mark("人居环境检查得分", 250, _linear(v["人居环境检查得分"], 0, 1000, 250)),
        Mark("主干道硬化", 50, 50 * v["主干道硬化"]),
        Mark("环境问题通报", 100, np.maximum(100 - 30 * v["环境问题通报"], 0)),
        Mark("危房清零", 100, 100 * v["危房清零"]),
    ]


def _safety(v: Mapping[str, Array]) -> list[Mark]:
    """平安法治."""
    return [
        Mark("矛盾纠纷化解率", 200, _linear(v["矛盾纠纷化解率"], 800, 1000, 200)),
        Mark("县级个访", 100, np.maximum(100 - 20 * v["县级个访"], 0)),
        Mark("县级群访", 100, np.maximum(100 - 40 * v["县级群访"], 0)),
        Mark("县级集体访", 100, np.maximum(100 - 100 * v["县级集体访"], 0)),
        Mark("网格员配齐", 100, 100 * v["网格员配齐"]),
        Mark("法治宣传次数", 100, np.minimum(25 * v["法治宣传次数"], 100)),
        Mark("“三零”创建达标", 150, 150 * v["“三零”创建达标"]),
        Mark("群众安全感", 150, _bands(v["群众安全感"], ((800, 100), (900, 50)))),
    ]


def _culture(v: Mapping[str, Array]) -> list[Mark]:
    """文明幸福."""
    return [
        Mark("村规民约", 100, 100 * v["村规民约"]),
        Mark("四会运行数", 100, np.minimum(25 * v["四会运行数"], 100)),
        Mark("辍学学生", 100, np.maximum(100 - 100 * v["辍学学生"], 0)),
        Mark("养老服务", 100, np.array([100, 60, 0, 0])[v["养老服务"]]),
        Mark("村卫生室达标", 100, 100 * v["村卫生室达标"]),
        Mark("文体队伍", 100, np.minimum(50 * v["文体队伍"], 100)),
        Mark("文明户比例", 150, _linear(v["文明户比例"], 0, 600, 150)),
        Mark("高价彩礼大操大办", 100, np.maximum(100 - 50 * v["高价彩礼大操大办"], 0)),
        Mark("群众满意度", 150, _linear(v["群众满意度"], 500, 950, 150)),
    ]


def _bands(value: Array, rises: Sequence[tuple[int, int]]) -> Array:
    """What each edge reached adds."""
    return sum((points * (value >= edge) for edge, points in rises), np.zeros(len(value), np.int64))


def _linear(value: Array, low: int, high: int, full: int) -> Array:
    return _share(full * (np.clip(value, low, high) - low), high - low)


def _share(above: Array, below: Array | int) -> Array:
    """above ÷ below, half up, for what is not negative."""
    return (2 * above + below) // (2 * below)


def _star(score: Score, bans: Sequence[tuple[Array, Array]]) -> Known:
    """A star: won where all is known to be well, lost where one thing is known not to be, else unknown."""
    won, lost = score.least >= PASS, score.most < PASS
    for holds, known in bans:
        won &= known & ~holds
        lost |= known & holds
    return Known(won, won | lost)


ABOVE_ALL = 10**9
"""More than any total times a thousand."""


def _merits(scores: Sequence[Score], ballot: Mark, k: Mapping[str, Array]) -> tuple[Array, Array]:
    """What the branches are ordered by, the least and the most of each: the total, and among equals the ballot."""
    known = k[ballot.reads]
    ends = ((score.least for score in scores), (score.most for score in scores))
    low, high = (np.sum(list(end), axis=0) * 1000 for end in ends)
    return low + np.where(known, ballot.points, ballot.least), high + np.where(known, ballot.points, ballot.most)


def _grade(stars: Sequence[Known], merits: tuple[Array, Array], groups: Array) -> tuple[Known, Array, Array]:
    """The grade, a fifth of a township's branches at most (one at least) holding the best; ties at the edge stay open.

    So does the edge where one who may still come to the best could take a place. Also the worst and the best grade each may
    still come to, by their numbers: 0 is the best.
    """
    won = np.sum([star.known & star.data for star in stars], axis=0)
    may = won + np.sum([~star.known for star in stars], axis=0)
    best, candidate = won == 5, may == 5
    low, high = merits
    room = np.maximum((2 * np.bincount(groups) + 5) // 10, 1)[groups]
    before = _count_above(groups[best], low[best], groups, high, "right")
    upto = _count_above(groups[candidate], high[candidate], groups, low, "left")  # itself too
    inside, out = candidate & (upto <= room), candidate & (before >= room)
    top = np.where(out, 4, may)
    bottom = np.where(best & ~inside, 4, won)
    return Known(5 - top, top == bottom), 5 - bottom, 5 - top


def _count_above(groups: Array, merits: Array, at: Array, than: Array, side: Literal["left", "right"]) -> Array:
    """How many of some branches, in the township asked about, are above a merit ("right"), or as high too ("left")."""
    rivals = np.sort(groups * ABOVE_ALL + merits)
    return np.searchsorted(rivals, (at + 1) * ABOVE_ALL) - np.searchsorted(rivals, at * ABOVE_ALL + than, side)
