"""Whom a name means: one or a few subjects, or asking back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stardb.cli.chinese_click import USAGE
from stardb.cli.common import print_json
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.scoring import Appraisal

_MOST, _MOST_LISTED = 3, 30
"""So many subjects are shown at once; so many are listed where a name is too many's."""


def are_few(found: "list[tuple[Appraisal, int]]") -> bool:
    """Whether some subjects were found, and few enough to be shown; one that several schemes rate is one."""
    return 0 < len({(appraisal.subjects.groups[i], appraisal.subjects.names[i]) for appraisal, i in found}) <= _MOST


def ask_back(found: "list[tuple[Appraisal, int]]", name: str, made: "Mapping[str, Appraisal]", kind: str) -> int:
    """Say that a name is nobody's, or too many's, and whose it may be; the exit status."""
    from stardb.scoring import known_names, nearest_names

    near = [] if found else nearest_names(name, made.values())
    candidates = [(" ".join(known_names(a, i)), a.scheme.title) for a, i in found[:_MOST_LISTED]]
    if kind == "json":
        print_json({"subjects": [], "candidates": [*near, *dict(candidates)], "exit_status": USAGE})
        return USAGE
    if not found:
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        say(f"没有找到“{name}”{hint}", err=True)
        return USAGE
    say(f"“{name}”找到多个，请写得具体些（可加乡镇，如 东村镇/东村）：", err=True)
    for names, title in candidates:
        say(f"  {names}（{title}）", err=True)
    return USAGE


def check_scheme(scheme: str | None, schemes: "list[str] | tuple[str, ...]") -> None:
    """Raises click.UsageError where the settings do not list the scheme asked for."""
    import click

    if scheme not in (None, *schemes):
        message = f"stardb.yaml 里没有 {scheme} 这个办法，有 {'、'.join(schemes)}"
        raise click.UsageError(message, click.get_current_context())
