"""The lists of a report, row by row: subjects, details, records, places, problems, what is undecided."""
