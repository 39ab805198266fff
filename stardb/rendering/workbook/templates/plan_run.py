"""Running a sheet's plan: one compiled Jinja program a sheet, and a slow, cell by cell run when it fails."""

from collections.abc import Mapping
from types import TracebackType

from jinja2 import Template, TemplateSyntaxError, UndefinedError, nodes

from stardb.rendering.template_limits import EndlessTemplate
from stardb.rendering.workbook.row_layout import TooManyRows, Trace
from stardb.rendering.workbook.templates.sheet_plan import Choice, Loop, Plan, RowStep, SetStep, Step
from stardb.rendering.workbook.templates.template_faults import UNKNOWN, WRONG, TemplateFaults
from stardb.rendering.workbook.templates.workbook_environment import WorkbookEnvironment

__all__ = ["find_faults", "run_plan"]

_FILE = "<template>"  # what Jinja calls a program compiled from no file


def run_plan(
    plan: Plan, environment: WorkbookEnvironment, context: Mapping[str, object], faults: TemplateFaults, sheet: str
) -> Trace:
    """Run a plan and return what it emitted. If any cell fails, every failing cell goes to `faults`."""
    program = None
    try:
        program = _Assembly(plan, environment).compile()
        return _run(program, environment, plan, context)
    except (EndlessTemplate, RecursionError) as error:  # run again cell by cell, it would come to no end either
        _note_endless(error, plan, program, faults, sheet)
    except TooManyRows:
        faults.add(WRONG, "展开后的行数超过一张工作表所能容纳的 1,048,576 行", sheet, found="行数过多")
    except Exception as error:  # whatever a template's expressions may raise
        before = len(faults.found)
        find_faults(plan, environment, context, faults, sheet, set())
        if len(faults.found) == before:  # cell by cell it does not come up: never half a sheet
            faults.add(WRONG, f"计算出错:{type(error).__name__}: {error}", sheet, found=type(error).__name__)
    return Trace(plan.bands)


def _run(program: Template, environment: WorkbookEnvironment, plan: Plan, context: Mapping[str, object]) -> Trace:
    trace = environment.trace = Trace(plan.bands)
    environment.begin(context)
    for _ in program.root_render_func(program.new_context(dict(context))):
        pass
    return trace


def find_faults(
    plan: Plan,
    environment: WorkbookEnvironment,
    context: Mapping[str, object],
    faults: TemplateFaults,
    sheet: str,
    failed: set[int],
) -> None:
    """Run again and again, each time without the lines that `failed` before, until nothing fails."""
    failed = set(failed)
    while True:
        program = None
        try:
            program = _Assembly(plan, environment, failed).compile()
            _run(program, environment, plan, context)
            return
        except TooManyRows:
            return
        except (EndlessTemplate, RecursionError) as error:
            _note_endless(error, plan, program, faults, sheet)
            return
        except TemplateSyntaxError as error:
            line = error.lineno
            message, code = f"写法有误({error.message})", WRONG
        except UndefinedError as error:
            line = _line_of(error.__traceback__, program)
            message, code = str(error.message), UNKNOWN
        except Exception as error:  # whatever a template's expressions may raise
            line = _line_of(error.__traceback__, program)
            message, code = f"计算出错:{type(error).__name__}: {error}", WRONG
        known = 0 < line < len(plan.places)
        faults.add(code, message, sheet, plan.places[line] if known else "", found=message)
        if not known or line in failed:
            return
        failed.add(line)


def _note_endless(
    error: EndlessTemplate | RecursionError, plan: Plan, program: Template | None, faults: TemplateFaults, sheet: str
) -> None:
    line = _line_of(error.__traceback__, program)
    message = str(error) if isinstance(error, EndlessTemplate) else "自己套自己，没有尽头"
    faults.add(WRONG, message, sheet, plan.places[line] if 0 < line < len(plan.places) else "", found=message)


