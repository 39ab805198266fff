"""`headers.yaml`: what titles and sheets are, read, asked about and written back."""
