"""Names that a template uses and nothing gives: each noted with its line, and the page goes on, so that all are found."""

import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any, NoReturn

from jinja2 import Undefined, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from stardb.rendering.near_names import suggest_names
from stardb.rendering.pages.page_faults import UNKNOWN, PageFaults

__all__ = ["make_undefined"]


def make_undefined(faults: PageFaults, known: Callable[[], Mapping[str, Any]]) -> type[Undefined]:
    """The `undefined` of an environment: using one adds a fault and gives nothing. `known` are the page's names."""

    class UnknownName(Undefined):
        __slots__ = ()

        def _note(self, *_: Any, **__: Any) -> Any:
            """Note that this was used."""
            file, line = _template_line()
            faults.add(UNKNOWN, self._message(), file, line, found=str(self._undefined_name))
            return self

        def _message(self) -> str:
            name, owner = str(self._undefined_name), self._undefined_obj
            if self._undefined_exception is SecurityError:
                return f"模板里不许用“{name}”"
            if self._undefined_hint:  # of a template that is imported from
                return f"所引用的模板里没有“{name}”"
            if owner is missing:
                return f"没有“{name}”这个名称{suggest_names(name, known())}"
            return f"这一项里没有“{name}”{suggest_names(name, owner if isinstance(owner, Mapping) else ())}"

        def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
            self._note()
            raise UndefinedError(self._message())

        def __getattr__(self, name: str) -> Any:
            if name[:2] == "__":
                raise AttributeError(name)
            return self._note()

        def __str__(self) -> str:
            self._note()
            return ""

        def __iter__(self) -> Iterator[Any]:
            self._note()
            return iter(())

        def __bool__(self) -> bool:
            self._note()
            return False

        def __len__(self) -> int:
            self._note()
            return 0

        def __eq__(self, other: object) -> bool:
            self._note()
            return False

        def __ne__(self, other: object) -> bool:
            self._note()
            return True

        __hash__ = Undefined.__hash__
        __call__ = __getitem__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _note
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __neg__ = __pos__ = _note
        __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _note

    return UnknownName


def _template_line() -> tuple[str, int]:
    """The template's file and line that is being executed."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return str(template.filename), template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return "", 0
