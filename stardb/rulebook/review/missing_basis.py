"""R602: a clause that gives or takes something and names no basis."""

from stardb.rulebook.review.data_parts import part_name, walk_parts
from stardb.yamlfile import YamlPath, YamlSource


def report_missing_basis(source: YamlSource) -> None:
    """Report heads, stars, indicators, vetoes, quotas and entitlements without a `basis`."""
    for path, part in walk_parts(source.data):
        if _must_cite(path) and not part.get("basis"):
            source.report(
                "R602", f"“{part_name(path)}”没有写依据", path, key=True, found=part_name(path), expected="basis"
            )


def _must_cite(path: YamlPath) -> bool:
    match path:
        case ("scores" | "stars" | "vetoes" | "quotas" | "entitlements", _):
            return True
        case ("scores" | "stars", _, "indicators" | "otherwise" | "veto", _):
            return True
        case ("scores" | "stars", _, "sets", _, _):
            return True
    return False
