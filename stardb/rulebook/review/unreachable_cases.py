"""R472, R473: cases that nothing falls in, and clauses that give everybody the same.

Found from the rules alone: what each column can hold by its `between` and `choices`, and what each clause makes of it.
"""

from collections.abc import Mapping

from stardb.quantity import ValueRange, ranges, show
from stardb.scorers.base import Core, Outputs, Rule
from stardb.scorers.clauses import DecideCore, RowsCore
from stardb.yamlfile import YamlPath, YamlSource


def report_unreachable(
    rule: Rule, path: YamlPath, reaches: Mapping[str, ValueRange], fixed: Mapping[str, object], source: YamlSource
) -> None:
    """Report, at `path`, cases that nothing falls in, or a clause that gives everybody the same.

    reaches: what each name can come to. fixed: the names that are one value for all.
    """
    if rule.when is not None and rule.when.reach(reaches).truths == {False}:
        return  # that it never applies has been said
    said = isinstance(rule.core, DecideCore | RowsCore)  # where its conditions are, or of rows chosen by `where`
    opened = () if said else rule.core.open_cases(reaches)
    if any(opened) and not all(opened):
        _report_cases(rule.core, opened, path, source)
    else:
        _report_alike(rule, path, reaches, fixed, source)


def _report_cases(core: Core, opened: tuple[bool, ...], path: YamlPath, source: YamlSource) -> None:
    for k, label in enumerate(core.cases):
        if not opened[k]:
            below = next(
                (p for p in _find_paths(label, path, k, source) if p in source.keys or p in source.values), path
            )
            message = f"“{label}”永远轮不到：要看的数或词到不了这里"
            source.report("R472", message, below, key=below in source.keys, found=label)


def _find_paths(label: str, path: YamlPath, k: int, source: YamlSource) -> list[YamlPath]:
    """Where a case may be written: under its label, as a condition below the clause's keyword, or as the keyword itself."""
    heads = [key for key in source.keys if key[:-1] == path]
    return [*((*head, label) for head in heads), *((*head, k, "when") for head in heads), (*path, label)]


def _report_alike(
    rule: Rule, path: YamlPath, reaches: Mapping[str, ValueRange], fixed: Mapping[str, object], source: YamlSource
) -> None:
    if rule.when is not None or rule.doubts or not rule.kind.numeric:
        return
    if (isinstance(rule.core, DecideCore) and not rule.core.otherwise) or _has_holes(rule.core):
        return  # it may be undecided instead
    if all(_is_settled(name, reaches, fixed) for name in rule.inputs):
        return
    found = rule.reach(reaches)
    if found.low is not None and found.low == found.high:
        told = show(rule.kind, found.low)
        source.report("R473", f"这一条无论怎么填都得{told}", path, key=True, found=told)


def _has_holes(core: Core) -> bool:
    """Whether some case is left open."""
    outputs = getattr(core, "outputs", None)
    return isinstance(outputs, Outputs) and bool(outputs.holes)


def _is_settled(name: str, reaches: Mapping[str, ValueRange], fixed: Mapping[str, object]) -> bool:
    """Whether a name is one value for all: a parameter, or a result that has been reported as such."""
    return name in fixed or reaches.get(name, ranges.ANYTHING).single
