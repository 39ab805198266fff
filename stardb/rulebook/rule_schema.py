"""The JSON Schema of a rule file, for editors: made from the models, and so never behind them."""

import json
from typing import Any

from stardb.rulebook.document import Document
from stardb.yamlfile import model_schema


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(rule_file_schema(), ensure_ascii=False, indent=1) + "\n"


def rule_file_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rule file."""
    return model_schema(Document)
