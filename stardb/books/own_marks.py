"""What stardb itself writes into workbooks, and knows again when they come back."""

STAMPS = ("_stardb_form", "_stardb_return")
"""The hidden names that say which form, or which file sent back, a workbook is."""

LISTS_SHEET = "_stardb"
"""The hidden sheet that the drop-down lists of a form stand on: neither read nor reported."""

OWN_AUTHOR = "stardb"
"""Whoever wrote this comment was no person: `stardb return` marks cells so."""

OWN_MARK = f"〔{OWN_AUTHOR}〕"
"""What follows it in a comment was put behind a person's words by `stardb return`."""


def join_stamps(own: str | None, whole: str | None) -> str:
    """A sheet's own stamp, as forms have it, and the workbook's, as returns have it: a line each."""
    return "\n".join(filter(None, (own, whole)))
