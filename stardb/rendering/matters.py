"""What is wrong with the data, as lines of a report: problems by township, who did not report, whom no roster knows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stardb.intake import Missing, Unknown
from stardb.problems import COUNTY, Problem, Severity, by_group
from stardb.rendering.values import View


def problem_rows(problems: Iterable[Problem], order: Sequence[str]) -> list[View]:
    """问题: a line a problem, township by township, the county's own last."""
    return [problem_row(one) for mine in by_group(problems, order).values() for one in mine]


def problem_row(problem: Problem) -> View:
    """A problem as a line of a table."""
    return {
        "乡镇": problem.group or COUNTY,
        "级别": problem.severity.value,
        "编号": problem.code,
        "类别": problem.title,
        "位置": str(problem.place),
        "文件": problem.place.file,
        "工作表": problem.place.sheet,
        "单元格": problem.place.cell,
        "说明": problem.message,
        "现为": problem.found,
        "应为": problem.expected,
        "办法": problem.remedy,
    }


def totals(rows: Iterable[Mapping[str, Any]]) -> list[View]:
    """问题统计: how many problems of each severity a township has, in the order of the lines."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row["乡镇"], Counter())[row["级别"]] += 1
    words = [severity.value for severity in Severity]
    return [{"乡镇": name, **{word: count[word] for word in words}} for name, count in counts.items()]


def missing_rows(missing: Iterable[Missing], groups: Sequence[str]) -> list[View]:
    """缺报: who is on the roster and in a table without a line; a township that sent none of it is one line.

    groups: the township of every subject.
    """
    members, lacking = Counter(groups), dict[tuple[str, str], list[Missing]]()
    for one in missing:
        lacking.setdefault((one.group, one.table), []).append(one)
    order = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    rows = []
    for (group, table), mine in sorted(lacking.items(), key=lambda item: order[item[0][0]]):
        if len(mine) == members[group] > 1:
            rows.append({"乡镇": group, "名称": f"全部{len(mine)}个", "表": table, "位置": ""})
        else:
            rows += [{"乡镇": group, "名称": _own(one), "表": table, "位置": str(one.place or "")} for one in mine]
    return rows


def unknown_rows(unknown: Iterable[Unknown]) -> list[View]:
    """名册外: who stands in a table and not on the roster, with the names most like."""
    return [
        {
            "乡镇": one.group,
            "名称": _own(one),
            "表": one.table,
            "行数": one.rows,
            "位置": str(one.place or ""),
            "相近": "、".join(one.nearest),
        }
        for one in unknown
    ]


def _own(one: Missing | Unknown) -> str:
    """A subject's name without its township, which has a column of its own."""
    return one.title.removeprefix(f"{one.group}/")
