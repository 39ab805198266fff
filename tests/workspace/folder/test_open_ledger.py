"""The ledger in its workspace: renamed townships and villages, other counties' ledgers, one writer at a time, odd names."""

import json
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest
from lineages import write_successions
from stopping import stops
from workspaces import judge, results, small

from stardb.problems import ProblemsError
from stardb.workspace import appraise, create_workspace, open_workspace, read_inputs, run
from stardb.workspace.storage.lock_file import LOCK, hold_lock, this_process

RULES = """\
scheme: 连评
subject: 村
basis: 试行
valid_from: 2020-01-01
tables:
  名册:
    key: [乡镇, 村]
    name: 村
    group: 乡镇
    columns:
      乡镇: {type: text, required: true}
      村: {type: text, required: true}
      分: {type: number, required: true, between: [0, 100]}
values:
  累计: {first: 分, later: "上年(累计) + 分"}
level: {name: 星, from: 累计, bands: {90以上: 5, 不满90: 3}}
publish: [累计]
"""
HEAD = ["乡镇", "村", "分"]
LAST = [["东村乡", "甲", 90], ["东村乡", "乙", 91], ["西镇", "丙", 92], ["西镇", "丁", 93]]


def year(root, period, rows, more=""):
    return small(root, RULES, [HEAD, *rows], [["无关"]], period, "first_period: 2021\n" + more)


def totals(root, period="2022"):
    """Each subject's total, and what is asked about names."""
    made, problems = appraise(read_inputs(open_workspace(root, period)))
    one = made["little"]
    found = {one.subjects.keys[i]: results(one, i)["累计"] for i in range(len(one.subjects))}
    return found, [(p.code, p.found, p.expected) for p in problems if p.code in ("W203", "W304")]


@pytest.fixture
def root(tmp_path):
    root = year(tmp_path / "县", "2021", LAST)
    judge(root, "2021")
    return root


def test_a_township_with_another_name_is_asked_about_once(root):
    year(root, "2022", [["东村镇", "甲", 5], ["东村镇", "乙", 5], *LAST[2:]])
    found, asked = totals(root)
    assert asked == [("W203", "东村镇", "东村乡")]
    assert found == {"东村镇/甲": "待定", "东村镇/乙": "待定", "西镇/丙": "184", "西镇/丁": "186"}


def test_what_is_said_of_it_is_done(root):
    year(root, "2022", [["东村镇", "甲", 5], ["东村镇", "乙", 5], *LAST[2:]])
    write_successions(root, ["2022-03-01", "改名", "东村乡", "东村镇"])
    assert totals(root) == ({"东村镇/甲": "95", "东村镇/乙": "96", "西镇/丙": "184", "西镇/丁": "186"}, [])
    judge(root, "2022")
    year(root, "2023", [["东村街道", "甲", 1], ["东村街道", "乙", 1], *LAST[2:]])
    renamed_again = ["2023-06-01", "改名", "东村镇", "东村街道"]
    write_successions(root, ["2022-03-01", "改名", "东村乡", "东村镇"], renamed_again)
    assert totals(root, "2023")[0]["东村街道/甲"] == "96"
    year(root, "2022", [["东村镇", "甲", 5], ["东村镇", "乙", 5]])
    write_successions(root, ["2022-03-01", "新设", "", "东村镇"])
    assert totals(root) == ({"东村镇/甲": "5", "东村镇/乙": "5"}, [])


def test_villages_that_moved_or_were_renamed_are_asked_about(root):
    """乙 went to another township; in 西镇 one is gone and one is new. 戊 of 东村乡 is new beside nobody who is gone."""
    year(
        root,
        "2022",
        [["东村乡", "甲", 5], ["西镇", "乙", 5], ["西镇", "丙", 5], ["西镇", "新丁", 5], ["北镇", "己", 5]],
    )
    found, asked = totals(root)
    assert asked == [("W203", "西镇/乙", "东村乡/乙"), ("W203", "西镇/新丁", "西镇/丁")]
    assert found == {"东村乡/甲": "95", "西镇/乙": "待定", "西镇/丙": "97", "西镇/新丁": "待定", "北镇/己": "5"}
    year(root, "2022", [["东村乡", "甲", 5], ["西镇", "乙", 5], ["西镇", "丙", 5], ["西镇", "新丁", 5]])
    moved = ["2022-03-01", "调整隶属", "东村乡/乙", "西镇/乙"]
    write_successions(root, moved, ["2022-05-01", "新设", "", "西镇/新丁"])
    assert totals(root) == ({"东村乡/甲": "95", "西镇/乙": "96", "西镇/丙": "97", "西镇/新丁": "5"}, [])


