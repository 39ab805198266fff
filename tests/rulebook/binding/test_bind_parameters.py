"""Parameters have values by date; one that is set anew every year (yearly) must not be last year's."""

from datetime import date

import pytest
from rating import loaded, rated, results

RULES = """
parameters:
  养老金基数: {{values: {{2021-01-01: 800元, 2022-07-01: 855元}}, yearly: {yearly}, basis: 县人社局}}
values:
  补贴: {{formula: 养老金基数 * 2, basis: 试评}}
"""


def made(as_of, yearly="true"):
    return loaded(RULES.format(yearly=yearly), as_of=as_of)


@pytest.mark.parametrize(("as_of", "found"), [(date(2022, 6, 30), "2021-01-01"), (date(2023, 12, 31), "2022-07-01")])
def test_a_value_of_another_year_is_an_error_at_that_value(as_of, found):
    (fault,) = [problem for problem in made(as_of).problems if problem.code == "R502"]
    assert fault.found == found
    assert f"最近的是自{found}起的" in fault.message
    assert f"{as_of.year}年的还没有写" in fault.message
    text = RULES.format(yearly="true").strip("\n").split("\n")[1]
    assert fault.place.column == text.index(found) + 1
    assert made(as_of).scheme is None


def test_a_value_of_the_year_and_one_that_need_not_be():
    rules = RULES.format(yearly="true")
    assert results(rated(rules, as_of=date(2022, 12, 31)), "补贴") == [1710]
    assert results(rated(rules.replace("true", "false"), as_of=date(2023, 12, 31)), "补贴") == [1710]
    assert "R502" not in [problem.code for problem in made(date(2022, 6, 30), "false").problems]
