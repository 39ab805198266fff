"""What is to be settled of the headers, asked and kept: `stardb map`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from stardb.intake import NOT_A_COLUMN
from stardb.intake.proposals import Candidate, Proposal, proposals
from stardb.intake.used import unused_titles
from stardb.problems import Place, Problem, problem
from stardb.workspace.headers import plain_title, read_headers
from stardb.workspace.rewriting import Changes, edited, save
from stardb.workspace.settings import Workspace
from stardb.workspace.trip import Read

NOT_FOUND = "D111"
DOUBLED = "D115"


@dataclass(frozen=True)
class Question:
    """One thing to settle: which of some titles is a table's column.

    code: of the problem it would do away with. places: where the same is asked, the first being where the candidates stand.
    """

    table: str
    column: str
    code: str
    candidates: tuple[Candidate, ...]
    places: tuple[Place, ...]


class Answer(Enum):
    """What may be said but the number of a candidate."""

    NONE = "都不是"
    SKIP = "跳过"
    STOP = "结束"


@dataclass(frozen=True)
class Matters:
    """What is open: what can be asked, and what no title is like (columns to be added, sheets nobody has a use for)."""

    questions: tuple[Question, ...]
    beyond: tuple[Proposal, ...]


def open_matters(found: Read) -> Matters:
    """What there is to settle in the workspace as it was read."""
    workspace = found.workspace
    given = proposals(found.books.sheets, found.filled_in, workspace.period[:4], workspace.practice)
    askable = [one for one in given if _askable(one)]
    same: dict[tuple[str, str, tuple[str, ...]], list[Proposal]] = {}
    for one in askable:
        same.setdefault((one.table, one.column, tuple(c.title for c in one.candidates)), []).append(one)
    questions = [
        Question(table, column, like[0].code, like[0].candidates, tuple(one.place for one in like))
        for (table, column, _), like in same.items()
    ]
    return Matters(tuple(questions), tuple(one for one in given if not _askable(one)))


def _askable(one: Proposal) -> bool:
    """Whether naming a title can settle it: several columns titled alike to the letter only a hand can tell apart."""
    return len({candidate.title for candidate in one.candidates}) > (1 if one.code == DOUBLED else 0)


def reread(found: Read) -> Read:
    """The same workbooks with what is settled by now."""
    return replace(found, workspace=replace(found.workspace, headers=read_headers(found.workspace.root)))


def settle(questions: Iterable[Question], ask: Callable[[Question], int | Answer]) -> dict[tuple[str, str], str]:
    """What the answers come to: (table, title) -> column, `NOT_A_COLUMN` for a title refused wherever it was offered.

    A question is not asked where an earlier answer has settled it.
    """
    given: dict[tuple[str, str], str] = {}
    refused: dict[tuple[str, str], bool] = {}
    answer: int | Answer = Answer.SKIP
    for question in questions:
        free = [c for c in question.candidates if (question.table, c.title) not in given]
        done = any(given.get((question.table, c.title)) == question.column for c in question.candidates)
        if done or not free:
            continue
        if answer is not Answer.STOP:
            answer = ask(replace(question, candidates=tuple(free)))
        if isinstance(answer, int):
            given[question.table, free[answer].title] = question.column
            continue
        for candidate in free:
            mark = question.table, candidate.title
            refused[mark] = refused.get(mark, True) and answer is Answer.NONE
    none = {mark: NOT_A_COLUMN for mark, sure in refused.items() if sure and mark not in given}
    return given | none


def keep(workspace: Workspace, changes: Changes) -> None:
    """Put into headers.yaml what is settled; None takes an entry out. Raises ProblemsError (W115)."""
    text = workspace.headers.source.text
    save(workspace.root, edited(text, {_as_written(workspace, *mark): column for mark, column in changes.items()}))


def _as_written(workspace: Workspace, table: str, title: str) -> tuple[str, str]:
    """A title as the file has it already, else in its plain form."""
    plain = plain_title(title)
    written = (other for other in workspace.headers.titles.get(table, {}) if plain_title(other) == plain)
    return table, next(written, plain)


def held(workspace: Workspace, table: str, title: str) -> bool:
    """Whether the file has an entry for a title."""
    table, title = _as_written(workspace, table, title)
    return title in workspace.headers.titles.get(table, {})


def idle(found: Read) -> list[Problem]:
    """A note for each entry whose title no sheet has any more (W114)."""
    workspace = found.workspace
    unused = unused_titles(found.books.sheets, found.filled_in, workspace.period[:4], workspace.practice)
    return [
        problem("W114", f"“{table}”的工作表里已没有“{title}”。", workspace.headers.place(table, title), found=title)
        for table, title in unused
    ]
