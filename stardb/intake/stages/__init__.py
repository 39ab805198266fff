"""Tables that several stages (自评, 镇评, 县核) fill in: the sheets of each, and one table made of them cell by cell."""
