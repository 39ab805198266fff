"""Makes the cards of subjects from their explanations."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from stardb.problems import Place
from stardb.quantity import Kind
from stardb.rendering.pages.card_evidence import list_card_evidence
from stardb.rendering.pages.pass_marks import find_pass_marks
from stardb.rendering.views.card_views import Card, CardCell, CardDatum, CardNode, HeadCard, RuleLink, StarCard
from stardb.rendering.views.rows.decision_rows import list_decisions_of
from stardb.rendering.views.value_forms import plain_value_at
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal, Explanation, Origin, explain, phrase, phrase_losses, phrase_value

__all__ = ["CardMaker"]

_GRADING = {Role.BASE, Role.LEVEL, Role.BARE_GRADE, Role.GRADE, Role.BARE_RATING, Role.RATING}
_ANCHORS = {Role.STAR: "star", Role.HEAD: "head"}
_KINDS = {
    Origin.PARAMETER: "参数",
    Origin.CELL: "数据",
    Origin.BORROWED: "数据",
    Origin.PAST: "台账",
    Origin.CALENDAR: "系统",
}


class CardMaker:
    """Makes the cards of one appraisal; what is one for all subjects is looked up once.

    pages: title of a scheme -> the page of each of its subjects, as a card of another scheme links it.
    """

    def __init__(self, appraisal: Appraisal, pages: Mapping[str, Sequence[str]]) -> None:
        self.appraisal, self.pages = appraisal, pages
        scheme = appraisal.scheme
        self.scores = {step.of: step for step in scheme.of_role(Role.SCORE)}
        self.pass_marks = find_pass_marks(appraisal)
        self.grading = _GRADING | ({Role.TOTAL} if scheme.of_role(Role.HEAD) else set())

    def make_card(self, i: int) -> Card:
        """The card of subject i."""
        explanation = explain(self.appraisal, i)
        tree = _Tree(self.pages)
        nodes = tuple(tree.node(child) for child in explanation.children)
        return Card(
            result=phrase_value(explanation),
            tree=nodes,
            heads=tuple(self._head(step, node, i) for step, node in self._of_role(tree, Role.HEAD)),
            stars=tuple(self._star(step, node, i) for step, node in self._of_role(tree, Role.STAR)),
            entitlements=tuple(node for _, node in self._of_role(tree, Role.ENTITLEMENT)),
            grading=tuple(node for step, node in tree.clauses if step.role in self.grading and step.rule.is_due),
            eligibility=next((node for _, node in self._of_role(tree, Role.ELIGIBLE)), None),
            sources=tuple(tree.sources),
            decisions=list_decisions_of(self.appraisal, i),
            evidence=list_card_evidence(self.appraisal, i),
        )

    def _of_role(self, tree: "_Tree", role: Role) -> list[tuple[Step, CardNode]]:
        """The nodes of a role that are rated in this period, in the order the rule file writes them."""
        found = {step.name: node for step, node in tree.clauses if step.rule.is_due}
        return [(step, found[step.name]) for step in self.appraisal.scheme.of_role(role) if step.name in found]

    def _head(self, step: Step, node: CardNode, i: int) -> HeadCard:
        return HeadCard(node, self._points(step, i), _full(step), "", step.weight)

    def _star(self, step: Step, node: CardNode, i: int) -> StarCard:
        score, column = self.scores.get(step.name), self.appraisal.columns[step.name]
        points = self._points(score, i) if score else ""
        count = "" if column.kind is Kind.BOOL else plain_value_at(column, i)
        return StarCard(node, points, _full(score), self.pass_marks.get(step.name, ""), count)

    def _points(self, step: Step, i: int) -> Decimal | str:
        return plain_value_at(self.appraisal.columns[step.name], i)


class _Tree:
    """Turns one explanation into nodes, numbering the workbooks as they come and marking stars and heads.

    clauses: the steps explained and their nodes, each after those it was made of. sources: the workbooks.
    """

    def __init__(self, pages: Mapping[str, Sequence[str]]) -> None:
        self.pages = pages
        self.sources: list[str] = []
        self.clauses: list[tuple[Step, CardNode]] = []
        self.anchors = 0

    def node(self, explanation: Explanation) -> CardNode:
        """One node. Cells and what has been explained above become its data; the rest are nodes below."""
        clause, step = explanation.clause, explanation.step
        node = CardNode(
            title=explanation.title,
            value=_value(explanation),
            reason=phrase(explanation),
            basis=clause.basis if clause else "",
            note=clause.note if clause else "",
            is_example=clause.is_example if clause else False,
            kind=step.role.value if step else _KINDS.get(explanation.origin, ""),
            unit=step.unit if step else "",
            full=step.full if step else "",
            rule=RuleLink(clause.place.line, str(clause.place)) if clause else None,
            cell=self._cell(explanation.place),
            missing=phrase_losses(explanation),
            anchor=self._anchor(step),
            link=self._link(explanation),
            data=tuple(self._datum(child) for child in explanation.children if _is_short(child)),
            below=tuple(self.node(child) for child in explanation.children if not _is_short(child)),
        )
        if step is not None and not step.table:
            self.clauses.append((step, node))
        return node

    def _datum(self, explanation: Explanation) -> CardDatum:
        return CardDatum(
            title=explanation.title,
            value=_value(explanation),
            is_above=explanation.is_repeated,
            note="" if explanation.is_repeated else phrase(explanation),
            cell=self._cell(explanation.place),
            link=self._link(explanation),
        )

    def _link(self, explanation: Explanation) -> str:
        """The page of the subject whose result it is."""
        if explanation.linked is None:
            return ""
        other, i = explanation.linked
        pages = self.pages.get(other.scheme.title, ())
        return pages[i] if i < len(pages) else ""

    def _anchor(self, step: Step | None) -> str:
        if step is None or step.role not in _ANCHORS:
            return ""
        self.anchors += 1
        return f"{_ANCHORS[step.role]}-{self.anchors}"

    def _cell(self, place: Place | None) -> CardCell | None:
        """The cell, its workbook numbered."""
        if place is None:
            return None
        if place.file not in self.sources:
            self.sources.append(place.file)
        spot = "!".join(part for part in (place.sheet, place.cell) if part)
        return CardCell(self.sources.index(place.file) + 1, spot, str(place))


def _full(step: Step | None) -> Decimal | str:
    return Decimal(step.full) if step is not None and step.full else ""


def _value(explanation: Explanation) -> str:
    """The value in words; of a star that is won or not, 得星 or 未得; 不适用 of what is not rated in this period."""
    value, step = explanation.value, explanation.step
    if step is not None and not step.rule.is_due:
        return "不适用"
    if step is not None and step.role is Role.STAR and value is not None and isinstance(value.content, bool):
        return "得星" if value.content else "未得"
    return phrase_value(explanation)


def _is_short(explanation: Explanation) -> bool:
    """Whether it needs no node of its own."""
    is_cell = explanation.origin in (Origin.CELL, Origin.BORROWED)
    return not explanation.children and (is_cell or explanation.is_repeated)
