"""What would still bring each subject more in the latest period, and where the county loses points; as data and as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from stardb.advice import Advice, IndicatorLoss, advise, find_common_losses
from stardb.dataclass import dataclass
from stardb.problems import Place, Problem, ProblemsError, problem
from stardb.scoring import Appraisal, find_subjects
from stardb.workspace.closing.closings import is_frozen
from stardb.workspace.folder.open_ledger import open_ledger
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.periods.all_periods import appraise_latest
from stardb.workspace.storage.add_files import add_files
from stardb.workspace.storage.recovery import finish_or_undo_in, write_exclusively


@dataclass(frozen=True)
class AdviceOutcome:
    """The advice for some subjects, or for all, and the indicators by which points are lost.

    appraisals: the schemes looked at. found: whom the name means, where one was asked for; None for everybody. advice, losses:
    scheme -> its advice and its losses; empty where the name means nobody, or too many. notes: schemes of which nothing can be
    changed, periods that are closed. file: the workbook written, or None.
    """

    appraisals: Mapping[str, Appraisal]
    found: list[tuple[Appraisal, int]] | None
    advice: Mapping[str, Advice] = field(default_factory=dict)
    losses: Mapping[str, tuple[IndicatorLoss, ...]] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    file: Path | None = None


def advise_latest(
    workspace: Workspace,
    just_this: bool,
    name: str | None = None,
    scheme: str | None = None,
    most: int = 3,
    to: Path | None = None,
    overwrite: bool = False,
) -> AdviceOutcome:
    """The advice of the workspace's period (`just_this`), or of the last period within it that has data.

    name: whose alone; where it means nobody, or more than `most`, there is no advice. scheme: by which alone. to: the workbook to
    write it to. Raises ProblemsError where nothing was scored, or the workbook is there already (unless `overwrite`) or cannot be
    written.
    """
    if to is not None and to.suffix.lower() != ".xlsx":
        message = f"“{to.name}”不是 .xlsx 文件"
        raise ProblemsError([problem("W365", message, Place(to.name), found=to.name, expected="如 提升建议.xlsx")])
    made, problems = appraise_latest(workspace, just_this)
    chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
    if not chosen:
        raise ProblemsError(problems)
    found = find_subjects(name, chosen.values()) if name is not None else None
    if found is not None and not 0 < len({(one.subjects.groups[i], one.subjects.names[i]) for one, i in found}) <= most:
        return AdviceOutcome(chosen, found)
    calendar = workspace.settings.read_calendar()
    advice = {}
    for key, appraisal in chosen.items():
        mine = None if found is None else [i for one, i in found if one is appraisal]
        if mine is None or mine:
            advice[key] = advise(appraisal, calendar, mine)
    losses = {key: find_common_losses(one.appraisal) for key, one in advice.items()}
    notes = [_nothing_changeable(one.appraisal) for one in advice.values() if not one.columns]
    notes += _list_closed(workspace, [one.appraisal for one in advice.values()])
    outcome = AdviceOutcome(chosen, found, advice, losses, tuple(notes), to)
    if to is not None:
        _write(workspace, outcome, to, overwrite)
    return outcome


def _nothing_changeable(appraisal: Appraisal) -> Problem:
    message = f"“{appraisal.scheme.title}”没有本期还能改的栏，只列失分"
    return problem("W366", message, Place(appraisal.scheme.file))


def _list_closed(workspace: Workspace, appraisals: Sequence[Appraisal]) -> list[Problem]:
    """The periods advised on that are closed, so that nothing of them can change."""
    ledger = open_ledger(workspace)
    closed = [period for period in dict.fromkeys(one.period for one in appraisals) if is_frozen(ledger, period)]
    return [problem("W368", f"{period.title}已经结转，建议只供下一期参考", found=period.name) for period in closed]


def _write(workspace: Workspace, outcome: AdviceOutcome, to: Path, overwrite: bool) -> None:
    from stardb.rendering import write_advice_book  # XlsxWriter is slow to import, and few commands write advice

    content = write_advice_book([(one, outcome.losses[key]) for key, one in outcome.advice.items()])
    with write_exclusively(workspace.root, open_ledger(workspace)):
        finish_or_undo_in(to.parent)
        add_files(to.parent, {to.name: content}, overwrite, "提升建议")
