"""Column titles, labels and names of sheets: where they stand, and which columns of which tables they mean."""
