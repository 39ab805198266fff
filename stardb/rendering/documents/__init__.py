"""Documents for Word and WPS (.docx), made with python-docx; the same content gives the same bytes."""

from stardb.rendering.documents.rule_docx import render_rule_docx

__all__ = ["render_rule_docx"]
