"""Who is rated."""

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.rulebook.desk import Desk
from stardb.rulebook.document import LevelVeto
from stardb.rulebook.eligibility import Eligibility
from stardb.rulebook.names import ELIGIBLE
from stardb.rulebook.scheme import Role
from stardb.scorers.base import Rule
from stardb.scorers.steps import EligibleCore, Test
from stardb.yamlfile import YamlPath


def eligible(desk: Desk) -> Symbol:
    """Who takes part: whoever meets every condition and has no veto that keeps it out."""
    document = desk.document
    tests: list[Test] = []
    for k, part in enumerate(document.eligible):
        path: YamlPath = ("eligible", k) if ("eligible", k) in desk.source.values else ("eligible",)
        tests.append(
            _test(
                desk,
                path,
                "unless" if part.when is None else "when",
                part.unless if part.when is None else part.when,
                part,
            )
        )
    for k, veto in enumerate(document.vetoes):
        if veto.effect == "not_rated":
            tests.append(_test(desk, ("vetoes", k), "when", veto.when, veto, barred=True))
    said = document.eligible[0] if len(document.eligible) == 1 else None
    desk.step(ELIGIBLE, ELIGIBLE, Role.ELIGIBLE, Rule(EligibleCore(tuple(tests))), ("eligible",), said)
    return Symbol(Kind.BOOL)


def _test(
    desk: Desk, path: YamlPath, key: str, text: str | None, said: Eligibility | LevelVeto, barred: bool = False
) -> Test:
    when = desk.scope(ELIGIBLE, path).formula(text, (key,), Kind.BOOL)
    return Test(when, barred or key == "unless", said.because, said.basis)