def _line_of(traceback: TracebackType | None, program: Template | None) -> int:
    """The line of the template in which an error arose; 0 if in none."""
    line = 0
    while traceback is not None and program is not None:
        if traceback.tb_frame.f_code.co_filename == _FILE:
            line = program.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


class _Assembly:
    """Puts a plan together as one Jinja program. With `failed` (even empty) each cell is a statement of its own."""

    def __init__(self, plan: Plan, environment: WorkbookEnvironment, failed: set[int] | None = None) -> None:
        self.plan, self.environment, self.failed = plan, environment, failed

    def compile(self) -> Template:
        """The program. Raises TemplateSyntaxError for what parses and yet cannot be compiled."""
        template = nodes.Template(self._body(self.plan.steps), lineno=1)
        template.set_environment(self.environment)
        code = self.environment.compile(template)
        return Template.from_code(self.environment, code, self.environment.make_globals(None))

    def _body(self, steps: list[Step]) -> list[nodes.Node]:
        parts: list[nodes.Node] = []
        bands: list[RowStep] = []  # rows without live cells, to be emitted in one go
        for step in [*steps, None]:
            if isinstance(step, RowStep) and not step.cells:
                bands.append(step)
                continue
            if bands:
                ends: list[nodes.Expr] = [nodes.Const(bands[0].band), nodes.Const(bands[-1].band)]
                parts.append(_call("emit_fixed", ends, bands[0].line))
                bands = []
            if step is not None:
                parts += self._step(step)
        return parts

    def _step(self, step: Step) -> list[nodes.Node]:
        if isinstance(step, RowStep):
            return self._row(step)
        if isinstance(step, SetStep):
            return [self._set(step)]
        if isinstance(step, Loop):
            return self._loop(step)
        return self._choice(step)

    def _set(self, step: SetStep) -> nodes.Node:
        if self._is_left_out(step.line) and isinstance(step.node, nodes.Assign):
            return nodes.Assign(step.node.target, nodes.Const(None), lineno=step.line)
        return step.node

    def _is_left_out(self, line: int) -> bool:
        return self.failed is not None and line in self.failed

    def _row(self, step: RowStep) -> list[nodes.Node]:
        band: nodes.Expr = nodes.Const(step.band)
        if self.failed is None:
            before = [statement for cell in step.cells for statement in cell.program.statements]
            values = nodes.Tuple([cell.program.expression for cell in step.cells], "load")
            return [*before, _call("emit", [band, values], step.line)]
        checks: list[nodes.Node] = []
        for cell in step.cells:
            if not self._is_left_out(cell.line):
                checks += [*cell.program.statements, _call("check", [cell.program.expression], cell.line)]
        return [*checks, _call("emit", [band], step.line)]

    def _loop(self, step: Loop) -> list[nodes.Node]:
        loop: nodes.Expr = nodes.Const(step.id)
        if self._is_left_out(step.line):
            return []
        body = [_call("begin_turn", [loop], step.line), *self._body(step.body)]
        old = step.node
        node = nodes.For(old.target, old.iter, body, self._body(step.otherwise), old.test, False, lineno=step.line)
        return [_call("enter_loop", [loop], step.line), node, _call("leave_loop", [], step.line)]

    def _choice(self, step: Choice) -> list[nodes.Node]:
        if any(self._is_left_out(branch.line) for branch in step.branches):
            return []
        otherwise: list[nodes.Node] = []
        arms: list[nodes.If] = []
        for branch in step.branches:
            if branch.test is None:
                otherwise = self._body(branch.body)
            else:
                arms.append(nodes.If(branch.test, self._body(branch.body), [], [], lineno=branch.line))
        first, *rest = arms
        return [nodes.If(first.test, first.body, rest, otherwise, lineno=first.lineno)]


def _call(method: str, arguments: list[nodes.Expr], line: int) -> nodes.ExprStmt:
    call = nodes.Call(nodes.EnvironmentAttribute(method), arguments, [], None, None)
    return nodes.ExprStmt(call, lineno=line)
