"""The result pages as bytes: what they tell, that they hang together, and that they need nothing from outside."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from rendering.pages_county import PROBLEMS, SETTING, TEMPLATES, WICKED, little_county, sample_county, sample_pages

from stardb.rendering import build_view, render_pages
from stardb.scoring import Appraisal


class Reader(HTMLParser):
    """Links, ids and words of a page; fails where a tag is not closed in turn."""

    VOID = frozenset({"meta", "link", "br", "input", "rect", "line"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := found.get(name))]
        self.ids += [value for value in [found.get("id")] if value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def appraisal(tmp_path_factory: pytest.TempPathFactory) -> Appraisal:
    return little_county(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def pages(appraisal: Appraisal) -> dict[str, str]:
    made = render_pages([("little", appraisal, build_view(appraisal, PROBLEMS, SETTING))], [TEMPLATES], SETTING)
    return {path: page.decode() for path, page in made.items()}


def test_there_is_an_overview_the_problems_a_page_a_scheme_and_a_card_a_subject(pages: dict[str, str]) -> None:
    cards = [f"little/{number:03}.html" for number in range(1, 6)]
    assets = ["assets/style.css", "assets/table.js", "assets/card.js"]
    assert list(pages) == ["index.html", "problems.html", "little/index.html", *cards, *assets]


def test_the_overview_shows_the_county_and_its_figures(pages: dict[str, str]) -> None:
    text = Reader(pages["index.html"]).text
    assert "小县2022年度星级评定结果" in text
    assert "考核对象 5 参评 5 不参评 0 待定 1" in text
    assert "奖补合计 2,000 元/年" in text
    assert "错误 必填的格空着" in text


def test_a_scheme_shows_every_subject_and_why_some_are_undecided(pages: dict[str, str]) -> None:
    text = Reader(pages["little/index.html"]).text
    assert "1 甲镇 东庄 ★ 20 1 红星支部 1,000" in text
    assert "2 甲镇 西庄 ☆ 6 0 未获星 0" in text
    assert "红星 集体收入 ：收入未知，待定 data/2022/检查.xlsx!检查表!C6" in text
    assert "现为：<b>空</b>" in text


def test_a_card_tells_clause_line_cell_mark_and_what_is_missing(pages: dict[str, str]) -> None:
    page = pages["little/002.html"]
    text = Reader(page).text
    assert "得分6，满分20，达标12" in text
    assert "还差什么 按期换届失10分" in text
    assert "依据：第二条" in text
    assert "收入 12万元 ① 检查表!C3" in text.replace("①", "① ")
    assert 'title="data/2022/检查.xlsx!检查表!C3"' in page
    assert re.search(r'href="index.html#L\d+" title="rules/little.yaml:\d+:\d+"', page)


def test_a_card_says_why_its_subject_is_undecided(pages: dict[str, str]) -> None:
    text = Reader(pages["little/005.html"]).text
    assert "为什么待定 红星 集体收入 ：收入未知，待定" in text
    assert "为什么待定" not in Reader(pages["little/001.html"]).text


def test_cards_lead_to_their_neighbours_and_back(pages: dict[str, str]) -> None:
    links = Reader(pages["little/002.html"]).links
    assert {"../index.html", "index.html", "001.html", "003.html"} <= set(links)
    assert "../little/000.html" not in Reader(pages["little/001.html"]).links


def test_a_name_is_shown_as_text_and_never_as_markup(pages: dict[str, str]) -> None:
    assert not any(WICKED in page for page in pages.values())
    assert WICKED in Reader(pages["little/004.html"]).text


def dead_links(pages: dict[str, str]) -> Iterator[str]:
    """Links that lead to no page, or to no such place on it."""
    read = {path: Reader(page) for path, page in pages.items()}
    for path, reader in read.items():
        for link in reader.links:
            target, _, place = link.partition("#")
            if link.startswith("data:"):
                continue
            file = normpath(join(dirname(path), target)) if target else path
            if file not in read or (place and place not in read[file].ids):
                yield f"{path}: {link}"


def outside(page: str) -> list[str]:
    """What a page would fetch, and absolute paths it names."""
    fetched = re.findall(r"""https?:[^\s"'<]+|//[a-z][^\s"'<]*\.[a-z]+|@import|url\((?!#hatch)[^)]*\)""", page)
    return fetched + re.findall(r"(?<![\w.])/(?:work|home|tmp|root|usr|private|Users)/[^\s<]*|[A-Z]:\\\w+", page)


def test_every_link_resolves_and_ids_are_unique(pages: dict[str, str]) -> None:
    assert list(dead_links(pages)) == []
    for page in pages.values():
        ids = Reader(page).ids
        assert len(ids) == len(set(ids))


def test_pages_hold_no_script_or_style_of_their_own(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        if path.endswith(".html"):
            assert "script-src 'self'; " in page
            assert "unsafe-inline" not in page
            assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son\w+=", page), path


@pytest.mark.parametrize("stem", ["100%达标#", "a b?c", "a:b", "百分之%20", "“甲”&乙'"])
def test_a_rule_file_of_any_name_is_linked(appraisal: Appraisal, stem: str) -> None:
    made = render_pages([(stem, appraisal, build_view(appraisal, PROBLEMS, SETTING))], [TEMPLATES], SETTING)
    links = Reader(made["index.html"].decode()).links
    to_scheme = {unquote(urlsplit(link).path) for link in links if "index.html" in link}
    assert to_scheme == {f"{stem}/index.html"}
    assert f"{stem}/index.html" in made


def test_nothing_is_fetched_and_no_absolute_path_is_named(pages: dict[str, str]) -> None:
    assert [outside(page) for page in pages.values()] == [[]] * len(pages)


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_sample_county_hangs_together_and_prints_no_citizens_number(year: int) -> None:
    pages = sample_pages(year)
    assert len(pages) == 5 + sum(1 + len(appraisal.subjects) for _, appraisal, _ in sample_county(year))
    assert list(dead_links(pages)) == []
    for path, page in pages.items():
        assert outside(page) == [], path
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", page), path


def test_last_years_level_stands_beside_this_years() -> None:
    pages = sample_pages(2023)
    assert any("＋" in page and "上年 → 本年" in page for page in pages.values())
    assert "比上年" in pages["secretary-star-level/index.html"]
    assert "比上年" not in sample_pages(2022)["secretary-star-level/index.html"]


def test_cards_of_who_is_not_rated_say_why() -> None:
    told = [Reader(page).text for page in sample_pages(2022).values() if "为什么不参评" in page]
    assert len(told) == 44
    assert all("任职不满1年" in text and "依据：第五条" in text for text in told)


def test_the_figures_of_the_overview_are_the_published_ones() -> None:
    text = Reader(sample_pages(2022)["index.html"]).text
    assert "考核对象 144 参评 100 不参评 44 待定 0" in text
    assert "一星级 一星级：56个，占38.9% 56 38.9%" in text


def test_the_workspaces_own_template_wins(appraisal: Appraisal, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("{{ 县 }}：{{ 各办法|length }}", encoding="utf-8")
    pages = render_pages([("little", appraisal, build_view(appraisal, (), SETTING))], [tmp_path, TEMPLATES], SETTING)
    assert pages["index.html"].decode() == "小县：1"
    assert b"<!DOCTYPE html>" in pages["little/001.html"]


def test_a_folder_that_is_not_there_is_passed_over(appraisal: Appraisal, tmp_path: Path) -> None:
    assert render_pages(
        [("little", appraisal, build_view(appraisal, (), SETTING))], [tmp_path / "none", TEMPLATES], SETTING
    )


def test_no_appraisal_gives_an_overview_and_no_problems() -> None:
    pages = render_pages([], [TEMPLATES], SETTING)
    assert list(pages) == ["index.html", "problems.html", "assets/style.css", "assets/table.js"]
    assert "没有发现问题" in Reader(pages["problems.html"].decode()).text


PRINT_DIGEST = """
import hashlib, sys
from pathlib import Path
from rendering.pages_county import PROBLEMS, SETTING, TEMPLATES, little_county
from stardb.rendering import render_pages, build_view
made = little_county(Path(sys.argv[1]))
pages = render_pages([("little", made, build_view(made, PROBLEMS, SETTING))], [TEMPLATES], SETTING)
print(hashlib.sha256(b"".join(path.encode() + page for path, page in pages.items())).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for seed in ("1", "2"):
        path = [str(Path(__file__).parents[2]), *sys.path]
        environment = {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": ":".join(path),
            "PYTHONIOENCODING": "utf-8",
            "TZ": f"UTC{seed}",
        }
        command = [sys.executable, "-c", PRINT_DIGEST, str(tmp_path / seed)]
        digests.add(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)
    assert len(digests) == 1


def test_no_page_tells_the_day_it_was_made(pages: dict[str, str]) -> None:
    assert not any(date.today().isoformat() in page for page in pages.values())
