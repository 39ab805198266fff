"""The results of a document by which subjects stand one above another: level, grade, and ratings of equal standing."""

from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.quantity import Kind
from stardb.rulebook.document import Document, EqualRating, Grade, Quota, RatedClause, StarLevel
from stardb.rulebook.result_kinds import ResultKind, find_result_kind
from stardb.rulebook.scheme import Role
from stardb.yamlfile import YamlPath

LEVEL, GRADE = "level", "grade"


@dataclass(frozen=True)
class RatedResult:
    """One of them: what it is called, where the rule file writes it and its name, its clause.

    key: how `on` names it: LEVEL, GRADE, or the rating's own name. bare, role: what its steps are before vetoes and quotas, and
    at last.
    """

    key: str
    name: str
    path: YamlPath
    clause: RatedClause
    bare: Role
    role: Role

    @property
    def name_path(self) -> YamlPath:
        """Where its name is written."""
        return self.path if self.role is Role.RATING else (*self.path, "name")

    @property
    def grades(self) -> tuple[str, ...]:
        """Its words, the best first, where the rule file writes them out."""
        return tuple(self.clause.grades) if isinstance(self.clause, Grade | EqualRating) else ()

    @property
    def is_falling(self) -> bool:
        """Whether of its numbers the least is the best."""
        return isinstance(self.clause, StarLevel | EqualRating) and self.clause.best == "lowest"

    def find_kind(self, kind: Kind) -> ResultKind:
        """What kind of result it is. kind: of its values, numbers or words."""
        clause = self.clause
        return find_result_kind(clause.kind or "", self.name, clause.rule.unit, self.is_falling, kind)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that may stand in place of its numbers."""
        return tuple(dict.fromkeys(self.clause.rule.words))


def list_rated(document: Document) -> tuple[RatedResult, ...]:
    """The level, the grade, then the ratings as written."""
    found = []
    if document.level:
        found.append(RatedResult(LEVEL, document.level.name, (LEVEL,), document.level, Role.BASE, Role.LEVEL))
    if document.grade:
        found.append(RatedResult(GRADE, document.grade.name, (GRADE,), document.grade, Role.BARE_GRADE, Role.GRADE))
    for name, rating in document.ratings.items():
        found.append(RatedResult(name, name, ("ratings", name), rating, Role.BARE_RATING, Role.RATING))
    return tuple(found)


def find_rated(on: str | None, rated: Sequence[RatedResult]) -> RatedResult | None:
    """The one that `on` means, be it by its key or its name; without `on` the grade, else the level, else the only rating."""
    if on is not None:
        return next((result for result in rated if on in (result.key, result.name)), None)
    told = [result for key in (GRADE, LEVEL) for result in rated if result.key == key]
    return told[0] if told else rated[0] if len(rated) == 1 else None


def select_quotas(document: Document, result: RatedResult) -> list[tuple[int, Quota]]:
    """The quotas on one of them, each with its place in the list."""
    rated = list_rated(document)
    return [(k, quota) for k, quota in enumerate(document.quotas) if find_rated(quota.on, rated) == result]
