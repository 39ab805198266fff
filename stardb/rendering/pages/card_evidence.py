"""The evidence of a subject, linked from its card."""

from pathlib import PurePosixPath
from urllib.parse import quote

from stardb.rendering.views.card_views import CardEvidence, EvidenceLink
from stardb.rulebook import EVIDENCE
from stardb.scorers.base import name_evidence
from stardb.scoring import Appraisal, EvidenceTable, lacks_evidence, list_evidence_steps

_UP = "../../../"
"""From a card, `results/2024/<scheme>/001.html`, to the workspace's folder."""


def list_card_evidence(appraisal: Appraisal, i: int) -> tuple[CardEvidence, ...]:
    """The evidence of subject i, indicator by indicator; of those without any only where it must have some."""
    table = appraisal.tables.single.get(EVIDENCE)
    if not isinstance(table, EvidenceTable):
        return ()
    found = []
    for step in list_evidence_steps(appraisal.scheme):
        links = tuple(_make_link(path, table.folders[i]) for path in table.files[name_evidence(step.title)][i])
        is_missing = lacks_evidence(appraisal, step, i)
        if links or is_missing:
            found.append(CardEvidence(step.title, appraisal.text(step.name, i), links, is_missing))
    return tuple(found)


def _make_link(path: str, folder: str) -> EvidenceLink:
    """A file, called by its path below its subject's folder."""
    file = PurePosixPath(path)
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    return EvidenceLink(name, f"{_UP}{quote(path)}")
