"""Clauses that select one of several results written out: by a band, a word, a condition, two keys, or by whether it is the first rating."""
