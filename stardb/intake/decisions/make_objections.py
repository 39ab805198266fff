"""Rows of 异议 → `Objection`s, and what does not fit in them."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from stardb.intake.decisions.built_in_tables import RecordRow
from stardb.intake.decisions.decision_subjects import tell_near
from stardb.intake.decisions.make_decisions import DecidedScheme
from stardb.intake.decisions.objection import Conclusion, Objection
from stardb.intake.decisions.objection_table import (
    ANSWERED,
    DECISION,
    HANDLING,
    MATTER,
    NUMBER,
    OUTCOME,
    PERSON,
    RECEIVED,
    SCHEME,
    SUBJECT,
    TERM,
)
from stardb.intake.masking import mask, quoted
from stardb.problems import Place, Problem, problem
from stardb.quantity import EPOCH, UnreadableText, WorkCalendar, find_near, find_work_day, read_date, read_numeral, tidy

_TERM = re.compile(
    r"(?:自?(?:收到|收件|受理)(?:之日起|后|起)?)?([0-9一二三四五六七八九十百]+)(?:个?)(工作日|日|天)(?:内|以内)?"
)
EXPECTED_TERM = "一个日期，或 收到后10个工作日、收到后15日"


def make_objections(
    rows: Sequence[RecordRow],
    schemes: Sequence[DecidedScheme],
    decisions: Collection[str],
    calendar: WorkCalendar,
    unknown: Sequence[str] = (),
) -> tuple[tuple[Objection, ...], list[Problem]]:
    """The objections in the order of their rows, and what is wrong with them.

    decisions: the numbers of all decisions of the period. calendar: which days are worked. unknown: what schemes are called of
    which nothing is known in the period. An objection is listed though something in it is wrong, but for its number, its day of
    receipt, and its object.
    """
    problems: list[Problem] = []
    made: list[Objection] = []
    seen: dict[str, RecordRow] = {}
    for row in rows:
        if not (row[NUMBER] and RECEIVED in row.days and row[SUBJECT]):
            continue
        number = tidy(row[NUMBER])
        if number in seen:
            message = f"编号{quoted(row[NUMBER])}有不止一件异议用了（先是 {seen[number].places[NUMBER]}）。"
            problems.append(
                problem("D260", message, row.places[NUMBER], found=row[NUMBER], expected="一件异议一个编号")
            )
        seen.setdefault(number, row)
        scheme, key, title = _find_subject(row, schemes, unknown, problems)
        deadline = _find_deadline(row, calendar, problems)
        outcome = Conclusion(row[OUTCOME]) if row[OUTCOME] else None
        one = Objection(
            number=row[NUMBER],
            received=row.days[RECEIVED],
            person=row[PERSON],
            scheme=scheme,
            subject=key,
            title=title,
            matter=row[MATTER],
            deadline=deadline,
            term=row[TERM],
            handling=row[HANDLING],
            outcome=outcome,
            answered=row.days.get(ANSWERED),
            decision=row[DECISION],
            place=row.places[NUMBER],
        )
        problems += [*_check_days(row, one), *_check_conclusion(row, one, decisions)]
        made.append(one)
    return tuple(made), problems


def _find_subject(
    row: RecordRow, schemes: Sequence[DecidedScheme], unknown: Sequence[str], problems: list[Problem]
) -> tuple[str, str, str]:
    """The scheme, the subject's key and what it is called: the last two as written where nobody is meant."""
    written, named = row[SUBJECT], row[SCHEME].strip("《》")
    chosen = [one for one in schemes if not named or tidy(named) in (tidy(one.name), tidy(one.scheme.title))]
    if not chosen:
        if named not in unknown:
            near = find_near(named, [one.scheme.title for one in schemes], 1, 0.5)
            message = f"{_title(row)}的办法写的是{quoted(named)}，本期评的没有这部办法{tell_near(near)}。"
            problems.append(problem("D261", message, _place(row, SCHEME), found=named, expected="、".join(near)))
        return "", written, mask(written)
    found = [(one, i) for one in chosen for i in one.subjects.find(written)]
    titles = list(dict.fromkeys(mask(one.subjects.titles[i]) for one, i in found))
    if len(titles) == 1:
        one, i = found[0]
        return one.name if len(found) == 1 else "", one.subjects.tables.subjects.keys[i], titles[0]
    near = [] if found else list(dict.fromkeys(near for one in chosen for near in one.subjects.find_near(written)))
    told = f"名册里有{len(titles)}个，请写得具体些：{'、'.join(titles[:5])}" if titles else "名册里没有这个对象"
    message = f"{_title(row)}的对象写的是{quoted(mask(written))}，{told}{tell_near([mask(one) for one in near[:3]])}。"
    problems.append(
        problem(
            "D261", message, row.places[SUBJECT], found=mask(written), expected="、".join(mask(one) for one in near)
        )
    )
    return "", written, mask(written)


