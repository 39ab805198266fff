"""One decision more: found out what it means and does, written as one row of 裁定.xlsx, or refused and nothing written."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from stardb.books import Book, Books, Sheet, read_book
from stardb.comparison import Changes, compare_states, make_state
from stardb.dataclass import dataclass
from stardb.files import FileFault, read_bytes
from stardb.intake import (
    DECISIONS,
    EXAMPLE_WORDS,
    Decision,
    Matter,
    NamedSubjects,
    NextRow,
    decision_spec,
    find_next_row,
    mask,
    quoted,
    read_records,
)
from stardb.ooxml import EditablePackage, PackageError, fill_row, find_workbook, list_sheets
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.quantity import find_near, tidy
from stardb.scoring import AppliedDecision, Appraisal, CurrentValue, Value, find_current_value, list_decidable_items
from stardb.workspace.closing.closed_decisions import read_earlier_item
from stardb.workspace.closing.closings import refuse_frozen
from stardb.workspace.decision_books.make_decision_forms import DECISION_FILE, find_form_schemes, make_decision_form
from stardb.workspace.decision_books.read_decisions import FOLDER, find_decision_folder, read_decisions
from stardb.workspace.folder.open_books import ProgressCallback, no_progress
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs
from stardb.workspace.pipeline import appraise
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.recovery import write_exclusively

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel's days."""

_LONGEST_FILE = 2**28
_MOST = 20
"""Of so many subjects of one name it is looked which of them has what is named."""

_ELIGIBLE_WORDS = ("参评", "参评与否", "是否参评")
_ORDER_WORDS = ("先后", "并列先后")


@dataclass(frozen=True)
class DecisionRequest:
    """What is to be decided. item: 项; value: 改为. scheme, matter: "" and None where the item tells them.

    before: 原值, None to take what it is now. revokes: the number of the decision that is taken back; subject, item and value are "" then.
    """

    subject: str
    item: str
    value: str
    reason: str
    authority: str
    document: str
    day: date
    scheme: str = ""
    matter: Matter | None = None
    before: str | None = None
    handler: str = ""
    revokes: str = ""


@dataclass(frozen=True)
class AddedDecision:
    """A decision that was written. place: its first cell. scheme: the title of its scheme; subject, item: as people call them.

    changes: what follows, of each scheme that something changes in. revoked: the number of the decision taken back, "" for none.
    """

    number: str
    place: Place
    scheme: str
    subject: str
    item: str
    before: str
    after: str
    day: date
    revoked: str
    changes: tuple[Changes, ...]


@dataclass(frozen=True)
class _Meaning:
    """What a request means: the scheme, the decision as far as it is known, and what it is of now."""

    decision: Decision
    now: CurrentValue
    title: str
    subject: str


def add_decision(
    workspace: Workspace, request: DecisionRequest, progress: ProgressCallback = no_progress
) -> AddedDecision:
    """Write one row to decisions/<period>/裁定.xlsx, which is made where there is none.

    Raises ProblemsError, and writes nothing, where it is not clear what is meant (W352), something is lacking (W353), the file
    cannot be written to (W351, W504), the period is closed, or the decision would not hold: it changes nothing, contradicts another, is of a value
    that cannot be, or 原值 is not what it is.
    """
    _check_grounds(request)
    _check_period(request, workspace)
    ledger = open_ledger(workspace)
    with write_exclusively(workspace.root, ledger):
        refuse_frozen(ledger, workspace.period, "写裁定")
        found = read_inputs(workspace, progress)
        made, problems = appraise(found, progress)
        if not made:
            raise ProblemsError(problems)
        meaning = None if request.revokes else _find_meaning(request, made, found)
        number = _next_number(found.decided.numbers)
        texts = _make_texts(request, meaning, number, made)
        content, row = _write_row(_read_file(workspace, found), _path(workspace), texts, request.day)
        after = _read_again(found, content)
        changed, faults = appraise(after, progress)
        known = {*problems, *found.decided.problems}
        new = [one for one in (*faults, *after.decided.problems) if one not in known and _is_of_decisions(one)]
        if new:
            raise ProblemsError(dict.fromkeys([*_tell_disturbed(new, row), *new]))
        add_files(find_decision_folder(workspace), {DECISION_FILE: content}, overwrite=True, what="裁定")
        changes = _compare(made, changed)
        first = Place(_path(workspace), row.sheet, f"A{row.row}")
        if meaning is None:
            return AddedDecision(number, first, "", "", "", "", "", request.day, request.revokes, changes)
        applied = changed[meaning.decision.scheme].decisions.applied
        before, then = next(
            ((_show(one.before, one), _show(one.after, one)) for one in applied if one.decision.number == number),
            (texts["原值"], texts["改为"]),
        )
        return AddedDecision(
            number, first, meaning.title, meaning.subject, meaning.now.title, before, then, request.day, "", changes
        )


