"""One cell to one value: numbers, units, percents, days, choices; and a column of them over all its sheets."""
