"""R602: a clause that gives or takes something and cites nothing."""

from stardb.rulebook.review.walking import called, parts
from stardb.yamlfile import Source, YamlPath


def report_citations(source: Source) -> None:
    """Heads, stars, indicators, vetoes, quotas and entitlements without a `basis`."""
    for path, part in parts(source.data):
        if _must_cite(path) and not part.get("basis"):
            source.report("R602", f"“{called(path)}”没有写依据", path, key=True, found=called(path), expected="basis")


def _must_cite(path: YamlPath) -> bool:
    match path:
        case ("scores" | "stars" | "vetoes" | "quotas" | "entitlements", _):
            return True
        case ("scores" | "stars", _, "indicators" | "otherwise" | "veto", _):
            return True
        case ("scores" | "stars", _, "sets", _, _):
            return True
    return False
