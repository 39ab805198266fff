"""`FormDoubt`: what is unclear in a form; a problem is made of it once it is known whose form it is."""

from typing import NamedTuple

from stardb.books import cell_text
from stardb.intake.headers.candidates import TableCandidate
from stardb.intake.headers.missing_columns import Proposal, TitleCandidate
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.masking import mask, quoted
from stardb.problems import Place, Problem
from stardb.problems import problem as make_problem


class FormDoubt(NamedTuple):
    """A doubt in words, without whose form it is. candidates: the columns between which a clerk may choose."""

    code: str
    text: str
    place: Place
    found: str = ""
    expected: str = ""
    candidates: tuple[TitleCandidate, ...] = ()

    def problem(self, candidate: TableCandidate, vocabulary: Vocabulary) -> Problem:
        """The doubt as a problem of the form of a candidate."""
        labels = candidate.labels(vocabulary)
        key = [cell_text(labels[column].value).strip() for column in candidate.spec.key if column in labels]
        who = mask("/".join(key)) if key else candidate.sheet.name
        message = f"{quoted(who)}的{quoted(candidate.table)}：{self.text}。"
        return make_problem(self.code, message, self.place, found=self.found, expected=self.expected)

    def proposal(self, candidate: TableCandidate) -> Proposal:
        """The doubt as something to settle."""
        return Proposal(candidate.scheme, candidate.table, "", self.candidates, self.place, self.code)
