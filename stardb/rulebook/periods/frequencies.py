"""How often a scheme is rated, by its rule file as read: needed before it can be bound for a period."""

from stardb.quantity import Frequency
from stardb.scorers.base import read_every
from stardb.yamlfile import YamlSource


def read_frequencies(source: YamlSource) -> tuple[Frequency, ...]:
    """The kinds of periods, the shortest first; a year where the file says nothing, or what its loading will refuse."""
    given = source.data.get("every") if isinstance(source.data, dict) else None
    try:
        return read_every(given) if given is not None else (Frequency.YEAR,)
    except ValueError:
        return (Frequency.YEAR,)
