"""What docs/make_reference.py writes is what lies there, and the catalogue of problems is whole."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from stardb.problems import CATALOGUE
from stardb.rulebook import ColumnSpec, TableSpec, document
from stardb.scorers import SCORERS
from stardb.scorers.base import Clause

MODELS = (
    *(Clause, *SCORERS, TableSpec, ColumnSpec, document.Document, document.Parameter, document.Condition),
    *(document.PassStar, document.StarVeto, document.ResultVeto, document.Effect, document.Quota),
)


def test_the_committed_reference_is_current(root: Path) -> None:
    spec = spec_from_file_location("make_reference", root / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    stale = [path.name for path, text in made.pages().items() if path.read_text(encoding="utf-8") != text]
    assert not stale, f"run python docs/make_reference.py: {'、'.join(stale)}"


def test_every_code_used_is_in_the_catalogue_and_every_code_there_is_used(root: Path) -> None:
    sources = [path for path in (root / "stardb").rglob("*.py") if path.name != "problems.py"]
    used = {code for path in sources for code in re.findall(r'"([CDRSTW]\d{3})"', path.read_text(encoding="utf-8"))}
    assert used == CATALOGUE.keys()


def test_every_problem_has_its_section_and_an_anchor_of_its_code(pages: dict[str, str]) -> None:
    headed = re.findall(r'^<a id="(\w+)"></a>\n\n### (\w+) (.+)$', pages["docs/problems.md"], re.MULTILINE)
    assert sorted(code for code, _, _ in headed) == sorted(CATALOGUE)
    assert all(code == said and CATALOGUE[code].title == title for code, said, title in headed)


def test_every_fault_of_a_rule_file_is_shown_by_an_example(pages: dict[str, str]) -> None:
    sections = re.split(r"^### ", pages["docs/problems.md"], flags=re.MULTILINE)
    bare = {part[:4] for part in sections if part.startswith("R") and "就会说：" not in part}
    assert bare == {"R100"}  # no text at all


def test_the_reference_speaks_of_every_keyword(pages: dict[str, str]) -> None:
    keywords = {info.alias or name for model in MODELS for name, info in model.model_fields.items()}
    quoted = re.findall(r"```yaml.*?```|`[^`\n]+`", pages["docs/rules.md"], re.DOTALL)
    assert keywords - set(re.findall(r"[a-z_]+", " ".join(quoted))) == set()
