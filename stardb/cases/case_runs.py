"""Running worked cases: each is rated by the rules of its day, and what comes out is held against what is expected."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import lru_cache, partial

from stardb.cases.case_file import Case, CaseFile, Given, Subject
from stardb.cases.case_history import EarlierResults, build_history, fill_parameters, read_earlier
from stardb.cases.case_parameters import set_parameters
from stardb.cases.case_periods import RatedPeriod, find_case_period
from stardb.cases.differences import Difference, list_differences
from stardb.cases.expectations import ExpectationReader, Expected
from stardb.cases.given.case_cells import CaseReaders, Givens, GivenValue
from stardb.cases.given.case_tables import build_tables
from stardb.cases.record_expectations import read_row_expectations
from stardb.cases.suites import Suite
from stardb.dataclass import dataclass
from stardb.intake import Decision, Matter
from stardb.problems import Place, Problem, Severity, problem, unique
from stardb.quantity import Frequency, Period
from stardb.rulebook import LoadedScheme, Scheme, load_source, read_frequencies, read_rules
from stardb.scoring import Appraisal, score
from stardb.yamlfile import YamlPath, YamlSource, read_source, validate


@dataclass(frozen=True, eq=False)
class CaseResult:
    """One case run; `appraisal` is None where a problem kept it from being run. `confirm`: nobody has checked it yet."""

    title: str
    why: str
    place: Place
    confirm: bool
    differences: tuple[Difference, ...] = ()
    appraisal: Appraisal | None = None

    @property
    def passed(self) -> bool:
        """Whether it was run and everything came out as expected."""
        return self.appraisal is not None and not self.differences


@dataclass(frozen=True, eq=False)
class SuiteResult:
    """The cases of one scheme, run. `scheme` is the scheme of the first case's day, None where none could be loaded."""

    suite: Suite
    title: str
    scheme: Scheme | None
    results: tuple[CaseResult, ...] = ()
    problems: tuple[Problem, ...] = field(default_factory=tuple)

    @property
    def passed(self) -> tuple[CaseResult, ...]:
        """The confirmed cases that came out as expected."""
        return tuple(result for result in self.results if result.passed and not result.confirm)

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The confirmed cases that did not."""
        return tuple(r for r in self.results if r.appraisal is not None and not r.passed and not r.confirm)

    @property
    def to_confirm(self) -> tuple[CaseResult, ...]:
        """The cases nobody has checked yet."""
        return tuple(result for result in self.results if result.confirm and result.appraisal is not None)


def run_cases(suite: Suite) -> SuiteResult:
    """Run the cases of a suite. Never raises for what is wrong in either file: that is in `problems`."""
    if suite.cases is None:
        return SuiteResult(suite, _title(suite), None)
    source = read_source(suite.cases, suite.cases_file)
    case_file = read_cases(source)
    if case_file is None:
        return SuiteResult(suite, _title(suite), None, problems=tuple(source.problems))
    runner = CaseRunner(suite, case_file, source)
    results = tuple(runner.run(k, case) for k, case in enumerate(case_file.cases))
    problems = unique([*source.problems, *runner.problems])
    first = next(
        (
            runner.load(one.appraisal.period, one.appraisal.scheme.as_of).scheme
            for one in results
            if one.appraisal is not None
        ),
        None,
    )
    return SuiteResult(suite, first.title if first else case_file.cases_of, first, results, problems)


def read_cases(source: YamlSource) -> CaseFile | None:
    """The file as data; None where something is wrong with its form, which is reported."""
    if source.problems and any(p.severity is Severity.ERROR for p in source.problems):
        return None
    if not isinstance(source.data, dict):
        source.report("R203", "用例要从“cases_of: 办法的名称”写起", expected="cases_of、base、cases")
        return None
    return validate(source, CaseFile)


def _title(suite: Suite) -> str:
    data = read_source(suite.text, suite.file).data
    named = data.get("scheme") if isinstance(data, dict) else None
    return named if isinstance(named, str) else suite.file


class CaseRunner:
    """Runs the cases of one file, remembering the scheme of each day."""

    def __init__(self, suite: Suite, case_file: CaseFile, source: YamlSource) -> None:
        self.suite, self.case_file, self.source = suite, case_file, source
        self.problems: list[Problem] = []
        self.rules = read_rules(suite.text, suite.file)
        self.load: Callable[[Period, date | None], LoadedScheme] = lru_cache(partial(load_source, self.rules))
        self.changed: dict[tuple[Period, date, str], Scheme | None] = {}
        self.readers: dict[tuple[Period, date], CaseReaders] = {}
        self.titles: set[str] = set()
        self.useless: set[RatedPeriod] = set()

    def run(self, k: int, case: Case) -> CaseResult:
        """The outcome of the k-th case, counted from 0: passed only where every expected value holds and nothing is wrong with it."""
        path: YamlPath = ("cases", k)
        place = self.source.place((*path, "case"))
        before = len(self.source.problems)
        self._check_form(case, path)
        find_scheme = self.scheme(case, path)
        appraisal, wanted = self.rate(case, path, find_scheme) if find_scheme is not None else (None, [])
        if len(self.source.problems) > before:
            appraisal = None
        differences = list_differences(wanted, appraisal, self.source) if appraisal is not None else ()
        return CaseResult(case.case, case.why, place, case.confirm, differences, appraisal)

    def _check_form(self, case: Case, path: YamlPath) -> None:
        report = self.source.report
        if case.case in self.titles:
            report("C106", f"“{case.case}”这一例写了两次", (*path, "case"), found=case.case)
        self.titles.add(case.case)
        if case.subjects and case.expect:
            report("C104", "写了 subjects 的，应得的写在各对象下面", (*path, "expect"), key=True)
        if case.subjects and case.decisions:
            report("C104", "写了 subjects 的，裁定写在各对象下面", (*path, "decisions"), key=True)
        if not case.expect and not any(subject.expect for subject in case.subjects):
            report("C104", f"“{case.case}”没有写应得的结果", path, expected="expect")

    def scheme(self, case: Case, path: YamlPath) -> Scheme | None:
        """The scheme of a case's day, with the parameters that the case sets."""
        scheme = self.find_plain_scheme(case, path)
        return self._set_parameters(case, path, scheme) if scheme is not None else None

    def _set_parameters(self, case: Case, path: YamlPath, scheme: Scheme) -> Scheme | None:
        layers = ((self.case_file.base.parameters, ("base", "parameters")), (case.parameters, (*path, "parameters")))
        given = {name: GivenValue(value, (*where, name)) for own, where in layers for name, value in own.items()}
        if not given:
            return scheme
        key = (scheme.period, scheme.as_of, repr(sorted((name, one.value) for name, one in given.items())))
        if key not in self.changed:
            before = len(self.source.problems)
            rules = set_parameters(self.rules, given, scheme, self.source)
            loaded = load_source(rules, scheme.period, scheme.as_of) if len(self.source.problems) == before else None
            self.changed[key] = loaded.scheme if loaded is not None else None
            faults = [p for p in loaded.problems if p.severity is Severity.ERROR] if loaded is not None else []
            if faults:
                where = next(reversed(given.values())).path[:-1]
                message = f"参数这样改了以后，办法有错误：{faults[0].message}"
                self.source.report("C105", message, where, key=True, found=faults[0].message)
        return self.changed[key]

    def find_plain_scheme(self, case: Case, path: YamlPath) -> Scheme | None:
        """The scheme of a case's day, by the parameters as the rules have them."""
        every = read_frequencies(self.rules) or (Frequency.YEAR,)
        rated = find_case_period(case, path, self.case_file, every, self.source)
        if rated is None:
            return None
        loaded = self.load(rated.period, rated.day)
        if loaded.scheme is None:
            self.problems += [p for p in loaded.problems if p.severity is Severity.ERROR]
            if rated not in self.useless:
                told = rated.day or rated.period.title
                self.source.report("C105", f"办法在{told}有错误，或不在有效期内", rated.path, found=str(told))
            self.useless.add(rated)
            return None
        if loaded.scheme.title != self.case_file.cases_of:
            message = f"用例是“{self.case_file.cases_of}”的，旁边的办法是“{loaded.scheme.title}”"
            place = self.source.place(("cases_of",))
            self.problems.append(
                problem("C101", message, place, found=self.case_file.cases_of, expected=loaded.scheme.title)
            )
        return loaded.scheme

    def rate(self, case: Case, path: YamlPath, scheme: Scheme) -> tuple[Appraisal | None, list[list[Expected]]]:
        """A case rated, None where something it says does not hold; and what it expects of each subject."""
        before = len(self.source.problems)
        day, reader = scheme.as_of, ExpectationReader(scheme, self.source)
        subjects: list[tuple[Subject, YamlPath]] = [
            (subject, (*path, "subjects", n)) for n, subject in enumerate(case.subjects)
        ]
        if not subjects:
            subjects = [(Subject.model_validate({"expect": case.expect, "decisions": case.decisions}), path)]
        givens = [self._merge_givens(case, path, subject, below) for subject, below in subjects]
        names = [subject.name for subject, _ in subjects]
        readers = self.readers.setdefault((scheme.period, day), CaseReaders(scheme, self.source))
        tables = build_tables(givens, names, readers)
        keys = tables.subjects.keys
        for n, key in enumerate(keys):
            if key in keys[:n]:
                self.source.report("C106", "这个对象的名称或编号与前面的相同", subjects[n][1], found=names[n])
        earlier = [
            fill_parameters(self._read_earlier(case, path, subject, below, scheme, reader), scheme, self.rules)
            for subject, below in subjects
        ]
        history = build_history(earlier, keys, scheme, reader)
        wanted = [list(_read_expected(subject, (*below, "expect"), scheme, reader)) for subject, below in subjects]
        if len(self.source.problems) > before:
            return None, wanted
        days = case if case.holidays else self.case_file.base
        decisions = self._list_decisions(subjects, keys)
        appraisal = score(scheme, tables, history, days.read_calendar(), decisions)
        self.problems += appraisal.decisions.problems
        return None if appraisal.decisions.problems else appraisal, wanted

    def _list_decisions(self, subjects: Sequence[tuple[Subject, YamlPath]], keys: Sequence[str]) -> list[Decision]:
        """What a case says that people decided, numbered as it is written; each stands where its 改为 does."""
        written = [
            (key, decision, (*below, "decisions", n))
            for (subject, below), key in zip(subjects, keys, strict=True)
            for n, decision in enumerate(subject.decisions)
        ]
        return [
            Decision(
                str(number), self.suite.file, key, Matter(one.matter), one.item, one.before, one.after, one.because,
                "", "", None, "", self.source.place((*path, "after")),
            )
            for number, (key, one, path) in enumerate(written, 1)
        ]  # fmt: skip

    def _merge_givens(self, case: Case, path: YamlPath, subject: Subject, below: YamlPath) -> Givens:
        layers: list[tuple[Mapping[str, object], YamlPath]] = [
            (self.case_file.base.given, ("base", "given")), (case.given, (*path, "given")), (subject.given, (*below, "given")),
        ]  # fmt: skip
        return {name: GivenValue(value, (*where, name)) for given, where in layers for name, value in given.items()}

    def _read_earlier(
        self, case: Case, path: YamlPath, subject: Subject, below: YamlPath, scheme: Scheme, reader: ExpectationReader
    ) -> list[EarlierResults]:
        layers: Sequence[tuple[Given | Subject, YamlPath]] = [
            (subject, below),
            (case, path),
            (self.case_file.base, ("base",)),
        ]
        last = next((GivenValue(x.last, (*p, "last")) for x, p in layers if x.last is not None), GivenValue(None, ()))
        before = next((GivenValue(x.before, (*p, "before")) for x, p in layers if x.before), GivenValue([], ()))
        return read_earlier(last, before, scheme, reader)


def _read_expected(subject: Subject, path: YamlPath, scheme: Scheme, reader: ExpectationReader) -> Iterator[Expected]:
    """What a case expects of a subject: of its results by name, and of the rows of its record tables."""
    for name, value in subject.expect.items():
        if name in scheme.tables and scheme.tables[name].many and name not in reader.names:
            yield from read_row_expectations(name, value, (*path, name), scheme, reader)
        elif made := reader.read(name, value, (*path, name)):
            yield made
