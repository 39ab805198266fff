"""docs/year/advice.md: what it shows is what is printed, its rule is shipped, its numbers are the program's."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import sample  # noqa: F401

from stardb.advice import COMMON_LEAST, COMMON_SHARE
from stardb.cli import main
from stardb.yamlfile import read_source

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/year/advice.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


def within(part, whole):
    """Whether an excerpt is found in the whole: mappings may leave keys out."""
    if isinstance(part, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    return part == whole


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0][9:])
def test_what_is_shown_is_what_is_printed(block, sample):  # noqa: F811
    command, *lines = block.splitlines()
    arguments = [str(sample) if part == "样例" else part for part in shlex.split(command)[2:]]
    printed = iter(CliRunner().invoke(main, arguments).output.splitlines())
    for line in lines:
        assert line == "…" or line in printed, line


def test_the_rule_shown_is_shipped():
    (block,) = blocks("yaml")
    shipped = read_source((ROOT / "rules/five-star-branch.yaml").read_text(encoding="utf-8"), "rules.yaml").data
    assert within(read_source(block, "docs.yaml").data, shipped)


def test_what_is_common_is_as_said():
    assert (COMMON_SHARE.denominator, COMMON_LEAST) == (5, 3)
    assert "五分之一以上失了分，并且有三个以上" in TEXT
