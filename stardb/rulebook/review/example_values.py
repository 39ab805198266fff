"""R601: numbers that are examples and come from no published source; one problem a file, with their lines."""

from stardb.rulebook.review.data_parts import walk_parts
from stardb.yamlfile import YamlSource


def report_examples(source: YamlSource) -> None:
    """Report the parts that say of themselves that they are examples."""
    paths = [path for path, part in walk_parts(source.data) if part.get("example") is True]
    if paths:
        lines = "、".join(dict.fromkeys(str(source.place(path, key=True).line) for path in paths))
        message = f"有{len(paths)}处数值是示例，还在用"
        source.report("R601", message, paths[0], key=True, found=f"第{lines}行")
