"""What is said of one clause that cannot stand, or should be looked at: the code, the words, and what stands at the place."""

from rating import Columns, Records, loaded, rule_text


def said(clause: str, columns: Columns, records: Records = {}) -> list[tuple[str, str, str]]:  # noqa: B006
    """Each problem's code, its message and remedy, and the rest of the rule's line from where it points.

    What is said of the file as a whole (R6..: no basis, nobody uses it) is left out.
    """
    body = f"values:\n  得数: {clause}"
    lines = rule_text(body, columns, records).splitlines()
    return [
        (p.code, p.message + p.remedy, lines[(p.place.line or 1) - 1][(p.place.column or 1) - 1 :])
        for p in loaded(body, columns, records).problems
        if not p.code.startswith("R6")
    ]
