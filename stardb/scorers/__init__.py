"""Scorers (计分方式): the small set of ways by which columns become points, stars, levels and money.

One file a scorer: its keyword and fields, what it checks, how it reckons, what it says. `SCORERS` lists them all.
"""
