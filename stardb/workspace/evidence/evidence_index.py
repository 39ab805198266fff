"""All evidence of a period by scheme, subject and indicator, and what is to be said of files that are nobody's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from stardb.dataclass import dataclass
from stardb.intake import Intake, quoted
from stardb.problems import Place, Problem, problem
from stardb.quantity import Period
from stardb.rulebook import Scheme
from stardb.scoring import SubjectEvidence, list_evidence_steps
from stardb.workspace.evidence.evidence_files import LaidFile, LaidFiles, list_files, name_folder
from stardb.workspace.evidence.evidence_owners import EvidenceOwner, EvidenceOwners
from stardb.workspace.folder.settings import Workspace

_TOLD = 200
"""How many files that are nobody's are told one by one; the rest are counted."""


@dataclass(frozen=True)
class EvidenceIndex:
    """What was laid down in a period.

    laid: scheme -> what each of its subjects has. owners: file -> scheme -> whose it is; none for a file that is nobody's.
    """

    laid: Mapping[str, tuple[SubjectEvidence, ...]] = field(default_factory=dict)
    files: tuple[LaidFile, ...] = ()
    owners: Mapping[str, Mapping[str, EvidenceOwner]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def of_scheme(self, name: str, intake: Intake) -> tuple[SubjectEvidence, ...]:
        """What each subject of a scheme has; of one that was not looked at, nobody has anything."""
        size = len(intake.tables.subjects)
        return self.laid.get(name) or tuple(SubjectEvidence("") for _ in range(size))


def find_evidence(workspace: Workspace, schemes: Mapping[str, Scheme], intakes: Mapping[str, Intake]) -> EvidenceIndex:
    """The evidence of the workspace's period. Nothing is read; huge folders are only listed."""
    there = list_files(workspace.root, workspace.period)
    if not there.files and not there.links and not any(map(list_evidence_steps, schemes.values())):
        return EvidenceIndex()
    owning = {
        name: EvidenceOwners(scheme, intakes[name].tables.subjects)
        for name, scheme in schemes.items()
        if name in intakes and len(intakes[name].tables.subjects)
    }
    owners: dict[str, dict[str, EvidenceOwner]] = {}
    unknown: dict[str, list[EvidenceOwner]] = defaultdict(list)
    for file in there.files:
        found = {name: one.find(file.parts) for name, one in owning.items()}
        owners[file.path] = {name: owner for name, owner in found.items() if owner.subject >= 0 and owner.indicator}
        if not owners[file.path]:
            unknown[file.path] = [*found.values()]
    laid = {
        name: tuple(_lay(there.files, owners, name, one, workspace.period, len(intakes[name].tables.subjects)))
        for name, one in owning.items()
    }
    problems = [*_tell_unknown(there, unknown, owning, intakes, workspace.period), *map(_tell_link, there.links)]
    return EvidenceIndex(laid, there.files, owners, tuple(problems if owning else ()))


def _lay(
    files: Sequence[LaidFile],
    owners: Mapping[str, Mapping[str, EvidenceOwner]],
    name: str,
    owning: EvidenceOwners,
    period: Period,
    size: int,
) -> Iterable[SubjectEvidence]:
    """What each subject of a scheme has laid down."""
    by_indicator: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(size)]
    every: list[list[str]] = [[] for _ in range(size)]
    for file in files:
        owner = owners[file.path].get(name) or owning.find(file.parts)
        if owner.subject >= 0:
            every[owner.subject].append(file.path)
            if owner.indicator:
                by_indicator[owner.subject][owner.indicator].append(file.path)
    for i in range(size):
        files_of = {title: tuple(paths) for title, paths in by_indicator[i].items()}
        yield SubjectEvidence(f"{name_folder(period)}/{owning.folder_of(i)}", files_of, tuple(every[i]))


def _tell_unknown(
    there: LaidFiles,
    unknown: Mapping[str, Sequence[EvidenceOwner]],
    owning: Mapping[str, EvidenceOwners],
    intakes: Mapping[str, Intake],
    period: Period,
) -> Iterable[Problem]:
    """One problem for each folder or file that is nobody's: the highest in the path that nobody knows."""
    told: dict[str, tuple[EvidenceOwner, int]] = {}
    depth = max((one.depth for one in owning.values()), default=1)
    for file in (file for file in there.files if file.path in unknown):
        owner = max(unknown[file.path], key=lambda one: (one.subject, bool(one.near)), default=EvidenceOwner())
        kept = depth + 1 if owner.subject >= 0 else depth
        path = "/".join((name_folder(period), *file.parts[:kept]))
        told[path] = (owner, told.get(path, (owner, 0))[1] + 1)
    for path, (owner, count) in [*told.items()][:_TOLD]:
        yield _tell_one(path, owner, count)
    if len(told) > _TOLD:
        message = f"还有{len(told) - _TOLD}处文件不知道是谁的佐证材料，不一一列出"
        yield problem("D277", message, Place(name_folder(period)), found=f"{len(told) - _TOLD}处")


def _tell_one(path: str, owner: EvidenceOwner, count: int) -> Problem:
    what = "指标" if owner.subject >= 0 else "对象"
    said = owner.unknown or path.rpartition("/")[2]
    many = f"（{count}个文件）" if count > 1 else ""
    if owner.near:
        message = f"{quoted(said)}{many}不是一个{what}的名称，像是{quoted(owner.near)}，没有算作它的佐证材料。"
        return problem("D276", message, Place(path), found=said, expected=owner.near)
    message = f"{quoted(said)}{many}不知道是哪个{what}的佐证材料。"
    return problem("D277", message, Place(path), found=said, expected="乡镇/对象/指标")


def _tell_link(path: str) -> Problem:
    return problem("D279", f"{quoted(path.rpartition('/')[2])}是链接，没有打开。", Place(path), found="链接")
