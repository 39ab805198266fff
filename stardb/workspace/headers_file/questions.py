"""What is to be settled of the headers, asked and kept: `stardb map`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum

from stardb.dataclass import dataclass
from stardb.intake import (
    ANSWER,
    NO_TABLE,
    NOT_A_COLUMN,
    Proposal,
    TitleCandidate,
    find_proposals,
    find_unused_titles,
    match_sheets,
    sheets_of_entry,
)
from stardb.problems import Place, Problem, problem
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.headers_file.edit import Changes, change_entries, save_headers
from stardb.workspace.headers_file.headers import SHEETS, plain_title, read_headers
from stardb.workspace.inputs import Inputs
from stardb.workspace.storage.lock_file import hold_lock

NOT_FOUND = "D111"
DOUBLED = "D115"
ANSWERS = "D161"
WHICH_TABLE = ("D112", "D200")
"""The questions of which table a sheet is."""
BLANK_FORM = "D203"


@dataclass(frozen=True)
class Question:
    """One thing to settle: which of some titles is a table's column or has a form's answers, or which table a sheet is.

    code: of the problem it would do away with. table, column: "" where these are asked for; then the candidates' titles are
    tables, or titles of a form's columns. places: where the same is asked, the first being where the candidates stand.
    """

    table: str
    column: str
    code: str
    candidates: tuple[TitleCandidate, ...]
    places: tuple[Place, ...]


class Answer(Enum):
    """What may be said but the number of a candidate."""

    NONE = "都不是"
    SKIP = "跳过"
    STOP = "结束"


@dataclass(frozen=True)
class OpenQuestions:
    """What is open: what can be asked, and what cannot.

    beyond: columns that no title is like, sheets nobody has a use for, forms that are blank.
    """

    questions: tuple[Question, ...]
    beyond: tuple[Proposal, ...]


def find_open_questions(found: Inputs) -> OpenQuestions:
    """What there is to settle in the workspace as it was read."""
    given = list(dict.fromkeys(find_proposals(found.matches)))
    askable = [one for one in given if _askable(one)]
    same: dict[tuple[object, ...], list[Proposal]] = {}
    for one in askable:
        where = one.place if one.code in WHICH_TABLE else None
        same.setdefault((one.table, one.column, tuple(c.title for c in one.candidates), where), []).append(one)
    questions = [
        Question(like[0].table, like[0].column, like[0].code, like[0].candidates, tuple(one.place for one in like))
        for like in same.values()
    ]
    return OpenQuestions(tuple(questions), tuple(one for one in given if not _askable(one)))


def _askable(one: Proposal) -> bool:
    """Whether naming a title can settle it: several columns titled alike to the letter only a hand can tell apart."""
    alike = len(one.candidates) > len({candidate.title for candidate in one.candidates})
    return bool(one.candidates) and not (alike and one.code in (DOUBLED, ANSWERS))


def read_again(found: Inputs) -> Inputs:
    """The same workbooks with what is settled by now."""
    workspace = replace(found.workspace, headers=read_headers(found.workspace.root))
    matches = match_sheets(found.books.sheets, found.filled_in, workspace.year, workspace.reading_options)
    return replace(found, workspace=workspace, matches=matches)


def ask_questions(questions: Iterable[Question], ask: Callable[[Question], int | Answer]) -> dict[tuple[str, str], str]:
    """What the answers come to, for headers.yaml.

    (table, title) -> column, `NOT_A_COLUMN` for a title refused wherever it was offered; for a sheet (`SHEETS`, its name)
    -> table, `NO_TABLE` for one that is none. A question is not asked where an earlier answer has settled it.
    """
    given: dict[tuple[str, str], str] = {}
    refused: dict[tuple[str, str], bool] = {}
    answer: int | Answer = Answer.SKIP
    for question in questions:
        if question.code in WHICH_TABLE:
            if answer is not Answer.STOP:
                answer = ask(question)
            if isinstance(answer, int) or answer is Answer.NONE:
                table = question.candidates[answer].title if isinstance(answer, int) else NO_TABLE
                given[SHEETS, f"{question.places[0].file}!{question.places[0].sheet}"] = table
            continue
        free = [c for c in question.candidates if (question.table, c.title) not in given]
        wanted = question.column or ANSWER
        done = any(given.get((question.table, c.title)) == wanted for c in question.candidates)
        if done or not free:
            continue
        if answer is not Answer.STOP:
            answer = ask(replace(question, candidates=tuple(free)))
        if isinstance(answer, int):
            given[question.table, free[answer].title] = wanted
            continue
        for candidate in free:
            mark = question.table, candidate.title
            refused[mark] = refused.get(mark, True) and answer is Answer.NONE
    none = {mark: NOT_A_COLUMN for mark, sure in refused.items() if sure and mark not in given}
    return given | none


def save_answers(workspace: Workspace, changes: Changes) -> None:
    """Put into headers.yaml what is settled; None takes an entry out. Raises ProblemsError (W115, W405).

    What was put into it since it was read stays.
    """
    with hold_lock(workspace.root):
        now = replace(workspace, headers=read_headers(workspace.root))
        written = {_as_written(now, *mark): column for mark, column in changes.items()}
        save_headers(workspace.root, change_entries(now.headers.source.text, written))


def assign_sheets(workspace: Workspace, keys: Sequence[tuple[str, str]], entry: str, table: str) -> Changes:
    """The changes that make a sheet a table's: what else the file says of this sheet goes. keys: the sheets there are."""
    meant = sheets_of_entry(entry, keys)
    others = (other for other in workspace.headers.sheets if other != entry and sheets_of_entry(other, keys) == meant)
    return {**{(SHEETS, other): None for other in others}, (SHEETS, entry): table}


def _as_written(workspace: Workspace, table: str, title: str) -> tuple[str, str]:
    """A title as the file has it already, else in its plain form; a sheet as it is."""
    if table == SHEETS:
        return table, title
    plain = plain_title(title)
    written = (other for other in workspace.headers.titles.get(table, {}) if plain_title(other) == plain)
    return table, next(written, plain)


def is_answered(workspace: Workspace, table: str, title: str) -> bool:
    """Whether the file has an entry for a title."""
    table, title = _as_written(workspace, table, title)
    return title in workspace.headers.titles.get(table, {})


def report_unused_answers(found: Inputs) -> list[Problem]:
    """A note for each entry whose title no sheet has any more (W114), or that is no sheet's (W517)."""
    workspace = found.workspace
    keys = [(sheet.file, sheet.name) for sheet in found.books.sheets]
    gone = [entry for entry in workspace.headers.sheets if not sheets_of_entry(entry, keys)]
    unused = find_unused_titles(found.matches, workspace.reading_options)
    return [
        problem("W114", f"“{table}”的工作表里已没有“{title}”。", workspace.headers.place(table, title), found=title)
        for table, title in unused
    ] + [
        problem("W517", f"现在没有“{entry}”这张工作表。", workspace.headers.place(SHEETS, entry), found=entry)
        for entry in gone
    ]
