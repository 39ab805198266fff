"""How much each number of a rule file decides: moved by one of its last digit either way, what changes."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from stardb.advice.rule_numbers import RuleNumber, find_rule_numbers, move_number
from stardb.advice.trials import score_again
from stardb.dataclass import dataclass
from stardb.quantity import NO_CALENDAR, Kind, WorkCalendar
from stardb.rulebook import Role, expand_rules, load_source
from stardb.scoring import Appraisal
from stardb.yamlfile import YamlSource, read_source


@dataclass(frozen=True)
class Shift:
    """What a number written otherwise changes.

    text: how it is written then. gained, lost: stars that subjects have more, and fewer. raised, lowered: subjects whose level,
    grade or rating is higher, and lower. undecided: results that are undecided then and were not, less those that were. money:
    by how much all entitlements in money together are more (less where below 0). subjects: for how many any published result
    comes out otherwise.
    """

    text: str
    gained: Fraction
    lost: Fraction
    raised: int
    lowered: int
    undecided: int
    money: Fraction
    subjects: int

    @property
    def weight(self) -> tuple[Fraction, int, Fraction, int]:
        """By what shifts are compared: stars, levels, money, subjects."""
        return (self.gained + self.lost, self.raised + self.lowered, abs(self.money), self.subjects)


@dataclass(frozen=True)
class NumberSensitivity:
    """A number of a rule file, and what changes with one of its last digit less, and more; None where the rules do not hold then."""

    number: RuleNumber
    less: Shift | None
    more: Shift | None

    @property
    def weight(self) -> tuple[Fraction, int, Fraction, int]:
        """That of the greater of the two shifts."""
        return max((one.weight for one in (self.less, self.more) if one is not None), default=_NOTHING)

    @property
    def money(self) -> Fraction:
        """By how much the money differs, of the greater of the two shifts."""
        return max((abs(one.money) for one in (self.less, self.more) if one is not None), default=Fraction(0))

    @property
    def changes_something(self) -> bool:
        """Whether anything comes out otherwise."""
        return self.weight > _NOTHING


_NOTHING = (Fraction(0), 0, Fraction(0), 0)


@dataclass(frozen=True)
class Sensitivity:
    """The numbers of one scheme. numbers: those that could be moved, what changes most first. skipped: those that could not, either way."""

    appraisal: Appraisal
    numbers: tuple[NumberSensitivity, ...]
    skipped: tuple[RuleNumber, ...]


def _quietly(_: str, __: int = 0, ___: int = 0) -> None:
    """Tell nobody."""


def find_sensitivity(
    appraisal: Appraisal, calendar: WorkCalendar = NO_CALENDAR, progress: Callable[[str, int, int], None] = _quietly
) -> Sensitivity:
    """Move every number of an appraisal's rule file by one of its last digit either way and score the same tables again.

    calendar: as for `score`. progress: told what is being done, how many of how many are.
    """
    source, before = read_source(appraisal.scheme.text, appraisal.scheme.file), _Results(appraisal)
    numbers = find_rule_numbers(source)
    made, skipped = [], []
    for k, number in enumerate(numbers):
        progress("逐个改动办法里的数", k, len(numbers))
        less, more = (_shift(source, before, number, way, calendar) for way in (-1, 1))
        if less is None and more is None:
            skipped.append(number)
        else:
            made.append(NumberSensitivity(number, less, more))
    order = sorted(made, key=lambda one: one.weight, reverse=True)
    return Sensitivity(appraisal, tuple(order), tuple(skipped))


def _shift(
    source: YamlSource, before: "_Results", number: RuleNumber, way: int, calendar: WorkCalendar
) -> Shift | None:
    """What changes with a number moved one way; None where it cannot be, or the rules do not hold then."""
    appraisal, text = before.appraisal, number.move(way)
    changed = move_number(source, number, text) if text is not None else None
    if text is None or changed is None:
        return None
    scheme = appraisal.scheme
    loaded = load_source(expand_rules(changed), scheme.period, scheme.as_of, is_reviewed=False).scheme
    if loaded is None or [step.name for step in loaded.steps] != [step.name for step in scheme.steps]:
        return None
    return before.compare(text, _Results(score_again(appraisal, appraisal.tables, calendar, loaded)))


class _Results:
    """What shifts are told by: stars, heights of levels and grades, money; and every published result, a value a subject."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal, scheme = appraisal, appraisal.scheme
        self.names = [step.name for step in appraisal.result_steps()]
        stars = [step.name for step in scheme.of_role(Role.STAR)]
        paid = [step.name for step in scheme.of_role(Role.ENTITLEMENT) if step.rule.kind is Kind.MONEY]
        rated = appraisal.rated.tolist()
        self.values = {
            name: [column.at(i) if takes_part else None for i, takes_part in enumerate(rated)]
            for name in self.names
            for column in [appraisal.columns[name]]
        }
        self.rated = rated
        self.stars = [_as_number(value) for name in stars if name in self.values for value in self.values[name]]
        self.heights = [
            [rating.height(value) for value in self.values[name]]
            for name, rating in scheme.ratings.items()
            if name in self.values
        ]
        self.money = sum(
            (
                value
                for name in paid
                if name in self.values
                for value in self.values[name]
                if isinstance(value, Fraction)
            ),
            Fraction(0),
        )
        self.undecided = sum(
            int(np.count_nonzero(appraisal.rated & ~appraisal.columns[name].settled)) for name in self.names
        )

    def compare(self, text: str, after: "_Results") -> Shift:
        """What is otherwise in `after`."""
        stars = [
            new - old for old, new in zip(self.stars, after.stars, strict=True) if old is not None and new is not None
        ]
        size, risen, fallen = len(self.rated), set[int](), set[int]()
        for mine, others in zip(self.heights, after.heights, strict=True):
            for i, (old, new) in enumerate(zip(mine, others, strict=True)):
                if old is not None and new is not None and old != new:
                    (risen if new > old else fallen).add(i)
        differs = [self.rated[i] != after.rated[i] for i in range(size)]
        for name, values in self.values.items():
            if values != after.values[name]:
                differs = [one or old != new for one, old, new in zip(differs, values, after.values[name], strict=True)]
        return Shift(
            text,
            sum((change for change in stars if change > 0), Fraction(0)),
            -sum((change for change in stars if change < 0), Fraction(0)),
            len(risen),
            len(fallen),
            after.undecided - self.undecided,
            after.money - self.money,
            sum(differs),
        )


def _as_number(value: Fraction | str | bool | None) -> Fraction | None:
    """How many stars a value is; None where it is undecided or a word."""
    return Fraction(value) if isinstance(value, bool | Fraction) else None
