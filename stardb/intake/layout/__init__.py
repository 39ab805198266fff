"""How a sheet is laid out: one table, several, a form, a table on its side; each comes out as ordinary sheets."""
