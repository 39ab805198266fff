"""Makes docs/pictures anew from the sample county: `python docs/make_pictures.py`. Needs Chromium, LibreOffice and Poppler."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from stardb.workspace import Contents, create_workspace, open_workspace, run

PICTURES = Path(__file__).resolve().parent / "pictures"

PAGES = {"scheme-page.png": ("five-star-branch/index.html", 1000), "card.png": ("five-star-branch/002.html", 1160)}
"""Picture: the page it shows, and how many of its lines from the top."""

WORKBOOK, SHEET_PAGE = "“五星”支部创建.xlsx", 3
"""The workbook shown, and which page of its print-out: the first of 评定结果."""


def main() -> None:
    """Run the sample in a folder of its own and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_workspace(folder / "county", Contents(county=True))
        workspace = open_workspace(folder / "county")
        run(workspace)
        for picture, (page, height) in PAGES.items():
            take_page(workspace.results / page, PICTURES / picture, height)
        take_print(workspace.results / WORKBOOK, PICTURES / "workbook.png", folder)


def take_page(page: Path, picture: Path, height: int) -> None:
    """A page as a browser 1280 wide shows it."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    size = f"--window-size=1280,{height}"
    _call(
        _tool("chromium", "chromium-browser", "google-chrome"), *flags, size, f"--screenshot={picture}", page.as_uri()
    )


def take_print(workbook: Path, picture: Path, folder: Path) -> None:
    """One page of a workbook as it prints."""
    pages = f'pdf:calc_pdf_Export:{{"PageRange":{{"type":"string","value":"{SHEET_PAGE}"}}}}'
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _call(_tool("soffice", "libreoffice"), "--headless", profile, "--convert-to", pages, "--outdir", folder, workbook)
    printed = folder / workbook.with_suffix(".pdf").name
    _call(_tool("pdftoppm"), "-r", "105", "-png", "-singlefile", printed, picture.with_suffix(""))


def _tool(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"needs {' or '.join(names)}; .ci/system-tools says how to get it")
    return found


def _call(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
