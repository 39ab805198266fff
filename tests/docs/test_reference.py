"""What docs/make_reference.py writes is what lies there, and the catalogue of problems is whole."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from stardb.problems import CATALOGUE
from stardb.rulebook import document
from stardb.rulebook.tables import ColumnSpec, TableSpec
from stardb.scorers.base import Clause
from stardb.scorers.catalogue import SCORERS

MODELS = (
    *(Clause, *SCORERS, TableSpec, ColumnSpec, document.Document, document.Parameter, document.Condition),
    *(document.PassStar, document.StarVeto, document.LevelVeto, document.Effect, document.Quota),
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
    used = {code for path in sources for code in re.findall(r'"([DRSTW]\d{3})"', path.read_text(encoding="utf-8"))}
    assert used == CATALOGUE.keys()


def test_every_problem_is_listed_once(pages: dict[str, str]) -> None:
    listed = re.findall(r"^\| ([A-Z]\d{3}) \|", pages["docs/problems.md"], re.MULTILINE)
    assert sorted(listed) == sorted(CATALOGUE)


def test_the_handbook_and_the_reference_speak_of_every_keyword(pages: dict[str, str]) -> None:
    keywords = {info.alias or name for model in MODELS for name, info in model.model_fields.items()}
    for page in ("docs/handbook.md", "docs/rules.md"):
        quoted = re.findall(r"```yaml.*?```|`[^`\n]+`", pages[page], re.DOTALL)
        assert keywords - set(re.findall(r"[a-z_]+", " ".join(quoted))) == set(), page
