"""A folder as it is found: links, pipes, odd names, the same file twice, files that change under the hand."""

import os
from pathlib import Path

import pytest
from books.making import put, xlsx

from stardb.books import file_bytes, read_books
from stardb.books.formats import registry


def read(desk):
    found = read_books(desk.folder, desk.root)
    return [book.file for book in found.books], [(problem.code, problem.place.file) for problem in found.problems]


def test_the_same_file_twice_is_read_once(desk):
    same = xlsx()  # made once: a workbook holds the second it was made in
    for name in ("乙/表.xlsx", "甲.xlsx"):
        (desk.folder / name).parent.mkdir(exist_ok=True)
        put(desk.folder, name, same)
    found = read_books(desk.folder, desk.root)
    assert [book.file for book in found.books] == ["data/乙/表.xlsx"]
    (problem,) = found.problems
    assert (problem.code, problem.place.file, problem.found) == ("D151", "data/甲.xlsx", "data/乙/表.xlsx")


def test_links_within_the_folder_are_followed_and_those_out_of_it_are_not(desk, tmp_path):
    put(desk.folder, "好.xlsx", xlsx())
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    put(outside, "密.xlsx", xlsx([["别人的"]]))
    (desk.folder / "一.xlsx").symlink_to(desk.folder / "好.xlsx")
    (desk.folder / "二.xlsx").symlink_to(outside / "密.xlsx")
    (desk.folder / "三").symlink_to(outside, target_is_directory=True)
    (desk.folder / "四").symlink_to(desk.folder, target_is_directory=True)
    (desk.folder / "五.xlsx").symlink_to(desk.folder / "五.xlsx")
    books, problems = read(desk)
    assert books == ["data/一.xlsx"]
    assert problems == [
        ("D104", "data/三"),
        ("D104", "data/二.xlsx"),
        ("D104", "data/五.xlsx"),
        ("D151", "data/好.xlsx"),
    ]


def test_what_is_no_file_is_not_waited_for(desk):
    os.mkfifo(desk.folder / "管.xlsx")
    (desk.folder / "夹.xlsx").mkdir()
    put(desk.folder, "夹.xlsx/好.xlsx", xlsx())
    assert read(desk) == (["data/夹.xlsx/好.xlsx"], [("D104", "data/管.xlsx")])


@pytest.mark.parametrize("name", ["检查表".encode("gb18030"), "检查\n表".encode()])
def test_a_name_in_another_encoding_is_readable(desk, name):
    path = os.path.join(os.fsencode(desk.folder), name + b".xlsx")
    Path(os.fsdecode(path)).write_bytes(xlsx())
    ((file,), problems) = read(desk)
    assert file.encode().startswith("data/检查".encode())
    assert file.isprintable()
    assert problems == []


def test_a_very_long_name(desk):
    put(desk.folder, "长" * 80 + ".xlsx", xlsx())
    assert read(desk)[1] == []


def test_a_file_that_is_gone_when_its_turn_comes(desk, monkeypatch):
    put(desk.folder, "好.xlsx", xlsx())
    monkeypatch.setattr("stardb.books.folder.os.walk", lambda folder: [(str(folder), [], ["好.xlsx", "走.xlsx"])])
    assert read(desk) == (["data/好.xlsx"], [("D104", "data/走.xlsx")])


def test_a_file_that_changes_while_it_is_read(desk, monkeypatch):
    put(desk.folder, "好.xlsx", xlsx([["好"]]))
    changing = put(desk.folder, "改.xlsx", xlsx())
    read_bytes = Path.read_bytes

    def written_meanwhile(path):
        data = read_bytes(path)
        if path == changing:
            os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
        return data

    monkeypatch.setattr(Path, "read_bytes", written_meanwhile)
    assert read(desk) == (["data/好.xlsx"], [("D119", "data/改.xlsx")])


def test_a_file_that_has_settled_when_it_is_read_again(desk, monkeypatch):
    settling, times = put(desk.folder, "改.xlsx", xlsx()), []
    read_bytes = Path.read_bytes

    def written_once(path):
        times.append(path)
        if len(times) == 1:
            settling.write_bytes(xlsx([["存好"]]))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", written_once)
    (book,) = read_books(desk.folder, desk.root).books
    assert book.sheets[0].rows == [["存好"]]


def test_a_file_larger_than_is_read(desk, monkeypatch):
    monkeypatch.setattr(file_bytes, "SIZE_LIMIT", 1000)
    put(desk.folder, "大.xlsx", xlsx())
    assert read(desk) == ([], [("D155", "data/大.xlsx")])


def test_progress_is_told_of_every_file(desk):
    for i in range(3):
        put(desk.folder, f"{i}.csv", f"a,b\n{i},1\n".encode())
    told = []
    read_books(desk.folder, desk.root, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.slow
def test_five_thousand_files(desk):
    for i in range(5000):
        put(desk.folder, f"{i:04}.csv", f"村,数\n{i},1\n".encode())
    books, problems = read(desk)
    assert (len(books), problems) == (5000, [])


def test_what_may_be_read_goes_by_its_ending():
    assert {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt"} <= registry.SUFFIXES
