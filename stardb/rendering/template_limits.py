"""How much a template may do: every turn of a loop, call and piece of text is counted, so that none goes on without end.

What is counted does not depend on the machine: the same template is stopped at the same place everywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from functools import wraps
from typing import Any

from jinja2 import Template, Undefined, nodes
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from stardb.rendering.lookup import NamedView
from stardb.rendering.step_counting import StepCounting
from stardb.rendering.value_sizes import (
    INTEGER_BITS,
    LONGEST,
    PIECE,
    TemplateTooLarge,
    check_integers,
    limited_range,
    measure_size,
)

__all__ = ["EndlessTemplate", "LimitedEnvironment"]

STEPS = 1_000_000
"""How many steps a template may take, and for each row of data:"""
STEPS_A_ROW = 2_000

_CALL, _TEMPLATE = 20, 50
"""A call and another template count as so many steps."""

_WIDEST = 100_000
_ROUND = 100
_WIDTH_IN_FORMAT = re.compile(r"\d{6,}")
_TEXTUAL = frozenset(
    [
        "center",
        "e",
        "escape",
        "forceescape",
        "format",
        "indent",
        "join",
        "pprint",
        "replace",
        "safe",
        "string",
        "striptags",
        "title",
        "tojson",
        "trim",
        "truncate",
        "upper",
        "lower",
        "capitalize",
        "urlencode",
        "urlize",
        "wordwrap",
        "xmlattr",
    ]
)
"""Filters that make a text of all they are given."""


class EndlessTemplate(TemplateTooLarge):
    """A template does not come to an end."""

    def __init__(self) -> None:
        super().__init__("重复得没有尽头，做到一半停了")


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which a template cannot go on without end. `begin` before each run."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, filters: Mapping[str, Callable[..., Any]], **options: Any) -> None:
        super().__init__(**options)
        del self.globals["lipsum"], self.filters["random"]  # the same input must give the same result
        self.globals["range"] = limited_range
        self.filters.update(filters)
        self.filters.update({name: self._bound_filter(name, act) for name, act in self.filters.items()})
        self.left = [STEPS]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.count` is the row's entry of that name before it is a method of the mapping."""
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
        elif type(obj) is NamedView:
            try:
                return self.look_up(obj, attribute)
            except KeyError:
                pass
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`row[name]`."""
        if type(obj) is NamedView:
            try:
                return self.look_up(obj, argument)
            except KeyError:
                pass
        return super().getitem(obj, argument)

    def look_up(self, view: NamedView, name: str) -> Any:
        """What a view has under a name. Raises KeyError where it has none of that name."""
        return view[name]

    def begin(self, context: Mapping[str, Any]) -> None:
        """A template begins to run on some data."""
        rows = sum(len(value) for value in context.values() if isinstance(value, list))
        self.left[0] = STEPS + STEPS_A_ROW * rows

    def count_steps(self, steps: int) -> None:
        """Count some steps. Raises EndlessTemplate where there have been too many."""
        self.left[0] -= steps
        if self.left[0] < 0:
            raise EndlessTemplate

    def weigh_text(self, size: int) -> None:
        """Count the making of a text or list of some length. Raises TemplateTooLarge."""
        if size > LONGEST:
            raise TemplateTooLarge(f"拼出的文字或清单太长，超过了{LONGEST:,}")
        self.count_steps(size // PIECE)

    def count_turns(self, items: Any, weight: int) -> Any:
        """What a loop goes through, each turn counted."""
        if isinstance(items, Undefined):
            return items
        if isinstance(items, Sized):
            self.count_steps(len(items) * weight)
            return items
        return self._count_each(items, weight)

    def _count_each(self, items: Iterable[Any], weight: int) -> Iterator[Any]:
        for item in items:
            self.count_steps(weight)
            yield item

    def weigh_list(self, value: Any) -> Any:
        """Something that is searched through or copied."""
        if not isinstance(value, Undefined) and isinstance(value, str | list | tuple):
            self.count_steps(len(value) // (PIECE if isinstance(value, str) else 1))
        return value

    def join_texts(self, *parts: Any) -> str:
        """`a ~ b`."""
        self.weigh_text(measure_size(parts))
        text: str = markup_join(parts) if self.autoescape else str_join(parts)
        return text

    def count_output(self, value: Any) -> Any:
        """What is put out."""
        if isinstance(value, str):
            self.weigh_text(len(value))
        elif isinstance(value, list | tuple | dict | NamedView):
            self.weigh_text(measure_size(value))
        else:
            self.count_steps(1)
        return value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """What an operator makes of two values. Raises TemplateTooLarge."""
        if isinstance(left, int) and isinstance(right, int):
            check_integers(operator, left, right)
        elif operator == "*":
            for value, times in ((left, right), (right, left)):
                if isinstance(value, str | bytes | list | tuple) and isinstance(times, int):
                    self.weigh_text(len(value) * max(times, 0))
        elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self.weigh_text(len(left) + len(right))
        elif operator == "%" and isinstance(left, str):
            self._weigh_format(left, right if isinstance(right, tuple) else (right,))
        elif operator == "**" and isinstance(right, int) and abs(right) > INTEGER_BITS:
            raise TemplateTooLarge("乘方的次数太大")
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # as Jinja has it
        """What a function or method gives; the call is counted. Raises TemplateTooLarge."""
        owner = getattr(
            getattr(__obj, "__wrapped__", __obj), "__self__", None
        )  # a str.format is wrapped by the sandbox
        if owner is __self:
            return __obj(*args)
        given = (*args, *kwargs.values())
        __self.count_steps(_CALL + sum(len(one) for one in given if isinstance(one, list | tuple)))
        if isinstance(owner, str | bytes):
            __self._weigh_method(owner, getattr(__obj, "__name__", ""), given)
        elif isinstance(owner, int) and any(isinstance(one, int) and abs(one) > _WIDEST for one in given):
            raise TemplateTooLarge("数太大")
        return super().call(__context, __obj, *args, **kwargs)

    def _weigh_method(self, owner: str | bytes, name: str, given: Sequence[Any]) -> None:
        if name.startswith("format") and isinstance(owner, str):
            self._weigh_format(owner, given)
        widths = [abs(one) for one in given if isinstance(one, int)]
        self.weigh_text((len(owner) + 1) * (1 + measure_size(given) + max(widths, default=0)))

    def _weigh_format(self, form: str, given: Sequence[Any]) -> None:
        """A text with places to be filled: `%5d`, `{:>5}`."""
        if _WIDTH_IN_FORMAT.search(form) or any(
            isinstance(one, int) and abs(one) > _WIDEST and "*" in form for one in given
        ):
            raise TemplateTooLarge("写出的宽度太大")
        if "{" in form and any(isinstance(one, int) and abs(one) > _WIDEST for one in given) and ":{" in form:
            raise TemplateTooLarge("写出的宽度太大")
        places = 1 + form.count("%") + form.count("{")
        self.weigh_text(len(form) + places * measure_size(given))

    def _bound_filter(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts what it is given and what it makes."""
        skipped = 1 if hasattr(act, "jinja_pass_arg") else 0

        @wraps(act)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            before, rest = args[:skipped], args[skipped:]
            if (
                name in _TEXTUAL and rest and isinstance(rest[0], Iterator)
            ):  # how much it is shows only in going through it
                rest = (list(self._count_each(rest[0], 1)), *rest[1:])
            self._weigh_filter(name, rest[0] if rest else None, (*rest[1:], *kwargs.values()))
            result = act(*before, *rest, **kwargs)
            if isinstance(result, str | list):
                self.weigh_text(len(result))
            return result

        return bounded

    def _weigh_filter(self, name: str, value: Any, given: Sequence[Any]) -> None:
        widths = [abs(one) for one in given if isinstance(one, int)]
        if name == "round" and max(widths, default=0) > _ROUND:
            raise TemplateTooLarge("小数位数太多")
        if name == "format" and isinstance(value, str):
            self._weigh_format(value, given)
        if isinstance(value, str) or name in _TEXTUAL:
            self.weigh_text((1 + measure_size((value,))) * (1 + measure_size(given) + max(widths, default=0)))
        elif isinstance(value, Sized) and not isinstance(value, Undefined):
            self.count_steps(1 + len(value) + max(widths, default=0))
        else:
            self.count_steps(1)

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """The template of a name; another template costs steps too."""
        self.count_steps(_TEMPLATE)
        return super().get_template(*args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = StepCounting().visit(super()._parse(source, name, filename))
        template.set_environment(self)
        return template
