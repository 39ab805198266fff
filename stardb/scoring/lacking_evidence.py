"""Whether a subject lacks the evidence (佐证材料) that an indicator asks for."""

from stardb.rulebook import EVIDENCE, Step
from stardb.scorers.base import name_evidence
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.ready_tables.evidence_table import EvidenceTable


def lacks_evidence(appraisal: Appraisal, step: Step, i: int) -> bool:
    """Whether subject i scores by an indicator, or would, and has not the evidence that it must have."""
    table = appraisal.tables.single.get(EVIDENCE)
    if not isinstance(table, EvidenceTable) or step.evidence is None or not step.evidence.required:
        return False
    if not appraisal.rated[i] or table.has_evidence(i, name_evidence(step.title)):
        return False
    scored = appraisal.scored[step.name]
    value = (scored.core if step.evidence.without == "0分" and scored.core is not None else scored.column).at(i)
    return value is None or value != 0
