"""The functions whose results are calculated here; docs/reports.md lists them, and others in a template are reported."""

from stardb.rendering.workbook.formulas.calculator import Function
from stardb.rendering.workbook.formulas.functions.choice_functions import LOGIC
from stardb.rendering.workbook.formulas.functions.conditional import CONDITIONAL
from stardb.rendering.workbook.formulas.functions.lookups import LOOKUPS
from stardb.rendering.workbook.formulas.functions.rankings import RANKINGS
from stardb.rendering.workbook.formulas.functions.rounding import ROUNDING
from stardb.rendering.workbook.formulas.functions.text_functions import TEXTS
from stardb.rendering.workbook.formulas.functions.totals import TOTALS

__all__ = ["FUNCTIONS"]

FUNCTIONS: dict[str, Function] = {**TOTALS, **CONDITIONAL, **RANKINGS, **LOGIC, **ROUNDING, **TEXTS, **LOOKUPS}
"""Every function by its name, in the order of docs/reports.md."""
