"""What people ask beside results: what a cell did, what a name of the rules is, a rule file in words."""
