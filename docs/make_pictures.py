"""Makes docs/pictures anew from the samples: `python docs/make_pictures.py`. Needs Chromium, LibreOffice and Poppler."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from stardb.workspace import Contents, choose_contents, create_workspace, open_workspace, run, run_due

PICTURES = Path(__file__).resolve().parent / "pictures"

PAGES = {"scheme-page.png": ("five-star-branch/index.html", 1000), "card.png": ("five-star-branch/002.html", 1160)}
"""Picture: the page it shows, and how many of its lines from the top."""

WORKBOOK, SHEET_PAGE = "“五星”支部创建.xlsx", 3
"""The workbook shown, and which page of its print-out: the first of 评定结果."""

SYSTEMS = {
    "secretary-star-level": "2023",
    "five-star-branch": "2023",
    "community-worker-grades": "2023",
    "dual-registration-members": "2023",
    "first-secretary-ballots": "2023",
    "household-points": "2023Q4",
    "midterm-review": "2023",
    "multi-year-targets": "2023",
    "party-member-points": "2023",
}
"""Scheme: the period whose page is shown, in a picture of its name."""

YEARS = {"monthly-peace-star": "寺庄乡平安之星.xlsx", "village-member-points": "东白水村党员积分.xlsx"}
"""Scheme: the workbook of the year whose sheet 各期 is shown as it prints."""

LARGEST = 150_000
"""No picture of a scheme is larger, in bytes."""


def main() -> None:
    """Rate the samples in folders of their own and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_workspace(folder / "county", Contents(county=True))
        workspace = open_workspace(folder / "county")
        run(workspace)
        for picture, (page, height) in PAGES.items():
            take_page(workspace.results / page, PICTURES / picture, height)
        take_print(workspace.results / WORKBOOK, PICTURES / "workbook.png", folder, SHEET_PAGE)
        create_workspace(folder / "systems", choose_contents(county=True, everything=True))
        for year in ("2022", "2023"):
            run_due(open_workspace(folder / "systems", year))
        take_systems(folder / "systems" / "results", folder)


def take_systems(results: Path, folder: Path) -> None:
    """A picture of each scheme's results. results: the folders of all periods; folder: for what is made on the way."""
    for scheme, period in SYSTEMS.items():
        take_small_page(results / period / scheme / "index.html", PICTURES / f"{scheme}.png")
    for scheme, workbook in YEARS.items():
        take_sheet(results / "2023" / workbook, "各期", PICTURES / f"{scheme}.png", folder)


def take_page(page: Path, picture: Path, height: int, width: int = 1280) -> None:
    """A page as a browser shows it."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    size = f"--window-size={width},{height}"
    _call(
        _tool("chromium", "chromium-browser", "google-chrome"), *flags, size, f"--screenshot={picture}", page.as_uri()
    )


def take_small_page(page: Path, picture: Path) -> None:
    """A page from the top, as much of it as a small picture holds."""
    for height in (1000, 900, 800, 700, 600):
        take_page(page, picture, height, 1080)
        if picture.stat().st_size <= LARGEST:
            return


def take_print(workbook: Path, picture: Path, folder: Path, number: int) -> None:
    """One page of a workbook as it prints. number: which, from 1."""
    printed = _print(workbook, folder, f':{{"PageRange":{{"type":"string","value":"{number}"}}}}')
    _call(_tool("pdftoppm"), "-r", "105", "-png", "-singlefile", printed, picture.with_suffix(""))


def take_sheet(workbook: Path, sheet: str, picture: Path, folder: Path) -> None:
    """The first page of a sheet as it prints; the name of the sheet stands at the top of its pages."""
    printed = _print(workbook, folder, "")
    pages = subprocess.run((_tool("pdftotext"), "-layout", printed, "-"), check=True, capture_output=True, text=True)
    tops = [page.strip().splitlines()[:1] for page in pages.stdout.split("\f")]
    number = str(1 + next(k for k, top in enumerate(tops) if top and top[0].split()[-1] == sheet))
    for dots in ("90", "80", "70", "60"):
        _call(
            _tool("pdftoppm"), "-r", dots, "-png", "-singlefile", "-f", number, "-l", number, printed,
            picture.with_suffix(""),
        )  # fmt: skip
        if picture.stat().st_size <= LARGEST:
            return


def _print(workbook: Path, folder: Path, options: str) -> Path:
    """A workbook printed into a PDF in a folder."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    kind = f"pdf:calc_pdf_Export{options}"
    _call(_tool("soffice", "libreoffice"), "--headless", profile, "--convert-to", kind, "--outdir", folder, workbook)
    return folder / workbook.with_suffix(".pdf").name


def _tool(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"needs {' or '.join(names)}; .ci/system-tools says how to get it")
    return found


def _call(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
