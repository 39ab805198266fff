"""`undecided_when`: the grounds on which a clause is left undecided (待定), each with its reason."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Kind
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.yamlfile import WORD_SCHEMA, OneOrMore, Part, Word, or_short


class Ground(Part):
    """使本条待定的一种情形，如 {when: 实到人数 * 2 < 应到人数, because: 到会不足半数，结果无效}；不写理由的只写条件。"""

    when: Word = Field(description="条件；成立，或不能判定时，本条待定")
    because: str = Field("", description="理由，待定清单、结果页和解释里给人看")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        return {"when": value} if isinstance(value, str | int | Fraction) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return or_short(core, handler, WORD_SCHEMA)


Grounds: TypeAlias = Annotated[list[Ground], OneOrMore()]
"""One ground, or a list of them: any will do."""


@dataclass(frozen=True, eq=False)
class Doubt:
    """A ground bound: its condition and its reason. spares_nothing: whether it does not matter where the clause gives 0."""

    when: Formula
    because: str
    spares_nothing: bool = False

    def say(self, phrases: Phrases) -> str:
        """That it holds for a subject, in Chinese."""
        test = phrases.spell(self.when)
        return f"{self.because}（{test}）" if self.because else f"“{test}”成立"


def bind_doubts(grounds: Sequence[Ground], scope: Scope) -> tuple[Doubt, ...]:
    """The grounds bound. Raises ClauseRefused, having reported what does not hold."""
    return tuple(
        Doubt(scope.bind_formula(ground.when, ("undecided_when", k, "when"), Kind.BOOL), ground.because)
        for k, ground in enumerate(grounds)
    )


def describe_doubts(doubts: Sequence[Doubt], phrases: Phrases, *, is_scored: bool) -> str:
    """Why a value is undecided by these grounds: those that hold, else those that cannot be told; "" where it is not.

    is_scored: the value is known but for them.
    """
    held = [doubt.say(phrases) for doubt in doubts if phrases.holds(doubt.when)]
    if held:
        return f"{'；'.join(held)}，按规定待定"
    unsure = [doubt.when for doubt in doubts if phrases.holds(doubt.when) is None] if is_scored else []
    return "；".join(f"“{phrases.spell(when)}”不能判定：{phrases.say_missing(when)}" for when in unsure)
