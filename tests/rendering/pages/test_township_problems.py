"""The page of all problems: township by township, with counts, anchors, and both lists of the rosters."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rendering.pages_county import LISTED, MISSING, SETTING, TEMPLATES, UNKNOWN, WICKED, little_county

from stardb.rendering import build_view, render_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of two schemes with the same problems, as where a shared sheet is at fault."""
    made = little_county(tmp_path_factory.mktemp("county"))
    shown = build_view(made, LISTED, SETTING, MISSING, UNKNOWN)
    given = [("little", made, shown), ("other", made, replace(shown, title="大星", missing=(), unknown=()))]
    return {path: page.decode() for path, page in render_pages(given, [TEMPLATES], SETTING).items()}


def text(page: str) -> str:
    """The words of a page as a reader sees them."""
    body = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_each_township_has_its_counts_and_its_anchor(pages: dict[str, str]) -> None:
    heads = re.findall(r'<tr class="town" id="(t\d)"><th[^>]*>(.*?)</th>', pages["problems.html"])
    assert [(anchor, text(words)) for anchor, words in heads] == [
        ("t1", "甲镇 错误 4"),
        ("t2", "乙镇 警告 1"),
        ("t3", "本级 警告 1"),
    ]
    assert all(f'href="problems.html#t{number}"' in pages["index.html"] for number in (1, 2, 3))


def test_a_problem_of_several_schemes_is_there_once(pages: dict[str, str]) -> None:
    assert text(pages["problems.html"]).count("重复填报。") == 1
    assert "错误4 警告2 提示0" in text(pages["problems.html"])


def test_the_same_fault_of_a_column_is_one_line_that_holds_the_others(pages: dict[str, str]) -> None:
    told = text(pages["problems.html"])
    assert "检查表!C2、C3、C4 等 4 格 第2行读不懂。 同样的还有3格 C3 第3行读不懂。 C4 第4行读不懂。" in told


def test_who_is_missing_and_who_is_unknown_are_listed(pages: dict[str, str]) -> None:
    told = text(pages["problems.html"])
    assert "缺报（1） 名册里有，这张表里没有；各栏按未知处理。" in told
    assert "甲镇 西庄 检查表 小星 data/2022/一.xlsx!名册!B3" in told
    assert "乙镇 南壮 南庄、&lt;script&gt;window.hit=1&lt;/script&gt; 检查表（2行） 小星" in told
    assert WICKED not in pages["problems.html"]


def test_a_township_that_sent_nothing_is_one_line(tmp_path: Path) -> None:
    made = little_county(tmp_path)
    both = [MISSING[0], MISSING[0].__class__("甲镇/东庄", "甲镇", "检查表", None)]
    rows = build_view(made, (), SETTING, both).missing
    assert [(row.group, row.name, row.table) for row in rows] == [("甲镇", "全部2个", "检查表")]
