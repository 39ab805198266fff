"""Writing so that nothing is ever half-written: files put into place together, a lock, a journal, and what the next start mends."""
