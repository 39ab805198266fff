"""Web pages saved as workbooks, as many systems export them."""
