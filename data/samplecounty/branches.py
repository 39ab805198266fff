"""What the five checklists say of the 144 branches in each year.

A branch has one strength a star, between 0 and 1. Each column's value is read off a ladder at that strength, moved up
or down a little by luck. Luck stays with a branch and column; strength grows a little by 2023.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from random import Random
from typing import TypeAlias

from samplecounty.places import Branch, branches
from samplecounty.planted import PLANTED, STRENGTHS

Value: TypeAlias = "int | Decimal | bool | str"
Facts: TypeAlias = dict[str, dict[str, Value]]  # table -> column -> value
Rungs: TypeAlias = tuple[tuple[float, float | str | bool], ...]

STARS = ("支部过硬检查表", "产业兴旺检查表", "生态宜居检查表", "平安法治检查表", "文明幸福检查表")
MEAN = dict(zip(STARS, (0.49, 0.44, 0.44, 0.43, 0.39), strict=True))

# Values that jump: the last rung not above the strength counts.
STEPS: dict[str, Rungs] = {
    "班子缺额": ((0, 2), (0.12, 1), (0.38, 0)),
    "按期换届": ((0, False), (0.05, True)),
    "党群服务中心达标项": ((0, 3), (0.25, 4), (0.5, 5), (0.8, 6)),
    "半年以上未开展活动": ((0, True), (0.1, False)),
    "发展党员数": ((0, 0), (0.42, 1), (0.75, 2), (0.93, 3)),
    "党组织领办合作社": ((0, False), (0.38, True)),
    "产业带头人": ((0, 1), (0.2, 2), (0.4, 3), (0.6, 4), (0.75, 5), (0.9, 7)),
    "土地流转纠纷": ((0, 3), (0.1, 2), (0.3, 1), (0.6, 0)),
    "三资台账健全": ((0, False), (0.15, True)),
    "垃圾分类收运": ((0, False), (0.35, True)),
    "主干道硬化": ((0, False), (0.08, True)),
    "环境问题通报": ((0, 3), (0.08, 2), (0.25, 1), (0.5, 0)),
    "危房清零": ((0, False), (0.15, True)),
    "县级个访": ((0, 4), (0.1, 3), (0.2, 2), (0.4, 1), (0.6, 0)),
    "县级群访": ((0, 1), (0.2, 0)),
    "县级集体访": ((0, 1), (0.08, 0)),
    "网格员配齐": ((0, False), (0.2, True)),
    "法治宣传次数": ((0, 1), (0.2, 2), (0.4, 3), (0.55, 4), (0.8, 6)),
    "“三零”创建达标": ((0, False), (0.33, True)),
    "村规民约": ((0, False), (0.05, True)),
    "四会运行数": ((0, 1), (0.2, 2), (0.4, 3), (0.6, 4)),
    "辍学学生": ((0, 1), (0.05, 0)),
    "养老服务": ((0, "无"), (0.2, "定期巡访"), (0.6, "幸福院")),
    "村卫生室达标": ((0, False), (0.2, True)),
    "文体队伍": ((0, 0), (0.2, 1), (0.55, 2), (0.85, 3)),
    "高价彩礼大操大办": ((0, 2), (0.08, 1), (0.25, 0)),
}
# Values that glide between the rungs: percents (in %) and marks with one decimal, counts whole.
GLIDES: dict[str, tuple[tuple[float, float], ...]] = {
    "三会一课次数": ((0, 5), (0.35, 10), (0.55, 12), (1, 18)),
    "党员积分合格率": ((0, 68), (0.5, 89), (1, 100)),
    "党务公开率": ((0, 55), (0.3, 80), (1, 100)),
    "特色产业覆盖率": ((0, 5), (0.5, 42), (1, 85)),
    "劳动力持证率": ((0, 10), (0.5, 45), (1, 82)),
    "卫生厕所普及率": ((0, 48), (0.5, 82), (1, 100)),
    "生活污水治理率": ((0, 5), (0.5, 42), (1, 80)),
    "绿化覆盖率": ((0, 8), (0.5, 28), (1, 46)),
    "人居环境检查得分": ((0, 55), (0.5, 80), (1, 98)),
    "矛盾纠纷化解率": ((0, 78), (0.4, 92), (1, 100)),
    "群众安全感": ((0, 76), (0.4, 90), (1, 99.5)),
    "文明户比例": ((0, 8), (0.5, 40), (1, 75)),
    "群众满意度": ((0, 60), (0.5, 88), (1, 99)),
}
WHOLE = {"三会一课次数"}
TABLE_OF = {
    "支部过硬检查表": "班子缺额 按期换届 党群服务中心达标项 三会一课次数 半年以上未开展活动 发展党员数 "
    "党员积分合格率 党务公开率",
    "产业兴旺检查表": "党组织领办合作社 特色产业覆盖率 劳动力持证率 产业带头人 土地流转纠纷 三资台账健全",
    "生态宜居检查表": "卫生厕所普及率 生活污水治理率 绿化覆盖率 垃圾分类收运 人居环境检查得分 "
    "主干道硬化 环境问题通报 危房清零",
    "平安法治检查表": "矛盾纠纷化解率 县级个访 县级群访 县级集体访 网格员配齐 法治宣传次数 “三零”创建达标 群众安全感",
    "文明幸福检查表": "村规民约 四会运行数 辍学学生 养老服务 村卫生室达标 文体队伍 "
    "文明户比例 高价彩礼大操大办 群众满意度",
}
VETOES = {
    "支部过硬检查表": {"软弱涣散": False},
    "产业兴旺检查表": {"三资严重流失": False},
    "生态宜居检查表": {"重大环境污染事件": False},
    "平安法治检查表": {"进京访": 0, "重大安全事故": False, "涉黑涉恶": False},
    "文明幸福检查表": {},
}


@cache
def facts(period: int) -> Mapping[tuple[str, str], Facts]:
    """Every branch's checklists of a year, by township and village."""
    found = {}
    for branch in branches():
        of_branch = {table: checklist(branch, table, period) for table in STARS}
        if period > 2022:
            earned = facts(period - 1)[branch.key]["产业兴旺检查表"]["村集体经济年收入"]
            of_branch["产业兴旺检查表"]["上年村集体经济收入"] = earned
        for table, values in PLANTED.get((period, *branch.key), {}).items():
            of_branch[table] |= values
        found[branch.key] = of_branch
    return found


