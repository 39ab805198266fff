"""Stars won by a pass mark: indicators, score, award, and the total of all scores."""

from fractions import Fraction

from stardb.expressions import Symbol
from stardb.quantity import Kind
from stardb.quantity.showing import decimal
from stardb.rulebook.desk import Desk
from stardb.rulebook.document import PassStar
from stardb.rulebook.names import TOTAL
from stardb.rulebook.scheme import Role
from stardb.rulebook.source import Path
from stardb.scorers.base import Rule
from stardb.scorers.scope import Refused
from stardb.scorers.stars import AwardCore, Ban, ScoreCore


def declare_star(desk: Desk, name: str, path: Path, star: PassStar) -> None:
    scores = []
    for title, clause in star.indicators.items():
        result, below = f"得分({title})", (*path, "indicators", title)
        scores.append(result)
        desk.declare(
            result,
            below,
            lambda result=result, title=title, below=below, clause=clause: desk.clause(  # type: ignore[misc]
                result, title, below, clause, Role.INDICATOR, name
            ),
        )
    _check_full(desk, path, star)
    desk.declare(f"得分({name})", (*path, "full"), lambda: _score(desk, name, path, star, tuple(scores)))
    desk.declare(name, path, lambda: _award(desk, name, path, star))


def _check_full(desk: Desk, path: Path, star: PassStar) -> None:
    points = [clause.points for clause in star.indicators.values()]
    if any(point is None for point in points):
        return
    total = sum((point for point in points if point is not None), Fraction(0))
    if total != star.full:
        desk.source.report(
            "R404",
            f"各指标满分合计{decimal(total)}，与写明的{decimal(star.full)}不符",
            (*path, "full"),
            found=decimal(total),
            expected=decimal(star.full),
        )


def _score(desk: Desk, name: str, path: Path, star: PassStar, scores: tuple[str, ...]) -> Symbol:
    for score in scores:
        try:
            kind = desk.names[score].kind
        except Refused:
            return Symbol(Kind.NUMBER)  # its fault is reported; what reads the score can still be looked at
        if kind is not Kind.NUMBER:
            raise desk.scope(score, path).refuse("R305", f"“{score}”不是分数", ("indicators",), key=True)
    core = ScoreCore(scores, f"（满分{decimal(star.full)}）")
    desk.step(
        f"得分({name})",
        f"{name}得分",
        Role.SCORE,
        Rule(core, unit="分"),
        (*path, "full"),
        None,
        of=name,
        full=decimal(star.full),
    )
    return Symbol(Kind.NUMBER)


def _award(desk: Desk, name: str, path: Path, star: PassStar) -> Symbol:
    scope = desk.scope(name, path, {"得分": f"得分({name})"})
    award = scope.formula(star.award, ("award",), Kind.BOOL)
    for index, other in enumerate(star.requires):
        below: Path = ("requires",) if (*path, "requires", index) not in desk.source.values else ("requires", index)
        if scope.formula(f"`{other}`", below).kind is not Kind.BOOL:
            raise scope.refuse("R305", f"“{other}”不是得与不得的星", below, found=other)
    bans = tuple(
        Ban(scope.formula(veto.when, ("veto", k, "when"), Kind.BOOL), veto.because) for k, veto in enumerate(star.veto)
    )
    core = AwardCore(name, award, tuple(star.requires), bans)
    desk.step(name, name, Role.STAR, Rule(core), path, star, of=name)
    return Symbol(Kind.BOOL)


def total(desk: Desk, stars: list[str]) -> Symbol:
    scores = tuple(f"得分({name})" for name in stars)
    for score in scores:
        _ = desk.names[score]
    desk.step(TOTAL, TOTAL, Role.TOTAL, Rule(ScoreCore(scores, ""), unit="分"), ("stars",), None)
    return Symbol(Kind.NUMBER)
