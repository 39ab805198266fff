"""Whoever opens the workbook at the cell an explanation names finds there what the explanation says."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from workspaces import where

from stardb.scoring import Origin, explain, phrase_value

SECRETARY, BRANCH = "secretary-star-level", "five-star-branch"
YES, NO = (
    {"是", "√", "✓", "有", "1", "达标", "已达标", "已完成", "配齐", "健全"},
    {"否", "×", "无", "0", "没有", "未达标", "不达标", "未完成", "未配齐", "不健全"},
)
NOTHING = {"", "/", "—", "-", "--", "――", "无", "——"}


class Cells:
    """The workbooks of a workspace as openpyxl reads them."""

    def __init__(self, root):
        self.book = cache(lambda file: openpyxl.load_workbook(root / file, data_only=True))
        self.merged = cache(lambda file, sheet: [str(area) for area in self.book(file)[sheet].merged_cells.ranges])

    def at(self, place):
        """A cell's value, a merged area's being in its first cell."""
        file, sheet, cell = place.split("!")
        page = self.book(file)[sheet]
        for area in page.merged_cells.ranges:
            if cell in area:
                return page.cell(area.min_row, area.min_col)
        return page[cell]

    def row(self, place):
        file, sheet, row = place.split("!")
        return [self.at(f"{file}!{sheet}!{cell.coordinate}").value for cell in self.book(file)[sheet][int(row[1:-1])]]


@pytest.fixture(scope="module")
def cells(sample):
    return Cells(sample)


def plain(value):
    text = "" if value is None else unicodedata.normalize("NFKC", str(value))
    return re.sub(r"[\s,]", "", text).lower()


def number(text):
    match = re.match(r"[-+]?\d+(\.\d+)?", text.replace("。", "."))
    return Decimal(match[0]).normalize() if match else None


def meant(cell):
    """Everything a careful reader could take a cell for, as the explanation would write it."""
    text, kinds = plain(cell.value), set()
    if text in YES:
        kinds.add("是")
    if text in NO:
        kinds.add("否")
    amount = number(text)
    if amount is not None and not isinstance(cell.value, bool):
        kinds |= {("数", amount), ("数", amount * 10_000 if "万" in text else amount)}
        in_yuan = ("万元", (amount / 10_000).normalize())
        kinds |= (
            {in_yuan}
            if "元" in text and "万" not in text
            else {("万元", amount)}
            if "万" in text
            else {("万元", amount), in_yuan}
        )
        kinds |= {("%", amount), ("%", (amount * 100).normalize())} if "%" not in text else {("%", amount)}
    return kinds | {text}


def stated(value):
    """What an explanation's value is, in the same words."""
    if value in ("是", "否"):
        return {value}
    amount = number(value)
    if amount is None:
        return {value}
    if value.endswith("万元"):
        return {("万元", amount)}
    if value.endswith("元"):
        return {("数", amount), ("万元", amount / 10_000)}
    return {("%", amount)} if value.endswith("%") else {("数", amount)}


ALIKE = {"敬老院": "幸福院", "日间照料中心": "幸福院", "巡访": "定期巡访", "没有": "无"}
GRADES = {"优": "优秀", "称职": "合格", "基本称职": "基本合格", "不称职": "不合格"}


@pytest.mark.parametrize("period", ["2022", "2023"])
@pytest.mark.parametrize("scheme", [SECRETARY, BRANCH])
def test_every_cell_named_holds_the_value_told(judged, cells, period, scheme):
    appraisal = judged[period][scheme]
    compared = 0
    for i in range(0, 144, 4):
        for _, node in explain(appraisal, i).lines():
            if node.origin is not Origin.CELL or not node.place or phrase_value(node) in ("待定", "（不显示）"):
                continue
            cell = cells.at(str(node.place))
            words = {GRADES.get(word, ALIKE.get(word, word)) if isinstance(word, str) else word for word in meant(cell)}
            blank = (
                plain(cell.value) in NOTHING and phrase_value(node)[0] in "否0"
            )  # what counts as no where nothing is filled in
            assert blank or words & {normal(word) for word in stated(phrase_value(node))}, (
                node.place,
                cell.value,
                phrase_value(node),
            )
            compared += 1
    assert compared > (100 if scheme == SECRETARY else 1500)


