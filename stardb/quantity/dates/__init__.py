"""Days, months, working days and periods by the calendar."""
