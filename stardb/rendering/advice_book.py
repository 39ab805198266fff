"""The workbook of advice: 一村一策, 共性问题, 个性问题. The same advice gives the same bytes."""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, TypeAlias

from stardb.advice import (
    Advice,
    IndicatorLoss,
    find_shown_before,
    phrase_distance,
    phrase_effects,
    phrase_obstacles,
    phrase_outlook,
    phrase_plan,
)
from stardb.quantity import show_number
from stardb.scoring import full_name

_Cells: TypeAlias = Sequence[str | int]

_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11}
_BORDER: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter", "text_wrap": True}
_HEADER: dict[str, Any] = {**_FONT, **_BORDER, "bold": True, "align": "center", "bg_color": "#E8EEF2"}
_TITLE: dict[str, Any] = {"font_name": "黑体", "font_size": 16, "valign": "vcenter"}
_NOTE: dict[str, Any] = {**_FONT, "font_size": 10, "font_color": "#595959", "valign": "vcenter"}

_GOALS = ("乡镇", "对象", "办法", "现在", "目标", "差距", "先解除、先要得", "第几个办法", "措施", "做到以后", "说明")
_GOAL_WIDTHS = (10, 14, 16, 12, 14, 10, 30, 8, 48, 36, 24)
_COMMON = ("办法", "属于", "指标", "失分的", "计分的", "占比", "共失分", "本期能改的栏", "各乡镇失分的")
_COMMON_WIDTHS = (16, 14, 18, 8, 8, 8, 10, 36, 50)
_SINGLE = ("乡镇", "对象", "办法", "属于", "指标", "失分", "怎样能多得")
_SINGLE_WIDTHS = (10, 14, 16, 14, 18, 8, 60)


def write_advice_book(found: Sequence[tuple[Advice, tuple[IndicatorLoss, ...]]]) -> bytes:
    """The workbook of the advice of some schemes, one at least, each with the indicators by which points are lost.

    Only losses of the subjects that the advice is for are listed one by one; what is common is told of all.
    """
    from xlsxwriter.workbook import Workbook  # slow to import; only some commands write advice

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    period = found[0][0].appraisal.period
    with Workbook(stream, options) as book:
        book.set_properties({"created": dt.datetime(period.first.year, 1, 1)})
        goals = [row for advice, _ in found for row in _list_goals(advice)]
        common = [row for advice, losses in found for row in _list_common(advice, losses)]
        single = [row for advice, losses in found for row in _list_single(advice, losses)]
        measures = {
            (advice.appraisal.scheme.title, change.column)
            for advice, _ in found
            for targets in advice.targets.values()
            for one in targets
            for plan in one.plans
            for change in (*plan.first, *plan.changes)
        }
        told = f"{period.title}：共性问题{len(common)}个，个性问题{len(single)}个，措施{len(measures)}条（一栏算一条）；每个办法都已代入数据重新计过"
        _write_sheet(book, "一村一策", told, (_GOALS, _GOAL_WIDTHS), goals)
        _write_sheet(
            book,
            "共性问题",
            "失分的占计分的五分之一以上，且有三个以上，列为共性问题",
            (_COMMON, _COMMON_WIDTHS),
            common,
        )
        _write_sheet(book, "个性问题", "不是共性问题的失分，逐个列出", (_SINGLE, _SINGLE_WIDTHS), single)
    return stream.getvalue()


def _list_goals(advice: Advice) -> Iterator[_Cells]:
    appraisal = advice.appraisal
    for i, targets in advice.targets.items():
        who = (appraisal.subjects.groups[i], full_name(appraisal, i), appraisal.scheme.title)
        for one in targets:
            about = (
                appraisal.text(one.target.name, i),
                one.target.step.title,
                phrase_distance(one, advice),
                phrase_obstacles(one, advice),
            )
            for k, plan in enumerate(one.plans, 1):
                same = find_shown_before(advice, one, k - 1)
                told = f"同{same}" if same else phrase_plan(advice, plan)
                yield (*who, *about, k, told, phrase_effects(plan), phrase_outlook(one))
            if not one.plans:
                yield (*who, *about, "", "", "", phrase_outlook(one))


def _list_common(advice: Advice, losses: Sequence[IndicatorLoss]) -> Iterator[_Cells]:
    appraisal = advice.appraisal
    for loss in (one for one in losses if one.is_common):
        townships = Counter(appraisal.subjects.groups[i] for i in loss.lost)
        share = f"{show_number(round(loss.share * 100, 1))}%"
        yield (
            appraisal.scheme.title, loss.indicator.of, loss.indicator.title, len(loss.lost), loss.counted, share,
            show_number(loss.points), "、".join(loss.changeable) or "没有",
            "，".join(f"{name} {count}" for name, count in townships.items()),
        )  # fmt: skip


def _list_single(advice: Advice, losses: Sequence[IndicatorLoss]) -> Iterator[_Cells]:
    appraisal = advice.appraisal
    for i in advice.targets:
        for loss in (one for one in losses if not one.is_common and i in one.lost):
            bare = appraisal.scheme.before_vetoes(loss.indicator)
            yield (
                appraisal.subjects.groups[i], full_name(appraisal, i), appraisal.scheme.title, loss.indicator.of,
                loss.indicator.title, show_number(loss.lost[i]), appraisal.sentences.advice(bare, i),
            )  # fmt: skip


def _write_sheet(
    book: Any, name: str, note: str, columns: tuple[Sequence[str], Sequence[int]], rows: Sequence[_Cells]
) -> None:
    """A sheet with a title, a note, a header that stays and repeats, and its rows."""
    sheet = book.add_worksheet(name)
    titles, widths = columns
    cell, header = book.add_format({**_FONT, **_BORDER}), book.add_format(_HEADER)
    number = book.add_format({**_FONT, **_BORDER, "align": "center"})
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, name, book.add_format(_TITLE))
    sheet.write_string(1, 0, note, book.add_format(_NOTE))
    for k, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.set_column(k, k, width)
        sheet.write_string(2, k, title, header)
    for at, row in enumerate(rows, 3):
        sheet.set_row(
            at, 16 * max(_count_lines(str(value), width) for value, width in zip(row, widths, strict=True)) + 4
        )
        for k, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, k, value, number)
            else:
                sheet.write_string(at, k, value, cell)
    sheet.freeze_panes(3, 2)
    sheet.autofilter(2, 0, max(3, len(rows) + 2), len(titles) - 1)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _count_lines(text: str, width: int) -> int:
    """How many lines a text takes in so many columns, a Chinese character two of them."""
    across = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    return max(1, -(-across // max(1, width - 1)))
