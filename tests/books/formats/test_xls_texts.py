"""The texts of an .xls: since Excel 97 they do not depend on the code page; before, they are in it."""

import struct

import pytest
from books.making import number, record, wide, xls, xls_of

from stardb.books import read_book

PAGE, SHARED_TEXTS, MORE, SHARED, LABEL, RICH, FORMAT, XF = 0x42, 0xFC, 0x3C, 0xFD, 0x204, 0xD6, 0x41E, 0xE0


def read(data):
    sheets, problems = read_book(data, "a.xls")
    assert problems == []
    return [sheet.rows for sheet in sheets]


def shared(row, column, index):
    return SHARED, struct.pack("<HHHI", row, column, 0, index)


def plain(text):
    """A shared text, with two bytes a character where it needs them."""
    try:
        return struct.pack("<HB", len(text), 0) + text.encode("latin-1")
    except UnicodeEncodeError:
        return struct.pack("<HB", len(wide(text)) // 2, 1) + wide(text)


def texts(count, *pieces):
    """The record of shared texts and those which continue it."""
    return [(SHARED_TEXTS, struct.pack("<II", count, count) + pieces[0]), *((MORE, piece) for piece in pieces[1:])]


@pytest.mark.parametrize("pages", [[], [1200], [1252], [936], [65001], [0], [437, 1200], [1200, 936], [10008]])
def test_a_code_page_says_nothing_of_texts_since_excel_97(pages):
    book = [*((PAGE, struct.pack("<H", page)) for page in pages), *texts(2, plain("东村镇") + plain("Café"))]
    label = LABEL, struct.pack("<HHH", 0, 2, 0) + plain("天湾")
    assert read(xls_of([("检查表", [shared(0, 0, 0), shared(0, 1, 1), label])], book)) == [[["东村镇", "Café", "天湾"]]]


@pytest.mark.parametrize(("page", "encoding"), [(936, "gb18030"), (950, "big5"), (10008, "gb2312"), (None, "gbk")])
def test_before_texts_are_in_the_code_page(page, encoding):
    book = [(PAGE, struct.pack("<H", page))] if page else []
    text = "東村鎮" if encoding == "big5" else "东村镇"
    coded = text.encode(encoding)
    label = LABEL, struct.pack("<HHHH", 0, 0, 0, len(coded)) + coded
    rich = RICH, struct.pack("<HHHH", 0, 1, 0, len(coded)) + coded + b"\1\0\5"
    data = xls_of([("表", [label, rich, number(0, 2, 5)])], book, page=encoding)
    assert read(data) == [[[text, text, 5]]]


def test_before_formats_are_in_the_code_page_too():
    code = '0"元"'.encode("gbk")
    book = [(PAGE, struct.pack("<H", 936)), (FORMAT, struct.pack("<HB", 200, len(code)) + code)]
    book += [(XF, struct.pack("<HH", 0, form) + bytes(12)) for form in (0, 200)]
    assert read(xls_of([("表", [number(0, 0, 900, 1)])], book, page="gbk")) == [[["900元"]]]


def test_a_text_that_is_not_in_its_code_page_is_not_guessed():
    label = LABEL, struct.pack("<HHHH", 0, 0, 0, 1) + b"\xff"
    sheets, (problem,) = read_book(xls_of([("A", [label])], [(PAGE, struct.pack("<H", 936))], page="gbk"), "a.xls")
    assert (sheets, problem.code) == ([], "D150")


def test_a_shared_text_goes_on_in_another_record_in_another_width():
    """`ABC中文D`: three characters of a byte, then, in the next record, two and again one of two bytes; and the reverse."""
    first = struct.pack("<HB", 6, 0) + b"ABC"
    second = b"\1" + wide("中文D") + struct.pack("<HB", 4, 1) + wide("中文")
    third = b"\0" + b"EF" + plain("末")
    assert read(xls([shared(0, 0, 0), shared(0, 1, 1), shared(0, 2, 2)], texts(3, first, second, third))) == [
        [["ABC中文D", "中文EF", "末"]]
    ]


def test_a_rare_character_may_be_cut_by_the_end_of_a_record():
    coded = wide("a𠮷b")
    first, second = struct.pack("<HB", 4, 1) + coded[:4], b"\1" + coded[4:]
    assert read(xls([shared(0, 0, 0)], texts(1, first, second))) == [[["a𠮷b"]]]


def test_fonts_and_phonetics_within_a_shared_text_are_passed_over_wherever_they_are_cut():
    first = struct.pack("<HBHI", 2, 1 | 4 | 8, 2, 6) + wide("东村") + b"\0\0\5"
    second = b"\0\1\0\6\0ph" + b"onet"[:3]
    third = b"e" + plain("镇")
    assert read(xls([shared(0, 0, 0), shared(0, 1, 1)], texts(2, first, second, third))) == [[["东村", "镇"]]]


def test_a_text_ends_with_the_record_and_the_next_begins_the_other():
    assert read(xls([shared(0, 0, 0), shared(0, 1, 1)], texts(2, plain("东"), plain("村")))) == [[["东", "村"]]]


@pytest.mark.parametrize("index", [1, 2**31])
def test_a_shared_text_that_is_not_there(index):
    sheets, (problem,) = read_book(xls([shared(0, 0, index)], texts(1, plain("东"))), "a.xls")
    assert (sheets, problem.code) == ([], "D101")


def test_a_shared_text_cut_short():
    sheets, (problem,) = read_book(xls([shared(0, 0, 0)], texts(1, struct.pack("<HB", 9, 1) + wide("东"))), "a.xls")
    assert (sheets, problem.code) == ([], "D101")


@pytest.mark.parametrize(("count", "rest"), [(0, b""), (1, b""), (9, b""), (2, b"\xff\xff")])
def test_shared_texts_that_are_counted_wrongly(count, rest):
    (_, data), *_ = texts(0, plain("东") + plain("村") + rest)
    book = [(SHARED_TEXTS, struct.pack("<II", count, count) + data[8:])]
    assert read(xls([shared(0, 0, 0), shared(0, 1, 1)], book)) == [[["东", "村"]]]


def test_a_long_label_goes_on_in_another_record():
    text = "东村镇" * 3000
    coded = wide(text)
    label = LABEL, struct.pack("<HHHHB", 0, 0, 0, len(text), 1) + coded[:8000]
    data = xls([label, (MORE, b"\1" + coded[8000:16000]), (MORE, b"\1" + coded[16000:])])
    assert read(data) == [[[text]]]
    assert record(*label)[:2] == b"\4\2"
