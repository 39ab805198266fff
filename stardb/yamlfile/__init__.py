"""YAML files that people write: read with line and column, checked against models, written back with their comments.

Rule files, stardb.yaml, headers.yaml and files of worked cases are all read here. The one room that imports PyYAML.
"""

from stardb.yamlfile.editing import entry_lines, set_entry, set_value
from stardb.yamlfile.fields import (
    WORD_SCHEMA,
    Amount,
    Bounds,
    Day,
    DayLists,
    Flag,
    Names,
    Number,
    Part,
    Word,
    WordBounds,
    check_amount,
    join_docstring,
    number_as_text,
    show_value,
)
from stardb.yamlfile.json_schema import AMONG, ByKey, OneOrMore, model_schema, or_short
from stardb.yamlfile.reading import read_source, read_yaml_text
from stardb.yamlfile.source import ACCEPT, Accepted, Copy, Insertion, YamlPath, YamlSource
from stardb.yamlfile.validation import Unions, report_faults, validate
from stardb.yamlfile.writing import write_value

__all__ = [
    "ACCEPT",
    "AMONG",
    "WORD_SCHEMA",
    "Accepted",
    "Amount",
    "Bounds",
    "ByKey",
    "Copy",
    "Day",
    "DayLists",
    "Flag",
    "Insertion",
    "Names",
    "Number",
    "OneOrMore",
    "Part",
    "Unions",
    "Word",
    "WordBounds",
    "YamlPath",
    "YamlSource",
    "check_amount",
    "entry_lines",
    "join_docstring",
    "model_schema",
    "number_as_text",
    "or_short",
    "read_source",
    "read_yaml_text",
    "report_faults",
    "set_entry",
    "set_value",
    "show_value",
    "validate",
    "write_value",
]
