"""A key column goes by the roster's other titles in every table."""

from stardb.rulebook.document.document import Document
from stardb.rulebook.document.key_aliases import share_key_aliases


def tables(other):
    return Document.model_validate(
        {
            "scheme": "甲",
            "subject": "村",
            "basis": "甲",
            "valid_from": "2022-01-01",
            "tables": {
                "名册": {"key": ["乡镇", "村"], "name": "村", "columns": {
                    "乡镇": {"type": "text", "aliases": ["镇名"]}, "村": {"type": "text", "aliases": ["村名", "单位"]},
                }},
                "检查表": {"key": ["乡镇", "村"], "columns": other},
            },
        }
    ).tables  # fmt: skip


def test_the_rosters_titles_of_a_key_hold_in_other_tables():
    shared = share_key_aliases(tables({"乡镇": {"type": "text"}, "村": {"type": "text", "aliases": ["行政村"]}}))
    assert shared["检查表"].columns["乡镇"].aliases == ["镇名"]
    assert shared["检查表"].columns["村"].aliases == ["行政村", "村名", "单位"]


def test_a_title_that_is_another_column_there_stays_that():
    shared = share_key_aliases(
        tables({"乡镇": {"type": "text"}, "村": {"type": "text"}, "受检单位": {"type": "text", "aliases": ["单位"]}})
    )
    assert shared["检查表"].columns["村"].aliases == ["村名"]
