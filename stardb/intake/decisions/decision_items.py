"""What may be decided of a scheme (项), matter by matter."""

from stardb.intake.decisions.decision import Matter
from stardb.rulebook import Role, Scheme

ROLES = {
    Matter.POINTS: (Role.INDICATOR,),
    Matter.STAR: (Role.STAR,),
    Matter.LEVEL: (Role.LEVEL,),
    Matter.GRADE: (Role.GRADE, Role.RATING),
    Matter.ENTITLEMENT: (Role.ENTITLEMENT,),
}
"""The steps a matter is about."""


def list_items(scheme: Scheme) -> dict[Matter, tuple[str, ...]]:
    """For each matter the items there are, as they are written in 项: `检查表.收入` for a cell, else a result's title."""
    cells = [
        f"{title}.{name}"
        for title, spec in scheme.filled_in.items()
        if not spec.many
        for name in spec.columns
        if name not in {*spec.key, spec.name, spec.group}
    ]
    named = {matter: tuple(step.title for step in scheme.of_role(*roles)) for matter, roles in ROLES.items()}
    return {
        **{matter: items for matter, items in named.items() if items},
        **({Matter.CELL: tuple(cells)} if cells else {}),
        Matter.ELIGIBLE: (Matter.ELIGIBLE.value,),
        Matter.ORDER: tuple(
            dict.fromkeys(name for name in (scheme.grade, *scheme.ratings, scheme.level, scheme.total) if name)
        ),
    }
