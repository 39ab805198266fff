"""What is written as YAML is read back as the same, with nothing remarked on it."""

from fractions import Fraction

import pytest

from stardb.yamlfile import number_as_text, read_source, write_value

TEXTS = [
    "合格", "上年度/收入", "50%", "1万元", "≥ 80", "1:2 #", "it's", '"引"', "{大括号}", "[方]", "- 项", "... ", "...", "---", "真，假",
    "第一；第二", "2，合格：1", "no", "yes", "on", "true", "null", "~", "001", "010", "1_000", "0x1F", "1e3", ".5", "1:30", "2022-6-18",
    "８５%", "&锚", "*别", "`反", "@a", "%b", "!c", "|", ">", "?", ":", "甲: 乙", "甲 #乙", " 前", "后 ", "两\n行", "制表\t符", "全　角", "",
    "零\u200b宽", "\\n", "=", "-", "-5", "1.50", "+5", "-0", "0.0", "12345678901234567890123456789012",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_back_whole_wherever_it_stands(text: str) -> None:
    value = {"单": text, "列": [text, "乙"], "套": {"丙": text}}
    source = read_source(f"值: {write_value(text)}\n套: {write_value(value)}\n", "a.yaml")
    assert [
        problem for problem in source.problems if problem.code != "R109"
    ] == []  # hidden signs are told wherever they are
    told = source.data["套"]
    found = [source.data["值"], told["单"], told["列"][0], told["套"]["丙"]]
    assert [number_as_text(one) for one in found] == [text] * 4


def test_numbers_and_truth_keep_their_kind() -> None:
    value = [1, Fraction(1, 2), -3, True, False, None]
    assert write_value(value) == "[1, 0.5, -3, true, false, ~]"
    assert read_source(f"值: {write_value(value)}", "a.yaml").data == {"值": value}
