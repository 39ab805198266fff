"""What others wrote is shown on a terminal, never sent to it: escape signs, turned text, markup, emoji codes."""

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from stardb.problems import Place, problem
from stardb.safe_text import as_argument, as_json, visible
from stardb.terminal.console_lines import line
from stardb.terminal.github_annotations import format_annotation
from stardb.terminal.problem_printing import print_problems
from stardb.terminal.result_printing import console

HOSTILE = {
    "\x1b[31m红": "\\x1b[31m红",
    "\x1b]0;标题\x07": "\\x1b]0;标题\\x07",
    "\x9b31m": "\\x9b31m",
    "甲\u202e乙": "甲\\u202e乙",
    "\u2066甲\u2069": "\\u2066甲\\u2069",
    "甲\u200b乙": "甲\\u200b乙",
    "一\r二\n三\t四": "一\\r二\\n三\\t四",
    "\u2028\x7f\x00": "\\u2028\\x7f\\x00",
    "\U000e0041": "\\U000e0041",
    "\udcff": "\\udcff",
}
PLAIN = ["王家庄", "〇", "　全角", "𠮷田", "\ue000", "[bold]甲[/]", "[/]", ":100:", "\\[", "甲\\", "[link=file:///]甲"]


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_that_steer_are_written_out(text: str) -> None:
    assert visible(text) == HOSTILE[text]
    told = as_json({"甲": text})
    assert json.loads(told) == {"甲": text}
    assert told.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", PLAIN)
def test_all_else_is_as_it_is(text: str) -> None:
    assert visible(text) == text
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system=None, markup=False, emoji=False, width=200).print(
        line((text, "bold"))
    )
    assert text in out.getvalue()


def test_problems_of_hostile_names(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join([*HOSTILE, *PLAIN])
    one = problem("D103", text, Place(text, text, "B2"), found=text, expected=text, remedy=text)
    other = problem("R601", text, Place(text, line=100, column=1), found=text)
    print_problems([one, other], console(stderr=True), notes=True, order=[text])
    told = capsys.readouterr().err
    assert all(line.isprintable() for line in re.sub("[\ue000\u3000]", "", told).split("\n"))
    assert ":100:" in told
    assert "100:1" in told
    assert "[bold]甲[/]" in told


def test_an_annotation_is_one_line_whatever_is_in_it() -> None:
    text = "甲\n::error::乙\r\n::set-output name=x::y\x1b[0m%,:"
    told = format_annotation(problem("D103", text, Place(text, text, "B2"), remedy=text), Path("县"))
    assert told.isprintable()
    assert told.startswith("::error file=县/甲%0A%3A%3Aerror%3A%3A乙")
    assert "\\x1b" in told


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("县", "县"),
        ("某 县", "'某 县'"),
        ("a$(x)", "'a$(x)'"),
        ("岚县%20资料", "岚县%20资料"),
        ("-x", "./-x"),
        ("a'b", "'a'\"'\"'b'"),
    ],
)
def test_a_path_to_be_copied_means_itself_to_a_shell(path: str, typed: str) -> None:
    assert as_argument(Path(path)) == typed
