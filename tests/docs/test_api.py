"""docs/api.md: every cell of it runs, comes out as the page says, and the page names what `stardb` gives."""

import re
import subprocess
import sys
from pathlib import Path

import stardb

sys.path.append(str(Path(__file__).parents[2] / "docs"))

from make_api import run_page


def test_the_page_is_what_its_cells_give(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "api.md").read_text(encoding="utf-8")
    assert run_page(page, tmp_path) == page


def test_the_page_lists_every_public_name_and_no_other(root: Path) -> None:
    page = (root / "docs" / "api.md").read_text(encoding="utf-8")
    table = page[page.index("| name |") : page.index("## A scheme")]
    names = {name for row in table.splitlines()[2:] if row for name in re.findall(r"`(\w+)", row.split("|")[1])}
    assert names == {*stardb.__all__} - {"__version__"}
    assert all(getattr(stardb, name).__doc__ for name in names)


def test_importing_stardb_loads_neither_pandas_nor_the_rules() -> None:
    probe = "import sys, stardb; print(stardb.__version__, {'pandas', 'numpy', 'pydantic', 'yaml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout == f"{stardb.__version__} set()\n"
