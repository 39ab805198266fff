"""Which sheet is which table: decided by headers and labels, by a sheet's name only between tables that fit alike.

This is done once, for all schemes; what is read, which sheets are reported as unused, and what a clerk may settle go by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from stardb.books import Sheet
from stardb.dataclass import dataclass
from stardb.intake.headers.candidates import AmbiguousSheet, TableCandidate, ambiguity_problem, choose_candidates
from stardb.intake.headers.missing_columns import Proposal, proposal_problem
from stardb.intake.headers.search_limit import SearchLimitReached
from stardb.intake.headers.sheet_names import assigned_sheets, named_sheets
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.layout.arrange import Arrangement, arrange_sheet, is_excluded
from stardb.intake.layout.form_doubts import FormDoubt
from stardb.intake.matching.form_id import FormId
from stardb.intake.matching.match import Match, fit_candidate
from stardb.intake.matching.own_forms import match_own_forms
from stardb.intake.matching.rival_schemes import separate_schemes
from stardb.intake.matching.rival_sheets import separate_rivals
from stardb.intake.matching.title_period import other_part_problems
from stardb.intake.matching.title_year import other_year_problems
from stardb.intake.matching.unused_sheets import UnusedSheet, find_nearest, has_data
from stardb.intake.reading_options import NO_TABLE, ReadingOptions
from stardb.problems import Problem
from stardb.quantity import Period
from stardb.rulebook import TableSpec

_PLAIN = ReadingOptions()


class ChosenCandidate(NamedTuple):
    """A candidate that was chosen, its match (None where its keys are not known), and what its header lacks or says twice."""

    candidate: TableCandidate
    match: Match | None
    proposals: Sequence[Proposal]


@dataclass(frozen=True, eq=False)
class SheetMatches:
    """What the sheets of a workspace are, each looked at once.

    vocabularies: scheme -> the names of its columns. doubts: what is doubtful of the form of a candidate. ambiguous: the
    sheets of which it is unclear which table they are. faults: what is wrong with forms sent out, with their scheme. unused:
    the sheets with data that are no table of any scheme. too_large: those of which it could not be found out. folders: file ->
    the period that its folder is named by.
    """

    sheets: Sequence[Sheet]
    vocabularies: Mapping[str, Vocabulary]
    chosen: Sequence[ChosenCandidate]
    doubts: Sequence[tuple[TableCandidate, FormDoubt]]
    ambiguous: Sequence[AmbiguousSheet]
    faults: Sequence[tuple[str, Problem]]
    unused: Sequence[UnusedSheet]
    too_large: Sequence[Sheet] = ()
    folders: Mapping[str, Period] = field(default_factory=dict)

    def of_scheme(self, scheme: str, year: str = "") -> tuple[list[Match], list[Problem]]:
        """Every sheet that is a table of a scheme, in order, and what is wrong with their headers. year: the period's.

        A sheet may be several tables at once where they share no column but their keys. Sheets that are none of them are
        passed over without a word: `report_unmatched` speaks of those.
        """
        problems = [fault for of, fault in self.faults if of == scheme]
        dated = {(fault.place.file, fault.place.sheet) for fault in problems if fault.code == "D164"}
        vocabulary = self.vocabularies[scheme]
        problems += [doubt.problem(one, vocabulary) for one, doubt in self.doubts if one.scheme == scheme]
        problems += [ambiguity_problem(sheet) for sheet in self.ambiguous if sheet.scheme == scheme]
        matches: list[Match] = []
        for candidate, match, proposals in self.chosen:
            if candidate.scheme == scheme:
                problems += [proposal_problem(proposal, candidate.spec) for proposal in proposals]
                matches += [match] if match else []
                if match and (match.sheet.file, match.sheet.name) not in dated:
                    folder = self.folders.get(match.sheet.file)
                    problems += other_year_problems(match.sheet, match.header.top, year)
                    problems += other_part_problems(match.sheet, match.header.top, folder)
        return matches, problems


def match_sheets(
    sheets: Sequence[Sheet],
    schemes: Mapping[str, Mapping[str, TableSpec]],
    year: str = "",
    options: ReadingOptions = _PLAIN,
) -> SheetMatches:
    """Which tables of which schemes the sheets are. schemes: name -> table -> its columns. year: the period's."""
    known = {table for specs in schemes.values() for table in specs}
    given = {entry: table for entry, table in options.sheets.items() if table in known or table == NO_TABLE}
    assigned = assigned_sheets(sheets, given)
    vocabularies = {
        name: Vocabulary(specs, year, options.titles, named_sheets(sheets, specs, assigned))
        for name, specs in schemes.items()
    }
    candidates: list[TableCandidate] = []
    doubts: dict[Sheet, Sequence[FormDoubt]] = {}
    faults: list[tuple[str, Problem]] = []
    unused: list[UnusedSheet] = []
    too_large: list[Sheet] = []
    for sheet in sheets:
        is_free = (sheet.file, sheet.name) not in assigned
        own, altered = match_own_forms(sheet, vocabularies, options) if is_free else ([], [])
        faults += altered
        try:
            arrangement = arrange_sheet(sheet, vocabularies) if not own else Arrangement(own)
        except SearchLimitReached:
            too_large.append(sheet)
            continue
        candidates += arrangement.candidates
        doubts |= arrangement.doubts
        is_form = is_free and bool(FormId.from_text(sheet.stamp))
        if not (arrangement.candidates or is_form or is_excluded(sheet, vocabularies)) and has_data(sheet):
            unused.append(UnusedSheet(sheet, find_nearest(sheet, vocabularies)))
    chosen, ambiguous = choose_candidates(candidates)
    chosen, of_others = separate_schemes(chosen, vocabularies)
    chosen, rivals = separate_rivals(chosen, vocabularies)
    mine = [(one, doubt) for one in chosen if not one.keyed for doubt in doubts.get(one.sheet, ())]
    fitted = [ChosenCandidate(one, *fit_candidate(one, vocabularies[one.scheme])) for one in chosen]
    return SheetMatches(
        sheets,
        vocabularies,
        fitted,
        mine,
        [*ambiguous, *of_others, *rivals],
        faults,
        unused,
        too_large,
        options.folders,
    )
