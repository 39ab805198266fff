"""What is doubtful of a form, and said once it is known whose it is."""

from typing import NamedTuple

from stardb.books import cell_text
from stardb.intake.headers.candidates import Claim
from stardb.intake.headers.missing_columns import Candidate, Proposal
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.intake.masking import mask, quoted
from stardb.problems import Place, Problem, problem


class Doubt(NamedTuple):
    """A doubt in words, without whose form it is. candidates: the columns between which a clerk may choose."""

    code: str
    text: str
    place: Place
    found: str = ""
    expected: str = ""
    candidates: tuple[Candidate, ...] = ()

    def told(self, claim: Claim, vocabulary: Vocabulary) -> Problem:
        """The doubt as a problem of the form of a claim."""
        labels = claim.labels(vocabulary)
        key = [cell_text(labels[column].value).strip() for column in claim.spec.key if column in labels]
        who = mask("/".join(key)) if key else claim.sheet.name
        message = f"{quoted(who)}的{quoted(claim.table)}：{self.text}。"
        return problem(self.code, message, self.place, found=self.found, expected=self.expected)

    def proposal(self, claim: Claim) -> Proposal:
        """The doubt as something to settle."""
        return Proposal(claim.scheme, claim.table, "", self.candidates, self.place, self.code)
