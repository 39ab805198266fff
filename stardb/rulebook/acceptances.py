"""`accept: {R422: 原文只写了这些}`: what a rule file settles of the findings about it, with a reason; anywhere in the file.

It holds for the part that it stands in, and for all within; at the top of the file for the whole of it. Errors are never settled.
"""

import re
from dataclasses import replace
from typing import Any

from stardb.problems import CATALOGUE, Severity
from stardb.yamlfile import ACCEPT, YamlPath, YamlSource, show_value

_CODE = re.compile(r"[A-Z]\d{3}")


def take_acceptances(source: YamlSource) -> YamlSource:
    """The source without its `accept`s in the data; `acceptances` then has them. What is wrong with one is reported (R461)."""
    found: dict[YamlPath, dict[str, str]] = {}
    made = replace(source, data=_take(source.data, (), found), acceptances=found)
    for path, given in found.items():
        found[path] = {code: reason for code, reason in given.items() if _is_sound(made, path, code, reason)}
    return made


def _take(node: Any, path: YamlPath, found: dict[YamlPath, dict[str, str]]) -> Any:
    if isinstance(node, list):
        return [_take(item, (*path, k), found) for k, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    given = node.get(ACCEPT)
    if isinstance(given, dict) and given and all(_CODE.fullmatch(str(key)) for key in given):
        found[path] = given
        node = {key: value for key, value in node.items() if key != ACCEPT}
    return {key: _take(value, (*path, key), found) for key, value in node.items()}


def _is_sound(source: YamlSource, path: YamlPath, code: str, reason: object) -> bool:
    where = (*path, ACCEPT, code)
    if code not in CATALOGUE or CATALOGUE[code].severity is Severity.ERROR:
        told = "没有这个编号" if code not in CATALOGUE else "这是错误，要改正，不能认可"
        source.report("R461", f"accept 里的 {code}：{told}", where, key=True, found=code, expected="警告或提示的编号")
        return False
    if not isinstance(reason, str) or not reason.strip():
        message = f"认可 {code} 要写理由"
        source.report("R461", message, where, found=show_value(reason), expected=f"{{{code}: 理由}}")
        return False
    return True


def report_idle_acceptances(source: YamlSource) -> None:
    """Report each acceptance that has settled nothing (R462)."""
    used = {(one.at, one.problem.code) for one in source.accepted}
    for path, given in source.acceptances.items():
        for code in given:
            if (path, code) not in used:
                message = f"认可的 {code} 在这里没有遇到"
                source.report("R462", message, (*path, ACCEPT, code), key=True, found=code)
