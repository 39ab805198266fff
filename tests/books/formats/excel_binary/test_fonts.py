"""Texts of .xls and .xlsb cut where their fonts change: what is struck out is known piece by piece."""

from stardb.books.formats.excel_binary.fonts import read_font, split_runs

PLAIN, STRUCK = read_font(0, 0, "宋体"), read_font(0x08, 0, "宋体")


def pieces(text: str, starts: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    found = split_runs(text, starts, [PLAIN, STRUCK])
    assert not isinstance(found, str)
    return [(run.text, bool(run.struck)) for run in found.runs]


def test_a_text_of_one_font_stays_as_it_is() -> None:
    assert split_runs("3012", [], [PLAIN]) == "3012"


def test_a_struck_piece_is_cut_out() -> None:
    assert pieces("3012", [(0, 1), (2, 0)]) == [("30", True), ("12", False)]


def test_places_are_counted_in_utf_16_where_a_rare_character_is_two() -> None:
    assert pieces("𠮷村30", [(3, 1)]) == [("𠮷村", False), ("30", True)]


def test_a_font_there_is_not_strikes_nothing() -> None:
    assert pieces("30", [(0, 9)]) == [("30", False)]
