"""Links among a workspace's templates: followed within it, never out of it."""

from collections.abc import Sequence
from pathlib import Path

from stardb.files import FileFault, leads_out


def refuse_link(template: Path, folders: Sequence[Path]) -> None:
    """Raises FileFault for a template that is a link out of its workspace.

    folders: where templates are looked for, the workspace's first; those of the installed package may lie anywhere.
    """
    own = folders[0]
    root = own.parent.parent if own.name == "pages" else own.parent
    if template.parent == own and leads_out(template, root):
        raise FileFault("是指到工作区外面的链接，没有读", "把那个文件拷到这里来。")
