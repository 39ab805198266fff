"""Which sheet is which table: once for all schemes, and what a clerk may settle of it."""
