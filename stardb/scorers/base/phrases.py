"""Names and values of one subject, for sentences."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np

from stardb import expressions
from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import PENDING, WORK_CALENDAR, Column, Kind, show, show_at


@dataclass(frozen=True)
class Phrases:
    """Names and values of one subject, for sentences."""

    columns: Mapping[str, Column]
    i: int

    def show_value(self, name: str) -> str:
        """The subject's value of a name, as people read it."""
        return show_at(self.columns[name], self.i)

    def name_and_value(self, name: str) -> str:
        """`name〔value〕`."""
        return f"{name}〔{self.show_value(name)}〕"

    def spell(self, formula: Formula) -> str:
        """The formula with every name's value; of a condition settled without some of them, between what they lie."""
        settled = formula.kind is Kind.BOOL and not self.is_known(formula) and self.holds(formula) is not None
        return formula.spell(self._name_and_range if settled else self.name_and_value)

    def show_range(self, formula: Formula) -> str:
        """As `show`; of what is not known, between what it lies."""
        if formula.names == (formula.text,):
            return f"{formula.text} {self._show_range(formula.text)}"
        return formula.spell(self._name_and_range)

    def _name_and_range(self, name: str) -> str:
        return f"{name}〔{self._show_range(name)}〕"

    def _show_range(self, name: str) -> str:
        """A value; where it is not known, the least and the most it can be, as far as there are any."""
        column = self.columns[name]
        if column.known[self.i] or column.ends is None or column.private:
            return self.show_value(name)
        low, high = (end.at(self.i) for end in column.ends)
        if low is None and high is None:
            return self.show_value(name)
        least, most = (show(column.kind, end) for end in (low, high))
        told = f"{least}至{most}" if None not in (low, high) else f"至少{least}" if high is None else f"至多{most}"
        return f"{PENDING}，{told}{column.unit}"

    def is_known(self, formula: Formula) -> bool:
        """Whether everything the formula reads is known."""
        return all(self.columns[name].known[self.i] for name in formula.names)

    def show(self, formula: Formula) -> str:
        """`name value` for a bare name, the whole spelling for a longer formula."""
        text = formula.text
        if formula.names == (text,):
            return f"{text} {self.show_value(text)}"
        return formula.spell(self.name_and_value)

    def show_amount(self, formula: Formula, value: Fraction) -> str:
        """A number of the formula's kind as people read it, with what the formula counts where it is a single name."""
        unit = self.columns[formula.names[0]].unit if len(formula.names) == 1 else ""
        return show(formula.kind, value) + (unit if formula.kind is Kind.NUMBER else "")

    def say_missing(self, formula: Formula) -> str:
        """The sentence of a value that cannot be had: the names that keep it so."""
        causes = self.find_causes(formula)
        unknown_parts = [name for name in causes if not self.columns[name].has_word[self.i]]
        worded = [f"{name}是“{self.show_value(name)}”，不是数" for name in causes if name not in unknown_parts]
        told = [f"{'、'.join(unknown_parts)}未知"] if unknown_parts else []
        if (
            not causes
            and WORK_CALENDAR in formula.names
            and all(self.columns[name].known[self.i] for name in formula.names if name != WORK_CALENDAR)
        ):
            return "stardb.yaml 没有写有关年份的节假日（holidays），待定"
        return f"{'，'.join([*told, *worded])}，待定" if causes else "不能判定，待定"

    def take(self, names: Iterable[str]) -> Mapping[str, Column]:
        """The subject's own values of some names: columns of one value."""
        here = np.array([self.i])
        return {name: self.columns[name].take(here) for name in names}

    def find_causes(self, formula: Formula) -> list[str]:
        """The unknown names that keep the formula unknown for this subject; not those that another settles."""
        frame = Frame(1, self.take(formula.names))

        def number(frame: Frame) -> Column:
            return formula.evaluate(frame).without_words()

        found = expressions.find_causes(number, frame, formula.names, number(frame))
        return [name for name in formula.names if name in found and found[name][0]]

    def holds(self, formula: Formula) -> bool | None:
        """Whether a condition holds for this subject; None where that is unknown."""
        frame = Frame(1, self.take(formula.names))
        return formula.evaluate(frame).at(0)  # type: ignore[return-value]  # a condition gives nothing else
