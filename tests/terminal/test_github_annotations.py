"""Annotations for GitHub: signs with a meaning in them are escaped."""

from stardb.problems import Place, Problem
from stardb.terminal.github_annotations import format_annotation


def test_signs_with_a_meaning_are_escaped():
    """https://docs.github.com/actions/reference/workflow-commands: % and line breaks everywhere, : and , in properties."""
    one = Problem("R601", "85%\n第二行", Place("a,b:c.yaml", line=3, column=5), remedy="改，a: b")
    assert format_annotation(one) == (
        "::notice file=a%2Cb%3Ac.yaml,line=3,col=5,title=R601 示例数值::85%25%0A第二行%0A办法：改，a: b"
    )
