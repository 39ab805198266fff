"""R630: the title of a scheme or table that is too long for the name of a worksheet."""

from stardb.rulebook.scheme import Scheme
from stardb.yamlfile import YamlPath, YamlSource

_LONGEST = 31
"""The units of UTF-16 in a worksheet's name."""


def report_titles(scheme: Scheme, source: YamlSource) -> None:
    """Report titles that would be cut."""
    titles: list[tuple[str, str, YamlPath]] = [("办法", scheme.title, ("scheme",))]
    titles += [("表", title, ("tables", title)) for title in scheme.tables]
    for word, title, path in titles:
        length = len(title.encode("utf-16-le")) // 2
        if length > _LONGEST:
            message = f"{word}的名称有{length}个字，工作表的名称至多{_LONGEST}个字"
            source.report("R630", message, path, key=True, found=title, expected=f"不超过{_LONGEST}个字")
