"""A real township's plan: 28 branches and the stars each is to win. The shipped rule's grade by count gives its distribution."""

from collections import Counter
from pathlib import Path

import yaml

from stardb.cases import Suite, run_cases

RULES = Path(__file__).parents[2] / "rules"
STARS = ("支部过硬", "产业兴旺", "生态宜居", "平安法治", "文明幸福")
LOST = {
    "支部过硬": {"软弱涣散": "是"},
    "产业兴旺": {"三资严重流失": "是"},
    "生态宜居": {"重大环境污染事件": "是"},
    "平安法治": {"涉黑涉恶": "是"},
    "文明幸福": {"村规民约": "否", "养老服务": "无", "村卫生室达标": "否"},  # 10, 10 and 10 points of 100: 70 are left
}
"""What loses a village that has everything each of the stars."""

WON = [
    *[set(STARS)] * 1,
    *[set(STARS) - {"支部过硬"}] * 1,
    *[{"产业兴旺", "生态宜居", "文明幸福"}] * 2,
    *[{"生态宜居", "平安法治", "文明幸福"}] * 14,
    *[{"生态宜居", "文明幸福"}] * 6,
    *[{"平安法治", "文明幸福"}] * 3,
    *[set()] * 1,
]
"""One way to share out the plan's stars; each star's count and each grade's are the plan's."""

PLANNED = {"支部过硬": 1, "产业兴旺": 4, "生态宜居": 24, "平安法治": 19, "文明幸福": 27}
GRADES = {"五星支部": 1, "四星支部": 1, "三星支部": 16, "二星支部": 9, "未获星": 1}


def test_the_townships_plan_comes_out_as_planned() -> None:
    assert len(WON) == 28
    assert {star: sum(star in won for won in WON) for star in STARS} == PLANNED
    assert sum(PLANNED.values()) == 75
    shipped = RULES / "five-star-branch.cases.yaml"
    base = yaml.safe_load(shipped.read_text(encoding="utf-8"))["base"]
    base = {"as_of": "2022-12-31", "given": {name: str(_plain(value)) for name, value in base["given"].items()}}
    subjects = [
        {
            "name": f"村{n}",
            "given": {name: value for star in STARS if star not in won for name, value in LOST[star].items()},
            "expect": {"星数": len(won), **{f"{star}星": "得" if star in won else "不得" for star in STARS}},
        }
        for n, won in enumerate(WON)
    ]
    cases = {"cases_of": "“五星”支部创建", "base": base, "cases": [{"case": "二十八个支部", "subjects": subjects}]}
    rules = RULES / "five-star-branch.yaml"
    tested = run_cases(
        Suite(
            rules.name, rules.read_text(encoding="utf-8"), "计划.cases.yaml", yaml.safe_dump(cases, allow_unicode=True)
        )
    )
    (result,) = tested.results
    assert tested.problems == ()
    assert result.differences == ()
    assert result.appraisal is not None
    words = Counter(result.appraisal.text("等次", i) for i in range(28))
    assert words == GRADES  # nobody with one star
    assert result.appraisal.columns["星数"].data.sum() == 75


def _plain(value: object) -> object:
    return {True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value
