"""Zip files of any content: read whole, what is damaged named, what is none refused."""

import pytest

from stardb.ooxml import PackageError, read_zip, write_zip

FILES = {"a.txt": b"first" * 100, "文件夹/乙.bin": bytes(range(256))}


def test_what_is_written_is_read():
    assert read_zip(write_zip(FILES.items())) == (FILES, ())


def test_a_damaged_entry_is_named_and_the_others_are_read():
    data = bytearray(write_zip(FILES.items()))
    at = data.index("文件夹/乙.bin".encode()) + len("文件夹/乙.bin".encode()) + 20
    data[at] ^= 1
    contents, damaged = read_zip(bytes(data))
    assert (contents, damaged) == ({"a.txt": FILES["a.txt"]}, ("文件夹/乙.bin",))


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "c:/a", "a\\b", "a//b"])
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(PackageError):
        read_zip(write_zip([(name, b"x")]))


def test_what_is_no_zip_file_or_has_a_name_twice():
    with pytest.raises(PackageError):
        read_zip(b"no zip")
    with pytest.raises(PackageError):
        read_zip(write_zip([("aa", b"1"), ("ab", b"2")]).replace(b"ab", b"aa"))
