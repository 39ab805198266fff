"""Earlier periods: what each came to, one after another, and what a period takes from them."""
