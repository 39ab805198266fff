"""R601: numbers that are examples and come from no published source; one problem a file, with their lines."""

from stardb.problems import problem
from stardb.rulebook.review.data_parts import walk_parts
from stardb.yamlfile import YamlSource


def report_examples(source: YamlSource) -> None:
    """Report the parts that say of themselves that they are examples."""
    paths = [path for path, part in walk_parts(source.data) if part.get("example") is True]
    if paths:
        places = dict.fromkeys(source.place(path, key=True) for path in paths)  # copies have one
        lines = "、".join(dict.fromkeys(str(place.line) for place in places))
        message = f"有{len(places)}处数值是示例，还在用"
        source.problems.append(problem("R601", message, next(iter(places)), found=f"第{lines}行"))
