"""Packages made to eat memory or time: their size is known before anything is unpacked."""

import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from books.making import xlsx

from stardb.books import read_book
from stardb.ooxml import zip as zips

SHEET = "xl/worksheets/sheet1.xml"


def bomb(size: int, name: str = SHEET) -> bytes:
    """A workbook one part of which unpacks to `size` zeros."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for other in old.namelist():
            if other != name:
                package.writestr(other, old.read(other))
        with package.open(name, "w", force_zip64=True) as out:
            for _ in range(size >> 20):
                out.write(bytes(2**20))
    return stream.getvalue()


def lying(data: bytes, name: str, said: int) -> bytes:
    """The package with another size declared for a part, wherever that is."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        part = package.getinfo(name)
    true = struct.pack("<II", part.compress_size, part.file_size)
    return data.replace(true, struct.pack("<II", part.compress_size, said))


def refused(data):
    sheets, (problem,) = read_book(data, "a.xlsx")
    assert sheets == []
    return problem


def test_a_part_that_unpacks_to_more_than_is_read():
    problem = refused(bomb(600 << 20))
    assert problem.code == "D155"
    assert problem.found == "解开后超过512MB"


def test_parts_that_unpack_to_too_much_together(monkeypatch):
    monkeypatch.setattr(zips, "TOTAL_LIMIT", 5 << 20)
    assert refused(bomb(6 << 20, "xl/media/image1.png")).code == "D155"


@pytest.mark.parametrize("said", [100, 0xFFFFFFF0])
def test_a_part_that_lies_about_its_size(monkeypatch, said):
    monkeypatch.setattr(zips, "PART_LIMIT", 1 << 20)
    assert refused(lying(bomb(8 << 20), SHEET, said)).code in ("D155", "D101")


def test_entries_without_number():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for i in range(zips.ENTRY_LIMIT + 1):
            package.writestr(f"{i}", "")
    assert refused(stream.getvalue()).code == "D101"


def test_a_package_of_packages_is_no_workbook():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("1.zip", bomb(1 << 20))
    assert refused(stream.getvalue()).code == "D103"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_packed_as_no_workbook_is(method):
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx())) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert refused(stream.getvalue()).code == "D101"


def test_a_wrong_checksum():
    with zipfile.ZipFile(BytesIO(xlsx())) as package:
        checksum = struct.pack("<I", zlib.crc32(package.read(SHEET)))
    assert refused(xlsx().replace(checksum, b"\0\0\0\0")).code == "D101"


HUNGRY = """
import resource, sys
from stardb.books import read_book
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sheets, problems = read_book(data, "a.xlsx")
print(len(sheets), [p.code for p in problems], (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("size", [100, 2000])
def test_memory_stays_within_bounds(tmp_path: Path, size):
    """Half a gigabyte of one part is read, at most twice; more is not read at all."""
    (tmp_path / "a.xlsx").write_bytes(bomb(size << 20))
    limits = (3 << 30, 3 << 30)
    done = subprocess.run(
        [sys.executable, "-c", HUNGRY, str(tmp_path / "a.xlsx")],
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limits),
    )
    sheets, _, used = done.stdout.split(" ", 1)[0], *done.stdout.strip().rsplit(" ", 1)
    assert sheets == "0"
    assert int(used) < 600
    assert done.stderr == ""
