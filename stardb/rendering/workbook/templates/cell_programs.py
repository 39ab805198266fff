"""One cell's text, parsed: a directive that steers rows, or an expression that gives the cell its value."""

import re
from collections.abc import Iterable
from dataclasses import field

from jinja2 import TemplateSyntaxError, nodes

from stardb.dataclass import dataclass
from stardb.rendering.near_names import suggest_names
from stardb.rendering.workbook.templates.workbook_environment import WorkbookEnvironment

__all__ = ["CellProgram", "CellSyntaxError", "Directive", "parse_cell", "parse_directive"]

_BANNED = (nodes.Block, nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_WIDE = re.compile("[“”‘’（），：；｛｝％＝＋－＊／＞＜　]")  # full-width signs typed by mistake within a tag
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_LITERALS = re.compile(r"'[^']*'|\"[^\"]*\"")
_KINDS = ("for", "endfor", "if", "elif", "else", "endif", "set")


class CellSyntaxError(Exception):
    """A text Jinja cannot read, or may not be asked to; the message is Chinese. `code` is the problem's."""

    def __init__(self, message: str, code: str = "T102") -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Directive:
    """A lone `{% … %}`: its kind, and the parsed node for those that carry an expression."""

    kind: str
    node: nodes.Node | None = None


@dataclass
class CellProgram:
    """What gives a live cell its value: statements to run first, then an expression."""

    expression: nodes.Expr
    statements: list[nodes.Node] = field(default_factory=list)

    @property
    def nodes(self) -> list[nodes.Node]:
        """All of it."""
        return [*self.statements, self.expression]


def parse_directive(environment: WorkbookEnvironment, text: str) -> Directive | None:
    """The directive a cell consists of, or None if it is no lone `{% … %}`. Raises CellSyntaxError."""
    text = text.strip()
    if not text.startswith("{%") or text.count("{%") != 1 or not text.endswith("%}") or "{{" in text:
        return None
    words = re.sub(r"^\{%[-+]?|[-+]?%\}$", "", text).split()
    kind = words[0] if words else ""
    if kind not in _KINDS:
        raise CellSyntaxError(f"不认识的指令“{kind}”，独占一行的指令只有：{'、'.join(_KINDS)}")
    if kind in ("endfor", "endif", "else"):
        if len(words) > 1:
            raise CellSyntaxError(f"“{kind}”后面不应再有内容")
        return Directive(kind)
    closing = {"for": "{% endfor %}", "if": "{% endif %}", "elif": "{% endif %}", "set": ""}[kind]
    source = ("{% if 0 %}" if kind == "elif" else "") + text + closing
    node = _parse(environment, source).body[0]
    if isinstance(node, nodes.If) and kind == "elif":
        node = node.elif_[0]
    if isinstance(node, nodes.For) and node.recursive:
        raise CellSyntaxError("行循环不支持 recursive")
    if isinstance(node, nodes.AssignBlock):
        raise CellSyntaxError("{% set %} 独占一行时须写成 {% set 名称 = 值 %}")
    return Directive(kind, node)


def parse_cell(environment: WorkbookEnvironment, runs: list[tuple[str, str]], name: str) -> CellProgram:
    """The program of a cell whose text comes in `runs` of (font, text). `name` is unique in the sheet.

    Raises CellSyntaxError.
    """
    whole = "".join(text for _, text in runs)
    if len(runs) > 1 and not _is_one_expression(whole):
        try:
            return _rich(environment, runs, name)
        except CellSyntaxError:
            pass  # a tag cut in two by formatting: read the text as a whole
    return _program(environment, whole.strip() if _is_one_expression(whole) else whole, name)


def _is_one_expression(text: str) -> bool:
    text = text.strip()
    return text.startswith("{{") and text.endswith("}}") and text.count("{{") == 1


def _rich(environment: WorkbookEnvironment, runs: list[tuple[str, str]], name: str) -> CellProgram:
    programs = [_program(environment, text, f"{name}_{index}") for index, (_, text) in enumerate(runs)]
    texts = [_call("join_text", [program.expression]) for program in programs]
    fonts = nodes.Const(tuple(font for font, _ in runs))
    statements = [statement for program in programs for statement in program.statements]
    return CellProgram(_call("rich_text", [fonts, *texts]), statements)


def _program(environment: WorkbookEnvironment, text: str, name: str) -> CellProgram:
    body = _parse(environment, text).body
    if not all(isinstance(node, nodes.Output) for node in body):
        block = nodes.AssignBlock(nodes.Name(name, "store"), None, body)
        return CellProgram(nodes.Name(name, "load"), [block])
    pieces: list[nodes.Expr] = [piece for node in body for piece in getattr(node, "nodes", [])]
    plain = [nodes.Const(piece.data) if isinstance(piece, nodes.TemplateData) else piece for piece in pieces]
    if len(plain) == 1:
        return CellProgram(plain[0])
    return CellProgram(_call("join_text", plain) if plain else nodes.Const(None))


def _call(method: str, arguments: list[nodes.Expr]) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(method), arguments, [], None, None)


def _parse(environment: WorkbookEnvironment, text: str) -> nodes.Template:
    """Parse and check what can be checked without running."""
    try:
        template = environment.parse(text)
    except TemplateSyntaxError as error:
        raise CellSyntaxError(_explain(text, error)) from error
    except RecursionError as error:
        raise CellSyntaxError("嵌套过深") from error
    except ValueError as error:  # a number of thousands of digits
        raise CellSyntaxError(f"写法有误({error})") from error
    for banned in template.find_all(_BANNED):
        raise CellSyntaxError(f"工作簿模板里不能用 {{% {type(banned).__name__.lower()} %}}")
    for filter in template.find_all(nodes.Filter):
        _check_known(filter.name, environment.filters, "过滤器")
    for test in template.find_all(nodes.Test):
        _check_known(test.name, environment.tests, "检验")
    return template


def _check_known(name: str, known: Iterable[str], what: str) -> None:
    if name not in known:
        raise CellSyntaxError(f"没有“{name}”这个{what}{suggest_names(name, known)}", "T103")


def _explain(text: str, error: TemplateSyntaxError) -> str:
    tags = _LITERALS.sub("", "".join(_TAGS.findall(text)) or text)
    if signs := _WIDE.findall(tags):
        return f"标记里有全角符号 {' '.join(dict.fromkeys(signs))},请改用半角"
    message = error.message or ""
    if "looking for" in message or "Unexpected end of template" in message:
        return f"一个单元格里的标记没有成对({message})"
    if text.count("{{") > text.count("}}") or text.count("{%") > text.count("%}"):
        return "标记没有写完，缺少 }} 或 %}"
    return f"写法有误({message})"
