"""Binds the conditions of taking part: who is rated."""

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.binding.binder import Binder
from stardb.rulebook.document import Eligibility, ResultVeto
from stardb.rulebook.scheme import Role
from stardb.scorers.base import Rule
from stardb.scorers.kit import ELIGIBLE
from stardb.scorers.steps import EligibleCore, Requirement
from stardb.yamlfile import YamlPath


def bind_eligibility(binder: Binder) -> Symbol:
    """Add the step that says who is rated: whoever meets every condition and has no veto with `effect: not_rated`."""
    document = binder.document
    tests: list[Requirement] = []
    for k, part in enumerate(document.eligible):
        path: YamlPath = ("eligible", k) if ("eligible", k) in binder.source.values else ("eligible",)
        tests.append(
            _bind_test(
                binder,
                path,
                "unless" if part.when is None else "when",
                part.unless if part.when is None else part.when,
                part,
            )
        )
    for k, veto in enumerate(document.vetoes):
        if veto.effect == "not_rated":
            tests.append(_bind_test(binder, ("vetoes", k), "when", veto.when, veto, barred=True))
    said = document.eligible[0] if len(document.eligible) == 1 else None
    binder.add_step(ELIGIBLE, ELIGIBLE, Role.ELIGIBLE, Rule(EligibleCore(tuple(tests))), ("eligible",), said)
    return Symbol(Kind.BOOL)


def _bind_test(
    binder: Binder, path: YamlPath, key: str, text: str | None, said: Eligibility | ResultVeto, barred: bool = False
) -> Requirement:
    when = binder.make_scope(ELIGIBLE, path).bind_formula(text, (key,), Kind.BOOL)
    return Requirement(when, barred or key == "unless", said.because, said.basis)
