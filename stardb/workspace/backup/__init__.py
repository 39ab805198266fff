"""Backups: a whole workspace with its ledger in one zip file, every byte of it held to a digest; and made a workspace again."""
