"""Jinja outside of cells: in headers and footers, chart titles and shapes."""

from collections.abc import Callable, Mapping

from jinja2 import TemplateSyntaxError, UndefinedError
from lxml import etree

from stardb.ooxml import local_name
from stardb.rendering.near_names import suggest_names
from stardb.rendering.workbook.report_values import clean_text, text_of
from stardb.rendering.workbook.templates.cell_programs import CellSyntaxError, parse_cell
from stardb.rendering.workbook.templates.template_faults import UNKNOWN, WRONG, TemplateFaults
from stardb.rendering.workbook.templates.workbook_environment import (
    MISTYPED,
    UnknownNameError,
    WorkbookEnvironment,
    find_mistyped,
    has_jinja,
)

__all__ = ["TextFiller"]

_LONGEST_HEADER = 255
_HEADERS = {
    "oddHeader": "页眉",
    "oddFooter": "页脚",
    "evenHeader": "偶数页页眉",
    "evenFooter": "偶数页页脚",
    "firstHeader": "首页页眉",
    "firstFooter": "首页页脚",
}


class TextFiller:
    """Fills single texts from the context; what is wrong goes to the faults."""

    def __init__(self, environment: WorkbookEnvironment, context: Mapping[str, object], faults: TemplateFaults) -> None:
        self.environment, self.context, self.faults = environment, context, faults

    def fill_headers(self, root: etree._Element, sheet: str) -> bool:
        """Fill a sheet's headers and footers; a `&` in what is filled in is shown. Returns whether any changed."""
        changed = False
        for element in [found for found in root.iter() if local_name(found) in _HEADERS]:
            self._check_marks(element.text or "", sheet, _HEADERS[local_name(element)])
            if not has_jinja(element.text):
                continue
            place = _HEADERS[local_name(element)]
            text = self._fill(element.text or "", sheet, place, lambda value: text_of(value).replace("&", "&&"))
            element.text = clean_text(text)[:_LONGEST_HEADER]
            changed = True
        return changed

    def fill_drawing(self, root: etree._Element, sheet: str, place: str) -> None:
        """Fill the texts of a drawing or chart part."""
        for element in [found for found in root.iter() if local_name(found) == "t"]:
            self._check_marks(element.text or "", sheet, place)
            if has_jinja(element.text):
                element.text = clean_text(self._fill(element.text or "", sheet, place, text_of))

    def _check_marks(self, text: str, sheet: str, place: str) -> None:
        if wrong := find_mistyped(text):
            message = f"{place}里的“{wrong}”像是标记，但花括号是全角的，或没有两个相连，不会换成数据"
            self.faults.add(WRONG, message, sheet, found=text, remedy=MISTYPED)

    def _fill(self, text: str, sheet: str, place: str, shown: Callable[[object], str]) -> str:
        environment = self.environment.overlay(finalize=lambda value: shown(self.environment.count_output(value)))
        environment.begin(self.context)
        code = WRONG
        try:
            parse_cell(self.environment, [("", text)], "_text")
            return environment.from_string(text).render(dict(self.context))
        except CellSyntaxError as error:
            message, code = f"{text} {error}", error.code
        except TemplateSyntaxError as error:
            message = f"{text} 写法有误({error.message})"
        except UnknownNameError as error:
            message, code = f"{error.message}{suggest_names(error.name, self.context)}", UNKNOWN
        except UndefinedError as error:
            message, code = str(error.message), UNKNOWN
        except Exception as error:  # whatever a template's expressions may raise
            message = f"计算出错:{type(error).__name__}: {error}"
        self.faults.add(code, message, sheet, place, found=text)
        return ""
