"""An argument of a clause: an amount as the rule writes it, a parameter, or a value that each subject has of its own."""

from fractions import Fraction

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame, Reaches, constant
from stardb.quantity import Column, Kind, ValueRange, ranges
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import YamlPath, show_value


@dataclass(frozen=True, eq=False)
class Argument:
    """A bound argument. number: what it is for everybody, None where each subject has its own. text: as the rule writes it."""

    formula: Formula
    number: Fraction | None
    text: str

    @property
    def kind(self) -> Kind:
        """What kind of amount it is."""
        return self.formula.kind

    @property
    def names(self) -> tuple[str, ...]:
        """The parameter or value it is read from; nothing where it is an amount."""
        return self.formula.names

    def evaluate(self, frame: Frame) -> Column:
        """The amount of each subject."""
        if self.number is not None:
            return Column.constant(self.kind, self.number, frame.size)
        return self.formula.evaluate(frame)

    def reach(self, reaches: Reaches) -> ValueRange:
        """What it can come to at all."""
        return self.formula.reach(reaches) if self.number is None else ranges.just(self.number)

    def of(self, phrases: Phrases) -> Fraction | None:
        """What it is for the subject of some phrases; None where that is unknown."""
        if self.number is not None:
            return self.number
        found = self.formula.evaluate(Frame(1, phrases.take(self.names))).at(0)
        return found if isinstance(found, Fraction) else None

    def show(self, phrases: Phrases, amount: str) -> str:
        """As people read it: a name with its value; of an amount that is written, `amount`."""
        return phrases.show(self.formula) if self.names else amount


def bind_argument(text: object, kind: Kind, path: YamlPath, scope: Scope, *, loose: bool = False) -> Argument:
    """An argument of a kind: an amount, or the name of a parameter or value. Raises ClauseRefused for anything else.

    loose: a number may stand for a percent, and a percent for a number.
    """
    found = _read_name(text, path, scope)
    if found is None:
        number = scope.read_amount(text, kind, path, loose=loose)
        return Argument(constant(kind, number), number, show_value(text))
    if not (found.kind is kind or (loose and {found.kind, kind} <= {Kind.NUMBER, Kind.PERCENT})):
        message = f"“{found.text}”是{found.kind.value}，这里要{kind.value}"
        raise scope.refuse("R305", message, path, found=found.text, expected=kind.value)
    return found


def bind_any_argument(text: object, path: YamlPath, scope: Scope) -> Argument:
    """An argument of whatever kind it is. Raises ClauseRefused where it is none."""
    found = _read_name(text, path, scope)
    if found is not None:
        return found
    kind, number = scope.read_any_amount(text, path)
    return Argument(constant(kind, number), number, show_value(text))


def _read_name(text: object, path: YamlPath, scope: Scope) -> Argument | None:
    """The parameter or value that is named; None where no name stands there. Raises ClauseRefused for one that is no number."""
    name = str(text).strip().strip("`")
    if name not in scope.symbols:
        return None
    formula = scope.bind_formula(f"`{name}`", path)
    if not formula.kind.numeric:
        message = f"“{name}”是{formula.kind.value}，这里要一个数"
        raise scope.refuse("R305", message, path, found=name, expected="数、金额、百分比或时长")
    return Argument(formula, scope.reaches[name].low if name in scope.fixed else None, name)
