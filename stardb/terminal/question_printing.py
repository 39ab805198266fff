"""What is open about the headers, for people: listed, and asked one by one."""

from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console

from stardb.intake import TitleCandidate
from stardb.terminal.console_lines import line
from stardb.workspace import (
    ANSWERS,
    BLANK_FORM,
    DOUBLED,
    NOT_FOUND,
    SHEETS,
    WHICH_TABLE,
    Answer,
    OpenQuestions,
    Question,
    word_for_column,
)

_BLANK = 20
"""How many blank forms are named."""

_ANSWERS = {"": Answer.SKIP, "0": Answer.NONE, "q": Answer.STOP}


def print_open_questions(matters: OpenQuestions, to: Console) -> None:
    """Every question with its candidates, and how much no confirming can settle."""
    for question in matters.questions:
        print_question(question, to)
    print_other_problems(matters, to)


def print_question(question: Question, to: Console) -> None:
    """One question: what is missing, where, and the titles it may be, numbered from 1."""
    first, more = question.places[0], len(question.places) - 1
    where = f"{first.file}!{first.sheet}" + (f" 等 {more + 1} 处" if more else "")
    to.print()
    to.print(line(f"{_question_text(question)} ", (where, "dim")))
    for number, candidate in enumerate(question.candidates, 1):
        to.print(line("  ", (str(number), "bold"), f" {_candidate(candidate)}"))


def _question_text(question: Question) -> str:
    if question.code in WHICH_TABLE:
        return "这张工作表是不是下面的表："
    if question.code == ANSWERS:
        return f"打分表“{question.table}”的答案，以哪一栏为准："
    if question.code == DOUBLED:
        return f"表“{question.table}”里“{question.column}”一栏有几处，以哪一处为准："
    start = f"没有用上的工作表最像“{question.table}”，" if question.code == NOT_FOUND else f"表“{question.table}”"
    return f"{start}缺“{question.column}”一栏；表头里相近的有："


def _candidate(candidate: TitleCandidate) -> str:
    if not candidate.place.cell:
        return f"“{candidate.title}”"
    samples = f"，如 {'、'.join(candidate.samples)}" if candidate.samples else ""
    return f"“{candidate.title}”({candidate.place.cell}{samples})"


def print_other_problems(matters: OpenQuestions, to: Console) -> None:
    """How much there is that no title is like: it has to be mended in the workbooks or the rule files."""
    sheets = sum(one.code == NOT_FOUND for one in matters.beyond)
    blank = [one for one in matters.beyond if one.code == BLANK_FORM]
    for one in blank[:_BLANK]:
        to.print()
        to.print(line(f"打分表“{one.table}”没有填 ", (str(one.place), "dim")))
    if blank[_BLANK:]:
        to.print(line(f"没有填的打分表共 {len(blank)} 张，见 stardb check"))
    columns = len(matters.beyond) - sheets - len(blank)
    parts = [f"缺少而没有相近标题的 {columns} 栏"] * bool(columns) + [f"没有用上的工作表 {sheets} 张"] * bool(sheets)
    if parts:
        to.print()
        to.print(line(f"另有{'，'.join(parts)}，认不了，见 stardb check"))


def ask_person(question: Question, to: Console) -> int | Answer:
    """The candidate a person chooses (from 0), or what else is answered."""
    print_question(question, to)
    to.print(line("  ", ("0", "bold"), " 都不是，这张不用" if question.code in WHICH_TABLE else " 都不是"))
    choices = {str(number): number - 1 for number in range(1, len(question.candidates) + 1)}
    while True:
        given = str(
            click.prompt("选几（回车跳过，q 结束）", default="", show_default=False, prompt_suffix="：")
        ).strip()
        answer = choices.get(given, _ANSWERS.get(given.lower()))
        if answer is not None:
            return answer
        to.print(line(f"  请写 0 至 {len(choices)}，或直接回车"))


def print_answers(changes: Sequence[tuple[str, str, str | None]], to: Console) -> None:
    """What was put into the file: (table, title, column)."""
    for table, title, column in changes:
        if table == SHEETS:
            what, none = f"工作表“{title}”", "不用"
        else:
            what, none = f"“{table}”的“{title}”", "不是哪一栏"
        told = "取消" if column is None else f"是“{column}”" if column else none
        to.print(line(f"  {what}：{told}"))


def mapping_data(matters: OpenQuestions, titles: Any) -> dict[str, Any]:
    """What is open and what is settled, as data."""
    return {
        "open": [_question_data(question) for question in matters.questions],
        "beyond": [
            {"table": one.table, "column": one.column, "code": one.code, "place": str(one.place)}
            for one in matters.beyond
        ],
        "settled": {table: {t: word_for_column(table, c) for t, c in held.items()} for table, held in titles.items()},
    }


def _question_data(question: Question) -> dict[str, Any]:
    return {
        "table": question.table,
        "column": question.column,
        "code": question.code,
        "candidates": [
            {"title": one.title, "place": str(one.place), "samples": list(one.samples)} for one in question.candidates
        ],
        "places": [str(place) for place in question.places],
    }
