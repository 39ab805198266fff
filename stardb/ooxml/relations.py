"""Relations: what a part of a package refers to, by id."""

from posixpath import basename, dirname, join, normpath
from urllib.parse import quote, unquote

from stardb.dataclass import dataclass

TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
"""The namespace of lists of relations."""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
"""What the kinds of relations begin with, and the namespace of ids, in the two dialects."""

_SAFE = "/!$&'()*+,;=:@"


@dataclass(frozen=True)
class Relation:
    """A part's link: `kind` is the last word of its type, `target` the path of the part linked to, or an address outside.

    written: the target as it stands. family: what its type begins with, by the dialect of the package.
    """

    id: str
    kind: str
    target: str
    is_external: bool
    written: str = ""
    family: str = OFFICE


def relations_path(part: str) -> str:
    """The path of the part that lists what `part` refers to; "" is the package itself."""
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def resolve_target(owner: str, target: str) -> str:
    """The path of a part by the target of a relation of `owner`; what leads outside the package begins with `..`."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return path.lstrip("/") if path.startswith("/") else normpath(join(dirname(owner), path))


def target_of(path: str) -> str:
    """The target of a relation to the part with this path."""
    return "/" + quote(path, safe=_SAFE)


def file_name_of(address: str) -> str:
    """The bare name of a file given by its path or address, on whatever system that was."""
    return basename(unquote(address).replace("\\", "/")).strip()
