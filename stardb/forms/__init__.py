"""Schemes and rosters → blank workbooks for the townships, in which little can be filled in wrongly.

`plan` says what sheets the workbook of a township, or of the county, has, `write` makes the workbook of them; a sheet may have values in it already.
"""

from stardb.forms.naming import file_names
from stardb.forms.planning import Earlier, Source, plan, recipients
from stardb.forms.sheet import FormColumn, FormSheet, Picks
from stardb.forms.writing import write

__all__ = ["Earlier", "FormColumn", "FormSheet", "Picks", "Source", "file_names", "plan", "recipients", "write"]
