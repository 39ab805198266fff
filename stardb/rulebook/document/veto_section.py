"""The section `vetoes`: findings that hold down, or hold up, the level or the grade."""

from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from stardb.quantity import UnreadableText, read_number
from stardb.rulebook.document.conditions import Condition
from stardb.yamlfile import WORD_SCHEMA, Part, Word, show_value


def _mark(value: object) -> object:
    """A number where it reads as one, else a word."""
    if isinstance(value, bool) or not isinstance(value, Fraction | int | str):
        raise ValueError(f"这里写几星，或等次的名称，写的是“{show_value(value)}”")
    try:
        return Fraction(value) if not isinstance(value, str) else read_number(value)
    except UnreadableText:
        return value


Mark: TypeAlias = Annotated[Fraction | str, PlainValidator(_mark), WithJsonSchema(WORD_SCHEMA)]
"""How high a level or grade: a number of stars, or the grade's word."""


class Effect(Part):
    """否决或保底的效力，写一种：cap 不得高于，floor 不得低于（保底），set 定为，down 降几级（减多少）。

    写数的作用于星级，写等次名称的作用于等次，如 `{cap: 2}`、`{cap: 良好}`（一票否优）。
    等次的高低按 grades 写的先后，由好到差；没有写的，由数分档的，数大的为高，otherwise 的最低。
    set 也可以是 words 里不分高低的词（如 不定等次、不定星级）；cap、floor、down 不动这样的词，也降不到它。
    用 on 写明作用于别的结果的，照那项结果的写法：`{cap: 60}`、`{set: 0元}`、`{set: 不得}`；是词的、是或否的，只能 set。
    """

    cap: Mark | None = Field(None, description="不得高于几星、哪个等次，或多少")
    floor: Mark | None = Field(None, description="保底：不得低于几星、哪个等次，或多少")
    set: Mark | None = Field(None, description="定为几星、哪个等次，或多少；星写 得、不得")
    down: Mark | None = Field(
        None,
        description="降几级，或减多少；星级降到 0 或 level 的 between 下限为止，等次降到最后一等，别的降到它最低能到的数",
    )

    @model_validator(mode="after")
    def _just_one(self) -> "Effect":
        given = [value for value in (self.cap, self.floor, self.set, self.down) if value is not None]
        if len(given) != 1:
            raise ValueError("effect 写 cap、floor、set、down 中的一种，或 undecided、not_rated")
        if isinstance(self.down, Fraction) and self.down < 0:
            raise ValueError("down 的数不能小于0")
        if self.down == 0:
            raise ValueError("down 写降几级，或减多少，要大于0")
        return self


class ResultVeto(Condition):
    """一票否决（或保底）及其效力，作用于星级、等次，或 on 写明的哪一项结果。

    按所写次序一个接一个作用；在名额之前作用（被否决的不占名额），要在名额之后的写 stage: after_quotas。保底不写 stage 的，
    在名额之前作用，名额之后也不低于它：名额之外的、用来补足的，到保底为止。否决前的得数仍在，叫 `星级(否决前)`、`总分(否决前)`，
    指标的叫 `得分(指标·否决前)`。
    """

    because: str = Field(description="给人看的理由")
    effect: Effect | Literal["undecided", "not_rated"] = Field(description="效力；undecided 待定，not_rated 不参评")
    on: Word | None = Field(
        None,
        description="作用于什么：level 星级、grade 等次、ratings 里的名称，或一个取值、指标、大项、总分、星、待遇的名称；"
        "不写的按效力看是星级还是等次，分不清的、有几样并列的评定的，必须写",
    )
    stage: Literal["before_quotas", "after_quotas"] | None = Field(
        None,
        description="在名额之前还是之后作用：before_quotas 在前，名额可以再列到保底以下；after_quotas 在后，先照常占名额；"
        "不写的在前，而保底（floor）在名额之后仍然有效。只用于星级、等次和 ratings",
    )
