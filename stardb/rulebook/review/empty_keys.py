"""R108: a key with nothing after it: it looks as if it said something."""

from typing import Any

from stardb.yamlfile import YamlPath, YamlSource


def report_empty_keys(source: YamlSource) -> None:
    """Report every key whose value is empty or `~`."""
    for path in _find_blank(source.data, ()):
        message = f"“{path[-1]}”后面没有写值，等于没有写这一项"
        source.report("R108", message, path, key=True, found=str(path[-1]), expected="一个值")


def _find_blank(node: Any, path: YamlPath) -> list[YamlPath]:
    if node is None:
        return [path]
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for key, child in children for found in _find_blank(child, (*path, key))]
