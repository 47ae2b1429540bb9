"""The password of a system account, asked of the system's own programs: accounts of the test's own on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords import account
from fjgov_tui.passwords.account import account_opens
from fjgov_tui.passwords.lockphrase import by_account, lock_path, opens, set_account
from fjgov_tui.passwords.secret import Secret

RIGHT = "白帝城 8-abc"
ASKING = """
import sys
from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.account import account_opens
from fjgov_tui.passwords.secret import Secret
for typed in sys.stdin.read().split("|"):
    try:
        print(account_opens(sys.argv[1], Secret(typed)))
    except InputProblem as problem:
        print(problem)
"""
INSIDE = (
    "mount --bind {0}/passwd /etc/passwd && mount --bind {0}/shadow /etc/shadow && "
    "exec setpriv --reuid={1} --regid=61001 --clear-groups {2} -c '{3}' zhou"
)


def asked(folder: Path, asking: str) -> list[str]:
    """What is said of the right password, a wrong one and none of zhou's, by a program that runs as `asking`.

    The machine's accounts are the test's own, in a view of the files that this program's child alone has.
    """
    tools = [shutil.which(name) for name in ("unshare", "setpriv", "openssl", "su")]
    if os.name != "posix" or os.geteuid() != 0 or not all(tools) or not any(map(Path.exists, account.CHECKERS)):
        pytest.skip("needs root on Linux, unshare, setpriv, openssl, su and unix_chkpwd")
    digest = subprocess.run(["openssl", "passwd", "-6", RIGHT], capture_output=True, text=True, check=True).stdout
    for name, lines in (
        ("passwd", ["zhou:x:61001:61001::/tmp:/bin/sh", "fj:x:61002:61002::/tmp:/usr/sbin/nologin"]),
        ("shadow", [f"zhou:{digest.strip()}:20000:0:99999:7:::", "fj:!:20000:0:99999:7:::"]),
    ):
        place = folder / name
        shutil.copy(f"/etc/{name}", place)
        with place.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        status = Path("/etc", name).stat()
        os.chown(place, status.st_uid, status.st_gid)
    command = INSIDE.format(folder, asking, sys.executable, ASKING.replace("'", '"'))
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", command], input=f"{RIGHT}|wrong|", capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(Path(account.__file__).parents[2])},
    )  # fmt: skip
    if "unshare failed" in done.stderr or "mount:" in done.stderr:
        pytest.skip("this machine gives nobody a view of files of its own")
    if "Permission denied" in done.stderr or "No module named" in done.stderr:
        pytest.skip("the program, or its Python, lies where other accounts cannot read it")
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("asking", ["zhou", "0"], ids=["by itself", "by root"])
def test_an_account_is_known_by_its_password(tmp_path: Path, asking: str) -> None:
    assert asked(tmp_path, asking) == ["True", "False", "False"]


def test_a_service_account_knows_who_sits_behind_sudo(tmp_path: Path) -> None:
    """The program runs as `fjgov` and has no right to read anybody's password: `su` is asked instead."""
    assert asked(tmp_path, "fj") == ["True", "False", "False"]


def test_where_the_machine_cannot_say_a_sentence_says_so_and_nothing_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "CHECKERS", ())
    monkeypatch.setattr(account, "SWITCHERS", ())
    with pytest.raises(InputProblem, match="查不了系统账号"):
        account_opens("zhou", Secret("x"))
    path = lock_path(tmp_path, "zhou")
    with pytest.raises(InputProblem):
        set_account(path, "zhou", Secret("x"))
    assert not path.exists()


def test_the_account_is_kept_as_a_way_and_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checker = tmp_path / "checker"
    checker.write_text('#!/bin/sh\nread -r typed\n[ "$typed" = right ] && exit 0\nexit 7\n', encoding="utf-8")
    checker.chmod(0o700)
    monkeypatch.setattr(account, "CHECKERS", (checker,))
    monkeypatch.setattr(account, "_number", lambda user: os.geteuid())
    path = lock_path(tmp_path / "settings", "zhou")
    with pytest.raises(InputProblem, match="不是系统账号“zhou”的口令"):
        set_account(path, "zhou", Secret("other"))
    set_account(path, "zhou", Secret("right"))
    assert (by_account(path), "right" in path.read_text(encoding="utf-8")) == (True, False)
    assert opens(path, Secret("right"), "zhou")
    assert not opens(path, Secret("other"), "zhou")
    with pytest.raises(InputProblem, match="损坏"):
        opens(path, Secret("right"))
