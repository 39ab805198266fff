"""Clauses that give what is written: a formula, an amount and who bears it, honours, stars counted."""
