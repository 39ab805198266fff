"""Whom and what a decision means: the subject in the roster, the result among the steps, the steps that rank."""

from collections.abc import Iterable, Mapping, Sequence

from stardb.intake import Decision, Matter, mask, name_forms, quoted, veil
from stardb.problems import Problem, problem
from stardb.quantity import find_near, tidy
from stardb.rulebook import Role, Scheme, Step
from stardb.scorers.clauses import AllotmentCore, RankCore
from stardb.scorers.steps import DirectLevelCore, QuotaCore, VetoCore

ROLES: Mapping[Matter, tuple[Role, ...]] = {
    Matter.POINTS: (Role.INDICATOR, Role.SCORE, Role.HEAD, Role.TOTAL, Role.VALUE),
    Matter.STAR: (Role.STAR,),
    Matter.LEVEL: (Role.LEVEL, Role.RATING, Role.BASE, Role.BARE_RATING),
    Matter.GRADE: (Role.GRADE, Role.RATING, Role.BARE_GRADE, Role.BARE_RATING),
    Matter.ELIGIBLE: (Role.ELIGIBLE,),
    Matter.ENTITLEMENT: (Role.ENTITLEMENT,),
}
"""What results a decision on each matter may be of; those named first where 项 is left blank."""

RANKING = QuotaCore | AllotmentCore | RankCore
"""What puts subjects in an order."""


class Unplaced(Exception):
    """A decision that means nothing here; `problem` says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def refuse(
    code: str, decision: Decision, message: str, *, found: str = "", expected: str = "", remedy: str = ""
) -> Problem:
    """A problem of a decision, at its cell."""
    number = f"第{decision.number}号裁定" if decision.number else "裁定"
    return problem(code, f"{number}：{message}", decision.place, found=found, expected=expected, remedy=remedy)


class SubjectFinder:
    """Finds the subjects that decisions name: by the roster's key, or by group and name where that is one alone."""

    def __init__(self, scheme: Scheme, keys: Sequence[str], names: Sequence[str], groups: Sequence[str]) -> None:
        self._keys = {tidy(key): i for i, key in enumerate(keys)}
        self._known = [(groups[i], name) for i, name in enumerate(names)]
        self._is_private = any(scheme.roster.columns[name].private for name in scheme.roster.key)
        self._shown = keys

    def find(self, decision: Decision) -> int:
        """The subject a decision names. Raises Unplaced where it is not in the roster, or where it may be several."""
        asked = tidy(decision.subject)
        if asked in self._keys:
            return self._keys[asked]
        found = [i for i, (group, name) in enumerate(self._known) if asked in _spell(group, name)]
        if not found:
            found = [i for i, (_, name) in enumerate(self._known) if name_forms(name) & name_forms(asked)]
        if len(found) == 1:
            return found[0]
        if found:
            several = "、".join(self._show(i) for i in found[:5])
            message = f"名册里叫{quoted(mask(decision.subject))}的有{len(found)}个：{several}"
            raise Unplaced(refuse("D240", decision, message, found=mask(decision.subject), expected="其中一个，写全"))
        near = self._find_near(asked)
        message = f"名册里没有{quoted(mask(decision.subject))}" + (f"；是不是{quoted(near)}" if near else "")
        raise Unplaced(refuse("D240", decision, message, found=mask(decision.subject), expected=near))

    def _show(self, i: int) -> str:
        return veil(self._shown[i]) if self._is_private else self._shown[i]

    def _find_near(self, asked: str) -> str:
        words = dict.fromkeys(f"{group}/{name}" if group else name for group, name in self._known)
        if not self._is_private:
            words |= dict.fromkeys(self._shown)
        by_form = {tidy(word): word for word in words} | {tidy(name): name for _, name in self._known}
        return next((by_form[word] for word in find_near(asked, by_form)), "")


def _spell(group: str, name: str) -> tuple[str, ...]:
    """The ways of writing a subject of a group."""
    group, name = tidy(group), tidy(name)
    return name, f"{group}/{name}", f"{group}{name}"


