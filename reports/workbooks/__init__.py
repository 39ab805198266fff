"""How the shipped workbook templates are laid out; `make_templates.py` puts them together."""
