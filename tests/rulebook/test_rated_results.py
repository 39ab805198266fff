"""Several ratings of equal standing in one scheme: each with its own vetoes, quotas, years and places in the results."""

from datetime import date
from typing import Any

from rating import loaded, rated, results

from stardb.problems import Severity
from stardb.quantity import read_period
from stardb.scoring import History, Past

RATINGS = """
ratings:
  药品星级: {from: 药品分, bands: {90以上: 5, 80至90(不含90): 4, 不满80: 3}, unit: 星}
  医疗星级: {from: 医疗分, bands: {90以上: 5, 80至90(不含90): 4, 不满80: 3}, unit: 星}
  总评:
    grades: [好, 中, 差]
    decide:
      - {when: 药品星级 + 医疗星级 ≥ 9, give: 好}
      - {when: 药品星级 + 医疗星级 ≥ 7, give: 中}
    otherwise: 差
"""


def rate(body: str, *each: tuple[list[Any], list[Any]], findings: list[Any] | None = None) -> Any:
    history, made = History(), None
    for year, (drug, care) in enumerate(each, 2021):
        columns = {
            "药品分": ("number", drug),
            "医疗分": ("number", care),
            "查实": ("yes_no", findings or [False] * len(drug)),
        }
        day = date(year, 12, 31)
        made = rated(body, columns, as_of=day, history=history)
        history = History((*history.past, Past(read_period(str(year)), day, made.record())))
    return made


def test_each_is_a_result() -> None:
    """90 is 5 stars, 85 is 4, 70 is 3: together 9 is 好, 7 is 中, 6 is 差."""
    made = rate(RATINGS, ([90, 85, 70], [85, 70, 70]))
    assert results(made, "药品星级") == [5, 4, 3]
    assert results(made, "医疗星级") == [4, 3, 3]
    assert results(made, "总评") == ["好", "中", "差"]
    assert [step.title for step in made.scheme.results][1:] == ["药品星级", "医疗星级", "总评"]  # 凑数星 is of the test
    assert made.scheme.chief == "总评"
    assert {"药品星级", "医疗星级", "总评"} <= set(made.record()["item"])


def test_one_undecided_keeps_the_subject_undecided() -> None:
    made = rate(RATINGS, ([90], [None]))
    assert [results(made, name) for name in ("药品星级", "医疗星级", "总评")] == [[5], [None], [None]]
    assert made.state.tolist() == [1]


def test_a_veto_is_on_one_of_them() -> None:
    body = RATINGS + "vetoes:\n  - {when: 查实, on: 医疗星级, effect: {down: 1}, because: 查实}\n"
    made = rate(body, ([90, 90], [90, 90]), findings=[True, False])
    assert results(made, "药品星级") == [5, 5]
    assert results(made, "医疗星级") == [4, 5]
    assert results(made, "医疗星级(否决前)") == [5, 5]


def test_a_quota_is_on_one_of_them() -> None:
    body = RATINGS + "quotas:\n  - {on: 总评, of: 好, group: 全部, at_most: 1, order: [药品分, 医疗分], overflow: 中}\n"
    made = rate(body, ([90, 95], [90, 90]))
    assert results(made, "总评") == ["中", "好"]
    assert results(made, "总评(名额前)") == ["好", "好"]
    assert results(made, "药品星级") == [5, 5]


def test_each_is_compared_with_its_own_last_year() -> None:
    body = RATINGS + "values:\n  升: {formula: '几项(晋级(药品星级), 晋级(医疗星级), 晋级(总评))'}\npublish: [升]\n"
    made = rate(body, ([85, 90], [85, 90]), ([90, 90], [85, 85]))
    assert results(made, "升") == [2, 0]  # 4 to 5 and 中 to 好; 5 to 4 is none


def test_one_may_rest_on_its_own_last_year() -> None:
    body = """
ratings:
  累计星级: {first: 药品分, later: 上年(累计星级) + 药品分, between: [0, 9], unit: 星}
"""
    assert results(rate(body, ([2], [0]), ([3], [0])), "累计星级") == [5]


def test_beside_a_level_a_veto_without_on_is_on_the_level() -> None:
    body = "level: {name: 星级, formula: 药品分 / 20, round: 1}\n" + RATINGS
    body += "vetoes:\n  - {when: 查实, effect: {cap: 1}, because: 查实}\n"
    made = rate(body, ([100], [100]), findings=[True])
    assert [results(made, name) for name in ("星级", "药品星级")] == [[1], [5]]


def said(body: str) -> list[str]:
    columns = {name: ("number", []) for name in ("药品分", "医疗分")} | {"查实": ("yes_no", [])}
    return [p.message for p in loaded(body, columns).problems if p.severity is Severity.ERROR]


def test_which_one_must_be_written_where_it_is_not_clear() -> None:
    veto = "vetoes:\n  - {when: 查实, effect: {cap: 1}, because: 查实}\n"
    assert any("用 on 写明" in message for message in said(RATINGS + veto))
    quota = "quotas:\n  - {of: 好, group: 全部, at_most: 1, order: 药品分, overflow: 中}\n"
    assert any("用 on 写明" in message for message in said(RATINGS + quota))
    assert any(
        "没有“1”这个等次" in message for message in said(RATINGS + veto.replace("when: 查实,", "when: 查实, on: 总评,"))
    )
