"""A department's folder: its settings, the versions of its rules, its workbooks and its ledger opened; a new one made."""
