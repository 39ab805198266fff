"""From a sheet's rows to a plan: which rows are repeated, chosen or left out, and what their live cells hold."""

from dataclasses import field

from jinja2 import nodes

from stardb.dataclass import dataclass
from stardb.rendering.workbook.row_layout import Band
from stardb.rendering.workbook.templates.cell_programs import (
    CellProgram,
    CellSyntaxError,
    Directive,
    parse_cell,
    parse_directive,
)
from stardb.rendering.workbook.templates.template_faults import WRONG, TemplateFaults
from stardb.rendering.workbook.templates.template_rows import TemplateCell, TemplateRow
from stardb.rendering.workbook.templates.workbook_environment import WorkbookEnvironment

__all__ = ["Branch", "Choice", "LiveCell", "Loop", "Plan", "RowStep", "SetStep", "Step", "make_plan"]


@dataclass
class LiveCell:
    """A cell whose value the template computes; `line` is its number in the sheet, by which it is found when it fails."""

    line: int
    program: CellProgram


@dataclass
class RowStep:
    """A row, or a gap of rows, that is written. band: its number in the plan."""

    line: int
    band: int
    cells: list[LiveCell] = field(default_factory=list)


@dataclass
class SetStep:
    """A `{% set %}`."""

    line: int
    node: nodes.Node


@dataclass
class Loop:
    """A `{% for %}` with the rows it repeats, and those for when there is nothing to repeat."""

    line: int
    node: nodes.For
    id: int
    body: "list[Step]" = field(default_factory=list)
    otherwise: "list[Step]" = field(default_factory=list)


@dataclass
class Branch:
    """One arm of a choice; the test is None for `{% else %}`."""

    line: int
    test: nodes.Expr | None
    body: "list[Step]" = field(default_factory=list)


@dataclass
class Choice:
    """An `{% if %}` with its branches."""

    line: int
    branches: list[Branch]


Step = RowStep | SetStep | Loop | Choice


@dataclass
class Plan:
    """A sheet's plan. `places` are the cells by line; `directives` the loops around each row that is a directive."""

    steps: list[Step] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    rows: list[TemplateRow | None] = field(default_factory=list)  # one a band; None for a gap
    places: list[str] = field(default_factory=list)
    directives: dict[int, tuple[int, ...]] = field(default_factory=dict)


def make_plan(rows: list[TemplateRow], environment: WorkbookEnvironment, faults: TemplateFaults, sheet: str) -> Plan:
    """The plan of a sheet; what is wrong goes to `faults`, and the plan is then of no use."""
    planner = _Planner(environment, faults, sheet)
    for row in rows:
        planner.add(row)
    planner.finish()
    return planner.plan


