"""What the pages of one scheme see beyond the view that every template sees."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from stardb.problems import Severity
from stardb.quantity import Kind
from stardb.quantity.showing import show_at
from stardb.rendering.pages.showing import grade_colours
from stardb.rendering.pages.sorting import rank_rows
from stardb.rendering.values import View
from stardb.rulebook import Role
from stardb.scoring import Appraisal

__all__ = ["SEVERITIES", "page_name", "scheme_context"]

SEVERITIES = tuple(severity.value for severity in Severity)
"""错误, 警告, 提示: the gravest first."""


def scheme_context(stem: str, appraisal: Appraisal, shown: View) -> View:
    """The view of one scheme and what its pages add to it; `docs/reports.md` tells the names."""
    size = len(shown["评定结果"])
    ranks = rank_rows(appraisal, shown["评定结果"])
    rows = [row | {"页": page_name(i, size), "次序": ranks[i]} for i, row in enumerate(shown["评定结果"])]
    seen = shown | {"评定结果": rows}
    money = [item["待遇"] for item in seen["概况"]["金额"]]
    scheme, roster = appraisal.scheme, appraisal.scheme.roster
    public = [
        name for name, spec in roster.columns.items() if not spec.private and name not in (roster.name, roster.group)
    ]
    stars = scheme.of_role(Role.STAR)
    return seen | {
        "标识": stem,
        "页": f"{quote(stem, safe='')}/index.html",
        "规则文件": scheme.file,
        "名册栏": public,
        "识别栏": [name for name in public if roster.columns[name].kind is Kind.TEXT],
        "达标制": bool(stars) and all(step.rule.kind is Kind.BOOL for step in stars),
        "金额栏": money,
        "有上年": any(row["上年"] != "" for row in rows),
        "配色": grade_colours(seen["等次名"]),
        "待定对象": _by_subject(seen["待定"], rows),
        "问题文件": _by_file(seen["问题"]),
        "示例数值": _examples(appraisal),
    }


def page_name(i: int, size: int) -> str:
    """The file of subject i's card: `007.html`, wide enough for all."""
    return f"{i + 1:0{max(3, len(str(size)))}}.html"


def _by_subject(lines: Iterable[View], rows: Sequence[View]) -> list[View]:
    """Every undecided subject with all that keeps it so, `事项`; it is in the lines once, however many there are."""
    items = {number: list(group) for number, group in groupby(lines, key=lambda line: line["序号"])}
    open_ = [(i, row) for i, row in enumerate(rows) if row["状态"] == "待定"]
    return [{"行": row, "事项": items.get(i + 1, [])} for i, row in open_]


def _by_file(problems: Iterable[Mapping[str, Any]]) -> list[View]:
    """The problems a file, with how many there are of each severity; those of no file come last."""
    rows = sorted(problems, key=lambda row: (not row["文件"], row["文件"]))
    found = []
    for file, group in groupby(rows, key=lambda row: row["文件"]):
        mine = sorted(group, key=lambda row: SEVERITIES.index(row["级别"]))
        counts = {word: sum(row["级别"] == word for row in mine) for word in SEVERITIES}
        found.append({"文件": file, **counts, "问题": mine})
    return found


def _examples(appraisal: Appraisal) -> list[View]:
    """The figures without a public source that are in force: parameters with their value, then clauses by star."""
    scheme = appraisal.scheme
    found = [
        {"名称": item.name, "类别": "参数", "数值": show_at(item.column, 0), "依据": item.basis, "行": item.place.line}
        for item in scheme.constants.values()
        if item.example
    ]
    found += [
        {"名称": step.title, "类别": step.of or step.role.value, "数值": "", "依据": step.basis, "行": step.place.line}
        for step in scheme.steps
        if step.example
    ]
    return sorted(found, key=lambda row: int(row["行"]))