def _show(value: Value, applied: AppliedDecision) -> str:
    """A value as people read it; of a star whether it is won."""
    if applied.decision.matter is Matter.STAR and isinstance(value.content, bool):
        return "得星" if value.content else "未得星"
    return value.text


def _check_grounds(request: DecisionRequest) -> None:
    given = {"--because": request.reason, "--authority": request.authority, "--document": request.document}
    lacking = [name for name, text in given.items() if not text.strip()]
    if lacking:
        names = {"--because": "理由", "--authority": "依据机关", "--document": "文号"}
        message = f"裁定要写明{'、'.join(names[name] for name in lacking)}（{'、'.join(lacking)}），没有写。"
        raise ProblemsError([problem("W353", message, expected="、".join(lacking))])


def _check_period(request: DecisionRequest, workspace: Workspace) -> None:
    """Raises ProblemsError (W352) for the correction of an earlier period: who was rated then is not known here."""
    earlier = read_earlier_item(request.item, workspace.period)
    if earlier is not None:
        message = f"“{request.item}”是更正{earlier[0].title}的，这里只写{workspace.period.title}自己的裁定。"
        mend = f"在 {_path(workspace)} 里加一行，项写“{request.item}”，对象、原值照那一期的写；还没有这张表的，先运行 stardb forms --decisions。"
        raise ProblemsError([problem("W352", message, found=request.item, remedy=mend)])


def _find_meaning(request: DecisionRequest, made: Mapping[str, Appraisal], found: Inputs) -> _Meaning:
    """The one thing that a request can be of. Raises ProblemsError."""
    chosen = _choose_schemes(request.scheme, made)
    named: list[tuple[str, Appraisal, int]] = []
    for name, appraisal in chosen.items():
        subjects = NamedSubjects(appraisal.scheme.roster, appraisal.tables)
        named += [(name, appraisal, i) for i in subjects.find(request.subject)]
    if not named:
        raise ProblemsError([_nobody(request.subject, chosen)])
    meant: list[_Meaning] = []
    told: list[Problem] = []
    for name, appraisal, i in named[:_MOST]:
        those, why = _find_matters(request, name, appraisal, appraisal.subjects.keys[i])
        meant += those
        told += why
    if len(meant) == 1:
        return meant[0]
    titles = list(dict.fromkeys(one.subject for one in meant) or dict.fromkeys(_title_of(*one[1:]) for one in named))
    if len(titles) > 1 and (meant or len(named) > _MOST):
        message = f"叫{quoted(mask(request.subject))}的有{len(titles)}个：{'、'.join(titles[:5])}，请写得具体些。"
        raise ProblemsError([problem("W352", message, found=mask(request.subject), expected="、".join(titles[:5]))])
    raise ProblemsError([_several(request, meant) if meant else _no_item(request, named, told)])


def _choose_schemes(written: str, made: Mapping[str, Appraisal]) -> dict[str, Appraisal]:
    plain = tidy(written.strip("《》"))
    found = {name: one for name, one in made.items() if not plain or plain in (tidy(name), tidy(one.scheme.title))}
    if found:
        return found
    called = [word for name, one in made.items() for word in (one.scheme.title, name)]
    near = find_near(written, called, 1, 0.5)
    message = f"没有评出{quoted(written)}这部办法" + (f"；相近的有{quoted(near[0])}。" if near else "。")
    raise ProblemsError([problem("W352", message, found=written, expected="、".join(near or called))])


def _find_matters(
    request: DecisionRequest, name: str, appraisal: Appraisal, key: str
) -> tuple[list[_Meaning], list[Problem]]:
    """What a request may be of in one scheme: of a result before a column called alike. Then why it is not of a matter it names."""
    found: list[_Meaning] = []
    told: list[Problem] = []
    for matter in Matter if request.matter is None else (request.matter,):
        item = _spell_item(request.item, matter, is_given=request.matter is not None)
        if item is None:
            continue
        decision = Decision(
            "", name, key, matter, item, "", request.value, request.reason, request.authority, request.document,
            request.day, request.handler, Place(),
        )  # fmt: skip
        now = find_current_value(decision, appraisal)
        if isinstance(now, CurrentValue):
            found.append(_Meaning(decision, now, appraisal.scheme.title, _title_of(appraisal, now.subject)))
        elif _is_named(request.item, matter):
            told.append(now)
    results = [one for one in found if one.decision.matter not in (Matter.CELL, Matter.ORDER)]
    return results or found, told


