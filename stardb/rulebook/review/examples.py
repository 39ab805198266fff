"""R601: numbers that are examples, not taken from a published source."""

from stardb.rulebook.review.walking import called, parts
from stardb.rulebook.source import Source


def report_examples(source: Source) -> None:
    """Every part that says of itself that it is an example."""
    for path, part in parts(source.data):
        if part.get("example") is True:
            source.report("R601", f"“{called(path)}”的数值是示例", path, key=True, found=called(path))
