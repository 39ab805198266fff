"""openpyxl's tokenizer of formulas, without the rest of openpyxl.

Importing openpyxl takes as long as all of numpy's import, and nothing else of it is used: so its one file is loaded by itself.
"""

from typing import TYPE_CHECKING

__all__ = ["Token", "Tokenizer", "TokenizerError"]

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
else:
    from importlib.util import find_spec, module_from_spec, spec_from_file_location
    from pathlib import Path

    _FILE = Path(find_spec("openpyxl").submodule_search_locations[0], "formula", "tokenizer.py")
    _SPEC = spec_from_file_location("openpyxl_tokenizer", _FILE)
    _MODULE = module_from_spec(_SPEC)
    _SPEC.loader.exec_module(_MODULE)
    Token, Tokenizer, TokenizerError = _MODULE.Token, _MODULE.Tokenizer, _MODULE.TokenizerError
