"""Cases at every edge of the rules, for a clerk to check: one column changed at a time, and what the rules then give."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from stardb.cases.case_file import Case, CaseFile, Given
from stardb.cases.case_runs import CaseRunner, read_cases, run_cases
from stardb.cases.case_yaml import list_given, write_case_file
from stardb.cases.computed_edges import Crossing, EdgeSearch
from stardb.cases.expectations import STATE, find_outcome, list_result_types, show_outcome
from stardb.cases.given.case_cells import as_cell
from stardb.cases.suites import Suite
from stardb.dataclass import dataclass
from stardb.intake import CellReader
from stardb.quantity import PENDING, Kind, read_quantity, show, show_number
from stardb.rulebook import ColumnSpec, Role, Scheme, Step, TurningPoint, find_computed_edges, find_turning_points
from stardb.scorers.clauses import PerCore
from stardb.scoring import Appraisal
from stardb.yamlfile import YamlSource, number_as_text, read_source

HEADER = "请逐例核对，无误后删去 confirm。"
_PLAIN = (Role.SCORE, Role.TOTAL, Role.GRADE, Role.BARE_GRADE)
"""Steps whose turns every case meets anyhow: a grade is named by its level."""

_NUMBER = re.compile(r"(-?\d+)(?:\.(\d+))?(\D*)")


@dataclass
class _Wish:
    """A value to put in a column, and the results that turn there."""

    text: object
    why: list[str] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)


def propose_cases(suite: Suite) -> str | None:
    """A file of proposed cases as YAML; None where the rules cannot be loaded or the cases there are cannot be read."""
    source = read_source(suite.cases, suite.cases_file) if suite.cases is not None else YamlSource(suite.cases_file)
    file = read_cases(source) if suite.cases is not None else _begun(suite)
    if file is None:
        return None
    start = next((case for case in file.cases if not case.subjects and not case.confirm), file.cases[0])
    runner = CaseRunner(suite, file, source)
    scheme = runner.scheme(start, ("cases", file.cases.index(start)))
    if start.subjects:
        start = start.model_copy(update={"case": "起始", "subjects": []})
    if scheme is None:
        return None
    base = list_given(file)
    if suite.cases is None:
        base["given"] = _plainest(scheme)
        runner = CaseRunner(suite, file.model_copy(update={"base": Given.model_validate(base)}), source)
    found = _wishes(scheme)
    passed_over = _add_computed(found, start, scheme, runner)
    cases = [case for column, wish in _sort_wishes(found) if (case := _case(column, wish, start, scheme, runner))]
    cases = cases or [_as_it_is(start, scheme, runner)]
    comments = [HEADER, *(f"没有拟出（只改一栏到不了这个界，要自己拟）：{edge}" for edge in passed_over)]

    def write(some: Sequence[Case]) -> str:
        return write_case_file(scheme.title, base, some, comments)

    return write(_select_sound(cases, write, suite))


def _select_sound(cases: list[Case], write: Callable[[Sequence[Case]], str], suite: Suite) -> list[Case]:
    """The cases that `stardb test` runs and that come out; all of them where none would be left."""
    while cases:
        results = run_cases(replace(suite, cases=write(cases))).results
        sound = [case for case, result in zip(cases, results, strict=False) if result.passed]
        if len(sound) in (0, len(cases)):
            break
        cases = sound
    return cases


def _begun(suite: Suite) -> CaseFile | None:
    """A file to start from where there is none: the last day of the year the rules come into force in."""
    data = read_source(suite.text, suite.file).data
    if not isinstance(data, dict):
        return None
    try:
        first = date.fromisoformat(str(data.get("valid_from")))
        last = date.fromisoformat(str(data.get("valid_to", "9999-12-31")))
    except ValueError:
        return None
    day = min(date(first.year, 12, 31), last)
    given = {"as_of": day.isoformat()}
    return CaseFile.model_validate({"cases_of": str(data.get("scheme")), "base": given, "cases": [{"case": "起始"}]})


def _plainest(scheme: Scheme) -> dict[str, Any]:
    """Something in every column that is not left blank on purpose: one of a thing, half, the first word, 否."""
    given: dict[str, Any] = {}
    roster = scheme.roster
    for column, (table, kind) in scheme.columns.items():
        spec = scheme.tables[table].columns[column]
        if spec.blank is None and kind is not Kind.TEXT and column not in (*roster.key, roster.name, roster.group):
            tries = [_SOMETHING.get(spec.type, f"1{spec.unit}"), *(spec.between or ())]
            tries += [*spec.words, scheme.as_of.isoformat()]
            reader = CellReader(spec)
            given[column] = next((text for text in tries if _readable(reader, text)), None)
    return given


_SOMETHING = {"yes_no": "否", "percent": "50%", "duration": "1年", "date": "", "year": "", "choice": ""}


def _readable(reader: CellReader, text: str) -> bool:
    reading = reader.readings[reader.codes([text])[0]]
    return bool(text) and reading.fault is None


_Wishes = dict[tuple[str, object], _Wish]
"""What to put in which column: by column and value."""


def _wishes(scheme: Scheme) -> _Wishes:
    """What to put in which column, in the order of the steps."""
    found: _Wishes = {}
    for turn in find_turning_points(scheme):
        if turn.name in scheme.columns:
            for text in _texts(turn, scheme):
                _wish(found, turn.name, text, turn.step)
    return found


def _wish(found: _Wishes, column: str, text: object, step: Step, reached: str = "") -> None:
    """Note a value to put in a column, and which results turn there; reached: the result that comes to an edge."""
    wish = found.setdefault((column, text), _Wish(text))
    wish.names |= dict.fromkeys(name for name in (reached, step.name) if name)
    wish.why += [step.title] if step.title not in wish.why else []


def _add_computed(found: _Wishes, start: Case, scheme: Scheme, runner: CaseRunner) -> list[str]:
    """Add the values that bring a computed number to its edges; gives the edges to which no column alone brings it."""
    search = EdgeSearch(scheme, start, lambda case: _rate(case, scheme, runner))
    passed_over: dict[str, None] = {}
    done: dict[str, bool] = {}
    for edge in find_computed_edges(scheme):
        if edge.step.role in _PLAIN and edge.left.single_name in (scheme.level, ""):
            continue
        if edge.text not in done:
            crossed = search.find(edge)
            done[edge.text] = crossed is not None
            reached = edge.left.single_name if scheme.step(edge.left.single_name) is not None else ""
            if crossed is not None and not _is_wished(
                found, crossed, _spec(crossed.column, scheme)
            ):  # at an edge of the column's own
                for text in crossed.texts:
                    _wish(found, crossed.column, text, edge.step, reached)
        if not done[edge.text]:
            passed_over[f"{edge.step.title}：{edge.text}"] = None
    return list(passed_over)


def _is_wished(found: _Wishes, crossed: Crossing, spec: ColumnSpec) -> bool:
    """Whether the value that reaches an edge is to be put in the column anyhow."""
    wished = [text for column, text in found if column == crossed.column]
    return any(_alike(text, crossed.reached, spec) for text in wished)


def _sort_wishes(found: _Wishes) -> list[tuple[str, _Wish]]:
    """Column by column in the order of the steps, a blank last."""
    columns = list(dict.fromkeys(column for column, _ in found))
    for column in columns:
        filled = [wish for (name, _), wish in found.items() if name == column]
        why = dict.fromkeys(clause for wish in filled for clause in wish.why)
        found[column, None] = _Wish(None, list(why), dict.fromkeys(name for wish in filled for name in wish.names))
    return sorted(((key[0], wish) for key, wish in found.items()), key=lambda pair: columns.index(pair[0]))


def _texts(turn: TurningPoint, scheme: Scheme) -> list[str]:
    """What a clerk would type at a turn: the value, and of a number one step to either side, as far as the column goes."""
    kind = scheme.columns[turn.name][1]
    spec = _spec(turn.name, scheme)
    if not isinstance(turn.value, Fraction):
        return [show(kind, turn.value)]
    core, values = turn.step.rule.core, [turn.value]
    if (
        isinstance(core, PerCore)
        and core.each.number is not None
        and core.unit.number is not None
        and core.each.number > 0
        and turn.step.rule.high is not None
        and core.source.single_name == turn.name
    ):
        values.append(
            turn.step.rule.high / core.each.number * core.unit.number
        )  # where the full mark is reached, and past it
    texts = [text for value in values for text in _around(kind, value, spec)]
    reader = CellReader(spec)
    return [text for text in dict.fromkeys(texts) if _readable(reader, text)]


def _around(kind: Kind, edge: Fraction, spec: ColumnSpec) -> Iterator[str]:
    """The edge and one step to either side: one in the last digit it is written with; a month, a day."""
    if kind in (Kind.DURATION, Kind.DATE):
        yield from (show(kind, edge + side) for side in (-1, 0, 1))
        return
    match = _NUMBER.fullmatch(show(kind, edge))
    if match is None:
        return
    unit = match[3] if edge else _unit(spec, match[3])
    step = Fraction(1, 10 ** (0 if spec.counts else len(match[2] or "")))
    for side in (-1, 0, 1):
        yield show_number(Fraction(f"{match[1]}.{match[2] or 0}") + side * step) + unit


def _unit(spec: ColumnSpec, shown: str) -> str:
    """The unit of a bare 0: the column's own, where it has one of its kind."""
    return spec.unit if spec.unit and read_quantity(f"1{spec.unit}")[0] is spec.kind is Kind.MONEY else shown


