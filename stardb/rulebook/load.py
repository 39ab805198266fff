"""Loads a rule file: text -> source -> document -> scheme, and everything that is wrong with it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from stardb.dataclass import dataclass
from stardb.problems import Problem, ProblemsError, Severity
from stardb.quantity import Period
from stardb.rulebook.acceptances import report_idle_acceptances, take_acceptances
from stardb.rulebook.binding.bind_scheme import bind_scheme
from stardb.rulebook.clause_unions import CLAUSE_UNIONS
from stardb.rulebook.document import Document
from stardb.rulebook.expansion import EXPANSION_FAULTS, expand_entries
from stardb.rulebook.remaining_parts import report_remainder
from stardb.rulebook.review import review
from stardb.rulebook.review.years_in_numbers import report_years_in_numbers
from stardb.rulebook.scheme import Scheme
from stardb.rulebook.state_names import list_state_faults
from stardb.yamlfile import Accepted, YamlSource, read_source, read_yaml_text, report_faults, show_value


@dataclass(frozen=True)
class LoadedScheme:
    """A rule file loaded: the scheme, or None where an error keeps it from being used; and every problem found.

    problems: in the order of their places. accepted: the findings that the file settles with a reason.
    """

    file: str
    scheme: Scheme | None
    problems: tuple[Problem, ...]
    accepted: tuple[Accepted, ...] = ()


def load_scheme(path: Path, file: str, period: Period, as_of: date | None = None) -> LoadedScheme:
    """Load a rule file for a period.

    file: its name in messages, relative to the workspace. as_of: the day rated on, where that is not the one that the file
    derives from the period.

    Never raises for what is wrong with the file: that is in `problems`.
    """
    try:
        text = read_yaml_text(path, file)
    except ProblemsError as error:
        return LoadedScheme(file, None, tuple(error.problems))
    return load_text(text, file, period, as_of)


def load_text(text: str, file: str, period: Period, as_of: date | None = None) -> LoadedScheme:
    """The same from the text of a rule file."""
    return load_source(read_rules(text, file), period, as_of)


def read_rules(text: str, file: str) -> YamlSource:
    """The data of a rule file, with everything that it writes once for several spelt out. file: its name in messages.

    Raises nothing: what is wrong is in `problems`.
    """
    return expand_rules(read_source(text, file))


def expand_rules(source: YamlSource) -> YamlSource:
    """The same of a rule file whose data have been read, and perhaps changed; `source` itself stays as it is."""
    source = replace(source, problems=[*source.problems], accepted=[])
    return expand_entries(take_acceptances(source))


def load_source(
    source: YamlSource, period: Period, as_of: date | None = None, *, is_reviewed: bool = True
) -> LoadedScheme:
    """The same from a rule file that has been read; `source` itself stays as it is, so that it can be loaded for other periods.

    is_reviewed: whether what may be remarked on a file that can be used is wanted.
    """
    source = replace(source, problems=[*source.problems], copy_problems={}, accepted=[])
    report_years_in_numbers(source)
    scheme = None
    if any(problem.code in EXPANSION_FAULTS for problem in source.problems):
        pass  # what is not spelt out right would only seem to be missing
    elif isinstance(source.data, dict):
        try:
            document = Document.model_validate(source.data)
        except ValidationError as error:
            faulty = report_faults(error, source, Document, CLAUSE_UNIONS)
            report_remainder(faulty, source, period, as_of)
        else:
            scheme = _bind(document, source, period, as_of, is_reviewed=is_reviewed)
    elif all(problem.severity is not Severity.ERROR for problem in source.problems):
        source.report(
            "R203", "办法要从“scheme: 名称”写起", found=show_value(source.data), expected="scheme、subject、tables 等"
        )
    problems = tuple(sorted(source.problems, key=lambda p: (p.place, p.code)))
    broken = any(p.severity is Severity.ERROR for p in problems)
    accepted = tuple(sorted(source.accepted, key=lambda one: (one.problem.place, one.problem.code)))
    return LoadedScheme(source.file, None if broken else scheme, problems, accepted)


def _bind(
    document: Document, source: YamlSource, period: Period, as_of: date | None, *, is_reviewed: bool
) -> Scheme | None:
    try:
        scheme = bind_scheme(document, source, period, as_of)
    except RecursionError:
        source.report("R303", "名称一个引用一个，层次太深", ("values",), key=True, remedy="把取值(values)改得少绕几道")
        return None
    if not any(problem.severity is Severity.ERROR for problem in source.problems):
        for word, message in list_state_faults(scheme.states, scheme):
            source.report("R309", message, ("states", word), found=scheme.states[word], expected="别处没有用的词")
        if is_reviewed:
            review(scheme, source)
            report_idle_acceptances(source)
    return scheme
