"""Which periods are rated: those that are due, all there are, whether they have data, and how the next one begins."""
