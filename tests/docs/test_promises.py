"""What CONTRIBUTING.md says of adding is so: each test adds just the file and the line it names, and uses them.

The package is copied, so that what is added is found as it would be in the repository, and used by the command line.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from workspaces import small


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
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "from stardb.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")


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
