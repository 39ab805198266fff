"""What templates see: an appraisal as plain lists and mappings under Chinese names.

Templates are edited by the department, so every name they use is the one people use. Numbers come as `Decimal` (points as
they are, money in 元), words as text; an undecided result is the word 待定, a result of somebody not rated is 不参评.
`docs/reports.md` lists these names; `tests/rendering/test_reports.py` holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from stardb.intake import Missing, Unknown
from stardb.problems import Problem
from stardb.rendering.comparison import compare_years, last_result
from stardb.rendering.figures import by_group, distribution, grades, overview, scored, stars_won
from stardb.rendering.lines import detail, subject_row, undecided
from stardb.rendering.matters import missing_rows, problem_rows, totals, unknown_rows
from stardb.rendering.number_text import DAY, NumberText
from stardb.rendering.values import View
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal
from stardb.scoring.history import NOT_RATED

DETAIL_LIMIT = 200_000
"""So many lines of 得分明细 are listed without being asked for; and so many stand in one book."""


@dataclass(frozen=True)
class Setting:
    """What the workspace knows that an appraisal does not: the county, and who issues the result."""

    county: str
    department: str


def view(
    appraisal: Appraisal,
    problems: Sequence[Problem],
    setting: Setting,
    missing: Sequence[Missing] = (),
    unknown: Sequence[Unknown] = (),
    most: int | None = DETAIL_LIMIT,
) -> View:
    """Everything a template of one scheme may show. The keys are those of docs/reports.md.

    most: of how many lines 得分明细 may be at most; it is empty, and 明细从略 true, where there are more. None: of any.
    """
    scheme = appraisal.scheme
    past = last_result(appraisal)
    used: set[str] = set()
    rows = [subject_row(appraisal, past, i, used) for i in range(len(appraisal.subjects))]
    groups = appraisal.subjects.groups
    told = problem_rows(problems, groups)
    lines = list(islice(detail(appraisal), None if most is None else most + 1))
    too_many = most is not None and len(lines) > most
    return {
        "县": setting.county,
        "单位": setting.department,
        "办法": scheme.title,
        "对象": scheme.subject,
        "依据": scheme.basis,
        "年度": appraisal.period,
        "考核日": NumberText(scheme.as_of.isoformat(), scheme.as_of, DAY),
        "星名": [step.title for step in scheme.of_role(Role.STAR)],
        "星级名": scheme.level,
        "总分名": scheme.total,
        "得分栏": [_scored_column(step) for step in scheme.scored],
        "待遇名": [
            {"名称": step.title, "单位": step.unit, "依据": step.basis} for step in scheme.of_role(Role.ENTITLEMENT)
        ],
        "等次名": grades(appraisal),
        "概况": overview(appraisal, problems),
        "分布": distribution(appraisal),
        "得星": stars_won(appraisal),
        "得分情况": scored(appraisal),
        "乡镇汇总": by_group(appraisal),
        "评定结果": rows,
        "得分明细": [] if too_many else lines,
        "明细从略": too_many,
        "有重名": any(row["识别"] for row in rows),
        "与上年比较": compare_years(appraisal),
        "待遇": [row for row in rows if row["状态"] != NOT_RATED],
        "待定": undecided(appraisal),
        "不参评": [row for row in rows if row["状态"] == NOT_RATED],
        "问题": told,
        "问题统计": totals(told),
        "缺报": missing_rows(missing, groups),
        "名册外": unknown_rows(unknown),
        "示例": [item.name for item in scheme.constants.values() if item.example]
        + [s.title for s in scheme.steps if s.example],
        "规则": [{"行": number, "内容": line} for number, line in enumerate(scheme.text.splitlines(), 1)],
    }


def _scored_column(step: Step) -> View:
    """A head, the total or a published value, as a template lists them."""
    unit = step.unit or step.rule.unit
    return {"名称": step.title, "单位": unit, "满分": step.full, "权重": step.weight, "类别": step.role.value}