def test_an_old_name_that_is_somebody_elses_today_carries_nothing_twice(root):
    """Which of the two goes on, nobody can tell."""
    year(root, "2022", [["东村镇", "甲", 5], ["东村乡", "甲", 5]])
    write_successions(root, ["2022-03-01", "改名", "东村乡", "东村镇"])
    assert totals(root)[0] == {"东村镇/甲": "待定", "东村乡/甲": "待定"}


def test_a_ledger_of_which_nobody_is_here_is_asked_about(tmp_path):
    other = year(tmp_path / "别处", "2021", [["某镇", f"村{i}", 90] for i in range(6)])
    judge(other, "2021")
    root = year(tmp_path / "县", "2022", [["东村乡", "甲", 5], ["西镇", "丙", 5]])
    shutil.copy(other / "stardb.sqlite", root / "stardb.sqlite")
    found, asked = totals(root)
    assert [code for code, *_ in asked] == ["W304"]
    assert set(found.values()) == {"待定"}


def refused(root, period="2022"):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root, period))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    return [p.code for p in caught.value.problems if p.code.startswith("W")]


def test_another_countys_ledger_is_refused_and_a_renamed_county_goes_on(root):
    year(root, "2022", LAST)
    settings = root / "stardb.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("小县", "大市"), encoding="utf-8")
    assert refused(root) == ["W302"]
    settings.write_text(text.replace("小县", "大市") + "formerly: [小县]\n", encoding="utf-8")
    run(open_workspace(root))
    copied = root.with_name("备份 [1]")
    shutil.copytree(root, copied)
    run(open_workspace(copied, "2021"))


def test_a_changed_ledger_is_refused(root):
    year(root, "2022", LAST)
    with sqlite3.connect(root / "stardb.sqlite") as database:
        database.execute("update result set numerator = '9' || numerator where item = '累计'")
    database.close()
    assert refused(root) == ["W301"]


def test_a_second_writer_is_refused_with_the_name_of_the_first(root):
    year(root, "2022", LAST)
    with hold_lock(root):
        told = json.loads((root / LOCK).read_text())
        assert (told["machine"], told["process"]) == (platform.node(), os.getpid())
        with pytest.raises(ProblemsError) as caught:
            run(open_workspace(root))
        (fault,) = caught.value.problems
        assert fault.code == "W405"
        assert platform.node() in fault.message
        assert this_process().user in fault.message
    assert not (root / LOCK).exists()
    run(open_workspace(root))


def test_the_lock_of_who_is_gone_is_taken_over_and_that_of_another_machine_is_not(root):
    year(root, "2022", LAST)
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    held = {**this_process().__dict__, "process": int(gone.stdout)}
    (root / LOCK).write_text(json.dumps(held))
    run(open_workspace(root))
    assert not (root / LOCK).exists()
    (root / LOCK).write_text(
        json.dumps({**this_process().__dict__, "began": "1"})
    )  # its number now is another process's
    run(open_workspace(root))
    for content in (json.dumps({**held, "machine": "组织部-02", "user": "李某"}), "{", "[" * 5000, ""):
        (root / LOCK).write_text(content, encoding="utf-8")
        assert refused(root) == ["W405"]


KINDS = ("file", "link", "pipe", "folder")
OWN = [(name, kind) for name in ("小星.xlsx", "index.html") for kind in KINDS] + [
    ("little", kind) for kind in KINDS[:3]
]


@pytest.mark.parametrize(("name", "kind"), OWN)
def test_what_a_clerk_put_where_a_result_is_to_go_is_not_replaced(tmp_path, name, kind):
    root = small(tmp_path / "县")
    path = root / "results" / "2022" / name
    path.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/没有")
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"my own")
    with pytest.raises(ProblemsError) as caught:
        run(open_workspace(root))
    (fault,) = caught.value.problems
    assert (fault.code, fault.place.file) == ("W404", f"results/2022/{name}")
    assert [p.name for p in (root / "results").rglob("*")] == ["2022", name]


