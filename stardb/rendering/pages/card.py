"""What the card of one subject shows: its heads, its stars, its entitlements, and its explanation as plain mappings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from stardb.problems import Place
from stardb.quantity import Kind
from stardb.rendering.pages.pass_marks import pass_marks
from stardb.rendering.values import View, plain_at
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal, Explanation, Origin, explain, phrase, phrase_losses, phrase_value

__all__ = ["CardMaker"]

_LEVELLING = {Role.BASE, Role.LEVEL, Role.BARE_GRADE, Role.GRADE}
_ANCHORS = {Role.STAR: "star", Role.HEAD: "head"}
_CATEGORIES = {
    Origin.PARAMETER: "参数",
    Origin.CELL: "数据",
    Origin.BORROWED: "数据",
    Origin.PAST: "台账",
    Origin.CALENDAR: "系统",
}


class CardMaker:
    """Makes the cards of one appraisal; what is one for all subjects is looked up once."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        scheme = appraisal.scheme
        self.scores = {step.of: step for step in scheme.of_role(Role.SCORE)}
        self.marks = pass_marks(appraisal)
        self.levelling = _LEVELLING | ({Role.TOTAL} if scheme.of_role(Role.HEAD) else set())

    def card(self, i: int) -> View:
        """`解释` the tree; `各大项`, `各星`, `各待遇` and `定级` (from scores or stars to grade) nodes of it.

        `数据来源` are the workbooks its cells lie in.
        """
        explanation = explain(self.appraisal, i)
        writer = _Writer()
        tree = [writer.node(child) for child in explanation.children]
        return {
            "结果": phrase_value(explanation),
            "解释": tree,
            "各大项": [self._head(step, node, i) for step, node in self._of_role(writer, Role.HEAD)],
            "各星": [self._star(step, node, i) for step, node in self._of_role(writer, Role.STAR)],
            "各待遇": [node for _, node in self._of_role(writer, Role.ENTITLEMENT)],
            "定级": [node for step, node in writer.clauses if step.role in self.levelling],
            "参评条件": next((node for _, node in self._of_role(writer, Role.ELIGIBLE)), None),
            "数据来源": writer.sources,
        }

    def _of_role(self, writer: "_Writer", role: Role) -> list[tuple[Step, View]]:
        """The nodes of a role, in the order the rule file writes them."""
        found = {step.name: node for step, node in writer.clauses}
        return [(step, found[step.name]) for step in self.appraisal.scheme.of_role(role) if step.name in found]

    def _head(self, step: Step, node: View, i: int) -> View:
        """A head's node with its score, full mark and weight; empty where it has none."""
        full = Decimal(step.full) if step.full else ""
        return node | {"得分": self._points(step, i), "满分": full, "达标": "", "权重": step.weight}

    def _star(self, step: Step, node: View, i: int) -> View:
        """A star's node with its score, full and pass mark; empty where the star is a plain count."""
        score, column = self.scores.get(step.name), self.appraisal.columns[step.name]
        got = self._points(score, i) if score else ""
        count = "" if column.kind is Kind.BOOL else plain_at(column, i)
        full = Decimal(score.full) if score and score.full else ""
        return node | {"得分": got, "满分": full, "达标": self.marks.get(step.name, ""), "颗数": count}

    def _points(self, step: Step, i: int) -> Decimal | str:
        return plain_at(self.appraisal.columns[step.name], i)


class _Writer:
    """Turns one explanation into mappings, numbering the workbooks as they come and marking stars and heads.

    clauses: the steps explained and their nodes, each after those it was made of. sources: the workbooks.
    """

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.clauses: list[tuple[Step, View]] = []
        self.anchors = 0

    def node(self, explanation: Explanation) -> View:
        """One node. Cells and what has been explained above become `数据`, short remarks; the rest are `下级`."""
        clause, step = explanation.clause, explanation.step
        short = [child for child in explanation.children if _is_short(child)]
        node = {
            "名称": explanation.title,
            "数值": _value(explanation),
            "理由": phrase(explanation),
            "依据": clause.basis if clause else "",
            "注": clause.note if clause else "",
            "示例": clause.is_example if clause else False,
            "类别": step.role.value if step else _CATEGORIES.get(explanation.origin, ""),
            "单位": step.unit if step else "",
            "满分": step.full if step else "",
            "规则": _rule(clause.place) if clause else None,
            "单元格": self._cell(explanation.place),
            "还差": phrase_losses(explanation),
            "锚": self._mark(explanation),
            "数据": [self._remark(child) for child in short],
            "下级": [self.node(child) for child in explanation.children if not _is_short(child)],
        }
        if step is not None:
            self.clauses.append((step, node))
        return node

    def _remark(self, explanation: Explanation) -> View:
        is_repeated = explanation.is_repeated
        return {
            "名称": explanation.title,
            "数值": _value(explanation),
            "见上": is_repeated,
            "说明": "" if is_repeated else phrase(explanation),
            "单元格": self._cell(explanation.place),
        }

    def _mark(self, explanation: Explanation) -> str:
        step = explanation.step
        if step is None or step.role not in _ANCHORS:
            return ""
        self.anchors += 1
        return f"{_ANCHORS[step.role]}-{self.anchors}"

    def _cell(self, place: Place | None) -> Mapping[str, Any] | None:
        """The cell without its workbook's name, which is numbered instead; `全` is the whole."""
        if place is None:
            return None
        if place.file not in self.sources:
            self.sources.append(place.file)
        number = self.sources.index(place.file) + 1
        return {"号": number, "位": "!".join(part for part in (place.sheet, place.cell) if part), "全": str(place)}


def _value(explanation: Explanation) -> str:
    """The value in words; of a star that is won or not, 得星 or 未得."""
    value, step = explanation.value, explanation.step
    if step is not None and step.role is Role.STAR and value is not None and isinstance(value.content, bool):
        return "得星" if value.content else "未得"
    return phrase_value(explanation)


def _is_short(explanation: Explanation) -> bool:
    is_cell = explanation.origin in (Origin.CELL, Origin.BORROWED)
    return not explanation.children and (is_cell or explanation.is_repeated)


def _rule(place: Place) -> Mapping[str, str] | None:
    """A place in the rule file: its line, and the whole."""
    return {"行": str(place.line), "全": str(place)} if place.line else None
