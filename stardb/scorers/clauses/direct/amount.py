"""`amount`: a fixed amount (定额), mostly with `when`."""

from typing import ClassVar

from pydantic import Field

from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.scope import Scope
from stardb.scorers.clauses.direct.formula import FormulaCore
from stardb.yamlfile import Word


class FixedAmount(Clause):
    """定额，如 `amount: 100元`，常与 when 同用。"""

    keyword: ClassVar[str] = "amount"
    title: ClassVar[str] = "定额"

    amount: Word = Field(description="数额，或参数名")

    def core(self, scope: Scope) -> Core:
        formula = scope.bind_formula(self.amount, ("amount",))
        if not formula.kind.numeric:
            message = f"amount 要写数额，这里是{formula.kind.value}"
            raise scope.refuse(
                "R305", message, ("amount",), found=formula.kind.value, remedy="不是数额的用 formula 或 grants"
            )
        return FormulaCore(formula)
