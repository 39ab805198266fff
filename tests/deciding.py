"""Decisions (裁定) for tests: one is written in a line, and what became of several is told by code."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workspaces import write_book

from stardb.intake import Decision, Matter
from stardb.problems import Place
from stardb.scoring import Appraisal


def decide(
    matter: str,
    item: str,
    before: str,
    after: str,
    subject: str = "村0",
    number: str = "1",
    scheme: str = "little",
) -> Decision:
    """A decision as the committee wrote it, in row 2 of its book for number 1, row 3 for number 2, and so on."""
    place = Place("decisions/2022/裁定.xlsx", "裁定", f"H{int(number) + 1}")
    return Decision(
        number, scheme, subject, Matter(matter), item, before, after, "复核认定", "县委组织部", "青组纪〔2025〕3号",
        date(2023, 2, 1), "李四", place,
    )  # fmt: skip


def codes(appraisal: Appraisal) -> list[str]:
    """The codes of the problems of decisions, in the order of their cells."""
    return [one.code for one in appraisal.decisions.problems]


HEAD = ["编号", "办法", "对象", "事项", "项", "原值", "改为", "理由", "依据机关", "文号", "日期", "经办", "撤销"]
"""The columns of the form 裁定."""


def write_decisions(root: Path, *rows: Sequence[str], period: str = "2022", scheme: str = "小星") -> None:
    """The book of a period's decisions: in each row the subject, 事项, 项, 原值 and 改为; numbered from 1, all of one authority."""
    whole = [
        [str(number), scheme, *row, "复核认定", "县委组织部", "青组纪〔2025〕3号", "2023-02-01", "李四"]
        for number, row in enumerate(rows, 1)
    ]
    write_book(root / "decisions" / period / "裁定.xlsx", {"裁定": [HEAD, *whole]})
