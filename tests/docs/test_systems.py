"""Every shipped scheme has a page that says what it is, what to fill in, and when."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = ROOT / "docs/systems"
SCHEMES = sorted(path.stem for path in (ROOT / "rules").glob("*.yaml") if not path.name.endswith(".cases.yaml"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_has_a_page_with_the_same_sections_as_the_others(scheme):
    text = (SYSTEMS / f"{scheme}.md").read_text(encoding="utf-8")
    assert f"`rules/{scheme}.yaml`" in text
    assert f"<!-- 填报表：{scheme} -->" in text
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [head.replace("一年", "") for head in heads] == ["要填的表", "怎么走", "结果", "先改什么"]


def test_the_list_links_every_page_and_the_handbook_the_list():
    linked = re.findall(r"\]\(([\w-]+)\.md\)", (SYSTEMS / "README.md").read_text(encoding="utf-8"))
    assert sorted(linked) == SCHEMES
    assert "](systems/README.md)" in (ROOT / "docs/handbook.md").read_text(encoding="utf-8")