def find_result(decision: Decision, scheme: Scheme) -> Step:
    """The step a decision on a result means, one that is rated in the period. Raises Unplaced."""
    step = _find_result(decision, scheme)
    if not step.rule.is_due:
        raise Unplaced(refuse("D241", decision, f"{step.title}本期不评", found=step.title))
    return step


def _find_result(decision: Decision, scheme: Scheme) -> Step:
    roles = ROLES[decision.matter]
    steps = scheme.of_role(*roles)
    asked = tidy(decision.item)
    if not asked and steps:
        first = [step for step in steps if step.role is steps[0].role]
        if len(first) == 1:
            return first[0]
    found = [step for step in steps if asked in (tidy(step.name), tidy(step.title))]
    if len(found) == 1 or (found and tidy(found[0].name) == asked):
        return found[0]
    if decision.matter is Matter.ELIGIBLE and len(steps) == 1 and asked in ("参评", "参评与否", "是否参评"):
        return steps[0]
    raise Unplaced(_unknown_item(decision, steps, scheme))


def _unknown_item(decision: Decision, steps: Iterable[Step], scheme: Scheme) -> Problem:
    """Why no result is meant: it is of another matter, or of none, or there is none of this matter."""
    titles, asked, matter = [step.title for step in steps], tidy(decision.item), decision.matter.value
    if not titles:
        return refuse("D241", decision, f"“{scheme.title}”没有可以裁定的{matter}", found=matter)
    if not asked:
        message = f"{matter}有{len(titles)}项，“项”要写明是哪一项"
        return refuse("D241", decision, message, found="空", expected="、".join(titles))
    for step in scheme.steps:
        if asked in (tidy(step.name), tidy(step.title)):
            fit = next((one.value for one, roles in ROLES.items() if step.role in roles), "")
            message = f"{quoted(decision.item)}是{step.role.value}，“事项”不是{matter}"
            return refuse("D241", decision, message, found=matter, expected=fit)
    near = next(iter(find_near(asked, titles)), "")
    message = f"没有{quoted(decision.item)}这一项{matter}" + (f"；是不是{quoted(near)}" if near else "")
    return refuse("D241", decision, message, found=decision.item, expected=near or "、".join(titles))


def find_ranked(decision: Decision, scheme: Scheme) -> tuple[Step, ...]:
    """The steps in whose order a decision on ties bears: all quotas of a result, a distribution, a rank. Raises Unplaced."""
    final = list_ranked(scheme)
    asked = tidy(decision.item)
    found = [step for step in final if asked in (tidy(step.name), tidy(step.title))]
    if not asked and len(final) == 1:
        found = final
    if found:
        return _list_ranking(found[0], scheme)
    titles = [step.title for step in final]
    if not titles:
        raise Unplaced(refuse("D241", decision, f"“{scheme.title}”没有按先后定的结果", found=decision.item))
    near = next(iter(find_near(asked, titles)), "")
    message = f"{quoted(decision.item)}不按先后定" if asked else f"按先后定的有{len(titles)}项，“项”要写明是哪一项"
    message += f"；是不是{quoted(near)}" if near else ""
    raise Unplaced(refuse("D241", decision, message, found=decision.item or "空", expected="、".join(titles)))


def list_ranked(scheme: Scheme) -> list[Step]:
    """The results that come out by an order, as they are in the end."""
    within = (Role.BASE, Role.BARE_GRADE, Role.BARE_RATING)
    return [step for step in scheme.steps if step.role not in within and _list_ranking(step, scheme)]


def _list_ranking(step: Step, scheme: Scheme) -> tuple[Step, ...]:
    """The steps that rank, from a result back over its quotas and vetoes; in their order."""
    found: list[Step] = []
    at: Step | None = step
    while at is not None:
        core = at.rule.core
        if isinstance(core, RANKING):
            found.append(at)
        at = scheme.step(core.base) if isinstance(core, QuotaCore | VetoCore | DirectLevelCore) else None
    return tuple(reversed(found))
