"""What a case gives of its subjects, read as intake reads cells, and the tables that makes of it."""
