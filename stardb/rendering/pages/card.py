"""What the card of one subject shows: its heads, its stars, its entitlements, and its explanation as plain mappings."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from stardb.quantity import Kind
from stardb.rendering.pages.marks import pass_marks
from stardb.rendering.values import View, plain_at
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal, Explanation, explain
from stardb.scoring.explanation import ABOVE

__all__ = ["CardMaker"]

_LEVELLING = {role.value for role in (Role.BASE, Role.LEVEL, Role.BARE_GRADE, Role.GRADE)}
_ANCHORS = {Role.STAR.value: "star", Role.HEAD.value: "head"}
_WON = {"是": "得星", "否": "未得"}


class CardMaker:
    """Makes the cards of one appraisal; what is one for all subjects is looked up once."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        scheme, tables = appraisal.scheme, appraisal.tables
        self.steps = {str(step.place): step for step in scheme.steps}
        self.scores = {step.of: step for step in scheme.of_role(Role.SCORE)}
        self.marks = pass_marks(appraisal)
        self.levelling = _LEVELLING | ({Role.TOTAL.value} if scheme.of_role(Role.HEAD) else set())
        every = (*tables.single.values(), *tables.many.values())
        self.files = {source.file for table in every for source in table.sources}

    def card(self, i: int) -> View:
        """`解释` the tree; `各大项`, `各星`, `各待遇` and `定级` (from scores or stars to grade) nodes of it.

        `数据来源` are the workbooks its cells lie in.
        """
        told = explain(self.appraisal, i)
        telling = _Telling(self)
        tree = [telling.node(child) for child in told.children]
        return {
            "结果": told.value,
            "解释": tree,
            "各大项": [self._head(node, i) for node in _in_order(tree, self._names(Role.HEAD), Role.HEAD)],
            "各星": [self._star(node, i) for node in _in_order(tree, self._names(Role.STAR), Role.STAR)],
            "各待遇": _in_order(tree, self._names(Role.ENTITLEMENT), Role.ENTITLEMENT),
            "定级": [node for node in _walk(tree) if node["类别"] in self.levelling],
            "参评条件": next(iter(_in_order(tree, self._names(Role.ELIGIBLE), Role.ELIGIBLE)), None),
            "数据来源": telling.sources,
        }

    def _names(self, role: Role) -> list[str]:
        return [step.title for step in self.appraisal.scheme.of_role(role)]

    def _head(self, node: View, i: int) -> View:
        """A head's node with its score, full mark and weight; empty where it has none."""
        step = self.appraisal.scheme.step(node["名称"])
        assert step is not None
        full = Decimal(step.full) if step.full else ""
        return node | {"得分": self._points(step, i), "满分": full, "达标": "", "权重": step.weight}

    def _star(self, node: View, i: int) -> View:
        """A star's node with its score, full and pass mark; empty where the star is a plain count."""
        name = node["名称"]
        score, column = self.scores.get(name), self.appraisal.columns[name]
        got = self._points(score, i) if score else ""
        count = "" if column.kind is Kind.BOOL else plain_at(column, i)
        full = Decimal(score.full) if score and score.full else ""
        return node | {"得分": got, "满分": full, "达标": self.marks.get(name, ""), "颗数": count}

    def _points(self, step: Step, i: int) -> Decimal | str:
        column = self.appraisal.columns[step.name]
        return plain_at(column, i)


class _Telling:
    """Turns one explanation into mappings, numbering the workbooks as they come and marking stars once."""

    def __init__(self, maker: CardMaker) -> None:
        self.maker = maker
        self.sources: list[str] = []
        self.marked: set[str] = set()

    def node(self, told: Explanation) -> View:
        """One node. Cells and what was told above become `数据`, short remarks; the rest are `下级`."""
        short = [child for child in told.children if _is_short(child)]
        return {
            "名称": told.title,
            "数值": _WON.get(told.value, told.value) if told.role == Role.STAR.value else told.value,
            "理由": told.sentence,
            "依据": told.basis,
            "注": told.note,
            "示例": told.example,
            "类别": told.role,
            "单位": told.unit,
            "满分": self._full(told),
            "规则": _rule(told.rule),
            "单元格": self._cell(told.cell),
            "还差": told.missing,
            "锚": self._mark(told),
            "数据": [self._remark(child) for child in short],
            "下级": [self.node(child) for child in told.children if not _is_short(child)],
        }

    def _remark(self, told: Explanation) -> View:
        above = told.sentence == ABOVE
        value = _WON.get(told.value, told.value) if told.role == Role.STAR.value else told.value
        note = "" if above else told.sentence
        return {"名称": told.title, "数值": value, "见上": above, "说明": note, "单元格": self._cell(told.cell)}

    def _full(self, told: Explanation) -> str:
        step = self.maker.steps.get(told.rule)
        return step.full if step else ""

    def _mark(self, told: Explanation) -> str:
        if told.role not in _ANCHORS or told.title in self.marked:
            return ""
        self.marked.add(told.title)
        return f"{_ANCHORS[told.role]}-{len(self.marked)}"

    def _cell(self, cell: str) -> Mapping[str, Any] | None:
        """The cell without its workbook's name, which is numbered instead; `全` is the whole."""
        if not cell:
            return None
        file = next((head for head in _heads(cell) if head in self.maker.files), cell)
        if file not in self.sources:
            self.sources.append(file)
        return {"号": self.sources.index(file) + 1, "位": cell[len(file) + 1 :], "全": cell}


def _is_short(told: Explanation) -> bool:
    return not told.children and (told.role == "数据" or told.sentence == ABOVE)


def _heads(cell: str) -> Iterator[str]:
    """`a!b!c`, `a!b`, `a`."""
    while cell:
        yield cell
        cell = cell.rpartition("!")[0]


def _rule(place: str) -> Mapping[str, str] | None:
    """A rule's place: its line, and the whole."""
    return {"行": place.split(":")[-2], "全": place} if place.count(":") >= 2 else None


def _in_order(tree: Sequence[View], names: Sequence[str], role: Role) -> list[View]:
    """The fully told nodes of a role, in the order the rule file writes them."""
    found = {node["名称"]: node for node in _walk(tree) if node["类别"] == role.value}
    return [found[name] for name in names if name in found]


def _walk(tree: Sequence[View]) -> Iterator[View]:
    """Every node, what it was made of first."""
    for node in tree:
        yield from _walk(node["下级"])
        yield node
