"""`grants`: titles and recommendations (荣誉与推荐), P51 — words that a condition brings, no number."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import Names


class Grants(Clause):
    """给予的资格或荣誉，如 `grants: [两代表一委员, 两优一先]`，与 when 同用。"""

    keyword: ClassVar[str] = "grants"
    title: ClassVar[str] = "资格荣誉"

    grants: Names = Field(min_length=1, description="资格、荣誉的名称")

    def core(self, scope: Scope) -> Core:
        return GrantsCore("、".join(self.grants))


@dataclass(frozen=True, eq=False)
class GrantsCore(Core):
    """Bound: always branch 0; whether it applies is the clause's `when`."""

    words: str
    kind: Kind = Kind.CHOICE

    @property
    def choices(self) -> tuple[str, ...]:
        return (self.words,)

    @property
    def inputs(self) -> tuple[str, ...]:
        return ()

    def score(self, frame: AppraisalFrame) -> Scored:
        return Scored(Column.from_codes((self.words,), np.zeros(frame.size, np.int64)), np.zeros(frame.size, np.int64))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        return f"给予：{self.words}"
