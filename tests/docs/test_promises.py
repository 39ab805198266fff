"""What CONTRIBUTING.md says of adding is so: each test adds just the file and the line it names, and uses them.

The package is copied, so that what is added is found as it would be in the repository, and used by the command line.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from unmeasured import environment
from workspaces import SCHEME, small


class Checkout:
    """A copy of the package to add to; the folders that travel with it are those of the repository."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(root / "stardb", folder / "stardb", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("rules", "reports", "data"):
            (folder / name).symlink_to(root / name, target_is_directory=True)

    def add_file(self, path: str, text: str) -> None:
        """A file that is not there yet."""
        assert not (self.folder / path).exists()
        (self.folder / path).write_text(text, encoding="utf-8")

    def add_line(self, path: str, after: str, line: str) -> None:
        """A line below the one line of a file that is `after`."""
        file = self.folder / path
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        (place,) = [i for i, one in enumerate(lines) if one.strip() == after]
        file.write_text("".join([*lines[: place + 1], f"{line}\n", *lines[place + 1 :]]), encoding="utf-8")

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """`stardb` of this checkout."""
        here = environment(PYTHONPATH=str(self.folder), PYTHONIOENCODING="utf-8", PYTHONUTF8="1")
        command = [sys.executable, "-c", "from stardb.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, cwd=self.folder, env=here, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Checkout:
    (tmp_path / "checkout").mkdir()
    return Checkout(root, tmp_path / "checkout")


def test_a_report_sheet_is_one_template(root: Path, checkout: Checkout, tmp_path: Path) -> None:
    county = small(tmp_path / "county")
    template = openpyxl.load_workbook(root / "reports" / "workbook.xlsx")
    sheet = template.create_sheet("得星榜")
    for row in (["{{ 县 }}得星的村"], ["{% for 行 in 评定结果 %}"], ["{{ 行.村 }}", "{{ 行.星数 }}"], ["{% endfor %}"]):
        sheet.append(row)
    (county / "reports").mkdir()
    template.save(county / "reports" / "little.xlsx")
    done = checkout.run("run", "-C", county)
    assert done.returncode == 0, done.stderr
    written = openpyxl.load_workbook(county / "results" / "2022" / "小星.xlsx")["得星榜"]
    # of 20 points: 东庄 10 + 10; 西庄 6 + 0; 南庄 0 + 10; the star takes 12
    assert [[cell.value for cell in row] for row in written.iter_rows()] == [
        ["小县得星的村", None],
        ["东庄", 1],
        ["西庄", 0],
        ["南庄", 0],
    ]


def test_a_command_is_one_file(checkout: Checkout, tmp_path: Path) -> None:
    checkout.add_file(
        "stardb/cli/commands/villages.py",
        '''\
"""`stardb villages`: who is rated."""

from pathlib import Path

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_folder
from stardb.cli.options import folder_option, period_option


@click.command(cls=Command)
@folder_option
@period_option
def command(folder: Path, period: str | None) -> int:
    """列出考核对象。"""
    from stardb.workspace import appraise, read_inputs

    made, _ = appraise(read_inputs(open_folder(folder, period)))
    for appraisal in made.values():
        click.echo("、".join(appraisal.subjects.names))
    return 0
''',
    )
    assert "villages 列出考核对象" in " ".join(checkout.run("--help").stdout.split())
    assert checkout.run("villages", "-C", small(tmp_path / "county")).stdout == "东庄、西庄、南庄\n"
    assert "是不是 villages？" in checkout.run("village").stderr


def test_a_problem_is_one_entry(checkout: Checkout) -> None:
    entry = '    Entry("W998", Severity.ERROR, "没有带印章", "送来的表要盖章。", "盖好章再送。"),'
    checkout.add_line("stardb/problems/entries/workspace_entries.py", "WORKSPACE = (", entry)
    checkout.add_file(
        "stardb/cli/commands/stamp.py",
        '''\
"""`stardb stamp`: tells the problem."""

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import run_guarded


@click.command(cls=Command)
def command() -> int:
    """说出问题。"""
    from stardb.problems import Place, ProblemsError, problem

    def act() -> int:
        raise ProblemsError([problem("W998", "“检查.xlsx”没有盖章", Place("检查.xlsx"), found="无章", remedy="盖章")])

    return run_guarded(act)
''',
    )
    done = checkout.run("stamp")
    assert done.returncode == 2
    for words in ("错误 W998", "“检查.xlsx”没有盖章", "现为：无章", "办法：盖章"):
        assert words in done.stderr


def test_a_scorer_is_one_file_and_one_line(checkout: Checkout, tmp_path: Path) -> None:
    checkout.add_file(
        "stardb/scorers/clauses/points/squared.py",
        '''\
"""`squared`: points that are the square of a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula
from stardb.quantity import Column, Kind, arithmetic, show_number
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored


class Squared(Clause):
    """平方得分，如 `squared: 组数`。"""

    keyword: ClassVar[str] = "squared"
    title: ClassVar[str] = "平方"

    squared: str = Field(description="按哪一栏")

    def core(self, scope: Scope) -> Core:
        return SquaredCore(scope.bind_number(self.squared, "squared"))


@dataclass(frozen=True, eq=False)
class SquaredCore(Core):
    source: Formula
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.source.names

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        return Scored(arithmetic.multiply(value, value, Kind.NUMBER), np.where(value.known, 0, -1))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        return f"平方得{show_number(scored.core.at(i))}"
''',
    )
    checkout.add_line("stardb/scorers/catalogue.py", '"points.linear",', '    "points.squared",')
    rules = (
        SCHEME.replace("full: 20", "full: 30")
        .replace("{from: 换届, points: 10, yes: 10, basis: 第三条}", "{points: 20, squared: 组数, basis: 第三条}")
        .replace("户数: {type: number, unit: 户, required: true}", "组数: {type: number}")
    )
    rows = [["乡镇", "村", "组数"], ["甲镇", "东庄", 4], ["甲镇", "西庄", 2], ["乙镇", "南庄", None]]
    county = small(tmp_path / "county", rules, rows)
    done = checkout.run("explain", "-C", county, "东庄")
    assert "按期换届 16分" in done.stdout
    assert "平方得16" in done.stdout
    assert "squared" in checkout.run("schema").stdout


def test_a_file_format_is_one_file_and_one_line(checkout: Checkout, tmp_path: Path) -> None:
    """Lines of cells with = between them under a line that says so, as no program writes them."""
    checkout.add_file(
        "stardb/books/formats/equals.py",
        '''\
"""Tables with = between their cells."""

from stardb.books.formats.file_format import FileContent, FileFormat, RawBook
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.grid import Grid
from stardb.books.raw.sheet_metadata import SheetMetadata


def read(content: FileContent) -> RawBook:
    """A row for each line below the first."""
    grid = Grid(Allowance())
    for row, line in enumerate(content.text.splitlines()[1:]):
        grid.put_row(row, list(line.split("=")))
    return RawBook([grid.to_raw_sheet(content.name, SheetMetadata())])


FORMAT = FileFormat(lambda content: content.head.startswith(b"EQUALS"), read, frozenset({".equals"}))
''',
    )
    checkout.add_line("stardb/books/formats/registry.py", "_NAMES = (", '    "equals",')
    county = small(tmp_path / "county", checked=[])
    lines = ["EQUALS", "乡镇=村=收入(万元)=换届", "甲镇=东庄=20=是", "甲镇=西庄=12=否", "乙镇=南庄=9.9=是"]
    (county / "data" / "2022" / "检查表.equals").write_text("\n".join(lines), encoding="utf-8")
    explained = checkout.run("explain", "西庄", "-C", county).stdout
    assert "12万元" in explained
    assert "检查表.equals" in explained