class _Planner:
    def __init__(self, environment: WorkbookEnvironment, faults: TemplateFaults, sheet: str) -> None:
        self.environment, self.faults, self.sheet = environment, faults, sheet
        self.plan = Plan()
        self.open: list[Loop | Choice] = []
        self.into = [self.plan.steps]  # where steps go, one list for each open block
        self.row = 0  # the last template row planned
        self.loops = 0

    def add(self, row: TemplateRow) -> None:
        if row.number > self.row + 1:
            self._band(Band(self.row + 1, row.number - 1, self._around()), None)
        self.row = row.number
        live = [cell for cell in row.cells if cell.is_live]
        directives = [(cell, found) for cell in live if (found := self._directive(cell))]
        if not directives:
            self._row(row, live)
            return
        cell, directive = directives[0]
        others = [other.reference for other in row.cells if other is not cell and not other.is_empty]
        if others:
            extra = f"同一行还有内容:{'、'.join(others[:5])}"
            self._fault(cell, f"指令 {cell.text} 须独占一行，{extra}", found=extra, expected="该行其他单元格为空")
        if directive.kind:
            self._steer(cell, directive)

    def finish(self) -> None:
        for block in self.open:
            what = "for" if isinstance(block, Loop) else "if"
            end = f"{{% end{what} %}}"
            self._fault(block.line, f"{{% {what} %}} 没有配对的 {end}", expected=f"{end} 独占一行")

    def _directive(self, cell: TemplateCell) -> Directive | None:
        try:
            return parse_directive(self.environment, cell.text)
        except CellSyntaxError as error:
            self._fault(cell, str(error), error.code, found=cell.text)
            return Directive("")

    def _row(self, row: TemplateRow, live: list[TemplateCell]) -> None:
        step = RowStep(self._line(row.cells[0].reference if row.cells else f"A{row.number}"), len(self.plan.bands))
        for cell in live:
            line = self._line(cell.reference)
            try:
                program = parse_cell(self.environment, cell.runs, f"_cell{line}")
            except CellSyntaxError as error:
                self._fault(cell, f"{cell.text} {error}", error.code, found=cell.text)
                continue
            for node in program.nodes:
                node.set_lineno(line, override=True)
            step.cells.append(LiveCell(line, program))
        self._band(Band(row.number, row.number, self._around()), row, step)

    def _band(self, band: Band, row: TemplateRow | None, step: RowStep | None = None) -> None:
        self.into[-1].append(step or RowStep(self._line(f"A{band.first}"), len(self.plan.bands)))
        self.plan.bands.append(band)
        self.plan.rows.append(row)

    def _steer(self, cell: TemplateCell, directive: Directive) -> None:
        line = self._line(cell.reference)
        if directive.node is not None:
            directive.node.set_lineno(line, override=True)
        getattr(self, f"_{directive.kind}")(cell, line, directive.node)
        self.plan.directives.setdefault(cell.row, self._around())

    def _for(self, cell: TemplateCell, line: int, node: nodes.For) -> None:
        self.plan.directives[cell.row] = self._around()
        self.loops += 1
        self._begin(Loop(line, node, self.loops))

    def _if(self, cell: TemplateCell, line: int, node: nodes.If) -> None:
        self._begin(Choice(line, [Branch(line, _test(node))]))

    def _set(self, cell: TemplateCell, line: int, node: nodes.Node) -> None:
        self.into[-1].append(SetStep(line, node))

    def _begin(self, block: Loop | Choice) -> None:
        self.into[-1].append(block)
        self.open.append(block)
        self.into.append(block.body if isinstance(block, Loop) else block.branches[0].body)

    def _elif(self, cell: TemplateCell, line: int, node: nodes.If) -> None:
        block = self.open[-1] if self.open else None
        if not isinstance(block, Choice) or block.branches[-1].test is None:
            self._fault(cell, "{% elif %} 不在 {% if %} 之内", found=cell.text)
            return
        block.branches.append(Branch(line, _test(node)))
        self.into[-1] = block.branches[-1].body

    def _else(self, cell: TemplateCell, line: int, node: None) -> None:
        block = self.open[-1] if self.open else None
        if isinstance(block, Choice) and block.branches[-1].test is not None:
            block.branches.append(Branch(line, None))
            self.into[-1] = block.branches[-1].body
        elif isinstance(block, Loop) and self.into[-1] is block.body:
            self.into[-1] = block.otherwise
        else:
            self._fault(cell, "{% else %} 不在 {% if %} 或 {% for %} 之内，或已有过一个", found=cell.text)

    def _endfor(self, cell: TemplateCell, line: int, node: None) -> None:
        self._end(cell, Loop, "for")

    def _endif(self, cell: TemplateCell, line: int, node: None) -> None:
        self._end(cell, Choice, "if")

    def _end(self, cell: TemplateCell, kind: type[Loop] | type[Choice], word: str) -> None:
        if self.open and isinstance(self.open[-1], kind):
            self.open.pop()
            self.into.pop()
            return
        inner = f",此处尚未结束的是 {self.plan.places[self.open[-1].line]}" if self.open else ""
        message = f"{{% end{word} %}} 没有配对的 {{% {word} %}}{inner}"
        self._fault(cell, message, found=cell.text, expected=f"先有 {{% {word} %}},并由内到外依次结束")

    def _around(self) -> tuple[int, ...]:
        """The loops whose body the next row stands in; the rows of a loop's `{% else %}` are not repeated by it."""
        return tuple(
            block.id
            for block, into in zip(self.open, self.into[1:], strict=True)
            if isinstance(block, Loop) and into is block.body
        )

    def _line(self, place: str) -> int:
        if not self.plan.places:
            self.plan.places.append("")  # Jinja's lines count from 1
        self.plan.places.append(place)
        return len(self.plan.places) - 1

    def _fault(self, where: TemplateCell | int, message: str, code: str = WRONG, **parts: str) -> None:
        place = self.plan.places[where] if isinstance(where, int) else where.reference
        self.faults.add(code, message, self.sheet, place, **parts)


def _test(node: nodes.If) -> nodes.Expr:
    assert isinstance(node.test, nodes.Expr)
    return node.test
