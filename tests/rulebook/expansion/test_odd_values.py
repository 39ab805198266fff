"""What cannot stand where a template or a copy is written is told by place, whatever it is; the file is never left unread."""

import pytest

from stardb.quantity import read_period
from stardb.rulebook import load_text

SETS = """\
scheme: 试
subject: 村
basis: 示例
valid_from: 2022-01-01
tables:
  名册:
    key: 村
    name: 村
    columns: {{村: {{type: text, required: true}}, 类别: {{type: choice, choices: [平原村, 山区村]}}}}
scores:
  考核: {{basis: 一, by: 类别, sets: {{平原村: {base}, 山区村: {{like: {like}, drop: [秸秆]}}}}}}
"""
ROWS = """\
scheme: 试
subject: 村
basis: 示例
valid_from: 2022-01-01
tables:
  名册: {{key: 村, name: 村, columns: {{村: {{type: text, required: true}}}}}}
  月度表: {{key: {key}, columns: {{村: {{type: text, required: true}}, 1月: {{type: number}}}}}}
  各月: {{rows_of: {{table: 月度表, each_of: {{月: [1月]}}, columns: {{得分: '{{月}}'}}}}}}
"""


def codes(text: str) -> set[str]:
    return {problem.code for problem in load_text(text, "x.yaml", read_period("2022")).problems}


@pytest.mark.parametrize(
    ("base", "like", "code"),
    [("true", "平原村", "R203"), ("[[甲]]", "平原村", "R203"), ("{}", "[平原村]", "R208"), ("{}", "{a: 1}", "R208")],
)
def test_sets_that_are_none(base: str, like: str, code: str) -> None:
    assert code in codes(SETS.format(base=base, like=like))


@pytest.mark.parametrize("key", ["{when: 村}", "true", "[[村]]"])
def test_a_key_that_is_none(key: str) -> None:
    assert "R203" in codes(ROWS.format(key=key))
