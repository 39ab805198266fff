"""What may be asked of an appraisal beside its subjects: what one cell did, what a clause, a column or a parameter is."""