def _find_deadline(row: RecordRow, calendar: WorkCalendar, problems: list[Problem]) -> date | None:
    """The last day on which it may be answered; None where nothing, or nothing clear, is said of it."""
    written = row[TERM]
    if not written:
        return None
    term = _TERM.fullmatch(tidy(written))
    if term is None:
        try:
            return EPOCH + timedelta(days=int(read_date(written)))
        except (UnreadableText, OverflowError):
            message = f"{_title(row)}的办理期限写的是{quoted(mask(written))}，读不出是哪一天。"
            problems.append(problem("D264", message, row.places[TERM], found=mask(written), expected=EXPECTED_TERM))
            return None
    count = int(term[1]) if term[1].isdecimal() else int(read_numeral(term[1]) or 0)
    if term[2] != "工作日":
        return row.days[RECEIVED] + timedelta(days=count)
    day = find_work_day(row.days[RECEIVED], count, calendar)
    if day is None:
        message = f"{_title(row)}的办理期限是{quoted(written)}，stardb.yaml 里没有写这一年的放假日（holidays），算不出是哪一天。"
        problems.append(problem("D264", message, row.places[TERM], found=written, expected="各年的 holidays，或写日期"))
    return day


def _check_days(row: RecordRow, one: Objection) -> Iterator[Problem]:
    pairs = ((ANSWERED, one.answered, "答复"), (TERM, one.deadline, "办理期限"))
    for column, day, what in pairs:
        if day is not None and day < one.received:
            message = f"{_title(row)}{what}（{day}）在收到日期（{one.received}）之前。"
            yield problem("D263", message, _place(row, column), found=str(day), expected=f"不早于{one.received}")


def _check_conclusion(row: RecordRow, one: Objection, decisions: Collection[str]) -> Iterator[Problem]:
    if one.answered is not None and one.outcome is None and not row.is_faulty:
        message = f"{_title(row)}已经答复，没有写结论。"
        yield problem("D265", message, _place(row, OUTCOME), expected="、".join(each.value for each in Conclusion))
    named = [part for part in re.split(r"[、，,;；\s]+", one.decision) if part]
    lacking = [part for part in named if tidy(part) not in decisions]
    if lacking:
        near = find_near(lacking[0], decisions)
        message = f"{_title(row)}的裁定编号写的是{quoted(lacking[0])}，本期没有这一条裁定{tell_near(near)}。"
        yield problem("D262", message, _place(row, DECISION), found=lacking[0], expected="、".join(decisions))
    elif one.outcome is not None and one.outcome.needs_decision and not named:
        message = f"{_title(row)}的结论是{one.outcome.value}，没有写改结果的裁定的编号。"
        yield problem("D262", message, _place(row, DECISION), expected="裁定的编号")


def _title(row: RecordRow) -> str:
    return f"异议{quoted(row[NUMBER])}"


def _place(row: RecordRow, column: str) -> Place:
    return row.places.get(column) or row.places[NUMBER]
