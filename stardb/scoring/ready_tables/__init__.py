"""Tables made ready before anything is scored: rows that come from columns, rows of other periods, rows nobody sent."""
