"""Clauses over a subject's many rows in a record table."""
