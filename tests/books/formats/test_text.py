"""Tables in plain text: read as they were written, in whichever encoding, or refused where that would be a guess."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.books import read_book

TABLE = "乡镇,村,党员\n东村镇,李家村,35\n东村镇,王家村,28\n"
ROWS = [["乡镇", "村", "党员"], ["东村镇", "李家村", "35"], ["东村镇", "王家村", "28"]]


def read(text, file="data/检查表.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    (sheet,), problems = read_book(data, file)
    assert problems == []
    return sheet


def refused(data, file="data/检查表.csv"):
    sheets, (problem,) = read_book(data, file)
    assert sheets == []
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding(encoding):
    assert read(TABLE.encode(encoding)).rows == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter(delimiter):
    assert read(TABLE.replace(",", delimiter)).rows == ROWS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end):
    assert read(TABLE.replace("\n", end)).rows == ROWS


@pytest.mark.parametrize("file", ["表.xls", "表.xlsx", "表.tsv", "表.txt"])
def test_what_it_is_called_does_not_matter(file):
    assert read(TABLE.replace(",", "\t"), file).rows == ROWS


def test_the_sheet_is_called_as_the_file():
    assert read(TABLE, "data/东村镇/检查表.csv").name == "检查表"


def test_cells_stay_as_they_were_written():
    row = ['"1,234.5"', "141199199001011237", "1.41199E+17", "0085", "85%", "2022-6-18"]
    assert read("a,b,c,d,e,f\n" + ",".join(row)).rows[1] == ["1,234.5", *row[1:]]


def test_quoted_cells_hold_line_ends_commas_and_quotation_marks():
    assert read('村,备注\n李家村,"一,\n""二"""\n').rows[1] == ["李家村", '一,\n"二"']


def test_rows_of_unequal_length_are_filled_up():
    assert read("检查表\n村,党员,户\n李家村,35\n王家村,28,90,多\n").rows == [
        ["检查表", "", "", ""],
        ["村", "党员", "户", ""],
        ["李家村", "35", "", ""],
        ["王家村", "28", "90", "多"],
    ]


def test_blank_rows_around_are_left_out_and_cells_keep_their_names():
    sheet = read("\n,,\n,村,党员\n,李家村,35\n,,\n")
    assert sheet.rows == [["村", "党员"], ["李家村", "35"]]
    assert sheet.cell(1, 1) == "C4"


def test_a_number_kept_a_text_for_excel():
    assert read('编号,村\n="0085",李家村\n').rows[1] == ["0085", "李家村"]


def test_a_tab_after_a_number_that_keeps_it_a_text_for_excel():
    assert read('村,编号\n李家村,"141199199001011237"\t\n').rows[1] == ["李家村", "141199199001011237"]


def test_a_line_that_only_names_the_delimiter():
    assert read("sep=;\n村;党员\n李家村;3,5\n").rows == [["村", "党员"], ["李家村", "3,5"]]


def test_commas_within_the_cells_of_a_table_between_tabs():
    assert read("村\t收入\n李家村\t1,234\n王家村\t2,345\n").rows[1] == ["李家村", "1,234"]


def test_a_list_of_one_column():
    assert read("村\n李家村\n王家村\n").rows == [["村"], ["李家村"], ["王家村"]]


def test_formulas_are_text():
    assert read('村,备注\n李家村,=HYPERLINK("http://x")\n王家村,=1+1\n').rows[2] == ["王家村", "=1+1"]


@pytest.mark.parametrize(
    "data",
    [
        "乡镇,村\n东村镇,李家村\n".encode() + "西村镇,赵家村\n".encode("gb18030"),  # two encodings in one file
        "鄉鎮,村莊,黨員人數\n東村鎮,張家莊,三十五\n".encode("big5"),
        "commune,habitants\nHérault,12\n".encode("latin-1"),
        "乡镇,村\n东村镇,李家村".encode()[:-1],  # cut within a character
    ],
)
def test_an_encoding_that_can_only_be_guessed_is_refused(data):
    problem = refused(data)
    assert problem.code == "D150"
    assert "编码" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        '村,备注\n李家村,"没有收尾\n王家村,无\n赵家村,无\n',
        '村,备注\n李家村,"甲\n王家村,乙\n赵家村,"丙\n',
    ],
)
def test_a_quotation_mark_that_swallows_lines_is_refused(text):
    problem = refused(text.encode())
    assert problem.code == "D150"
    assert "引号" in problem.message


@pytest.mark.parametrize("file", ["说明.csv", "说明.xls"])
def test_prose_is_no_table(file):
    problem = refused("关于报送检查表的通知\n各乡镇：\n请于月底前报送。\n".encode(), file)
    assert problem.code == "D103"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\na,b\n1,2\n", bytes(5000)])
def test_what_is_no_text_at_all(data):
    assert refused(data).code == "D103"


def test_a_text_that_begins_like_a_letter_without_end():
    """Two ways to read each line would be as many ways as there are grains of rice on a chessboard."""
    assert refused(b"a:\r\n" * 900, "a.xls").code == "D103"


def test_a_text_without_end():
    assert refused(b"a,b\n" * 2**25).code == "D155"


def test_more_cells_than_are_read():
    problem = refused(b"," * 3_000_000 + b"\n\n\n1")
    assert problem.code == "D107"


_CELLS = st.text(st.characters(codec="gb2312", exclude_categories=("Cc", "Zs", "Co")), min_size=1, max_size=5)


@given(
    st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(",;\t"),
)
def test_a_written_table_is_read_again(rows, encoding, delimiter):
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    sheets, problems = read_book(stream.getvalue().encode(encoding), "a.csv")
    assert problems == []
    assert sheets[0].rows == rows


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xls", "a.xlsx", "a.html"]))
def test_junk_is_read_or_refused(data, file):
    sheets, problems = read_book(data, file)
    assert sheets or problems


@pytest.mark.parametrize("number", ["12,500", "￥4,400.00", "9,000元", "1,250,000"])
@pytest.mark.parametrize("title", ["", "检查表,单位：元\n"])
def test_a_number_torn_in_two_by_its_comma_is_not_half_read(number, title):
    text = f"{title}乡镇,村,党员,收入\n甲镇,东庄,35,9\n甲镇,西庄,28,{number}\n"
    sheets, (problem,) = read_book(text.encode(), "a.csv")
    assert (sheets, problem.code) == ([], "D150")
    assert f"第{3 + bool(title)}行" in problem.message
    quoted = text.replace(number, f'"{number}"')
    assert read_book(quoted.encode(), "a.csv")[0][0].rows[-1][-1] == number


@pytest.mark.parametrize(
    "text",
    [
        "村,党员,户数,备注\n东庄,35,500,\n西庄,28,400\n",
        "检查表,2022\n村,党员,户数\n东庄,35,500\n",
        "东庄,35,500\n西庄,28,400\n",
        "村,党员\n东庄,35,,见附件\n",
        "检查表,表,,,\n村,党员,,,\n东庄,35,28,400,1\n",
        "村,党员,户数\n东庄,35,500,\n",
    ],
)
def test_rows_longer_and_shorter_than_others_are_read_where_no_number_is_torn(text):
    sheets, problems = read_book(text.encode(), "a.csv")
    assert problems == []
    assert sheets[0].rows[-1][0] in ("东庄", "西庄")
