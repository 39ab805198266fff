"""Printing a rule file in words."""

from rich.console import Console

from stardb.terminal.console_lines import line
from stardb.workspace import RuleDocument


def print_rule_document(document: RuleDocument, to: Console) -> None:
    """Every clause, what it lays down and what it rests on, part by part."""
    to.print(line((document.title, "bold"), f"（{document.file}，版本 {document.version}）"), soft_wrap=True)
    for section in document.sections:
        to.print(line((section.title, "red")))
        for clause in section.clauses:
            indent = "  " * (clause.depth + 1)
            example = "（示例）" if clause.is_example else ""
            to.print(line(f"{indent}{clause.name}{example}：{'，'.join(clause.lines)}"), soft_wrap=True)
            if clause.basis:
                to.print(line((f"{indent}  依据：{clause.basis}", "dim")), soft_wrap=True)