def _is_named(item: str, matter: Matter) -> bool:
    """Whether what is written is the matter itself."""
    words = {Matter.ELIGIBLE: _ELIGIBLE_WORDS, Matter.ORDER: _ORDER_WORDS}
    return tidy(item) in words.get(matter, ())


def _spell_item(item: str, matter: Matter, is_given: bool) -> str | None:
    """The item as it is written for a matter; None where that matter cannot be meant."""
    if matter is Matter.ELIGIBLE and tidy(item) in _ELIGIBLE_WORDS:
        return "参评"
    if matter is Matter.ORDER:
        return "" if tidy(item) in _ORDER_WORDS else item if is_given else None
    return item or None


def _title_of(appraisal: Appraisal, i: int) -> str:
    return mask(NamedSubjects(appraisal.scheme.roster, appraisal.tables).titles[i])


def _nobody(written: str, chosen: Mapping[str, Appraisal]) -> Problem:
    near = [
        mask(name)
        for one in chosen.values()
        for name in NamedSubjects(one.scheme.roster, one.tables).find_near(written)
    ]
    near = list(dict.fromkeys(near))[:3]
    told = f"；相近的有{''.join(map(quoted, near))}。" if near else "。"
    message = f"名册里没有{quoted(mask(written))}{told}"
    return problem("W352", message, found=mask(written), expected="、".join(near))


def _several(request: DecisionRequest, meant: Sequence[_Meaning]) -> Problem:
    told = [f"--scheme {one.decision.scheme} --matter {one.decision.matter.value}（{one.now.title}）" for one in meant]
    message = f"{quoted(request.item)}不止一项，请写明是哪一项：{'、'.join(told)}。"
    return problem("W352", message, found=request.item, expected="、".join(told))


def _no_item(request: DecisionRequest, named: Sequence[tuple[str, Appraisal, int]], told: Sequence[Problem]) -> Problem:
    """There is nothing of that name; told: what is to be said of a matter that is there in no scheme."""
    if told:
        one = told[0]
        return problem("W352", f"{one.message.removeprefix('裁定：')}。", found=one.found, expected=one.expected)
    items = {
        item: None
        for _, appraisal, _ in named
        for matter, some in list_decidable_items(appraisal.scheme).items()
        for item in some
        if request.matter in (None, matter)
    }
    spelled = {item.rpartition(".")[2]: item for item in items} | dict.fromkeys(items, "")
    near = [spelled[word] or word for word in find_near(request.item, spelled, 3, 0.5)]
    near = list(dict.fromkeys(near))
    likely = f"；相近的有{''.join(map(quoted, near))}。" if near else "。"
    of = f"“{request.matter.value}”里" if request.matter is not None else ""
    known = "、".join(near or list(items)[:10])
    return problem("W352", f"{of}没有{quoted(request.item)}这一项{likely}", found=request.item, expected=known)


def _next_number(numbers: Sequence[str]) -> str:
    """The number after the greatest."""
    return str(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1)


def _make_texts(
    request: DecisionRequest, meaning: _Meaning | None, number: str, made: Mapping[str, Appraisal]
) -> dict[str, str]:
    """The row, column by column; the day is written by itself."""
    texts = dict.fromkeys(decision_spec().columns, "")
    texts |= {"编号": number, "理由": request.reason, "依据机关": request.authority, "文号": request.document}
    texts |= {"经办": request.handler, "撤销": request.revokes}
    if meaning is not None:
        titles = [one.scheme.title for one in made.values()]
        scheme = meaning.title if titles.count(meaning.title) == 1 else meaning.decision.scheme
        subject = _written_subject(meaning, made)
        before = meaning.now.text if request.before is None else request.before
        texts |= {"办法": scheme, "对象": subject, "事项": meaning.decision.matter.value, "项": meaning.decision.item}
        texts |= {"原值": before, "改为": request.value}
    return {name: text.strip() for name, text in texts.items()}


def _written_subject(meaning: _Meaning, made: Mapping[str, Appraisal]) -> str:
    """What the subject is called in the form."""
    appraisal = made[meaning.decision.scheme]
    return NamedSubjects(appraisal.scheme.roster, appraisal.tables).titles[meaning.now.subject]


def _path(workspace: Workspace) -> str:
    return f"{FOLDER}/{workspace.period.name}/{DECISION_FILE}"


def _read_file(workspace: Workspace, found: Inputs) -> bytes:
    """The file as it is, or a new one. Raises ProblemsError while somebody has it open."""
    path = find_decision_folder(workspace) / DECISION_FILE
    opened = [name for name in (f"~${DECISION_FILE}", f".~lock.{DECISION_FILE}#") if path.with_name(name).exists()]
    if opened:
        message = f"“{DECISION_FILE}”正在 Excel 或 WPS 里打开着，没有写。"
        remedy = f"保存并关闭它，再运行；确实没有打开的，删去 {FOLDER}/{workspace.period.name}/{opened[0]}。"
        raise ProblemsError([problem("W351", message, Place(_path(workspace)), found=opened[0], remedy=remedy)])
    if not path.exists():
        return make_decision_form(find_form_schemes(found), workspace.period)
    try:
        return read_bytes(Path(path), _LONGEST_FILE)
    except FileFault as error:
        message = f"“{DECISION_FILE}”读不出，没有写：{error}。"
        raise ProblemsError([problem("W351", message, Place(_path(workspace)))]) from error


