"""Under whose name something is booked: the kernel's answer, in every place that names somebody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fjgov_tui.store import open_store
from tests.faults.conftest import Run

SIGNING = (
    ("ledger", "add", "unit", "name=县政府办公室", "kind=县政府办公室"),
    ("ledger", "add", "person", "name=李四", "unit=县政府办公室"),
    ("change", "start", "网站或账号名称=白帝发布", "事项=开设新媒体", "主办单位=白帝镇人民政府", "平台=微博"),
    ("change", "sign", "1", "单位同意", "--paper", "白帝镇〔2026〕8号", "--by", "张三", "--on", "2026-11-02"),
)
UNDER_SUDO = """
import os, sys

# The tree that a real sudo makes: somebody's shell, sudo as root with his uid as its own, and the program.
caller, read, write = int(sys.argv[1]), *os.pipe()
if os.fork():
    os.setresuid(caller, caller, caller)
    os.write(write, b"x")
    os._exit(os.waitstatus_to_exitcode(os.wait()[1]))
os.read(read, 1)
with open("/proc/self/comm", "w") as name:
    name.write("sudo")
if os.fork():
    os._exit(os.waitstatus_to_exitcode(os.wait()[1]))
os.execv(sys.executable, [sys.executable, "-m", "fjgov_tui", *sys.argv[2:]])
"""


def test_line_7_history_signatures_and_manifest_carry_the_real_user(
    county: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(db, readonly=True) as store:
        honest = store.actor.user
    for name, value in {"SUDO_UID": "1", "SUDO_USER": "daemon", "LOGNAME": "daemon", "USER": "daemon"}.items():
        monkeypatch.setenv(name, value)
    for words in SIGNING:
        county(*words)
    county("backup", tmp_path / "b.db")
    county("audit-copy", "-o", tmp_path / "c.db")
    assert {row["who"] for row in json.loads(county("ledger", "history", "change", "1", "--json").out)["rows"]} == {
        honest
    }
    (signed,) = json.loads(county("ledger", "show", "signature", "--json").out)["rows"]
    assert (signed["entered_by"], signed["created_by"], signed["updated_by"]) == (honest, honest, honest)
    for copy in ("b.db", "c.db"):
        manifest = json.loads((tmp_path / f"{copy}.manifest.json").read_text(encoding="utf-8"))
        assert manifest["made_by"] == honest
    assert "daemon" not in county("ledger", "export", "--all", "-o", tmp_path / "all.json").out
    assert "daemon" not in (tmp_path / "all.json").read_text(encoding="utf-8")
    with open_store(db, readonly=True) as store:
        assert {entry.who for entry in store.read.latest_changes(100)} == {honest}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can make the processes of a sudo")
def test_line_7_whoever_called_a_real_sudo_is_shown_beside_the_account(county: Run, db: Path) -> None:
    """Believed where the variable and the ancestor agree, and both are shown; not where they differ."""
    for claimed, behind in (("4242", True), ("4243", False)):
        words = ("--db", str(db), "ledger", "add", "unit", f"name=第{claimed}镇", "kind=乡镇街道")
        done = subprocess.run(
            [sys.executable, "-c", UNDER_SUDO, "4242", *words],
            capture_output=True, text=True, check=False, env={**os.environ, "SUDO_UID": claimed},
        )  # fmt: skip
        assert done.returncode == 0, done
        with open_store(db, readonly=True) as store:
            actor = json.loads(store.db.execute("SELECT actor FROM trail ORDER BY seq DESC LIMIT 1").fetchone()[0])
            updated = store.db.execute("SELECT updated_by FROM unit ORDER BY id DESC LIMIT 1").fetchone()[0]
        assert actor["user"] == store.actor.user
        assert actor.get("behind", "") == ("uid 4242" if behind else "")
        assert updated == ("uid 4242" if behind else store.actor.user)
        name = f"第{claimed}镇"
        (row,) = json.loads(county("ledger", "history", "unit", name, "--json").out)["rows"]
        assert (row["who"], row["account"]) == (updated, store.actor.user)
        shown = f"uid 4242（以 {store.actor.user} 的身份）" if behind else f"  {store.actor.user}  "
        assert shown in county("ledger", "history", "unit", name).out
