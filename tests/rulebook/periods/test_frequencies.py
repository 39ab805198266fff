"""How often a scheme is rated, before it can be bound: of sound files, and of those that are no YAML."""

import pytest

from stardb.quantity import Frequency
from stardb.rulebook import read_frequencies
from stardb.yamlfile import read_source

MONTH, YEAR, ONCE = Frequency.MONTH, Frequency.YEAR, Frequency.ONCE


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("scheme: 甲\n", (YEAR,)),
        ("every: month\n", (MONTH,)),
        ("every: [year, month]  # 年、月\n", (MONTH, YEAR)),
        ("every:\n  - month\n  - year\n", (MONTH, YEAR)),
        ('"every": month\n', (MONTH,)),
        ("{scheme: 甲, every: month}\n", (MONTH,)),
        ("every: once\n", (ONCE,)),
        ("values: |\n  every: month\n", (YEAR,)),
        ("every: monht\n", ()),
        ("every: []\n", ()),
    ],
)
def test_of_a_file_that_can_be_read(text, kinds):
    assert read_frequencies(read_source(text, "甲.yaml")) == kinds


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("every: month", (MONTH,)),
        ("every: [month, year] # 两种", (MONTH, YEAR)),
        ("every:\n- month\n- year", (MONTH, YEAR)),
        ("valid_from: 2022-01-01", (YEAR,)),
    ],
)
def test_of_a_file_that_is_no_yaml_it_is_what_the_line_of_the_key_says(line, kinds):
    source = read_source(f"scheme: 甲\n{line}\ntables: {{名册: [\n", "甲.yaml")
    assert source.data is None
    assert read_frequencies(source) == kinds
