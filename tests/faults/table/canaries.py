"""Row 11: a password and sealed values that are known, entered everywhere, and then looked for everywhere."""

from __future__ import annotations

import importlib.util
import io
import lzma
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from fjgov_tui.__main__ import main
from tests.faults.table.borrowed import played
from tests.faults.table.model import Facts, FaultRow, Job

PASSWORD, PHRASE = "kui-men tian xia xiong 7351 dan", "bai di cheng 2207 phrase canary"
MOBILE, BACKEND, LOGIN = "19987650123", "https://canary-backend.example/admin", "canary_login_42"
SEALED = (MOBILE, BACKEND, LOGIN)


def _fjgov(folder: Path, words: tuple[str, ...], typed: str) -> None:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    places = {
        name: str(home / part)
        for name, part in (("HOME", ""), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"),
                           ("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache"), ("TMPDIR", ""))
    }  # fmt: skip
    child = subprocess.Popen(
        [sys.executable, "-m", "fjgov_tui", "--db", str(folder / "county.db"), *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | places,
    )  # fmt: skip
    for what in ("cmdline", "environ"):
        try:
            (folder / f"process-{child.pid}-{what}").write_bytes(Path(f"/proc/{child.pid}/{what}").read_bytes())
        except OSError:
            continue
    out, err = child.communicate(typed)
    with (folder / "printed").open("a", encoding="utf-8") as file:
        file.write(out + err)


def _entered(facts: Facts, folder: Path, *, small: bool) -> None:
    """The canaries where people enter them. Sealed values on a command line are in the process list: by a sheet."""
    steps: list[tuple[tuple[str, ...], str]] = [
        (("init",), ""),
        (("ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道"), ""),
        (("import", str(folder / "in" / "people.csv"), "--ledger", "person"), ""),
        (("import", str(folder / "in" / "sites.csv"), "--ledger", "site"), ""),
        (("import", str(folder / "in" / "accounts.csv"), "--ledger", "account"), ""),
        (("ledger", "add", "setting", "设置项=启用口令检查", "值=是"), ""),
        (("password", "rotate", "1", "--stdin", "--reason", "首次"), f"{PASSWORD}\n"),
        (("password", "rotate", "1", "--stdin", "--reason", "泄露"), f"{PASSWORD}\n"),
        (("password", "rotate", "1", PASSWORD), ""),
        (("lock", "set", "--stdin"), f"{PHRASE}\n"),
        (("ledger", "show", "person", "--json"), ""), (("ledger", "history", "person", "1"), ""),
        (("audit", "--format", "html", "-o", str(folder / "audit.html")), ""),
        (("export", "--all", "-o", str(folder / "all.xlsx")), ""),
        (("export", "--all", "-o", str(folder / "all.json")), ""),
        (("dossier", "-o", str(folder / "d.zip")), ""), (("audit-copy", "-o", str(folder / "copy.db")), ""),
        (("password", "sheet", "-o", str(folder / "sheet.xlsx")), ""), (("password", "due", "--json"), ""),
        (("find", "canary"), ""), (("doctor",), ""), (("verify",), ""),
    ]  # fmt: skip
    if importlib.util.find_spec("cryptography"):
        steps += [(("seal", "on", "--stdin"), f"{PHRASE}\n"), (("seal", "rotate", "--stdin"), f"{PHRASE}\n")]
    else:
        facts.untried.append("密封字段加密：没有 cryptography")
    steps += [(("backup", str(folder / "b.db")), "")]
    for words, typed in steps[: 13 if small else None]:
        (_within if small else _fjgov)(folder, words, typed)
        facts.count += 1


def _within(folder: Path, words: tuple[str, ...], typed: str) -> None:
    """The same in this process, where the process list is not looked at."""
    before, said = sys.stdin, io.StringIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
    try:
        with redirect_stdout(said), redirect_stderr(said):
            main(["--db", str(folder / "county.db"), *words])
    finally:
        sys.stdin = before
    with (folder / "printed").open("a", encoding="utf-8") as file:
        file.write(said.getvalue())


def _everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that is left, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent.name != "in":
            name, content = str(path.relative_to(folder)), path.read_bytes()
            yield name, content
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{name}/{part}", archive.read(part)) for part in archive.namelist())
            elif path.suffix == ".xz":
                yield name, lzma.decompress(content)


def _sheets(folder: Path) -> None:
    folder.mkdir()
    (folder / "people.csv").write_text(f"姓名,所在单位,手机号\n张三,白帝镇人民政府,{MOBILE}\n", encoding="utf-8")
    (folder / "sites.csv").write_text(
        f"站点名称,主办单位,网址,站点类别,后台地址\n子网站,白帝镇人民政府,http://bdz.example.gov.cn/,子网站,{BACKEND}\n",
        encoding="utf-8",
    )
    (folder / "accounts.csv").write_text(
        f"名称,所属站点,保管人,权限,登录名\n子网站-编辑,子网站,张三,编辑,{LOGIN}\n", encoding="utf-8"
    )


def run(job: Job) -> Facts:
    """Enter them, then search every byte."""
    facts, small = job.begun("步"), job.size <= 20
    if not facts.told("entered"):
        _searched(facts, job.folder / "canary", small=small)
        facts.add("entered")
    if not small:
        played(facts, job, {"在画面上输入的口令，连同回滚记录": ("tests/terminal/test_typed_password.py",)})
        facts.untried.append("内存和交换分区：程序管不到，见《安全说明》")
    return facts


def _searched(facts: Facts, folder: Path, *, small: bool) -> None:
    folder.mkdir()
    _sheets(folder / "in")
    _entered(facts, folder, small=small)
    sealed = not small and importlib.util.find_spec("cryptography") is not None
    looked = size = 0
    for name, content in _everything(folder):
        looked, size = looked + 1, size + len(content)
        command = name.startswith("process-") and "cmdline" in name
        for secret in (PASSWORD, PHRASE):
            for form in (secret.encode(), secret.encode("utf-16-le"), secret.encode().hex().encode()):
                # Whoever writes it on the command line has it in the process list himself; the program refuses it.
                facts.expect(form not in content or command, f"{name} 里有口令")
        clear_by_nature = name.startswith(("county.db", "b.db")) and not sealed
        for secret in SEALED:
            facts.expect(secret.encode() not in content or clear_by_nature, f"{name} 里有密封的值 {secret}")
    facts.figures["查过"] = (
        f"{looked:,} 个文件和进程的命令行、环境变量，{size / 1e6:.0f} MB，包括库、日志、备份、导出、检查副本、屏幕输出"
    )
    facts.figures["密封的值在台账文件里"] = (
        "加密以后 0 处" if sealed and not facts.wrong else "没有加密时是明文，如《安全说明》所写"
    )


ROW = FaultRow(
    number=11,
    title="口令和密封的值会不会漏出来",
    method="用认得出的口令、锁屏口令和密封的值走一遍登记、导入、更换、核对、导出、备份、检查副本、加密、换钥匙，再在留下的每个文件、命令行、环境变量和屏幕输出里找",
    expected="口令 0 处；密封的值在台账文件和备份之外 0 处，加密以后处处 0 处",
    run=run,
    short=3,
    long=100,
    minutes=2,
)
