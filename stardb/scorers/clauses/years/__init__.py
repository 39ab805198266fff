"""Clauses over the years: what earlier periods came to, one after another."""
