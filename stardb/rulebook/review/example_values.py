"""R601: numbers that are examples, not taken from a published source; said once a file, with their lines."""

from stardb.rulebook.review.data_parts import walk_parts
from stardb.yamlfile import Source


def report_examples(source: Source) -> None:
    """Every part that says of itself that it is an example."""
    paths = [path for path, part in walk_parts(source.data) if part.get("example") is True]
    if paths:
        lines = "、".join(dict.fromkeys(str(source.place(path, key=True).line) for path in paths))
        message = f"有{len(paths)}处数值是示例，还在用"
        source.report("R601", message, paths[0], key=True, found=f"第{lines}行")
