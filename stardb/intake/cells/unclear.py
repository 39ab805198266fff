"""`UNCLEAR`: what a cell is read as whose value cannot be told, the reason being said elsewhere."""

from stardb.books import NoValue

UNCLEAR = NoValue("")
"""It is read as unknown, whatever a blank would stand for, and has no problem of its own."""
