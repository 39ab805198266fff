"""`stardb rules`: a rule file in words, for the file and the signature."""

import os
from pathlib import Path

from stardb.problems import Place, ProblemsError, problem
from stardb.quantity import find_near
from stardb.rendering import RuleDocument, build_rule_document, render_rule_page
from stardb.rulebook import describe_rules, read_rules
from stardb.shipped import shipped
from stardb.workspace.folder.rule_versions import find_version_in_force, scheme_names
from stardb.workspace.folder.settings import Workspace
from stardb.yamlfile import read_yaml_text

__all__ = ["RuleDocument", "find_rule_file", "make_rule_document", "render_rule_document"]


def find_rule_file(workspace: Workspace, name: str) -> str:
    """The rule file that a name means: one that is there by that name, or the version of a scheme in force in the period.

    Raises ProblemsError (W103) for none, with what may be meant.
    """
    known = scheme_names(workspace.root / "rules")
    if name in known:
        return find_version_in_force(workspace.root, name, workspace.period.last)[0]
    for path in (f"rules/{name}", f"rules/{name}.yaml", name):
        if path.endswith(".yaml") and os.path.isfile(workspace.root / path):
            return path
    near = find_near(name, known, cutoff=0.6)
    hint = f"；是不是“{near[0]}”？" if near else ""
    message = f"没有 rules/{name}.yaml 这个规则文件{hint}"
    raise ProblemsError([problem("W103", message, Place("rules"), found=name, expected="、".join(known))])


def make_rule_document(workspace: Workspace, name: str) -> RuleDocument:
    """A scheme's rule file as a document. Raises ProblemsError: W103 for no such scheme, R1.. for what is no YAML."""
    file = find_rule_file(workspace, name)
    text = read_yaml_text(workspace.root / file, file)
    source = read_rules(text, file)
    if not isinstance(source.data, dict):
        raise ProblemsError(source.problems or [problem("R102", "这不是规则文件", Place(file))])
    title = str(source.data.get("scheme") or name)
    settings = workspace.settings
    return build_rule_document(describe_rules(source), text, title, file, settings.department or settings.county)


def render_rule_document(workspace: Workspace, document: RuleDocument, kind: str) -> bytes:
    """The document as a file. kind: ".html" or ".docx". Raises ProblemsError (T1..) for faults of the page's template."""
    if kind == ".docx":
        from stardb.rendering.documents import render_rule_docx  # slow to import, seldom used

        return render_rule_docx(document)
    return render_rule_page(
        document, [folder / "pages" for folder in (workspace.root / "reports", Path(str(shipped("reports"))))]
    )
