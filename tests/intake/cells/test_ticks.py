"""Boxes and ticks: the one that is ticked is read; where none, or more than one is, nobody guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stardb.books.sheet import Merge, Sheet
from stardb.intake import read_tables
from stardb.intake.cells.cell_context import CellContext, CellRefused
from stardb.intake.cells.values import read_cell
from stardb.quantity.from_text import UnreadableText, tidy
from stardb.rulebook import ColumnSpec, TableSpec

GRADES = {"优秀": ["优", "A"], "合格": ["称职", "B"], "不合格": []}


def value(cell, kind, **spec):
    declared = ColumnSpec(type=kind, **spec)
    words = {tidy(w): word for word, more in declared.choices.items() for w in (word, *more)}
    return read_cell(cell, CellContext(declared, "", words))


def grade(cell):
    return value(cell, "choice", choices=GRADES)


@pytest.mark.parametrize(
    "cell",
    [
        "□优秀 ☑合格 □不合格", "□优秀☑合格□不合格", "□优秀√合格□不合格", "□优秀 ■合格 □不合格", "优秀□ 合格☑ 不合格□",
        "优秀□合格☑不合格□", "优秀□　合格√　不合格□", "○优秀 ●合格 ○不合格", "（ ）优秀（√）合格（ ）不合格",
        "优秀（ ）合格（√）不合格（ ）", "[ ]优秀 [√]合格 [ ]不合格", "优秀[ ]、合格[√]、不合格[ ]", "【】优秀【✓】合格",
        "√合格", "合格√", "合格 ✔", "☑ 合格", "合格（√）", "☑合格等次", "☑ B □ A", "A□ B■", "A□ B☑", "优秀 √合格 不合格",
        "优秀 合格√ 不合格", "□优秀\n☑合格\n□不合格", "等次：□优秀 ☑合格", "等次：优秀□ 合格☑", "优秀× 合格√ 不合格×",
        "□优秀 □√合格 □不合格", "优秀___合格_√_不合格___", "▢优秀 ✅合格", "☐优秀；☑合格；☐不合格", "□优秀 / ☑合格 / □不合格",
        "□优秀 ☑称职", "□优秀 ☑合格 □良好",
    ],
)  # fmt: skip
def test_the_ticked_choice_is_read(cell):
    assert grade(cell) == "合格"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("□优秀 □合格 □不合格", "一个也没有勾"),
        ("优秀（ ）合格（ ）", "一个也没有勾"),
        ("□", "一个也没有勾"),
        ("☑优秀 ☑合格", "不止一个"),
        ("优秀√ 合格√", "不止一个"),
        ("☐优秀 ☒合格 ☐不合格", "叉"),
        ("☑优秀 ☒合格", "叉"),
        ("□优秀 ×合格", "叉"),
        ("优秀√合格", "哪一个"),
        ("√优秀 合格□", "哪一个"),
        ("优秀√×", "哪一个"),
        ("优秀:√合格:", "哪一个"),
    ],
)
def test_which_choice_is_ticked_cannot_be_told(cell, why):
    with pytest.raises(CellRefused) as refused:
        grade(cell)
    assert refused.value.code == "D123"
    assert why in refused.value.hint


def test_the_proposed_word_is_the_ticked_one():
    with pytest.raises(CellRefused) as refused:
        grade("□优秀 ☑合各 □不合格")
    assert refused.value.hint == "是不是“合格”？"


@pytest.mark.parametrize(
    "cell",
    ["☑是 □否", "是√ 否□", "√是", "是√", "（√）是（ ）否", "是[√] 否[ ]", "是(√)", "■", "✅", "（√）", "[√]", "☑达标 □不达标",
     "有☑ 无□", "是:√ 否:", "是：√　否：", "是：√ 否：×", "✔\ufe0f 是 □ 否",  "否：  是：√", "是否换届：是：√ 否：", "是否达标：是√ 否□", "达标情况：□否 √是", "是√ 否×", "□否 ☑是", "是■否□", "是_√_否___", "√ 达标", "是（√）否（×）", "是√ 否"],
)  # fmt: skip
def test_yes_is_ticked(cell):
    assert value(cell, "yes_no") is True


@pytest.mark.parametrize(
    "cell", ["□是 ☑否", "是□ 否√", "（ ）是（√）否", "☑不达标", "是× 否√", "□有 √无", "是 否√", "×"]
)
def test_no_is_ticked(cell):
    assert value(cell, "yes_no") is False


@pytest.mark.parametrize(
    ("cell", "why"),
    [("☐", "没有勾"), ("□", "没有勾"), ("○", "没有勾"), ("▢", "没有勾"), ("（ ）", "没有勾"), ("□是 □否", "没有勾"),
     ("达标□", "没有勾"), ("☒", "叉"), ("□×", "叉"), ("[×]", "叉"), ("☒是 ☐否", "叉"), ("是× 否□", "叉"), ("☑是 ☑否", "不止"),
     ("是√否", "哪一个"), ("√×", "哪一个"), ("●", "哪一个"), ("是/否√", "是或否"), ("☑是否", "是或否"), ("√（整改后）", "是或否")],
)  # fmt: skip
def test_neither_yes_nor_no_is_ticked(cell, why):
    with pytest.raises(UnreadableText, match=why):
        value(cell, "yes_no")


def test_what_the_column_declares_goes_before_boxes():
    assert value("○", "yes_no", choices={"是": ["○"], "否": ["□"]}) is True
    assert value("□", "yes_no", choices={"是": ["○"], "否": ["□"]}) is False
    assert value("☒", "yes_no", choices={"是": ["☒"]}) is True


def test_a_text_with_boxes_is_that_text():
    assert value("□优秀 ☑合格", "text") == "□优秀☑合格"


GRADED = {
    "表": TableSpec.model_validate(
        {
            "key": ["村"],
            "name": "村",
            "columns": {
                "村": {"type": "text", "required": True},
                "达标": {"type": "yes_no"},
                "等次": {"type": "choice", "choices": GRADES},
                "户数": {"type": "number"},
            },
        }
    )
}
TOP = ["村", "达标", "", "等次", "", "", "户数"]
SUB = ["", "是", "否", "优秀", "合格", "不合格", ""]


def spread(look, *rows, top=TOP, sub=SUB, merged=False, above=()):
    """What is read of 达标, 等次 and 户数, and the codes told."""
    at = len(above)
    merges = (
        (Merge(at, 1, at, 2), Merge(at, 3, at, 5), Merge(at, 0, at + 1, 0), Merge(at, 6, at + 1, 6)) if merged else ()
    )
    sheet = Sheet("a.xlsx", "表", [*above, top, sub, *rows], merges=merges)
    intake = read_tables([sheet], GRADED)
    table = intake.tables.single["表"]
    return [look.column(table, name) for name in ("达标", "等次", "户数")], look.codes(intake)


@pytest.mark.parametrize("merged", [False, True])
def test_ticks_under_the_choices_as_columns_are_read(look, merged):
    rows = [
        ["李家村", "√", "", "", "√", "", 5],
        ["王家村", "", "√", "☑", "□", "□", 6],
        ["张家村", "√", "×", "", "", "✓", 7],
    ]
    read = [["是", "否", "是"], ["合格", "优秀", "不合格"], ["5", "6", "7"]]
    assert spread(look, *rows, merged=merged) == (read, [])
    title = ["东村镇检查表", "", "", "", "", "", ""]
    assert spread(look, *rows, merged=merged, above=[title]) == (read, [])


def test_a_title_over_each_of_the_choices_is_one_title(look):
    rows = ["李家村", "√", "", "", "√", "", 5], ["王家村", "", "√", "", "", "√", 6]
    read = spread(look, *rows, top=["村", "达标", "达标", "等次", "等次", "等次", "户数"])
    assert read == ([["是", "否"], ["合格", "不合格"], ["5", "6"]], [])


def test_none_or_two_ticks_under_the_choices_are_asked_about(look):
    rows = [
        ["李家村", "", "", "", "", "", 5],
        ["王家村", "√", "√", "√", "√", "", 6],
        ["张家村", "□", "□", "95", "", "", 7],
        ["赵家村", "×", "", "☒", "", "", 7],
    ]
    read, codes = spread(look, *rows)
    assert read[:2] == [["待定"] * 4, ["待定"] * 4]
    assert codes == ["D122", "D123"] * 3


def test_columns_that_are_no_choices_are_left_alone(look):
    read, codes = spread(look, ["李家村", "是", "", "优秀", "", "", 5], sub=["", "", "备注", "", "得分", "排名", ""])
    assert read == [["是"], ["优秀"], ["5"]]
    assert codes == []


BOXES = [
    ("□", "☑"),
    ("☐", "✔"),
    ("○", "●"),
    ("（ ）", "（√）"),
    ("[ ]", "[√]"),
    ("【】", "【✓】"),
    ("__", "_√_"),
    ("", "√"),
]


@given(
    words=st.permutations(["优秀", "合格", "不合格"]),
    box=st.sampled_from(BOXES),
    apart=st.sampled_from(["", " ", "　", "、", "\n", "；", " / "]),
    before=st.booleans(),
    near=st.sampled_from(["", " "]),
    chosen=st.integers(0, 2),
)
def test_never_another_than_the_ticked_choice(words, box, apart, before, near, chosen):
    """With a box to each it is always read; with a tick alone it is, or is asked about."""
    marks = [box[i == chosen] for i in range(3)]
    near = near if box[0] else ""  # a tick alone stands close to its word
    pairs = zip(words, marks, strict=True)
    text = apart.join(f"{mark}{near}{word}" if before else f"{word}{near}{mark}" for word, mark in pairs)
    try:
        assert grade(text) == words[chosen]
    except CellRefused:
        assert not box[0]
