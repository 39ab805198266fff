"""Whether the tables of one scheme that are another's results can be taken from it, told from the rules alone."""

from collections.abc import Iterable, Mapping, Sequence

from stardb.problems import Place, Problem, problem
from stardb.quantity import Kind
from stardb.rulebook import TAKES_PART, Scheme, TableSpec


def find_borrowing_faults(schemes: Mapping[str, Scheme], all_there: bool) -> dict[str, list[Problem]]:
    """Name of a scheme -> what is wrong with the tables it takes from others; rings among them.

    all_there: whether these are all schemes of the workspace, so that one not among them is not there.
    """
    titles = {scheme.title: scheme for scheme in schemes.values()}
    faults: dict[str, list[Problem]] = {name: [] for name in schemes}
    for name, scheme in schemes.items():
        for title, spec in scheme.tables.items():
            other = titles.get(spec.result_of)
            if other is not None:
                faults[name] += find_table_faults(title, spec, scheme, other)
            elif spec.result_of and all_there:
                faults[name].append(report_no_scheme(title, spec, scheme, titles))
    for ring in order_schemes(schemes)[1]:
        (first,) = [name for name, scheme in schemes.items() if scheme.file == ring.place.file]
        faults[first].append(ring)
    return faults


def order_schemes(schemes: Mapping[str, Scheme]) -> tuple[list[str], list[Problem]]:
    """The schemes, each after those whose results it reads; those that read one another in a ring, as problems."""
    titles = {scheme.title: name for name, scheme in schemes.items()}
    needs = {
        name: [titles[spec.result_of] for spec in scheme.tables.values() if spec.result_of in titles]
        for name, scheme in schemes.items()
    }
    order: list[str] = []
    while ready := [name for name in needs if name not in order and all(other in order for other in needs[name])]:
        order += ready
    ring = [name for name in needs if name not in order]
    return order, [_ring(schemes, ring)] if ring else []


def _ring(schemes: Mapping[str, Scheme], ring: Sequence[str]) -> Problem:
    names = "、".join(f"“{schemes[name].title}”" for name in ring)
    return problem("W208", f"{names}互相取对方的结果，谁也不能先算。", Place(schemes[ring[0]].file), found=names)


def report_no_scheme(title: str, spec: TableSpec, scheme: Scheme, known: Iterable[str]) -> Problem:
    """The problem of a table whose scheme is not there, or came to nothing."""
    message = f"“{title}”要用“{spec.result_of}”本年度的结果，它不在工作区的办法里，或没有算出结果。"
    return problem("W207", message, Place(scheme.file), found=spec.result_of, expected="、".join(known))


def find_table_faults(title: str, spec: TableSpec, scheme: Scheme, other: Scheme) -> list[Problem]:
    """What the other scheme does not have of a table as it is declared: columns to join by, results, or results of that kind."""
    faults = find_key_faults(title, spec, scheme, other)
    for name in spec.columns:
        if fault := find_column_fault(name, spec, other):
            message = f"“{title}”的“{name}”：“{spec.result_of}”{fault}。"
            items = "、".join(step.name for step in other.results)
            faults.append(problem("W207", message, Place(scheme.file), found=name, expected=items))
    return faults


def find_key_faults(title: str, spec: TableSpec, scheme: Scheme, other: Scheme) -> list[Problem]:
    """The columns by which rows are to be joined and which the other's roster does not have."""
    lacking = [name for name in spec.key if name not in other.roster.columns] if spec.many else []
    message = "“{}”按“{}”找对象，“{}”的名册没有这一栏。"
    return [
        problem(
            "W207", message.format(title, name, spec.result_of), Place(scheme.file), found=name,
            expected="、".join(other.roster.columns),
        )
        for name in lacking
    ]  # fmt: skip


def find_column_fault(name: str, spec: TableSpec, other: Scheme) -> str:
    """What is wrong with a column that is to be the other's result; "" where it has it as declared."""
    declared = spec.columns[name]
    if spec.many and name == TAKES_PART:
        return ""
    found = _find_kind(name, other)
    if found is None:
        return "没有这一项"
    kind, is_private = found
    if kind is not declared.kind:
        return f"是{kind.value}，不是{declared.kind.value}"
    return "的这一项是个人信息，这边的这一栏也要写 private: true" if is_private and not declared.private else ""


def _find_kind(name: str, other: Scheme) -> tuple[Kind, bool] | None:
    """The kind of a name of the other scheme, and whether it is private; None where there is no such name."""
    step = other.step(name)
    if step is not None:
        return step.rule.kind, False
    if name in other.columns:
        title, kind = other.columns[name]
        return kind, other.tables[title].columns[name].private
    return (other.constants[name].column.kind, False) if name in other.constants else None
