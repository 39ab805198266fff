"""`verify`: every kept file with one byte changed is found and named; what is as it was is said to be."""

import json
import shutil
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from workspaces import SCHEME, small
from yearly import NUMBERS, YEARLY, yearly

from stardb.ooxml import write_zip
from stardb.problems import ProblemsError
from stardb.workspace import close_period, open_workspace, reopen_period, run, verify_archive, verify_closings
from stardb.workspace.closing.archive_file import make_archive
from stardb.workspace.closing.archive_manifest import read_manifest


@pytest.fixture(scope="module")
def closed(tmp_path_factory) -> Path:
    """2022 and 2023, run and closed. Only for reading."""
    root = yearly(tmp_path_factory.mktemp("结转") / "县", "2022", "甲2 乙1")
    (root / "evidence/2022/甲镇").mkdir(parents=True)
    (root / "evidence/2022/甲镇/照片.jpg").write_bytes(b"a picture")
    run(open_workspace(root))
    close_period(open_workspace(root))
    yearly(root, "2023", "甲1 乙1")
    run(open_workspace(root))
    close_period(open_workspace(root))
    return root


@pytest.fixture
def copy(closed, tmp_path) -> Path:
    shutil.copytree(closed, tmp_path / "县")
    return tmp_path / "县"


def verify(root, period="2022"):
    return verify_closings(open_workspace(root, period))


