"""The result pages in a real browser, opened from disk: search, filters, sorting, printing, and nothing fetched."""

import html
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rendering.pages_county import LISTED, MISSING, SETTING, TEMPLATES, UNKNOWN, WICKED, little_county

from stardb.rendering import render_pages, view

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
const click = (title) => head(title).querySelector("button").click();
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small county, on disk."""
    root = tmp_path_factory.mktemp("site")
    made = little_county(root / "county")
    shown = view(made, LISTED, SETTING, MISSING, UNKNOWN)
    for path, page in render_pages([("little", made, shown)], [TEMPLATES], SETTING).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(page)
    return root


@pytest.fixture(scope="module")
def browse(chromium: str, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """Open a page, run a script's body in it, and give what it returns."""
    profile = tmp_path_factory.mktemp("profile")

    def run(path: str, body: str) -> Any:
        page, _, place = path.partition("#")
        probe = site / page.replace(".html", ".probe.html")
        tail = f"""<script>addEventListener("load", () => {{ {HELPERS}
            const told = document.createElement("pre");
            told.id = "told";
            told.textContent = JSON.stringify((() => {{ {body} }})());
            document.body.append(told); }});</script></body>"""
        probe.write_text((site / page).read_text("utf-8").replace("</body>", tail), encoding="utf-8")
        address = probe.as_uri() + (f"#{place}" if place else "")
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", address]
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
        probe.unlink()
        found = re.search(r'<pre id="told">(.*?)</pre>', shown, re.DOTALL)
        assert found, "the page's script did not run to its end"
        return json.loads(html.unescape(found[1]))

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
        set("text", ""); document.querySelector("#all thead button").click(); seen.heads = parts().map((part) => part[0].slice(0, 2));
        return seen;"""
    assert browse("problems.html", script) == {
        "all": [[2, 2, 2], "共3条"],  # a township's name and a line each: four cells of a column are one
        "grade": [[2, 2], "显示2条，共3条"],
        "town": [[2], "显示1条，共3条"],
        "text": [[2], "显示1条，共3条"],
        "heads": ["甲镇", "乙镇", "全县"],
    }


@pytest.mark.parametrize("page", ["index.html", "problems.html", "little/index.html", "little/004.html"])
def test_nothing_is_fetched_and_no_name_runs(browse: Browse, page: str) -> None:
    script = "return [performance.getEntriesByType('resource').map((entry) => entry.name), window.hit === undefined];"
    assert browse(page, script) == [[], True]


@pytest.mark.parametrize("page", ["index.html", "problems.html", "little/index.html", "little/002.html"])
def test_nothing_overflows_a_phone_but_tables_that_scroll(browse: Browse, site: Path, page: str) -> None:
    held = html.escape((site / page).read_text("utf-8"))
    frame = f'<html><body><iframe width="390" height="800" srcdoc="{held}"></iframe></body></html>'
    (site / "phone.html").write_text(frame, encoding="utf-8")
    script = """
        const inside = document.querySelector("iframe").contentDocument;
        const wide = [...inside.querySelectorAll("body *")].filter((part) =>
          !part.closest(".scroll, svg, script") && part.getBoundingClientRect().right > 391);
        return [inside.documentElement.clientWidth, wide.map((part) => part.outerHTML.slice(0, 80))];"""
    width, wide = browse("phone.html", script)
    assert 370 <= width <= 390
    assert wide == []


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