def checklist(branch: Branch, table: str, period: int) -> dict[str, Value]:
    """One branch's row of one checklist."""
    strong = strength(branch, table, period)
    luck = {name: Random(f"luck/{branch.key}/{name}").random() - 0.5 for name in TABLE_OF[table].split()}
    values: dict[str, Value] = {}
    if table == "产业兴旺检查表":
        values["村集体经济年收入"] = income(branch, period)
        values["上年村集体经济收入"] = income(branch, period - 1)
    for name, moved in luck.items():
        at = min(max(strong + 0.36 * moved, 0.0), 1.0)
        values[name] = stepped(STEPS[name], at) if name in STEPS else glided(GLIDES[name], at, name in WHOLE)
    if table == "支部过硬检查表":
        values |= ballots(branch, strong, period)
    return values | VETOES[table]


def strength(branch: Branch, table: str, period: int) -> float:
    """Between 0 and 1; a branch strong in one star tends to be in the others, and the county improves a little."""
    if (branch.key, table) in STRENGTHS:
        return STRENGTHS[branch.key, table] + 0.02 * (period - 2022)
    whole = Random(f"branch/{branch.key}").gauss(0, 0.06)
    own = Random(f"strength/{branch.key}/{table}").gauss(0, 0.15)
    year = Random(f"year/{branch.key}/{table}").gauss(0.025, 0.02) * (period - 2022)
    return min(max(MEAN[table] + whole + own + year, 0.0), 1.0)


def income(branch: Branch, year: int) -> Decimal:
    """In 万元 to the hundred 元; what is this year's income in one workbook is last year's in the next."""
    strong = strength(branch, "产业兴旺检查表", max(year, 2022))
    luck = Random(f"income/{branch.key}").gauss(0, 0.25)
    grown = 1.0
    for past in range(2022, year + 1):
        grown *= 1 + max(-0.06, min(0.02 + 0.16 * strong * Random(f"growth/{branch.key}/{past}").random(), 0.15))
    base = 2.2 * 22 ** strength(branch, "产业兴旺检查表", 2022) * 2.718**luck
    return Decimal(base * grown).quantize(Decimal("0.01"), ROUND_HALF_UP)


def ballots(branch: Branch, strong: float, period: int) -> dict[str, Value]:
    """The votes of the members and villagers' delegates at the year's assessment."""
    rng = Random(f"ballots/{branch.key}")
    voters = round(branch.members[period] * (0.7 + 0.25 * rng.random())) + 8 + int(9 * rng.random())
    against = round(voters * (1 - strong) * 0.16 * rng.random())
    for_it = min(round(voters * (0.5 + 0.44 * strong + 0.06 * rng.random())), voters - against)
    return {"满意票": for_it, "基本满意票": voters - for_it - against, "不满意票": against}


def stepped(rungs: Rungs, at: float) -> Value:
    """The value of the last rung at or below."""
    return [value for edge, value in rungs if edge <= at][-1]  # type: ignore[return-value]


def glided(rungs: tuple[tuple[float, float], ...], at: float, whole: bool) -> Value:
    """Interpolated, to one decimal or whole."""
    for (low, start), (high, end) in pairwise(rungs):
        if at <= high:
            value = start + (end - start) * (at - low) / (high - low)
            break
    if whole:
        return round(value)
    return Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
