"""`UNCLEAR`: what stands in a cell whose value is not clear, where the reason is reported elsewhere."""

from stardb.books import NoValue

UNCLEAR = NoValue("")
"""It is read as unknown, whatever a blank would stand for, and has no problem of its own."""
