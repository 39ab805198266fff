"""Which rows of a matched sheet are data, and all sheets of a table collected into typed columns."""
