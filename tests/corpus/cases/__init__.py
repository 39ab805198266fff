"""The corpus's workbooks, by subject. A new one is a `Case` in the list of its subject; `phrases` says what all stand for."""

from corpus.cases import (
    dates,
    files,
    formats,
    headers,
    hostile,
    layouts,
    numbers,
    rows,
    shown,
    subjects,
    titles,
    unseen,
    words,
)

MODULES = (formats, unseen, headers, titles, layouts, rows, words, numbers, shown, dates, subjects, hostile, files)
ALL = [case for module in MODULES for case in module.CASES]
