"""What people decided (裁定): the built-in table read, and each row of it as data."""
