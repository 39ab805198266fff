"""Which sheets of a table are of which stage, by the folders they lie in; and what is said of those of none."""

from collections.abc import Sequence
from typing import NamedTuple

from stardb.intake.masking import quoted
from stardb.intake.matching.match import Match
from stardb.intake.reading_options import ReadingOptions
from stardb.problems import Place, Problem, problem
from stardb.rulebook import TableSpec


class StageSheets(NamedTuple):
    """The sheets of each stage of a table, and problems with others."""

    sheets: dict[str, list[Match]]
    problems: list[Problem]


def title_stage(table: str, stage: str) -> str:
    """What a table of one stage is called: 检查表（镇评）."""
    return f"{table}（{stage}）"


def sort_by_stage(name: str, spec: TableSpec, matches: Sequence[Match], options: ReadingOptions) -> StageSheets:
    """The sheets of a table by stage, in the order in which the stages count; a sheet of no stage is not read, and told."""
    sheets: dict[str, list[Match]] = {stage: [] for stage in spec.folder_stages}
    problems: list[Problem] = []
    for match in matches:
        stage = options.stages.get(match.sheet.file, "")
        if stage in sheets:
            sheets[stage].append(match)
        else:
            problems.append(_outside(name, spec, match, stage))
    return StageSheets(sheets, problems)


def _outside(name: str, spec: TableSpec, match: Match, stage: str) -> Problem:
    place = Place(match.sheet.file, match.sheet.name)
    used = "、".join(spec.folder_stages)
    if stage:
        message = f"{quoted(name)}不用{quoted(stage)}这个环节的，这一份没有读。"
        return problem("D271", message, place, found=stage, expected=used)
    message = f"{quoted(name)}各环节各报一份，这一份不在哪个环节的文件夹里，不知道是哪个环节的，没有读。"
    return problem("D270", message, place, found="不在环节的文件夹里", expected=used)
