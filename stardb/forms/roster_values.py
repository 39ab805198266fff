"""What a roster tells of the rows of another table: whose they are, or may be."""

from collections.abc import Mapping, Sequence

from stardb.forms.form_sheet import Picks, Value
from stardb.intake import is_shared
from stardb.quantity import show
from stardb.rulebook import TableSpec


def find_known_columns(spec: TableSpec, roster: TableSpec) -> dict[str, str]:
    """Column of the table -> column of the roster that has its values, in the order of the table's columns.

    These are its key, and the subject's name and group where it has columns called so.
    """
    pairs = zip(spec.key, spec.key if is_shared(spec, roster) else roster.key, strict=True)
    known = {name: name for name in (roster.name, roster.group) if name in spec.columns} | dict(pairs)
    return {name: known[name] for name in spec.columns if name in known}


def lacks_name(spec: TableSpec, roster: TableSpec, known: Mapping[str, str]) -> bool:
    """Whether the rows of a table tell a subject by a number alone, so that the name is to stand beside it."""
    names = {name for column, declared in spec.columns.items() for name in (column, *declared.aliases)}
    alone = bool(roster.name) and roster.name not in known.values() and not is_shared(spec, roster)
    return alone and roster.name not in names


def find_offered_values(
    known: Mapping[str, str], roster: TableSpec, rows: Sequence[Sequence[Value]]
) -> dict[str, Picks]:
    """Column -> what may be picked in it; a number hangs on the name picked beside it.

    rows: what the roster tells of each subject, column by column of `known`.
    """
    texts = {
        name: [show(roster.columns[theirs].kind, row[place]) if row[place] is not None else "" for row in rows]
        for place, (name, theirs) in enumerate(known.items())
    }
    naming = next((name for name, theirs in known.items() if theirs == roster.name), "")
    picks = {}
    for name, words in texts.items():
        if name == naming or not naming:
            picks[name] = Picks(tuple(word for word in dict.fromkeys(words) if word))
        else:
            picks[name] = _hanging(naming, texts[naming], words)
    return {name: found for name, found in picks.items() if found.words}


def _hanging(naming: str, owners: Sequence[str], words: Sequence[str]) -> Picks:
    """The words beside their owners, those of one owner together."""
    first = {owner: place for place, owner in reversed(list(enumerate(owners)))}
    pairs = [pair for pair in dict.fromkeys(zip(owners, words, strict=True)) if all(pair)]
    pairs.sort(key=lambda pair: first[pair[0]])
    return Picks(tuple(word for _, word in pairs), (naming,), tuple(owner for owner, _ in pairs))