def normal(word):
    return (word[0], word[1].normalize()) if isinstance(word, tuple) else word


@pytest.mark.parametrize(
    ("village", "column", "cell", "raw", "value"),
    [
        (
            "普明镇 大贤",
            "村集体经济年收入",
            "03 普明镇 五星支部创建.xlsx!产业兴旺!D10",
            239300,
            "23.93万元",
        ),  # header: (元)
        (
            "王狮乡 王狮",
            "村集体经济年收入",
            "06 王狮乡 五星支部创建.xlsx!产业兴旺检查表!C4",
            19.13,
            "19.13万元",
        ),  # (万元)
        ("上明乡 上明", "村集体经济年收入", "05 上明乡 五星支部创建.xlsx!产业兴旺检查表!D5", "83,000元", "8.3万元"),
        ("社科乡 社科", "上年村集体经济收入", "09 社科乡 五星支部创建.xlsx!产业兴旺检查表!E5", "63200元", "6.32万元"),
        ("东村镇 东村", "文明户比例", "01 东村镇 五星支部创建.xlsx!文明幸福检查表!I4", 15.8, "15.8%"),  # header: (％)
        ("社科乡 社科", "劳动力持证率", "09 社科乡 五星支部创建.xlsx!产业兴旺检查表!H5", 0.436, "43.6%"),  # format 0.0%
        ("岚城镇 城内", "劳动力持证率", "02 岚城镇 五星支部创建.xlsx!产业兴旺检查表!H5", "56.1%", "56.1%"),
        ("岚城镇 城内", "党组织领办合作社", "02 岚城镇 五星支部创建.xlsx!产业兴旺检查表!F5", "√", "是"),
        ("顺会乡 牛湾子", "产业带头人", "08 顺会乡 五星支部创建.xlsx!产业兴旺检查表!I5", "4人", "4人"),
    ],
)
def test_a_handful_read_by_hand(judged, cells, village, column, cell, raw, value):
    appraisal = judged["2022"][BRANCH]
    tree = explain(appraisal, where(appraisal, *village.split()))
    node = next(node for _, node in tree.lines() if node.title == column and node.origin is Origin.CELL)
    assert (str(node.place), phrase_value(node)) == (f"data/2022/{cell}", value)
    assert cells.at(str(node.place)).value == raw


@pytest.mark.parametrize("period", ["2022", "2023"])
def test_every_row_named_is_the_row_told(judged, cells, period):
    """Careers and honours: the person's name, the year of each date and every word stand in that very row."""
    appraisal = judged[period][SECRETARY]
    rows = 0
    for i in range(144):
        for _, node in explain(appraisal, i).lines():
            if node.origin is not Origin.ROW:
                continue
            raw = [plain(shown(value)) for value in cells.row(str(node.place))]
            fields = dict(part.split(" ", 1) for part in phrase_value(node).split("，"))
            rows += 1
            assert plain(fields["姓名"]) in raw
            for name in ("起", "止", "年度"):
                year = re.match(r"\d{4}", fields.get(name, ""))
                assert not year or any(year[0] in text for text in raw), (node.place, name)
            if "表彰名称" in fields:
                assert plain(fields["表彰名称"]) in raw
    assert rows > 150


def shown(value):
    return value.isoformat() if isinstance(value, datetime | date) else value


def test_a_merged_township_is_the_township_of_all_its_rows(judged, cells):
    appraisal = judged["2022"][BRANCH]
    roster = appraisal.tables.single["支部名册"]
    for i in range(144):
        assert plain(cells.at(str(roster.place(i, "乡镇"))).value) == appraisal.subjects.groups[i]
