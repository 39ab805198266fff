"""What a rule file says of time: how often it is rated, on which day, which rows are of a period, the terms of office."""
