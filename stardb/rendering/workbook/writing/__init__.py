"""Writing the report: rows as XML, heights and formats, and whatever on a sheet names rows that moved."""
