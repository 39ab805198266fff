"""Schemes and rosters → blank workbooks for the townships, in which little can be filled in wrongly.

`plan` says what sheets the workbook of a township, or of the county, has, `write` makes the workbook of them; a sheet may have values in it already.
"""

from typing import TYPE_CHECKING

from stardb.lazy_doors import open_lazily

if TYPE_CHECKING:
    from stardb.forms.decision_forms import plan_decision_form, plan_objection_form, plan_succession_form
    from stardb.forms.distinct_names import file_names
    from stardb.forms.form_plan import (
        Earlier,
        FormSource,
        find_recipients,
        has_standing_roster,
        plan_forms,
        plan_rosters,
    )
    from stardb.forms.form_sheet import FormColumn, FormSheet, Picks
    from stardb.forms.form_writer import write_form

__all__ = [
    "Earlier",
    "FormColumn",
    "FormSheet",
    "FormSource",
    "Picks",
    "file_names",
    "find_recipients",
    "has_standing_roster",
    "plan_decision_form",
    "plan_forms",
    "plan_objection_form",
    "plan_rosters",
    "plan_succession_form",
    "write_form",
]

__getattr__ = open_lazily(
    __name__,
    {
        "stardb.forms.decision_forms": ("plan_decision_form", "plan_objection_form", "plan_succession_form"),
        "stardb.forms.distinct_names": ("file_names",),
        "stardb.forms.form_sheet": (
            "FormColumn",
            "FormSheet",
            "Picks",
        ),
        "stardb.forms.form_plan": (
            "Earlier",
            "FormSource",
            "find_recipients",
            "has_standing_roster",
            "plan_forms",
            "plan_rosters",
        ),
        "stardb.forms.form_writer": ("write_form",),
    },
)