def _spec(column: str, scheme: Scheme) -> ColumnSpec:
    return scheme.tables[scheme.columns[column][0]].columns[column]


def _alike(now: object, wished: object, spec: ColumnSpec) -> bool:
    """Whether a column holds already what is wished for it; a blank that counts as 否 is no 否 written out."""
    if wished is None or isinstance(now, list | dict):
        return now is None or now == wished
    reader = CellReader(spec)
    first, second = (reader.readings[reader.codes([as_cell(value)])[0]] for value in (now, wished))
    return first.value == second.value


def _as_it_is(start: Case, scheme: Scheme, runner: CaseRunner) -> Case:
    """The starting case itself, where nothing turns on a column: a file of cases has one at least."""
    made = _expecting(start, [step.name for step in scheme.results], "照现在的办法算的", scheme, runner)
    return made or start.model_copy(update={"confirm": True, "expect": {STATE: PENDING}})


def _case(column: str, wish: _Wish, start: Case, scheme: Scheme, runner: CaseRunner) -> Case | None:
    """The proposed case; None where the column cannot hold the value, or it is what the starting case has."""
    given = {**start.given, column: wish.text}
    now = {**runner.case_file.base.given, **start.given}.get(column)
    if _alike(now, wish.text, _spec(column, scheme)):
        return None
    title = f"{column} {'空白' if wish.text is None else number_as_text(wish.text)}"
    why = f"{start.case}，只改这一栏：{'、'.join(wish.why)}"
    changed = start.model_copy(update={"given": given, "case": title})
    return _expecting(changed, list(wish.names), why, scheme, runner)


def _expecting(case: Case, wanted: list[str], why: str, scheme: Scheme, runner: CaseRunner) -> Case | None:
    """A case that expects of some results what the rules now give; None where it cannot be rated."""
    appraisal = _rate(case, scheme, runner)
    if appraisal is None:
        return None
    names = list_result_types(scheme)
    expect = {}
    for name in dict.fromkeys(
        [*wanted, *(name for name in (scheme.level, scheme.grade, *scheme.ratings) if name), STATE]
    ):
        value = find_outcome(name, names[name], appraisal, 0)
        expect[name] = show_outcome(value, names[name]) if value is not None else names[name].states.name(PENDING)
    return case.model_copy(update={"why": why, "confirm": True, "expect": expect})


def _rate(case: Case, scheme: Scheme, runner: CaseRunner) -> Appraisal | None:
    """A case rated; None where it cannot be."""
    before = len(runner.source.problems)
    appraisal, _ = runner.rate(case.model_copy(update={"expect": {}}), ("cases",), scheme)
    del runner.source.problems[before:]
    return appraisal
