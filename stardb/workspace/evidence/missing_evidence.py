"""What evidence is missing: of subjects that score by an indicator that asks for it, township by township."""

from collections import defaultdict
from collections.abc import Iterator

from stardb.intake import mask, quoted
from stardb.problems import Place, Problem, problem
from stardb.rulebook import EVIDENCE, Step
from stardb.scorers.base import name_evidence
from stardb.scoring import Appraisal, EvidenceTable, full_name, lacks_evidence, list_evidence_steps

_NAMED = 8
"""How many subjects a problem names."""


def find_missing_evidence(appraisal: Appraisal) -> list[Problem]:
    """A problem for each township and indicator (D275), and for each cell that names what is not there (D278)."""
    table = appraisal.tables.single.get(EVIDENCE)
    if not isinstance(table, EvidenceTable):
        return []
    problems: list[Problem] = []
    for step in list_evidence_steps(appraisal.scheme):
        if step.evidence is None or not step.rule.is_due:
            continue
        if step.evidence.required:
            problems += _tell_missing(appraisal, step, table)
        problems += _tell_unfound(appraisal, step, table)
    return problems


def _tell_missing(appraisal: Appraisal, step: Step, table: EvidenceTable) -> Iterator[Problem]:
    lacking: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(appraisal.subjects.groups):
        if lacks_evidence(appraisal, step, i):
            lacking[group].append(i)
    assert step.evidence is not None
    counted = {"计分": "照算", "待定": "这一项待定", "0分": "这一项按0分计"}[step.evidence.without]
    for group, subjects in lacking.items():
        named = "、".join(mask(full_name(appraisal, i)) for i in subjects[:_NAMED])
        more = f"等{len(subjects)}个" if len(subjects) > _NAMED else ""
        message = f"{group}{quoted(step.title)}没有佐证材料的：{named}{more}；{counted}。"
        place = Place(table.folders[subjects[0]].rpartition("/")[0] if group else table.folders[subjects[0]])
        told = problem("D275", message, place, found=f"{len(subjects)}个没有", expected=step.title)
        yield Problem(told.code, told.message, told.place, told.found, told.expected, told.remedy, group)


def _tell_unfound(appraisal: Appraisal, step: Step, table: EvidenceTable) -> Iterator[Problem]:
    assert step.evidence is not None
    title, _ = appraisal.scheme.columns.get(step.evidence.column, ("", None))
    source = appraisal.tables.single.get(title)
    for i, names in enumerate(table.unfound[name_evidence(step.title)]):
        if names and source is not None:
            message = f"{quoted(mask(full_name(appraisal, i)))}的{quoted(step.title)}写的材料没有找到：{'、'.join(map(mask, names))}。"
            place = source.place(i, step.evidence.column)
            yield problem("D278", message, place, found="、".join(map(mask, names)), expected=table.folders[i])
