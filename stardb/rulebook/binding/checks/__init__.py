"""Whether what a rule file says of its tables and their stages holds together."""
