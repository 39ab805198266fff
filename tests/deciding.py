"""Decisions (裁定) for tests: one is written in a line, and what became of several is told by code."""

from datetime import date

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
