"""Closed periods corrected by decisions of a later one: what they should have brought, less what they did, is paid or reclaimed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from stardb.dataclass import dataclass
from stardb.intake import NamedSubjects
from stardb.ledger import Ledger
from stardb.problems import Problem, ProblemsError, problem
from stardb.quantity import PENDING, Kind, Period, show
from stardb.rendering import CorrectionRow
from stardb.rulebook import Role, Step
from stardb.scoring import DECIDED, NOT_RATED, Appraisal, full_name
from stardb.workspace.closing.archive_file import Archive, load_archive
from stardb.workspace.closing.archived_levels import RECORDS, ArchivedLevels, read_archived_record, record_path
from stardb.workspace.closing.closed_decisions import CORRECTIONS_BLOB, ClosedDecision
from stardb.workspace.closing.closings import ARCHIVES, find_closing, list_closings
from stardb.workspace.closing.rescore import unpack_archive
from stardb.workspace.folder.open_books import Ask, ProgressCallback
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs, read_inputs
from stardb.workspace.periods.due_periods import at
from stardb.workspace.pipeline import appraise


@dataclass(frozen=True)
class PaidAmount:
    """What somebody got for an entitlement. value: None where it is no amount, or undecided; text: as people read it."""

    value: Fraction | None
    text: str


@dataclass(frozen=True)
class Corrections:
    """What a period's decisions on closed ones come to. blobs: scheme -> what the ledger keeps of it."""

    rows: tuple[CorrectionRow, ...]
    problems: tuple[Problem, ...]
    blobs: Mapping[str, bytes]


