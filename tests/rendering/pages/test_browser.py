"""The result pages in a real browser, opened from disk: search, filters, sorting, printing, and nothing fetched."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, sync_playwright
from rendering.pages_county import LISTED, MISSING, SETTING, TEMPLATES, UNKNOWN, WICKED, little_county, sample_pages

from stardb.books import read_books
from stardb.intake import read_tables
from stardb.quantity import read_period
from stardb.rendering import build_view, render_pages
from stardb.rulebook import load_text
from stardb.scoring import History, score

pytestmark = pytest.mark.tools

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip

Browse = Callable[[str, str], Any]

HELPERS = """
const rows = () => [...document.querySelectorAll("#subjects tbody tr")].filter((row) => !row.hidden);
const names = () => rows().map((row) => row.cells[2].textContent);
const set = (name, value) => {
  const field = document.querySelector("form.tools").elements[name];
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const head = (title) => [...document.querySelectorAll("#subjects thead th")].find((th) => th.textContent.startsWith(title));
const click = (title) => head(title).querySelector("[role=button]").click();
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small county, on disk."""
    root = tmp_path_factory.mktemp("site")
    made = little_county(root / "county")
    shown = build_view(made, LISTED, SETTING, MISSING, UNKNOWN)
    write_pages(root, render_pages([("little", made, shown)], [TEMPLATES], SETTING))
    return root


def write_pages(root: Path, pages: Mapping[str, bytes]) -> None:
    for path, page in pages.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(page)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browse(browser: Browser, site: Path) -> Browse:
    """Open a page from disk, run a script's body in it, and give what it returns; a word on the console fails."""

    def run(path: str, body: str, width: int = 1280) -> Any:
        file, _, place = path.partition("#")
        page = browser.new_page(viewport={"width": width, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((site / file).as_uri() + (f"#{place}" if place else ""))
        found = page.evaluate(f"() => {{ {HELPERS} {body} }}")
        page.close()
        assert said == []  # no style or script was refused
        return found

    return run


def test_search_and_filters_narrow_the_rows(browse: Browse) -> None:
    script = """
        const seen = { all: names(), hidden: document.querySelector("form.tools").hidden };
        set("text", "西庄"); seen.searched = names();
        set("text", "甲镇 未获"); seen.words = names();
        set("text", ""); set("town", "乙镇"); seen.town = names();
        set("grade", "待定"); seen.grade = names();
        seen.told = document.querySelector("form.tools output").textContent;
        return seen;"""
    assert browse("little/index.html", script) == {
        "all": ["东庄", "西庄", "南庄", WICKED, "北庄"],
        "hidden": False,
        "searched": ["西庄"],
        "words": ["西庄"],
        "town": ["南庄", WICKED, "北庄"],
        "grade": ["北庄"],
        "told": "显示1个，共5个",
    }


def test_a_township_in_the_summary_filters_the_rows(browse: Browse) -> None:
    script = """document.querySelector('a[data-town="乙镇"]').click(); return names();"""
    assert browse("little/index.html", script) == ["南庄", WICKED, "北庄"]


def test_a_click_on_a_header_sorts_and_the_undecided_stay_last(browse: Browse) -> None:
    script = """
        const seen = {};
        click("总分"); seen.most = names(); seen.sorted = head("总分").getAttribute("aria-sort");
        click("总分"); seen.least = names();
        click("等次"); seen.grade = names().slice(-1); seen.left = head("总分").hasAttribute("aria-sort");
        click("序号"); seen.number = names();
        return seen;"""
    assert browse("little/index.html", script) == {
        "most": ["东庄", WICKED, "南庄", "西庄", "北庄"],
        "sorted": "descending",
        "least": ["西庄", "南庄", "东庄", WICKED, "北庄"],
        "grade": ["北庄"],
        "left": False,
        "number": ["东庄", "西庄", "南庄", WICKED, "北庄"],
    }


def test_problems_are_filtered_and_sorted_township_by_township(browse: Browse) -> None:
    script = """
        const parts = () => [...document.querySelectorAll("#all tbody")].filter((part) => !part.hidden)
          .map((part) => [...part.rows].filter((row) => !row.hidden).map((row) => row.cells[row.cells.length - 1].textContent));
        const count = () => parts().map((part) => part.length);
        const told = () => document.querySelector("form.tools output").textContent;
        const seen = { all: [count(), told()] };
        set("grade", "警告"); seen.grade = [count(), told()];
        set("grade", ""); set("town", "甲镇"); seen.town = [count(), told()];
        set("town", ""); set("text", "依据"); seen.text = [count(), told()];
        set("text", ""); document.querySelector("#all thead [role=button]").click(); seen.heads = parts().map((part) => part[0].slice(0, 2));
        return seen;"""
    assert browse("problems.html", script) == {
        "all": [[2, 2, 2], "共3条"],  # a township's name and a line each: four cells of a column are one
        "grade": [[2, 2], "显示2条，共3条"],
        "town": [[2], "显示1条，共3条"],
        "text": [[2], "显示1条，共3条"],
        "heads": ["甲镇", "乙镇", "本级"],
    }


@pytest.mark.parametrize("page", ["index.html", "problems.html", "little/index.html", "little/004.html"])
def test_only_its_own_files_are_fetched_and_no_name_runs(browse: Browse, site: Path, page: str) -> None:
    script = "return [performance.getEntriesByType('resource').map((entry) => entry.name), window.hit === undefined];"
    fetched, unhit = browse(page, script)
    assert all(address.startswith((site / "assets").as_uri()) for address in fetched)
    assert unhit


def test_the_style_sheet_is_heeded(browse: Browse) -> None:
    script = "return getComputedStyle(document.querySelector('.top')).borderTopColor;"
    assert browse("little/index.html", script) == "rgb(181, 18, 27)"


def test_a_script_written_into_a_page_is_refused(browser: Browser, site: Path) -> None:
    own = site / "own.html"
    text = (site / "index.html").read_text("utf-8")
    own.write_text(text.replace("</body>", "<script>window.hit = 1</script></body>"), encoding="utf-8")
    page = browser.new_page()
    page.goto(own.as_uri())
    assert page.evaluate("() => window.hit === undefined")
    page.close()


@pytest.mark.parametrize("page", ["index.html", "problems.html", "little/index.html", "little/002.html"])
def test_nothing_overflows_a_phone_but_tables_that_scroll(browse: Browse, page: str) -> None:
    script = """
        const wide = [...document.querySelectorAll("body *")].filter((part) =>
          !part.closest(".scroll, svg, script") && part.getBoundingClientRect().right > 391);
        return [document.documentElement.clientWidth, wide.map((part) => part.outerHTML.slice(0, 80))];"""
    assert browse(page, script, 390) == [390, []]


def test_the_tree_is_open_to_the_second_level_and_a_link_opens_deeper(browse: Browse) -> None:
    script = """
        const depth = (part) => part.parentElement.closest("details") ? 1 + depth(part.parentElement.closest("details")) : 0;
        const parts = [...document.querySelectorAll(".tree details.node")];
        const star = document.getElementById("star-1");
        return [parts.filter((part) => depth(part) < 2).every((part) => part.open), star.open,
          star.parentElement.closest("details").open];"""
    assert browse("little/002.html", script)[:2] == [True, False]
    assert browse("little/002.html#star-1", script) == [True, True, True]


def test_the_line_of_the_rule_that_a_card_names_is_opened(browse: Browse) -> None:
    script = "return [document.querySelector('details.rule').open, document.getElementById('L3').checkVisibility()];"
    assert browse("little/index.html", script)[0] is False
    assert browse("little/index.html#L3", script) == [True, True]


def test_a_card_prints_whole_on_a4_with_a_line_for_the_seal(
    site: Path, chromium: str, pdftotext: str, tmp_path: Path
) -> None:
    target = tmp_path / "card.pdf"
    printing = [f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([chromium, *FLAGS, *printing, (site / "little/002.html").as_uri()], capture_output=True, check=True)
    text = subprocess.run([pdftotext, "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    words = "".join(text.split())
    assert "西庄" in words
    assert "填报单位（盖章）：" in words
    assert "按期换届0分" in words  # five levels down, folded on the screen
    assert "上一个" not in words
    assert b"/MediaBox [0 0 594.95996 841.91998]" in target.read_bytes() or b"/MediaBox [0 0 595" in target.read_bytes()


MIXED = """\
scheme: 村考核
subject: 村
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      到任: {type: date}
      任期: {type: duration}
      增幅: {type: percent}
values:
  到任日: {formula: 到任, basis: 一}
  时长: {formula: 任期, basis: 二}
  增长: {formula: 增幅, basis: 三}
grade: {name: 等次, from: 增长, bands: {0%以上: 增, 不满0%: 减}, basis: 四}
publish: [到任日, 时长, 增长]
"""
"""Four villages whose published values are a day, a duration and a percentage."""

VILLAGES: list[list[Any]] = [
    ["乡镇", "村", "到任", "任期", "增幅"],
    ["甲镇", "101社区", "2022-02-01", "3个月", "-5%"],
    ["甲镇", "9社区", "2021-12-31", "1年", "33%"],
    ["甲镇", "长安村", "2022-11-30", "10个月", "8%"],
    ["甲镇", "安村", None, None, None],
]


@pytest.fixture(scope="module")
def mixed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mixed")
    book = openpyxl.Workbook()
    for row in VILLAGES:
        book.worksheets[0].append(row)
    book.save(root / "名册.xlsx")
    scheme = load_text(MIXED, "rules/mixed.yaml", read_period("2022")).scheme
    assert scheme
    made = score(scheme, read_tables(read_books(root, root).sheets, scheme.tables).tables, History())
    write_pages(root, render_pages([("mixed", made, build_view(made, (), SETTING))], [TEMPLATES], SETTING))
    return root


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("村", ["9社区", "101社区", "安村", "长安村"]),  # numbers within names by size, then pinyin: an, chang
        ("到任日", ["长安村", "101社区", "9社区", "安村"]),
        ("时长", ["9社区", "长安村", "101社区", "安村"]),
        ("增长", ["9社区", "长安村", "101社区", "安村"]),
    ],
)
def test_a_column_is_sorted_by_what_its_values_mean(
    browser: Browser, mixed_site: Path, column: str, order: list[str]
) -> None:
    page = browser.new_page()
    page.goto((mixed_site / "mixed/index.html").as_uri())
    page.evaluate(f"() => {{ {HELPERS} click({column!r}); }}")
    assert page.evaluate(f"() => {{ {HELPERS} return names(); }}") == order
    page.close()


def test_the_titles_of_columns_are_printed_on_every_page(browser: Browser, tmp_path: Path, pdftotext: str) -> None:
    write_pages(tmp_path, {path: text.encode() for path, text in sample_pages(2022).items()})
    page = browser.new_page()
    page.goto((tmp_path / "five-star-branch/index.html").as_uri())
    page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
    page.close()
    printed = subprocess.run([pdftotext, "-layout", tmp_path / "list.pdf", "-"], capture_output=True, check=True)
    listed = [text for text in printed.stdout.decode().split("\f") if "上明" in text and "★" in text]
    assert listed
    assert all("序号" in text and "平安法治星" in text for text in listed)
