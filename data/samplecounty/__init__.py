"""The sample county: invented facts about real villages, and the workbooks nine townships send with them.

`secretaries`, `next_year` and `branches` hold the facts, `habits` and `spelling` how each township writes them down,
`faults` what it gets wrong; `books` puts them on sheets.
"""
