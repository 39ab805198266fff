"""`stardb schema`: the schema for editors, printed or written."""

import json


def test_the_schema_on_the_screen_and_in_a_file_are_the_shipped_one(stardb, tmp_path):
    shown = stardb("schema")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["$schema"].endswith("2020-12/schema")
    written = stardb("schema", "-o", tmp_path / "s.json")
    assert (written.exit_code, written.output) == (0, "")
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == shown.stdout


def test_a_schema_that_cannot_be_written_is_said(stardb, tmp_path):
    done = stardb("schema", "-o", tmp_path / "没有" / "s.json")
    assert done.exit_code == 2
    assert "写不进" in done.output
