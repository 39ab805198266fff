"""Files read by several processes: the same is read, in the same order, and one that kills its reader is a problem."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from books.making import put, xlsx

from stardb.books import parallel, read_books

KILLER = """
import os, sys
from pathlib import Path
from stardb.books import parallel, read_books, sent_file

def read(sent, passwords):
    if sent.path.name == "坏.xlsx" and os.getpid() != PARENT:
        os._exit(9)
    return read_file(sent, passwords)

PARENT = int(os.environ.setdefault("PARENT", str(os.getpid())))
read_file, parallel.read_file = sent_file.read_file, read
parallel.ALONE = 0
os.cpu_count = lambda: 2
if __name__ == "__main__":
    told = []
    found = read_books(Path(sys.argv[1]), Path(sys.argv[1]), progress=lambda *how: told.append(how))
    print(*[book.file for book in found.books])
    print(*[f"{problem.code} {problem.place.file}" for problem in found.problems])
    print(*told[-1])
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for i in range(6):
        put(tmp_path, f"{i}.xlsx", xlsx([["村", "数"], ["李家村", i]]))
    put(tmp_path, "断.xlsx", xlsx()[:500])
    return tmp_path


def told(found):
    sheets = [(sheet.file, sheet.name, sheet.rows) for sheet in found.sheets]
    return sheets, [book.digest for book in found.books], found.problems


def test_the_same_is_read_in_the_same_order(files, monkeypatch):
    alone = read_books(files, files)
    monkeypatch.setattr(parallel, "ALONE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = read_books(files, files)
    assert told(together) == told(alone)
    assert len(alone.books) == 7


def test_a_file_that_kills_its_reader(files):
    """The rest is read all the same."""
    put(files, "坏.xlsx", xlsx([["坏"]]))
    (files / "main.py").write_text(KILLER, encoding="utf-8")
    done = subprocess.run([sys.executable, files / "main.py", files], check=True, capture_output=True, text=True)
    books, problems, last = done.stdout.splitlines()
    assert books == "0.xlsx 1.xlsx 2.xlsx 3.xlsx 4.xlsx 5.xlsx 断.xlsx"
    assert "D101 坏.xlsx" in problems
    assert last == "9 9"


def test_where_no_process_can_be_started_all_is_read_by_this_one(files):
    """A script that does not keep its own work from being done again in every process it starts."""
    script = "from pathlib import Path\nimport sys\nfrom stardb.books import parallel, read_books\nimport os\n"
    script += "parallel.ALONE = 0\nos.cpu_count = lambda: 2\nprint(len(read_books(Path(sys.argv[1]), Path(sys.argv[1])).sheets))\n"
    (files / "main.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, files / "main.py", files], check=True, capture_output=True, text=True, timeout=300
    )
    assert done.stdout.split()[-1] == "6"