def flip(path: Path, at: int = -1) -> None:
    """One bit of one byte changed, in the middle where not said."""
    data = bytearray(path.read_bytes())
    data[at if at >= 0 else len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_as_it_was(closed):
    outcome = verify_closings(open_workspace(closed), False)
    assert (outcome.exit_status, outcome.problems) == (0, ())
    assert [(one.period, one.is_rescored, one.changed) for one in outcome.archives] == [
        ("2022", True, ()),
        ("2023", True, ()),
    ]
    assert outcome.events == 4  # two runs, two closings


def test_what_people_add_to_results_or_evidence_is_nothing(copy):
    (copy / "results/2022/签字.pdf").write_bytes(b"signed")
    (copy / "results/2022/little/批注.txt").write_bytes(b"seen")
    (copy / "evidence/2022/后补.jpg").write_bytes(b"later")
    assert verify(copy).exit_status == 0


def test_every_result_file_with_one_byte_changed_is_named(copy):
    names = json.loads(entries(copy / "archive/2022.zip")["manifest.json"])["files"]
    results = sorted(name for name in names if name.startswith("results/"))
    assert len(results) > 8
    for name in results:
        flip(copy / name)
    outcome = verify(copy)
    assert [(one.code, one.place.file) for one in outcome.problems] == [("W329", name) for name in results]
    assert outcome.exit_status == 1


def test_a_result_file_or_evidence_that_is_gone_or_changed(copy):
    (copy / "results/2022/index.html").unlink()
    flip(copy / "evidence/2022/甲镇/照片.jpg")
    told = [(one.code, one.place.file) for one in verify(copy).problems]
    assert told == [("W335", "evidence/2022/甲镇/照片.jpg"), ("W329", "results/2022/index.html")]


def test_every_byte_of_the_archive_counts(copy, subtests):
    """Wherever it is: in a header, a name, a content, the list of contents at the end."""
    path = copy / "archive/2023.zip"
    before = path.read_bytes()
    for at in range(0, len(before), len(before) // 25):
        with subtests.test(at=at):
            flip(path, at)
            outcome = verify(copy, "2023")
            assert outcome.exit_status in (1, 2)
            assert {one.code for one in outcome.problems} <= {"W327", "W328"}
            path.write_bytes(before)


def test_every_file_of_the_archive_is_named(copy, subtests):
    """One that was packed anew, so that nothing looks damaged; also without the ledger."""
    path = copy / "archive/2023.zip"
    files = entries(path)
    for name in files:
        with subtests.test(name):
            content = bytearray(files[name])
            content[len(content) // 2] ^= 1
            alone = path.with_name("另外.zip")
            alone.write_bytes(write_zip(sorted({**files, name: bytes(content)}.items())))
            if name != "manifest.json":
                assert [(one.code, one.place.sheet) for one in verify_archive(alone).problems] == [("W328", name)]
            if name in ("manifest.json", "rules/little.yaml", "records/2023/little.csv"):
                path.write_bytes(alone.read_bytes())
                outcome = verify(copy, "2023")
                assert outcome.exit_status in (1, 2)
                assert {one.code for one in outcome.problems} <= {"W327", "W328"}


@pytest.mark.parametrize(
    "change",
    [
        "update result set numerator = '9' where item = '星级' and event = 1",
        "delete from result where item = '星级' and event = 1",
        "update event set body = replace(body, '连年晋星', '连年晋级') where id = 1",
        "update event set body = replace(body, '2022.zip', '2023.zip') where kind = 'close'",
        "delete from event where id = 2",
        "update blob set bytes = x'00' where rowid = 1",
        "delete from blob",
    ],
)
def test_a_ledger_changed_by_another_hand(copy, change):
    with sqlite3.connect(copy / "stardb.sqlite") as database:
        database.execute("pragma foreign_keys = off")
        assert database.execute(change).rowcount > 0
    database.close()
    outcome = verify_closings(open_workspace(copy), False)
    assert outcome.exit_status in (1, 2)
    assert {one.code for one in outcome.problems} <= {"W301", "W305", "W334"}


def test_a_ledger_damaged_on_the_disk(copy):
    """The bytes of a body, of a result and of a content, where they lie in the file."""
    for wanted in (b"hmac-", b'"kind":"run"', "连年晋星".encode()):
        path = copy / "stardb.sqlite"
        before = path.read_bytes()
        flip(path, before.index(wanted) + 2)
        assert verify_closings(open_workspace(copy), False).exit_status in (1, 2)
        path.write_bytes(before)
    assert verify(copy).exit_status == 0


def test_another_archive_in_its_place(copy):
    shutil.copy(copy / "archive/2023.zip", copy / "archive/2022.zip")
    outcome = verify(copy)
    assert {one.code for one in outcome.problems} == {"W328", "W334"}
    assert outcome.exit_status == 1


def test_an_archive_that_is_gone_or_no_archive(copy):
    (copy / "archive/2022.zip").unlink()
    outcome = verify(copy)
    assert ([one.code for one in outcome.problems], outcome.exit_status) == (["W327"], 2)
    (copy / "archive/2022.zip").write_bytes(write_zip([("a.txt", b"a")]))
    assert verify(copy).exit_status == 2
    with pytest.raises(ProblemsError) as caught:
        verify_archive(copy / "没有.zip")
    assert caught.value.problems[0].code == "W327"


def test_a_period_that_is_not_closed(copy):
    reopen_period(open_workspace(copy, "2023"), "试试")
    with pytest.raises(ProblemsError) as caught:
        verify(copy, "2023")
    assert [one.code for one in caught.value.problems] == ["W332"]


def packed_anew(path: Path, name: str, content: bytes) -> bytes:
    """The archive with one file changed and a manifest that agrees: only scoring it again can tell."""
    files = {**entries(path), name: content}
    manifest = read_manifest(files.pop("manifest.json"))
    return make_archive("", manifest, files)[1]


def test_results_that_come_out_otherwise_are_named_one_by_one(copy, tmp_path):
    path = tmp_path / "改过.zip"
    rules = YEARLY.replace("each: 100元", "each: 200元")
    path.write_bytes(packed_anew(copy / "archive/2023.zip", "rules/little.yaml", rules.encode()))
    outcome = verify_archive(path)
    assert outcome.exit_status == 1
    told = {(one.item, one.before, one.after) for one in outcome.archives[0].changed}
    assert told == {("奖补", "300元", "600元"), ("奖补", "200元", "400元")}  # 甲 3 stars, 乙 2
    assert not [one for one in outcome.problems for number in NUMBERS.values() if number in one.message]


def test_opening_levels_come_from_the_archive(copy, tmp_path):
    """甲 had 2 stars; with 5 in the archive 2023 comes to 6, not 3."""
    path = tmp_path / "改过.zip"
    opening = entries(copy / "archive/2023.zip")["opening/2022/little.csv"].decode()
    changed = opening.replace("星级,已定,2,1,", "星级,已定,5,1,")
    assert changed != opening
    path.write_bytes(packed_anew(copy / "archive/2023.zip", "opening/2022/little.csv", changed.encode()))
    outcome = verify_archive(path)
    assert ("星级", "3", "6") in {(one.item, one.before, one.after) for one in outcome.archives[0].changed}


def test_another_version_is_told_with_both(copy, tmp_path):
    files = entries(copy / "archive/2023.zip")
    manifest = json.loads(files["manifest.json"])
    manifest["program"] = "0.0.1"
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    path = tmp_path / "旧.zip"
    path.write_bytes(write_zip(sorted({**files, "manifest.json": text.encode()}.items())))
    outcome = verify_archive(path)
    assert (outcome.exit_status, [one.code for one in outcome.problems]) == (0, ["W331"])
    assert "stardb 0.0.1（现在 " in outcome.problems[0].message


def test_an_archive_is_read_with_care(tmp_path):
    """Nothing is written outside of the folder it is unpacked to."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../外面.txt", "x")
    (tmp_path / "坏.zip").write_bytes(stream.getvalue())
    with pytest.raises(ProblemsError):
        verify_archive(tmp_path / "坏.zip")


def test_evidence_counts_in_a_closed_rating_too(tmp_path):
    """甲镇/东庄 has laid down what 换届 asks for; nobody else has, and 0 points for it."""
    rules = SCHEME.replace("{from: 换届, points: 10, yes: 10,", "{from: 换届, points: 10, yes: 10, evidence: required,")
    root = small(tmp_path, rules)
    (root / "evidence/2022/甲镇/东庄/按期换届").mkdir(parents=True)
    (root / "evidence/2022/甲镇/东庄/按期换届/会议记录.pdf").write_bytes(b"minutes")
    outcome = run(open_workspace(root))
    names = ["东庄", "西庄", "南庄"]
    close_period(open_workspace(root), [name for name in names if name in undecided(outcome)], "没有材料")
    assert verify(root).exit_status == 0
    (root / "evidence/2022/甲镇/东庄/按期换届/会议记录.pdf").write_bytes(b"minute")
    assert [one.code for one in verify(root).problems] == ["W335"]


def undecided(outcome):
    record = outcome.appraisals["little"].record()
    return {key.split("/")[1] for key in record["key"][record["state"] == "待定"]}


def test_the_archive_of_a_closing_taken_back_is_kept_as_it_was(copy):
    reopen_period(open_workspace(copy), "查漏")
    assert verify_closings(open_workspace(copy), False).exit_status == 0
    path = copy / "archive/2023.zip"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    outcome = verify_closings(open_workspace(copy), False)
    told = "重开以前的归档 archive/2023.zip 与结转时的不一样"
    assert (outcome.exit_status, [(one.code, one.message) for one in outcome.problems]) == (1, [("W328", told)])
    path.unlink()
    assert [one.found for one in verify_closings(open_workspace(copy), False).problems] == ["不见了"]
