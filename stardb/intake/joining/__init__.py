"""Each row to its subject: the roster, names written otherwise, rows that repeat or contradict each other, and gaps."""
