"""The rows of record tables: which count, once or again, for how long, and what becomes of the others."""
