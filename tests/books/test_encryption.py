"""Encrypted workbooks: each password is tried, and what none opens is said."""

from io import BytesIO

import pytest
from books.compounds import container
from books.making import repacked, xlsx
from msoffcrypto.format.ooxml import OOXMLFile

from stardb.books import read_book
from stardb.books.formats.xls.compound import Compound


def locked(password: str) -> bytes:
    stream = BytesIO()
    OOXMLFile(BytesIO(xlsx([["村"], ["李家村"]]))).encrypt(password, stream)
    return stream.getvalue()


def test_the_passwords_are_tried_in_turn():
    (sheet,), problems = read_book(locked("东村2022"), "a.xlsx", ["123456", "东村2022"])
    assert (sheet.rows, problems) == ([["村"], ["李家村"]], [])


def test_a_workbook_only_protected_against_changes_needs_none():
    """Excel encrypts it with a password that everybody knows."""
    assert read_book(locked("VelvetSweatshop"), "a.xlsx")[1] == []


@pytest.mark.parametrize(("passwords", "said"), [([], "还没有给密码"), (["123456"], "给出的密码都打不开")])
def test_none_fits(passwords, said):
    sheets, (problem,) = read_book(locked("东村2022"), "a.xlsx", passwords)
    assert (sheets, problem.code) == ([], "D102")
    assert said in problem.message
    assert "passwords:" in problem.remedy
    assert "123456" not in str(problem.as_dict())


def test_what_is_within_may_be_damaged():
    stream = BytesIO()
    OOXMLFile(BytesIO(repacked(xlsx(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}))).encrypt("1", stream)
    assert read_book(stream.getvalue(), "a.xlsx", ["1"])[1][0].code == "D101"


def test_an_encryption_made_to_take_for_ever():
    data = locked("1")
    assert data.count(b'spinCount="100000"') == 1
    slow = data.replace(b'spinCount="100000"', b'spinCount="999999"')
    assert read_book(slow.replace(b'"999999"', b"'99999999'"), "a.xlsx", ["1"])[1][0].code in ("D101", "D102")
    assert "EncryptionInfo" in Compound(data)


def test_an_encryption_of_an_unknown_kind():
    sheets, (problem,) = read_book(container("EncryptedPackage", bytes(5000)), "a.xlsx", ["1"])
    assert (sheets, problem.code) == ([], "D102")
