"""How a value stands in a cell: one fact is `12.5` under 万元 here, `125,000元` there, `１２５０００元` elsewhere."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeAlias

from samplecounty.habits import Habits
from samplecounty.tables import Column

Written: TypeAlias = "str | float | int | date | None"

SYNONYMS = {
    "优秀": ("优",),
    "合格": ("称职",),
    "基本合格": ("基本称职",),
    "不合格": ("不称职",),
    "书记": ("党支部书记", "党组织书记", "支书"),
    "主任": ("村委主任", "村委会主任"),
    "在任": ("现任",),
    "换届": ("届满",),
    "调整": ("工作调整",),
    "县级": ("县", "县委"),
    "市级": ("市", "市委"),
    "省级": ("省", "省委"),
    "国家级": ("国家", "中央"),
    "幸福院": ("敬老院", "日间照料中心"),
    "定期巡访": ("巡访",),
    "无": ("没有",),
    "村": ("行政村",),
    "社区": ("居委会",),
}
# Where "natural" is written, the words that suit the column; 是 and 否 elsewhere.
NATURAL = {
    ("有", "无"): "党组织领办合作社 三资严重流失 重大环境污染事件 重大安全事故 涉黑涉恶 村规民约 半年以上未开展活动",
    ("达标", "不达标"): "“三零”创建达标 村卫生室达标",
    ("已完成", "未完成"): "危房清零 主干道硬化",
}
SUITS = {name: words for words, names in NATURAL.items() for name in names.split()}
PAIRS = {"是否": ("是", "否"), "勾叉": ("√", "×")}
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@dataclass(frozen=True)
class Cell:
    """What is typed, and the format it gets: text, number, percent, date, name, error."""

    value: Written
    format: str = "text"


EMPTY = Cell(None)


def write(column: Column, value: object, habits: Habits, rng: Random) -> Cell:
    """The fact `value` of `column` as this township types it; None is a blank cell."""
    if value is None:
        return Cell(office(habits, rng)) if column.kind == "until" else EMPTY
    if column.blank and habits.leave_no and not value and rng.random() < 0.8:
        return EMPTY
    match column.kind:
        case "number":
            return number(column, value, habits, rng)
        case "percent":
            return percent(value, habits, rng)
        case "money":
            return money(value, habits, rng)
        case "yes_no":
            return Cell(yes_no(column, bool(value), habits, rng))
        case "date" | "until":
            return day(value, habits, rng)
        case "year":
            style = rng.choice(("number", "年", "年度")) if habits.year == "mixed" else habits.year
            return Cell(value, "number") if style == "number" else Cell(f"{value}{style}")
        case "person":
            spaced = rng.random() < habits.spaced_names
            return Cell(f"{str(value)[0]}　{str(value)[1:]}" if spaced else value)
        case "id":
            return Cell(str(value).lower() if rng.random() < 0.5 else value)
        case "grade" | "post" | "reason" | "level" | "care" | "category":
            return Cell(choice(str(value), habits, rng))
    return Cell(str(value))


def choice(word: str, habits: Habits, rng: Random) -> str:
    """The word, or one that means the same."""
    return rng.choice(SYNONYMS[word]) if word in SYNONYMS and rng.random() < habits.synonyms else word


def office(habits: Habits, rng: Random) -> str | None:
    """The end of a post still held."""
    style = rng.choice(("至今", "")) if habits.in_office == "mixed" else habits.in_office
    return style or None


def number(column: Column, value: object, habits: Habits, rng: Random) -> Cell:
    plain = Cell(float(value) if isinstance(value, Decimal) else value, "number")
    style = habits.number_style
    if style == "mixed":
        style = rng.choice(("plain", "plain", "unit", "text", "full"))
    if style == "county":
        return Cell(f"{value:,}") if rng.random() < 0.3 else Cell(value, "thousands")
    if style == "full" and rng.random() < 0.3:
        return Cell(str(value).translate(WIDE))
    if style == "unit" and rng.random() < 0.4:
        return Cell(f"{value}{column.unit}")
    return Cell(str(value)) if style == "text" else plain


def percent(value: object, habits: Habits, rng: Random) -> Cell:
    assert isinstance(value, Decimal)
    style = rng.choice(("text", "text", "format")) if habits.percent == "mixed" else habits.percent
    short = f"{value.normalize():f}"
    if style == "format":
        return Cell(float(value / 100), "percent")
    if style == "bare":
        return Cell(float(value), "number")
    wide = habits.number_style == "full" and rng.random() < 0.2
    return Cell(f"{short}%".translate(WIDE) if wide else f"{short}%")


def money(value: object, habits: Habits, rng: Random) -> Cell:
    """`value` is in 万元, to the hundred 元."""
    assert isinstance(value, Decimal)
    style = rng.choice(("wan_text", "yuan_text", "comma")) if habits.money == "mixed" else habits.money
    yuan = int(value * 10_000)
    match style:
        case "wan_text":
            return Cell(f"{value.normalize():f}万元")
        case "yuan_text":
            wide = habits.number_style == "full" and rng.random() < 0.2
            return Cell(f"{yuan}".translate(WIDE) + "元" if wide else f"{yuan}元")
        case "yuan":
            return Cell(yuan, "thousands")
        case "comma":
            return Cell(f"{yuan:,}元")
    return Cell(float(value), "number")


def yes_no(column: Column, value: bool, habits: Habits, rng: Random) -> str:
    style = rng.choice(("是否", "勾叉", "natural")) if habits.yes_no == "mixed" else habits.yes_no
    pair = SUITS.get(column.name, PAIRS["是否"]) if style == "natural" else PAIRS[style]
    return pair[0 if value else 1]


def day(value: object, habits: Habits, rng: Random) -> Cell:
    """A date; the styles that write no day are used only where the day is the first."""
    assert isinstance(value, date)
    style = habits.date
    if style == "mixed":
        months = ("han", "dot", "dot0") if value.day == 1 else ()
        style = rng.choice(("iso", "han_day", "compact", "slash", "true", *months))
    match style:
        case "true":
            return Cell(value, "date")
        case "iso":
            return Cell(f"{value:%Y-%m-%d}")
        case "compact":
            return Cell(f"{value:%Y%m%d}")
        case "slash":
            return Cell(f"{value.year}/{value.month}/{value.day}")
        case "han_day":
            return Cell(f"{value.year}年{value.month}月{value.day}日")
        case "han":
            return Cell(f"{value.year}年{value.month}月")
        case "dot0":
            return Cell(f"{value:%Y.%m}")
    return Cell(f"{value.year}.{value.month}")
