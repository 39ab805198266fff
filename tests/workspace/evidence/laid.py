"""The small workspace of `workspaces`, with indicators that ask for evidence and files laid down."""

from collections.abc import Sequence
from pathlib import Path

from workspaces import CHECKED, SCHEME, small

INCOME, ELECTION = "evidence: required, basis: 第二条}", "evidence: required, basis: 第三条}"


def make(root: Path, files: Sequence[str], income: str = "required", election: str = "", more: str = "") -> Path:
    """A workspace whose indicators 集体收入 and 按期换届 ask for evidence as said; `files` lie below evidence/2022."""
    rules = SCHEME
    if income:
        rules = rules.replace("basis: 第二条}", f"evidence: {income}, basis: 第二条}}")
    if election:
        rules = rules.replace("basis: 第三条}", f"evidence: {election}, basis: 第三条}}")
    small(root, rules.replace("换届: {type: yes_no}", f"换届: {{type: yes_no}}{more}"), checked=CHECKED)
    for name in files:
        path = root / "evidence/2022" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return root
