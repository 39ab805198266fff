"""Web pages saved as workbooks, as many systems export them."""

from stardb.books.formats.html.html_page import FORMAT

__all__ = ["FORMAT"]
