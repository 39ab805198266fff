"""The Jinja of pages: in a sandbox, all text escaped, and all unknown names reported at once."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError

from stardb.files import FileFault, read_text
from stardb.rendering.pages.page_faults import BROKEN, WRONG, PageFaults
from stardb.rendering.pages.unknown_names import make_undefined
from stardb.rendering.template_limits import LimitedEnvironment
from stardb.rendering.template_links import refuse_link
from stardb.rendering.value_sizes import TemplateTooLarge
from stardb.rendering.words import PAGE_FUNCTIONS

__all__ = ["PageEnvironment"]

ASSETS = "assets"
"""The folder of style sheets and scripts: pages forbid those written within them (CSP `'self'`)."""


class _Loader(BaseLoader):
    """Templates held in memory; each is known by a name that does not depend on the machine."""

    def __init__(self, texts: Mapping[str, str], files: Mapping[str, str]) -> None:
        self.texts, self.files = texts, files

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        if template not in self.texts:
            raise TemplateNotFound(template, f"没有“{template}”这个模板")
        return self.texts[template], self.files[template], None


class PageEnvironment(LimitedEnvironment):
    """The templates of some folders, the first folder that has one winning. What is wrong with names and writing goes to `faults`."""

    def __init__(self, folders: Sequence[Path], filters: Mapping[str, Callable[..., Any]], faults: PageFaults) -> None:
        texts, files = _read(folders, faults)
        super().__init__(
            filters, loader=_Loader(texts, files), autoescape=True, undefined=make_undefined(faults, lambda: self.known),
            trim_blocks=True, lstrip_blocks=True, finalize=self.count_output,
        )  # fmt: skip
        self.faults, self.texts, self.files = faults, texts, files
        self.globals[PAGE_FUNCTIONS.word("link_asset")] = self.link_asset
        self.known: Mapping[str, Any] = {}
        self.assets: dict[str, str] = {}
        self._depth = 0

    def link_asset(self, name: str) -> str:
        """The link from the current page to a style sheet or script, which `assets` then holds by its path."""
        if name not in self.texts or name.endswith(".html"):
            raise TemplateNotFound(name, f"没有“{name}”这个文件")
        path = f"{ASSETS}/{name}"
        self.assets[path] = self.texts[name]
        return "../" * self._depth + f"{ASSETS}/{quote(name)}"

    def check_writing(self) -> None:
        """Compile every page template, noting each that is written wrongly."""
        for name in sorted(self.texts):
            if not name.endswith(".html"):
                continue
            try:
                self.get_template(name)
            except TemplateSyntaxError as error:
                self.faults.add_writing(str(error.message), str(error.filename), error.lineno)
            except RecursionError:
                self.faults.add(WRONG, "模板写法有误：一层套一层太深", self.files[name], 1)
            except Exception as error:  # whatever Python finds in what Jinja makes of it
                self.faults.add_writing(str(error), self.files[name], 1)

    def page(self, name: str, context: Mapping[str, Any], depth: int = 0) -> str:
        """One page; what its template runs into goes to `faults`, and the page is then empty. depth: of its folder."""
        self.known, self._depth, before = context, depth, self.faults.count
        self.begin(context)
        try:
            return self.get_template(name).render(context)
        except TemplateNotFound as error:
            file, line = self.faults.find_line(error)
            self.faults.add(BROKEN, str(error.message), file or str(error.name), line, found=str(error.name))
        except TemplateTooLarge as error:
            self.faults.add_error(error)
            self.faults.stop_if_any()  # the next page would come to no end either
        except Exception as error:  # whatever an expression of a template's author can raise
            if self.faults.count == before:  # else it comes of a name whose fault is already there
                self.faults.add_error(error)
        return ""


def _read(folders: Sequence[Path], faults: PageFaults) -> tuple[dict[str, str], dict[str, str]]:
    """Every file's text by its name, and what to call it in a message: with the last two folders it lies in."""
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            if path.name in files or path.suffix not in (".html", ".css", ".js"):
                continue
            file = files[path.name] = "/".join((*folder.parts[-2:], path.name))
            try:
                refuse_link(path, folders)
                texts[path.name] = read_text(path)
            except FileFault as fault:
                faults.add(BROKEN, f"模板读不出：{fault.reason}", file, 0, remedy=fault.remedy)
            faults.lines[file] = texts.get(path.name, "").splitlines()
    return texts, files
