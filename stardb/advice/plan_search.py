"""The search for plans: which one, two or three cells, changed, bring a subject to a target. Every plan has been scored."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from stardb.advice.advice_targets import Target
from stardb.advice.changeable_cells import ChangeableColumn
from stardb.advice.trials import CellValue, Changes, Trial, Trials, find_upstream
from stardb.dataclass import dataclass
from stardb.scoring import Appraisal

MOST_CHANGES = 3
"""No plan changes more cells than these."""

MOST_PLANS = 3
"""So many plans are given for a target."""

_PAIRED = 7
"""So many columns, those that bring most, are combined with each other."""


@dataclass(frozen=True)
class Draft:
    """Changes of a subject that bring it to a target, and how much they bring of the number the target goes by (0 where it has none)."""

    subject: int
    changes: tuple[tuple[str, CellValue], ...]
    gain: Fraction = Fraction(0)


@dataclass(frozen=True)
class Standing:
    """Where a trial stands: how high, and by what number."""

    height: Fraction | None
    measure: Fraction


class PlanSearch:
    """The search for one target. base: subject -> what is changed before all else (vetoes lifted, stars that are asked for first)."""

    def __init__(
        self,
        appraisal: Appraisal,
        target: Target,
        columns: Mapping[str, ChangeableColumn],
        trials: Trials,
        base: Mapping[int, Changes],
    ) -> None:
        assert target.promised is not None
        self.appraisal, self.target, self.trials, self.base = appraisal, target, trials, base
        self.promised = target.promised
        upstream = find_upstream(appraisal.scheme, [self.promised.name])
        self.columns = {name: column for name, column in columns.items() if name in upstream}
        self.start: dict[int, Standing] = {}

    def find(self, who: Sequence[int]) -> dict[int, list[Draft]]:
        """Subject -> drafts, the fewest changes first, then those that bring least beyond need, then the least changes."""
        for i, standing in zip(who, self.stand([(i, {}) for i in who]), strict=True):
            self.start[i] = standing
        there = {i: [Draft(i, ())] for i in who if self._is_reached(i, self.start[i])}
        open_ = [i for i in who if i not in there and self.start[i].height is not None]
        singles, best = self._try_singles(open_)
        drafts = singles + self._try_together(open_, singles, best)
        drafts = self._reduce(drafts)
        found: dict[int, list[Draft]] = {i: [] for i in open_}
        for draft in drafts:
            found[draft.subject].append(draft)
        return there | {i: self._choose(mine) for i, mine in found.items()}

    def stand(self, tried: Sequence[tuple[int, Changes]]) -> list[Standing]:
        """Where subjects stand after some changes, those of `base` made before."""
        if not tried:
            return []
        results = self.trials.score([Trial(i, {**self.base.get(i, {}), **changes}) for i, changes in tried])
        heights = [self.target.height(value) for value in results.values(self.promised.name)]
        if not self.target.measure:
            return [Standing(height, Fraction(0)) for height in heights]
        numbers = results.values(self.target.measure)
        return [
            Standing(height, number if isinstance(number, Fraction) else Fraction(0))
            for height, number in zip(heights, numbers, strict=True)
        ]

    def _is_reached(self, i: int, standing: Standing) -> bool:
        """Whether a subject stands higher than it does now, with nothing changed."""
        now = self.target.height(self.appraisal.columns[self.promised.name].at(i))
        return standing.height is not None and now is not None and standing.height > now

    def _at(self, i: int, name: str) -> CellValue | None:
        """What a cell holds before the search."""
        changed = self.base.get(i, {})
        return changed[name] if name in changed else self.appraisal.columns[name].at(i)

    def _try_singles(self, who: Sequence[int]) -> tuple[list[Draft], dict[int, dict[str, tuple[Fraction, CellValue]]]]:
        """The single changes that reach the target, the least of each column; and of each column that does not, the most it brings."""
        tried = [
            (i, name, value)
            for name, column in self.columns.items()
            for i in who
            if self.appraisal.columns[name].known[i] and name not in self.base.get(i, {})
            for value in column.values
            if value != self._at(i, name)
        ]
        stands = self.stand([(i, {name: value}) for i, name, value in tried])
        reached: dict[tuple[int, str], tuple[Fraction, CellValue]] = {}
        best: dict[int, dict[str, tuple[Fraction, CellValue]]] = {i: {} for i in who}
        for (i, name, value), standing in zip(tried, stands, strict=True):
            effort = self.columns[name].measure(self._at(i, name), value)
            if self._is_reached(i, standing):
                known = reached.get((i, name))
                if known is None or effort < known[0]:
                    reached[i, name] = (effort, value)
                continue
            gain, mine = standing.measure - self.start[i].measure, best[i].get(name)
            if gain > 0 or not self.target.measure:
                old = (mine[0], -self.columns[name].measure(self._at(i, name), mine[1])) if mine else None
                if old is None or (gain, -effort) > old:
                    best[i][name] = (gain, value)
        singles = [Draft(i, ((name, value),)) for (i, name), (_, value) in reached.items()]
        for i, name in reached:
            best[i].pop(name, None)
        return singles, best

    def _try_together(
        self, who: Sequence[int], singles: Sequence[Draft], best: Mapping[int, Mapping[str, tuple[Fraction, CellValue]]]
    ) -> list[Draft]:
        """Two and three changes that reach the target together, of subjects for whom fewer do not give plans enough."""
        number = dict.fromkeys(who, 0)
        for draft in singles:
            number[draft.subject] += 1
        found: list[Draft] = []
        sets: dict[int, list[frozenset[str]]] = {i: [] for i in who}
        for size in range(2, MOST_CHANGES + 1):
            tried = []
            for i in (i for i in who if number[i] < MOST_PLANS):
                ranked = sorted(best[i].items(), key=lambda one: -one[1][0])[:_PAIRED]
                for chosen in combinations(ranked, size):
                    names = frozenset(name for name, _ in chosen)
                    if not any(smaller <= names for smaller in sets[i]):
                        tried.append((i, names, {name: value for name, (_, value) in chosen}))
            stands = self.stand([(i, changes) for i, _, changes in tried])
            for (i, names, changes), standing in zip(tried, stands, strict=True):
                if self._is_reached(i, standing):
                    sets[i].append(names)
                    number[i] += 1
                    found.append(Draft(i, tuple(changes.items())))
        return found

    def _reduce(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts with every number changed no further than the target needs."""
        made = [dict(draft.changes) for draft in drafts]
        for place in range(MOST_CHANGES):
            self._reduce_one(drafts, made, place)
        stands = self.stand([(draft.subject, changes) for draft, changes in zip(drafts, made, strict=True)])
        return [
            Draft(draft.subject, tuple(changes.items()), standing.measure - self.start[draft.subject].measure)
            for draft, changes, standing in zip(drafts, made, stands, strict=True)
            if self._is_reached(draft.subject, standing)
        ]

    def _reduce_one(self, drafts: Sequence[Draft], made: list[dict[str, CellValue]], place: int) -> None:
        """Bring the change at a place of each draft as near to what the cell holds as the target allows, by halving."""
        spans: dict[int, tuple[str, Fraction, Fraction, int, int]] = {}
        for k, draft in enumerate(drafts):
            names = [*made[k]]
            if place >= len(names):
                continue
            name = names[place]
            old, new, column = self._at(draft.subject, name), made[k][name], self.columns[name]
            if not _is_number(old) or not _is_number(new):
                continue
            assert isinstance(old, Fraction)
            assert isinstance(new, Fraction)
            way = column.step if new > old else -column.step
            spans[k] = (name, new, way, 0, int(abs(new - old) // column.step))
        while open_ := {k: one for k, one in spans.items() if one[4] - one[3] > 1}:
            middle = {k: (low + high) // 2 for k, (*_, low, high) in open_.items()}
            tried = [
                (drafts[k].subject, {**made[k], name: new - way * middle[k]})
                for k, (name, new, way, *_) in open_.items()
            ]
            for k, standing in zip(open_, self.stand(tried), strict=True):
                name, new, way, low, high = spans[k]
                holds = self._is_reached(drafts[k].subject, standing)
                spans[k] = (name, new, way, middle[k], high) if holds else (name, new, way, low, middle[k])
        for k, (name, new, way, low, _) in spans.items():
            made[k][name] = new - way * low

    def _choose(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The best few drafts."""

        def order(one: Draft) -> tuple[int, Fraction, Fraction]:
            return (
                len(one.changes),
                one.gain,
                self._effort(one),
            )

        return sorted(drafts, key=order)[:MOST_PLANS]

    def _effort(self, draft: Draft) -> Fraction:
        """How large all its changes are together."""
        efforts = (self.columns[name].measure(self._at(draft.subject, name), value) for name, value in draft.changes)
        return sum(efforts, Fraction(0))


def _is_number(value: CellValue | None) -> bool:
    return isinstance(value, Fraction) and not isinstance(value, bool)
