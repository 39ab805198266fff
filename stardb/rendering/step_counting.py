"""The counting of steps, put into a template when it is parsed."""

from typing import cast

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from stardb.rendering.value_sizes import PIECE

__all__ = ["StepCounting"]


class StepCounting(NodeTransformer):
    """Puts the counting into a template: loops, texts put together, lists searched or copied."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        """Each turn of a loop counts, the more the longer its text is."""
        text = sum(len(data.data) for part in node.body for data in part.find_all(nodes.TemplateData))
        self.generic_visit(node)
        weight = nodes.Const(1 + text // PIECE)
        node.iter = _call("count_turns", [cast(nodes.Expr, node.iter), weight], node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:
        """Texts put together count by their length."""
        self.generic_visit(node)
        return _call("join_texts", node.nodes, node.lineno)

    def visit_Operand(self, node: nodes.Operand) -> nodes.Operand:
        """A list that is searched or compared counts by its length."""
        self.generic_visit(node)
        if node.op in ("in", "notin", "eq", "ne") and not isinstance(node.expr, nodes.Const):
            node.expr = _call("weigh_list", [node.expr], node.lineno)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Getitem:
        """A list that is cut counts by its length."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _call("weigh_list", [node.node], node.lineno)
        return node


def _call(method: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    call = nodes.Call(nodes.EnvironmentAttribute(method), arguments, [], None, None)
    call.set_lineno(line)
    return call
