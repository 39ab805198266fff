"""docs/year/closing.md: its commands, one after the other in one workspace, print what the page shows."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner
from yearly import yearly

from stardb.cli import main

CODE = re.compile(r"(?:[0-9a-f]{8} ){7}[0-9a-f]{8}")
FILES = re.compile(r"\d+个文件")  # as many templates as are shipped
WHO = re.compile(r"已于\d{4}-\d\d-\d\d由 .+ 上的 .+ 结转")


def normalise(line: str) -> str:
    """A line without what is different on each computer and day."""
    return FILES.sub("几个文件", WHO.sub("已结转", CODE.sub("校验码", line))).strip()


def read_commands(text: str) -> list[tuple[str, list[str]]]:
    """Every command of the page with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def test_the_page_shows_what_is_printed(root: Path, tmp_path: Path, monkeypatch) -> None:
    county = yearly(tmp_path / "县", "2022", "甲2 乙1")
    monkeypatch.chdir(county)
    run = CliRunner().invoke
    run(main, ["run"])
    commands = read_commands((root / "docs/year/closing.md").read_text(encoding="utf-8"))
    assert len(commands) == 8
    for command, lines in commands:
        if command.startswith("stardb close 2023"):
            yearly(county, "2023", "甲1 乙？")
            run(main, ["run"])
        page = county / "results/2022/index.html"
        before = page.read_bytes()
        if command == "stardb verify 2022":
            page.write_bytes(before + b" ")
        done = run(main, shlex.split(command)[1:])
        page.write_bytes(before)
        printed = [normalise(line) for line in done.output.splitlines()]
        missing = [line for line in lines if line != "…" and normalise(line) not in printed]
        assert missing == [], f"{command}\n{done.output}"
