"""What the docs show is true: rules are shipped or load, commands exist, output is what is printed, links lead somewhere."""

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from stardb.cases.case_runs import read_cases
from stardb.cli import main
from stardb.problems import Severity
from stardb.quantity import Frequency, find_period
from stardb.rulebook import load_text
from stardb.workspace import Settings
from stardb.yamlfile import read_source

PAGES = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "docs/handbook.md",
    "docs/rules.md",
    "docs/architecture.md",
    "docs/year/ledger.md",
)
DAY = date(2022, 12, 31)


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def data_of(text: str) -> Any:
    """A rule file's plain data; it must be free of faults."""
    source = read_source(text, "docs.yaml")
    assert source.problems == [], text
    return source.data


def within(part: Any, whole: Any) -> bool:
    """Whether an excerpt's data is found in the whole's: mappings may leave keys out, lists may end early."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(within(item, other) for other in whole) for item in part)
    return bool(part == whole)


def mappings(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping there is in a file."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from mappings(child)


@pytest.fixture(scope="module")
def shipped_rules(root: Path) -> list[dict[str, Any]]:
    """Every mapping of the shipped rule files, and of what the sample county adds to them."""
    folders = (root / "rules", root / "data" / "rules")
    files = sorted(p for folder in folders for p in folder.rglob("*.yaml") if not p.name.endswith(".cases.yaml"))
    return [found for path in files for found in mappings(data_of(path.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", PAGES)
def test_rules_shown_are_shipped_or_load(page: str, pages: dict[str, str], shipped_rules: list[dict[str, Any]]) -> None:
    for block in blocks(pages[page], "yaml"):
        data = data_of(block)
        if "county" in data:
            Settings.model_validate(data)
        elif "scheme" in data and "stars" in data:
            faults = [
                p
                for p in load_text(block, "docs.yaml", find_period(DAY, Frequency.YEAR), DAY).problems
                if p.severity is not Severity.NOTE
            ]
            assert [p for p in faults if p.code != "R602"] == []
        else:
            for key, value in data.items():
                assert any(key in known and within(value, known[key]) for known in shipped_rules), f"{page}: {key}"


def commands(text: str) -> Iterator[list[str]]:
    """Every `stardb …` that a page tells to type, in a line of its own or within a sentence."""
    typed = [
        line for block in re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL) for line in block.splitlines()
    ]
    within = re.findall(r"`(stardb [a-z][^`\n]*)`", text)
    for line in (*typed, *within):
        found = re.match(r"(?:\$ )?(stardb [a-z]+\b[^#]*)", line)
        if found:
            yield shlex.split(found[1])[1:]


@pytest.mark.parametrize("page", PAGES)
def test_commands_shown_exist_with_their_options(page: str, pages: dict[str, str]) -> None:
    for name, *arguments in commands(pages[page]):
        command = main.get_command(click.Context(main), name)
        assert command is not None, f"{page}: stardb {name}"
        known = {
            option for parameter in command.params for option in parameter.opts if isinstance(parameter, click.Option)
        }
        given = {argument for argument in arguments if re.match(r"-{1,2}[A-Za-z]", argument)}
        assert given <= known, f"{page}: stardb {name} {' '.join(arguments)}"


def consoles(pages: dict[str, str]) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        yield from ((page, block) for block in blocks(pages[page], "console"))


def test_output_shown_is_what_is_printed(pages: dict[str, str], sample: Path) -> None:
    shown = list(consoles(pages))
    assert shown
    for page, block in shown:
        command, *lines = block.splitlines()
        arguments = [str(sample) if part in ("demo", "样例") else part for part in shlex.split(command)[2:]]
        printed = iter(CliRunner().invoke(main, arguments).output.splitlines())
        for line in lines:
            assert line == "…" or line in printed, f"{page}: {line}"


def test_links_lead_somewhere(pages: dict[str, str], root: Path) -> None:
    broken = []
    for page, text in pages.items():
        for target, anchor in re.findall(r"\]\(((?!https?:)[^)#\s]*)(#[^)\s]*)?\)", text):
            path = (root / page).parent / target if target else root / page
            if not path.exists():
                broken.append(f"{page}: {target}")
            elif anchor and anchor[1:] not in anchors(path.read_text(encoding="utf-8")):
                broken.append(f"{page}: {target}{anchor}")
    assert broken == []


def anchors(text: str) -> set[str]:
    """The anchors a page's headings get, and those it sets itself."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([^"]+)">', text))


def test_pictures_are_there_and_small(root: Path) -> None:
    for path in (root / "docs" / "pictures").iterdir():
        assert path.suffix == ".png"
        assert path.stat().st_size < 300_000, path.name


@pytest.mark.parametrize(
    "page", ["README.zh-CN.md", "docs/handbook.md", "docs/rules.md", "docs/tutorial.md", "docs/problems.md"]
)
def test_chinese_is_punctuated_in_full_width(page: str, pages: dict[str, str]) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|<!--.*?-->|\]\([^)]*\)|\[[^\]]*\]|\{[^}]*\}", "", pages[page], flags=re.DOTALL)
    assert re.findall(r"[\u4e00-\u9fff][,;?][^\n]{0,10}", prose) == []


def test_the_case_files_shown_are_case_files(pages: dict[str, str]) -> None:
    """The whole one, and the cases shown by themselves put after its head."""
    first, *more = blocks(pages["docs/cases.md"], "yaml")
    head = "cases_of: 某办法\nbase: {as_of: 2022-12-31}\ncases:\n"
    for text in [first, *(head + block for block in more)]:
        source = read_source(text, "x.cases.yaml")
        assert read_cases(source) is not None, source.problems
        assert source.problems == []