def make_corrections(
    workspace: Workspace,
    ledger: Ledger,
    closed: Sequence[ClosedDecision],
    progress: ProgressCallback,
    ask: Ask | None = None,
) -> Corrections:
    """Decide closed periods anew, each subject by itself, and tell what changes of its entitlements.

    The closed results stay as they are, those of everybody else too. A decision that does not hold is in `problems`.
    """
    rows, problems = list[CorrectionRow](), list[Problem]()
    kept: dict[str, list[dict[str, Any]]] = {}
    closings = list_closings(ledger)
    for period in sorted({one.period for one in closed}):
        mine = [one for one in closed if one.period == period]
        closing = find_closing(closings, period)
        try:
            if closing is None:
                raise ProblemsError([_refuse(one, "没有结转") for one in mine])
            name = f"{ARCHIVES}/{closing.archive}"
            progress(f"更正 {period.title}")
            archive = load_archive(workspace.root / name, name)
            if archive.faults or archive.digest != closing.sha256:
                raise ProblemsError([_refuse(one, f"的归档 {name} 被改动过") for one in mine])
            with unpack_archive(archive) as (there, levels):
                found = read_inputs(at(there, period), ask=ask)
                whose = [(one.decision.scheme, _find_key(found, one)) for one in mine]
                for scheme, subject in dict.fromkeys(whose):
                    those = [one for one, of in zip(mine, whose, strict=True) if of == (scheme, subject)]
                    maker = _Corrected(archive, levels, found, scheme, subject, period)
                    made, told = maker.decide(those, _find_corrected(ledger, scheme, period, workspace.period))
                    rows += made
                    problems += told
                    kept.setdefault(scheme, []).extend(maker.kept)
        except ProblemsError as error:
            problems += error.problems
    blobs = {
        name: json.dumps(those, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        for name, those in kept.items()
        if those
    }
    return Corrections(tuple(rows), tuple(problems), blobs)


def _find_key(found: Inputs, one: ClosedDecision) -> str:
    """The key of whom a decision names, by the roster of the closed period: who left since stands in no other."""
    scheme, intake = found.schemes.get(one.decision.scheme), found.intakes.get(one.decision.scheme)
    if scheme is None or intake is None:
        return one.decision.subject
    those = NamedSubjects(scheme.roster, intake.tables).find(one.decision.subject)
    return intake.tables.subjects.keys[those[0]] if len(those) == 1 else one.decision.subject


class _Corrected:
    """One subject of a closed period, by its key, decided anew."""

    def __init__(
        self, archive: Archive, levels: ArchivedLevels, found: Inputs, scheme: str, subject: str, period: Period
    ) -> None:
        self.archive, self.levels, self.found = archive, levels, found
        self.scheme, self.subject, self.period = scheme, subject, period
        self.kept: list[dict[str, Any]] = []

    def decide(
        self, those: Sequence[ClosedDecision], corrected: Mapping[tuple[str, str], PaidAmount]
    ) -> tuple[list[CorrectionRow], list[Problem]]:
        """The entitlements that change, and why decisions do not hold. corrected: what was paid since, by key and item."""
        own = [replace(one.decision, subject=self.subject, item=one.item) for one in those]
        decided = replace(self.found.decided, decisions=(*self.found.decided.decisions, *own))
        made, told = appraise(replace(self.found, decided=decided), earlier=self.levels)
        appraisal = made.get(self.scheme)
        if appraisal is None:
            return [], [_refuse(one, "没有这部办法的结果") for one in those]
        places = {one.place for one in own}
        faults = [one for one in told if one.place in places]
        held = [one for one in appraisal.decisions.applied if one.decision in own]
        if not held:
            return [], faults or [_refuse(one, "里没有起作用") for one in those]
        i = held[0].subject
        about = CorrectionRow(
            appraisal.subjects.groups[i],
            full_name(appraisal, i),
            appraisal.scheme.title,
            self.period.title,
            "、".join(one.title for one in held),
            "、".join(one.before_text for one in held),
            "、".join(one.after_text for one in held),
            number="、".join(one.decision.number for one in held),
            document="、".join(dict.fromkeys(one.decision.document for one in held)),
        )
        rows = [
            row for step in _list_entitlements(appraisal) if (row := self._compare(step, appraisal, about, corrected))
        ]
        return rows or [about], faults

    def _compare(
        self, step: Step, appraisal: Appraisal, about: CorrectionRow, corrected: Mapping[tuple[str, str], PaidAmount]
    ) -> CorrectionRow | None:
        """The row of one entitlement; None where it stays."""
        keys, kind = self.levels.keys(appraisal.scheme), appraisal.columns[step.name].kind
        key = keys.store_key(self.subject)
        run = next(
            run for run in self.archive.manifest.runs if (run.scheme, run.period) == (self.scheme, self.period.name)
        )
        then = _index(read_archived_record(self.archive, record_path(RECORDS, run)))
        now = _index(appraisal.record())
        paid = corrected.get((key, step.name)) or _read_amount(then.get((key, step.name)), kind)
        due = _read_amount(now.get((self.subject, step.name)), kind)
        if paid == due:
            return None
        told = {"subject": key, "period": self.period.name, "item": step.name, "text": due.text}
        amount = [str(due.value.numerator), str(due.value.denominator)] if due.value is not None else []
        self.kept.append({**told, "amount": amount})
        return replace(
            about, item=step.title, unit=step.unit, paid=paid.value, due=due.value, paid_text=paid.text,
            due_text=due.text,
        )  # fmt: skip


def _find_corrected(ledger: Ledger, scheme: str, period: Period, until: Period) -> dict[tuple[str, str], PaidAmount]:
    """What periods since have corrected of a closed one already: key and item -> what is paid with that."""
    found: dict[tuple[str, str], PaidAmount] = {}
    runs = [one for one in ledger.list_kept_runs(scheme) if one.is_current and CORRECTIONS_BLOB in one.run.blobs]
    for one in sorted(runs, key=lambda one: one.run.rated_period):
        if period < one.run.rated_period < until:
            for told in json.loads(ledger.read_blob(one.run.blobs[CORRECTIONS_BLOB])):
                if told["period"] == period.name:
                    value = Fraction(int(told["amount"][0]), int(told["amount"][1])) if told["amount"] else None
                    found[told["subject"], told["item"]] = PaidAmount(value, told["text"])
    return found


def _list_entitlements(appraisal: Appraisal) -> list[Step]:
    return [step for step in appraisal.result_steps() if step.role is Role.ENTITLEMENT]


def _index(record: Any) -> dict[tuple[str, str], tuple[str, ...]]:
    """Key and item -> state, numerator, denominator, word."""
    rows = record.itertuples(index=False, name=None)
    return {(str(key), str(item)): tuple(map(str, rest)) for key, item, *rest in rows}


def _read_amount(values: tuple[str, ...] | None, kind: Kind) -> PaidAmount:
    """An entitlement as it is kept: nothing for who took no part; no amount where it is undecided or a word."""
    if values is None or values[0] == NOT_RATED:
        return PaidAmount(Fraction(0), NOT_RATED)
    state, top, bottom, word = values
    if state != DECIDED:
        return PaidAmount(None, PENDING)
    if word or kind not in (Kind.MONEY, Kind.NUMBER):
        return PaidAmount(None, word)
    value = Fraction(int(top), int(bottom))
    return PaidAmount(value, show(kind, value))


def _refuse(one: ClosedDecision, why: str) -> Problem:
    message = f"裁定 {one.decision.number} 要更正{one.period.title}，{one.period.title}{why}，没有作数"
    return problem("W336", message, one.decision.place, found=one.decision.item)
