"""What the card of one subject shows: its heads, stars and entitlements, and its explanation as a tree."""

from decimal import Decimal

from stardb.dataclass import dataclass
from stardb.rendering.views.rows.decision_rows import DecisionRow

__all__ = ["Card", "CardCell", "CardDatum", "CardNode", "HeadCard", "RuleLink", "StarCard"]


@dataclass(frozen=True, slots=True)
class CardCell:
    """A cell. number: of its workbook among the card's sources, from 1. spot: sheet and cell. whole: with the file."""

    number: int
    spot: str
    whole: str


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A place in the rule file: its line, and the whole of it."""

    line: int
    whole: str


@dataclass(frozen=True, slots=True)
class CardDatum:
    """A value that needs no node of its own: a cell, or what has been explained above. link: as of a node."""

    title: str
    value: str
    is_above: bool
    note: str
    cell: CardCell | None
    link: str


@dataclass(frozen=True, slots=True)
class CardNode:
    """One value of the tree, and what it was made of: short remarks, and nodes below.

    kind: what it is, in a word. full: the full mark as the rules write it, "" for none. missing: what more would have been
    needed. anchor: the id of its part of the page, "" for none. link: the page of the subject whose result it is, "" for none.
    """

    title: str
    value: str
    reason: str
    basis: str
    note: str
    is_example: bool
    kind: str
    unit: str
    full: str
    rule: RuleLink | None
    cell: CardCell | None
    missing: tuple[str, ...]
    anchor: str
    link: str
    data: tuple[CardDatum, ...]
    below: "tuple[CardNode, ...]"


@dataclass(frozen=True, slots=True)
class HeadCard:
    """A head: its node, its score and full mark and its weight in the total; "" where it has none."""

    node: CardNode
    points: Decimal | str
    full: Decimal | str
    pass_mark: str
    weight: str


@dataclass(frozen=True, slots=True)
class StarCard:
    """A star: its node, its score, full mark and pass mark, and how many there are; "" where it has none."""

    node: CardNode
    points: Decimal | str
    full: Decimal | str
    pass_mark: Decimal | str
    count: Decimal | str


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A file of evidence: its name, and where it lies as seen from the card."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class CardEvidence:
    """The evidence of an indicator that asks for some. is_missing: whether there must be some and is none."""

    indicator: str
    points: str
    files: tuple[EvidenceLink, ...]
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one subject.

    heads, stars, entitlements, grading (from scores or stars to grade): nodes of the tree. eligibility: the node of who
    takes part; None where everybody does. sources: the workbooks that cells lie in. decisions: what people decided of the subject.
    evidence: of the indicators that ask for some.
    """

    result: str
    tree: tuple[CardNode, ...]
    heads: tuple[HeadCard, ...]
    stars: tuple[StarCard, ...]
    entitlements: tuple[CardNode, ...]
    grading: tuple[CardNode, ...]
    eligibility: CardNode | None
    sources: tuple[str, ...]
    decisions: tuple[DecisionRow, ...]
    evidence: tuple[CardEvidence, ...] = ()