def _write_row(content: bytes, file: str, texts: Mapping[str, str], day: date) -> tuple[bytes, NextRow]:
    """The workbook with the row in it, and where. Raises ProblemsError (W351)."""
    sheets, problems = read_book(content, file)
    if not sheets:
        raise ProblemsError(
            [problem("W351", f"“{DECISION_FILE}”读不出，没有写：{one.message}", one.place) for one in problems]
        )
    row = find_next_row(file, sheets)
    if isinstance(row, Problem):
        raise ProblemsError([row])
    lacking = [name for name, text in texts.items() if text and name not in row.columns and name != "经办"]
    lacking += [] if "日期" in row.columns else ["日期"]
    if lacking:
        message = f"工作表{quoted(row.sheet)}没有{'、'.join(map(quoted, lacking))}这几栏，没有写。"
        raise ProblemsError([problem("W351", message, Place(file, row.sheet), expected="、".join(lacking))])
    serial = (day - _FIRST_DAY).days
    for written in (serial, day.isoformat()):
        made = _fill(content, file, row, {**texts, "日期": written})
        again, _ = read_book(made, file)
        if _is_written(again, texts, day, row.columns):
            return made, row
    message = f"工作表{quoted(row.sheet)}第{row.row}行写进去的读出来不一样（有合并的格，或格式不合），没有写。"
    raise ProblemsError([problem("W351", message, Place(file, row.sheet, f"A{row.row}"))])


def _fill(content: bytes, file: str, row: NextRow, cells: Mapping[str, str | int]) -> bytes:
    """The workbook with some cells of a row filled in, each under its column."""
    try:
        package = EditablePackage(content)
        sheets = {one.name: one.path for one in list_sheets(package, find_workbook(package))}
        filled = {row.columns[name]: cell for name, cell in cells.items() if cell != "" and name in row.columns}
        fill_row(package, sheets[row.sheet], row.row, filled)
        return package.to_bytes()
    except (PackageError, KeyError, ValueError) as error:
        message = f"“{DECISION_FILE}”内部和平常的工作簿不一样，没有写。"
        raise ProblemsError([problem("W351", message, Place(file, row.sheet))]) from error


def _is_written(sheets: Sequence[Sheet], texts: Mapping[str, str], day: date, columns: Container[str]) -> bool:
    """Whether a decision is read as it was written."""
    rows, _ = read_records(sheets, {DECISIONS: decision_spec()}, EXAMPLE_WORDS)
    mine = [row for row in rows[DECISIONS] if row["编号"] == texts["编号"]]
    if len(mine) != 1 or mine[0].days.get("日期") != day:
        return False
    return all(mine[0][name] == text for name, text in texts.items() if name != "日期" and name in columns)


def _read_again(found: Inputs, content: bytes) -> Inputs:
    """What was read, with the new content of the file."""
    file = _path(found.workspace)
    sheets, _ = read_book(content, file)
    others = [one for one in found.decided.books.books if one.file != file]
    books = sorted([*others, Book(file, "", tuple(sheets))], key=lambda one: one.file)
    kept = Books(tuple(books), found.decided.books.problems)
    decided = read_decisions(found.workspace, found.loaded, found.intakes, found.books.sheets, kept)
    return replace(found, decided=decided)


def _tell_disturbed(new: Sequence[Problem], row: NextRow) -> list[Problem]:
    """That earlier decisions would no longer hold, where that is what is wrong."""
    others = [one for one in new if one.place.sheet == row.sheet and one.place.row not in (0, row.row)]
    if not others or len(others) < len(new):
        return []
    message = "写了这一条，下面的裁定就不再成立；要改的是它们的，先撤销它们。"
    return [problem("W354", message, Place(others[0].place.file))]


def _is_of_decisions(one: Problem) -> bool:
    return one.place.file.startswith(f"{FOLDER}/")


def _compare(before: Mapping[str, Appraisal], after: Mapping[str, Appraisal]) -> tuple[Changes, ...]:
    """What changes in each scheme, where anything does."""
    pairs = ((before[name], after[name]) for name in before if name in after)
    found = (compare_states(make_state(one), make_state(other)) for one, other in pairs)
    return tuple(one for one in found if one.subjects)
