"""docs/year/stages.md: its county is built as the page says, and answers as the page shows."""

import re
import shlex
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import write_book

from stardb.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs/year/stages.md"


def build(root: Path, text: str) -> Path:
    """The county of the page: its settings, its rules, the workbooks of its table."""
    settings, rules = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (root / "rules").mkdir(parents=True)
    (root / "stardb.yaml").write_text(settings, encoding="utf-8")
    (root / "rules/村级考评.yaml").write_text(rules, encoding="utf-8")
    lines = text.split("<!-- 数据 -->")[1].strip().split("\n\n")[0].splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    books: dict[str, list[list[str]]] = defaultdict(lambda: [head[1:]])
    for name, *cells in rows:
        books[name].append(cells)
    for name, sheet in books.items():
        write_book(root / "data/2024" / name, {"考评表": sheet})
    villages = dict.fromkeys((row[1], row[2]) for row in rows)
    write_book(root / "data/2024/名册.xlsx", {"名册": [["乡镇", "村"], *map(list, villages)]})
    return root


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("county"), PAGE.read_text(encoding="utf-8"))


CONSOLES = re.findall(r"^```console\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("console", CONSOLES, ids=lambda block: block.split()[2])
def test_what_is_shown_is_what_is_printed(console, county):
    command, *shown = console.rstrip("\n").splitlines()
    arguments = [str(county) if part == "岚县" else part for part in shlex.split(command)[2:]]
    printed = CliRunner().invoke(main, arguments).output.splitlines()
    rest = iter(line.rstrip() for line in printed)
    for line in shown:
        assert line == "…" or line.rstrip() in rest, "\n".join(printed)
