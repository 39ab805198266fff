"""“亮晒评” of 2023: twelve first secretaries of two townships; promises, the months published, the ballots of two halves.

`SECRETARIES` says what each comes to, written down first; the workbooks follow from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samplesystems.paper import Book, Cell, Sheet
from samplesystems.people import person


@dataclass(frozen=True)
class FirstSecretary:
    """promised: the day, None where none was made. months: those published. halves: 满意, 基本满意, 不满意 and those handed in
    without a mark, of each half year; None where there was no meeting."""

    town: str
    village: str
    came: date
    promised: date | None
    months: Sequence[int]
    halves: tuple[tuple[int, int, int, int] | None, tuple[int, int, int, int] | None]


ALL, _BEFORE = tuple(range(1, 13)), date(2021, 5, 20)
GOOD, FAIR, POOR = (50, 0, 0, 0), (30, 20, 0, 0), (10, 20, 20, 0)
"""100, 84 and 44 points of fifty ballots."""

SECRETARIES = (
    FirstSecretary("丁河镇", "简村", _BEFORE, date(2023, 1, 10), ALL, (GOOD, GOOD)),
    FirstSecretary("丁河镇", "邪地村", _BEFORE, date(2023, 1, 31), ALL, (GOOD, FAIR)),
    FirstSecretary("丁河镇", "奎文村", _BEFORE, date(2023, 2, 1), ALL, (GOOD, GOOD)),
    FirstSecretary("丁河镇", "马蹄村", _BEFORE, None, ALL, (FAIR, FAIR)),
    FirstSecretary("丁河镇", "黄沙村", _BEFORE, date(2023, 1, 5), ALL[:11], (GOOD, GOOD)),
    FirstSecretary("丁河镇", "秋树村", date(2023, 7, 3), date(2023, 8, 3), (8, 9, 10, 11, 12), (None, FAIR)),
    FirstSecretary("回车镇", "古庄村", _BEFORE, date(2023, 1, 12), ALL, (POOR, POOR)),
    FirstSecretary("回车镇", "红石桥村", _BEFORE, date(2023, 1, 12), ALL, (GOOD, None)),
    FirstSecretary("回车镇", "屈原岗村", _BEFORE, date(2023, 1, 12), ALL, (FAIR, POOR)),
    FirstSecretary("回车镇", "花园村", date(2023, 3, 1), date(2023, 4, 1), tuple(range(4, 13)), (GOOD, (40, 0, 0, 10))),
    FirstSecretary("回车镇", "吴岗村", date(2023, 3, 1), date(2023, 4, 2), tuple(range(4, 13)), (GOOD, GOOD)),
    FirstSecretary("回车镇", "垱子岭村", date(2023, 11, 6), date(2023, 11, 20), (12,), (None, GOOD)),
)


def books() -> Iterator[Book]:
    """The roster of the county, and of each township the months published and the ballots of each half year."""
    people = [(one, person("first", serial)) for serial, one in enumerate(SECRETARIES, 1)]
    roster: list[list[Cell]] = [
        [one.town, one.village, who.name, who.id, one.came, "是" if one.promised else "否", one.promised]
        for one, who in people
    ]
    headers = ["乡镇名称", "派驻村", "姓名", "身份证号码", "到任日期", "是否承诺", "亮承诺日期"]
    sheet = Sheet("第一书记名册", "驻村第一书记名册", headers, roster, label="填报单位：县委组织部")
    yield Book("2023/县委组织部 第一书记名册.xlsx", date(2023, 12, 31), [sheet])
    for town in dict.fromkeys(one.town for one in SECRETARIES):
        mine = [(one, who) for one, who in people if one.town == town]
        months = [[who.name, who.id, 2023, f"{month}月"] for month in ALL for one, who in mine if month in one.months]
        sheet = Sheet(
            "每月公示", "驻村第一书记工作实绩每月公示登记", ["姓名", "身份证号码", "年度", "所属月份"], months
        )
        yield Book(f"2023/{town} 每月公示.xlsx", date(2023, 12, 31), [sheet])
        for half, word in enumerate(("上半年", "下半年")):
            rows = [
                [who.name, who.id, 2023, word, *_meeting(ballots)]
                for one, who in mine
                if (ballots := one.halves[half]) is not None
            ]
            day = date(2023 + half, 7 - 6 * half, 10)
            headers = [
                "姓名", "身份证号码", "年度", "半年", "应到人数", "到会人数", "发出票", "收回票", "满意票", "基本满意票", "不满意票",
            ]  # fmt: skip
            label = f"填报单位：{town}党委                    评议日期：{day.year}年{day.month}月{day.day}日"
            sheet = Sheet("评议记录", f"驻村第一书记2023年{word}民主评议结果", headers, rows, label)
            yield Book(f"2023H{half + 1}/{town} 评议记录.xlsx", day, [sheet])


def _meeting(ballots: tuple[int, int, int, int]) -> list[Cell]:
    """应到, 实到, 发出票, 收回票 and the three kinds of ballots; those without a mark are among those handed in."""
    cast = sum(ballots)
    return [60, cast, cast, cast, *ballots[:3]]
