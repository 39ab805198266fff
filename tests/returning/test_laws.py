"""Whatever a workbook holds: marked and read again it says the same."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked import FILE, book_of, line, marked, plain

from stardb.ooxml import cell_name
from stardb.returning.restyle_cells import restyle_cells

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=6)
cells = st.one_of(st.none(), texts, st.integers(-(10**9), 10**9), st.booleans())
tables = st.lists(st.lists(cells, max_size=5), max_size=5)
spots = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 30)), max_size=6)
colours = st.sampled_from(["D121", "D117", "D144"])


def bare(book):
    """A book's sheets without what marking adds."""
    return [replace(sheet, stamp="") for sheet in book.sheets if sheet.name != "问题清单"]


def facts(sheets):
    return [(s.name, s.rows, s.top, s.left, s.merges, dict(s.notes), s.hidden_rows) for s in sheets]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables, spots, colours)
def test_a_marked_workbook_reads_as_the_one_that_was_sent(rows, places, code):
    data = plain(rows)
    lines = [line(cell_name(row + 1, column), code) for row, column in places]
    again = marked(data, *lines)
    assert facts(bare(book_of(again))) == facts(book_of(data).sheets)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables, spots, spots)
def test_marks_do_not_pile_up(rows, first, second):
    data = plain(rows)
    lines = [[line(cell_name(row + 1, column)) for row, column in places] for places in (first, second)]
    twice = book_of(marked(marked(data, *lines[0]), *lines[1]), FILE)
    assert facts(bare(twice)) == facts(book_of(data).sheets)
    assert [sheet.name for sheet in twice.sheets].count("问题清单") == 1


XML = (
    b'<x:worksheet xmlns:x="m"><x:sheetFormatPr/><x:cols><x:col min="2" max="3" style="4"/></x:cols><x:sheetData>'
    b'<x:row><x:c><x:v>1</x:v></x:c><x:c s=\'2\' t="s"><x:v>0</x:v></x:c></x:row><x:row r="4" spans="1:2" s="7"'
    b' customFormat="1"/></x:sheetData><x:pageMargins/><x:drawing/><x:tableParts/></x:worksheet>'
)


def test_xml_in_another_makers_hand_is_spliced_too():
    """Prefixed names, cells and rows without their places, styles of rows and columns, elements that must come later."""
    wanted = [(0, 1), (0, 2), (2, 2), (3, 0)]
    done = restyle_cells(XML, wanted, lambda at, style: style + 10, "<{}legacyDrawing/>").decode()
    assert done == (
        '<x:worksheet xmlns:x="m"><x:sheetFormatPr/><x:cols><x:col min="2" max="3" style="4"/></x:cols><x:sheetData>'
        '<x:row><x:c><x:v>1</x:v></x:c><x:c s="12" t="s"><x:v>0</x:v></x:c><x:c r="C1" s="14"/></x:row>'
        '<x:row r="3"><x:c r="C3" s="14"/></x:row>'
        '<x:row r="4" s="7" customFormat="1"><x:c r="A4" s="17"/></x:row></x:sheetData>'
        "<x:pageMargins/><x:drawing/><x:legacyDrawing/><x:tableParts/></x:worksheet>"
    )