@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
def test_what_a_clerk_put_in_the_place_of_the_folder_is_not_replaced(tmp_path, kind):
    root = small(tmp_path / "县")
    path = root / "results" / "2022"
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        (tmp_path / "别处").mkdir()
        path.symlink_to(tmp_path / "别处")
    else:
        path.write_bytes(b"my own")
    assert refused(root) == ["W404"]
    assert os.path.lexists(path)


def test_a_list_that_is_no_text_or_names_files_elsewhere_harms_nothing(tmp_path):
    root = small(tmp_path / "县")
    run(open_workspace(root))
    listed = root / "results" / "2022" / ".stardb"
    listed.write_bytes(listed.read_bytes() + b"\xff\xfe\tx\nlittle\t../../stardb.yaml\nlittle\t/etc/hosts\n\n\t\n")
    settings = (root / "stardb.yaml").read_bytes()
    run(open_workspace(root))
    assert (root / "stardb.yaml").read_bytes() == settings
    listed.write_bytes(b"\xff\xfe" * 100)
    run(open_workspace(root))  # the very same files: nothing of anybody's is replaced


@pytest.mark.parametrize("junk", [b"", b"{", b"[" * 5000, b'{"aside": "../..", "target": "x"}', b"\xff"])
def test_a_journal_that_is_none_is_passed_over(tmp_path, junk):
    root = small(tmp_path / "县")
    run(open_workspace(root))
    (root / "results" / ".stardb-pending.json").write_bytes(junk)
    run(open_workspace(root))
    assert sorted(path.name for path in (root / "results").iterdir()) == [".stardb", "2022", "assets", "index.html"]


def test_what_an_earlier_version_left_is_put_right(tmp_path):
    root = small(tmp_path / "县")
    run(open_workspace(root))
    folder = root / "results"
    shutil.copytree(folder / "2022", folder / ".2022-abcd1234")
    (folder / "2022").rename(folder / ".2022-abcd1234-old")  # stopped between the two renames
    (folder / ".2022-自己的").mkdir()
    (folder / ".stardb-0123456789ab").mkdir()
    (root / "forms" / "2022" / ".stardb-abcd1234" / "before").mkdir(parents=True)
    (root / "forms" / "2022" / ".stardb-abcd1234" / "before" / "甲镇.xlsx").write_bytes(b"filled in")
    run(open_workspace(root))
    assert sorted(path.name for path in folder.iterdir()) == [".2022-自己的", ".stardb", "2022", "assets", "index.html"]
    assert [path.name for path in (root / "forms" / "2022").iterdir()] == ["甲镇.xlsx"]


def test_files_follow_the_umask(tmp_path):
    root = small(tmp_path / "县")
    before = os.umask(0o027)
    try:
        run(open_workspace(root))
    finally:
        os.umask(before)
    assert (root / "results" / "2022").stat().st_mode & 0o777 == 0o750
    assert (root / "results" / "2022" / "index.html").stat().st_mode & 0o777 == 0o640
    assert (root / "stardb.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_new_workspace_is_made_whole_or_not_at_all(tmp_path):
    target = tmp_path / "上级" / "县"

    def act():
        create_workspace(target)

    seen = set()
    for _ in stops(act, tmp_path, lambda: shutil.rmtree(tmp_path / "上级", ignore_errors=True), signal.SIGKILL, 9):
        begun = target.exists() and any(not path.name.startswith(".") for path in target.iterdir())
        if not _is_whole(target):
            create_workspace(target)
        shown = sorted(path.name for path in target.iterdir() if not path.name.startswith(".stardb-"))
        assert shown == [
            "data",
            "reports",
            "rules",
            "stardb.yaml",
            "开始.bat",
            "开始.sh",
        ]  # what is left aside the next writer takes away
        assert open_workspace(target).settings.county == "某县"
        seen.add(begun)
    assert seen == {False, True}


def _is_whole(root):
    return (root / "stardb.yaml").exists() and not (root / ".stardb-pending.json").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are set in a child")
@pytest.mark.parametrize(
    "command", [["init", "新"], ["run", "-C", "县"], ["forms", "-C", "县"], ["map", "-C", "县", "检查表", "家底=收入"]]
)
def test_a_drive_that_takes_no_more_is_said_to_be_so_and_nothing_is_left(tmp_path, command):
    small(tmp_path / "县")
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); from stardb.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "文件太大" in done.stderr or "已经满了" in done.stderr
    assert sorted(str(path) for path in tmp_path.rglob("*") if path.name != "stardb.sqlite") == before
