"""Schemes and rosters → blank workbooks for the townships, in which little can be filled in wrongly.

`plan` says what sheets the workbook of a township, or of the county, has, `write` makes the workbook of them; a sheet may have values in it already.
"""

from stardb.forms.file_names import file_names
from stardb.forms.form_sheet import FormColumn, FormSheet, Picks
from stardb.forms.plan_forms import Earlier, FormSource, find_recipients, plan_forms
from stardb.forms.write_form import write_form

__all__ = [
    "Earlier",
    "FormColumn",
    "FormSheet",
    "FormSource",
    "Picks",
    "file_names",
    "find_recipients",
    "plan_forms",
    "write_form",
]
