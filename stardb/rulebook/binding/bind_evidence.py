"""Evidence (佐证材料) that indicators ask for: a name each that says who has it, and what a score without it is."""

from collections.abc import Iterator
from dataclasses import replace

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import IndicatorGroup, TableSpec, list_indicator_sets
from stardb.scorers.base import Clause, Doubt, EvidenceSpec, Rule, name_evidence
from stardb.yamlfile import YamlPath

EVIDENCE = "佐证材料"
"""What the table is called that says who has evidence."""

_NONE = "没有佐证材料"


def declare_evidence(binder: Binder) -> None:
    """Declare who has evidence for each indicator that asks for it; `evidence` anywhere else is reported (R645)."""
    found = {path: clause for path, clause in _list_indicators(binder) if clause.evidence is not None}
    for path in binder.source.values:
        if path and path[-1] == "evidence" and path[0] not in ("tables", "lists") and path[:-1] not in found:
            message = "evidence 只写在指标上（scores、stars 的 indicators、sets、otherwise 里的一条）"
            binder.source.report("R645", message, path, key=True, found="evidence")
    names = {name_evidence(str(path[-1])): path for path in found}
    if not names:
        return
    if EVIDENCE in binder.document.tables:
        message = f"有指标要佐证材料（evidence），“{EVIDENCE}”就不能另作表名"
        binder.source.report("R646", message, ("tables", EVIDENCE), key=True, found=EVIDENCE, expected="别的名称")
        return
    for name, path in names.items():
        binder.columns[name] = (EVIDENCE, Kind.BOOL)
        binder.declare(name, (*path, "evidence"), lambda: Symbol(Kind.BOOL))
    for path, clause in found.items():
        _check_column(binder, (*path, "evidence"), clause.evidence)


def _list_indicators(binder: Binder) -> Iterator[tuple[YamlPath, Clause]]:
    for section, parts in (("scores", binder.document.scores), ("stars", binder.document.stars)):
        for name, part in parts.items():
            if isinstance(part, IndicatorGroup):
                for _, below, group in list_indicator_sets(part):
                    yield from (((section, name, *below, title), clause) for title, clause in group.items())


def _check_column(binder: Binder, path: YamlPath, spec: EvidenceSpec | None) -> None:
    """Report a column of evidence that no table of one row a subject has, or that holds no words."""
    if spec is None or not spec.column:
        return
    title, kind = binder.columns.get(spec.column, ("", Kind.NUMBER))
    if title not in binder.document.tables or kind not in (Kind.TEXT, Kind.BOOL):
        message = f"“{spec.column}”不是一个对象一行的表里的文字栏或是否栏，没法写佐证材料"
        below = (*path, "column")
        at = below if below in binder.source.values else path
        binder.source.report("R646", message, at, found=spec.column, expected="type: text 或 yes_no 的一栏")


def make_evidence_table(binder: Binder) -> dict[str, TableSpec]:
    """The table that says who has evidence, by its title; nothing where no indicator asks for any."""
    names = [name for name, (title, _) in binder.columns.items() if title == EVIDENCE]
    tables = binder.document.tables
    if not names or EVIDENCE in tables:
        return {}
    return {EVIDENCE: TableSpec.of_evidence(next(iter(tables.values())).key, names)}


def demand_evidence(binder: Binder, rule: Rule, path: YamlPath, clause: Clause) -> Rule:
    """The rule of an indicator, undecided or not applying where its evidence is not there, as its clause says."""
    spec, name = clause.evidence, name_evidence(str(path[-1]))
    if spec is None or not spec.required or spec.without == "计分" or name not in binder.columns:
        return rule
    scope = binder.make_scope(str(path[-1]), path)
    if spec.without == "待定":
        formula = scope.bind_formula(f"{name} = 否", ("evidence",), Kind.BOOL)
        return replace(rule, doubts=(*rule.doubts, Doubt(formula, _NONE, spares_nothing=True)))
    text = f"{name} = 是" if clause.when is None else f"({clause.when}) 且 {name} = 是"
    return replace(rule, when=scope.bind_formula(text, ("evidence",), Kind.BOOL))
