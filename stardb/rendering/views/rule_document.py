"""A rule file as a document for the file and the signature: its clauses in words beside what they rest on."""

import hashlib
from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.rulebook import RuleText


@dataclass(frozen=True)
class RuleClause:
    """One clause: what it lays down, a line each; what it rests on. depth: how many others it stands within."""

    name: str
    lines: tuple[str, ...]
    basis: str
    note: str
    is_example: bool
    depth: int
    line: int


@dataclass(frozen=True)
class RuleSection:
    """A part of the regulation with its clauses."""

    title: str
    clauses: tuple[RuleClause, ...]


@dataclass(frozen=True)
class RuleDocument:
    """A whole rule file. version: a digest of its text, which tells one wording from every other."""

    title: str
    department: str
    file: str
    version: str
    sections: tuple[RuleSection, ...]

    @property
    def examples(self) -> int:
        """How many clauses have amounts that are only examples."""
        return sum(clause.is_example for section in self.sections for clause in section.clauses)


def build_rule_document(texts: Sequence[RuleText], text: str, title: str, file: str, department: str) -> RuleDocument:
    """The document of a rule file. texts: its clauses; text: the file as it is."""
    names = dict.fromkeys(one.section for one in texts)
    sections = tuple(
        RuleSection(name, tuple(_make_clause(one) for one in texts if one.section == name)) for name in names
    )
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return RuleDocument(title, department, file, digest, sections)


def _make_clause(one: RuleText) -> RuleClause:
    return RuleClause(one.name, one.lines, one.basis, one.note, one.is_example, one.depth, one.line)
