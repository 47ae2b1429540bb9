"""`make release-check`: every artefact in `dist/` is used in a root that holds nothing but the system and a Python.

There is no network in it, and no home but an empty one. An old ledger file is upgraded by each.

What cannot be tried here (another processor, Windows) is said at the end.
"""

from __future__ import annotations

import argparse
import lzma
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.dashboard import county
from benchmarks.measure import pairs
from benchmarks.terminal import Terminal
from fjgov_tui import __version__
from release.__main__ import DIST, SIGNED_AS, digest
from release.core import core_files
from release.first_screen import COUNTED, loaded, recorded
from release.pyz import build_pyz, pythons
from release.service import served, why_not
from release.starting import PYTHONS
from release.wheels import PLATFORMS, asked_as

APART = ("unshare", "-r", "-n", "-m", "-p", "-f")
"""Namespaces: root within, no network, mounts and processes of its own."""
EMPTY_ROOT = Path(__file__).with_name("emptyroot.sh")
FROZEN = sorted(Path(__file__).parents[1].joinpath("tests/files").glob("*.db.xz"))
"""Ledger files of earlier releases."""
MOST_BYTES = 12_000_000
SLOWEST = 2.0
"""First screen of the single file, against that of the installed program."""
MOST_MISSED = 40
"""Modules that the first screen needs and that the list of them lacks: they lie in blocks that unpack more slowly."""
NOT_TRIED = (
    "linux-aarch64 和 windows-amd64 的安装包：不缺部件，摘要相符；这台机器运行不了，没有装上试",
    "loongarch64：没有机器，没有试",
)


class Failure(Exception):
    """An artefact did not do what it must."""


def main() -> None:
    """Try what is there; the exit code says whether all of it works."""
    parser = argparse.ArgumentParser(prog="make release-check", description=__doc__)
    parser.add_argument("--of", type=Path, default=DIST, help="the folder; dist/ where not given")
    parser.add_argument("--again", action="store_true", help="build fjgov.pyz once more and compare the bytes")
    asked = parser.parse_args()
    folder: Path = asked.of
    steps: list[tuple[str, Callable[[Path], None]]] = [
        ("SHA256SUMS", sums),
        ("signature", signature),
        ("fjgov.pyz", single_file),
        ("fjgov.pyz: size and first screen", small_and_quick),
        ("deb", package),
        ("wheelhouse", wheelhouse),
        ("wheelhouses for other machines", whole_for_others),
        ("folder", folder_of_its_own),
        ("service", service_under_systemd),
    ]
    if asked.again:
        steps.append(("two builds, the same bytes", twice))
    failed = 0
    for name, step in steps:
        try:
            step(folder)
        except (Failure, subprocess.SubprocessError, OSError) as error:
            failed += 1
            print(f"FAIL  {name}: {error}")
        else:
            print(f"ok    {name}")
    for line in NOT_TRIED:
        print(f"----  {line}")
    sys.exit(1 if failed else 0)


def sums(folder: Path) -> None:
    """Every file is the one that was summed, and none was forgotten."""
    lines = folder.joinpath("SHA256SUMS").read_text().splitlines()
    listed = {name: value for value, _, name in (line.partition("  ") for line in lines)}
    there = {path.name: digest(path) for path in folder.iterdir() if not path.name.startswith("SHA256SUMS")}
    if listed != there:
        raise Failure(f"differs: {sorted(set(listed.items()) ^ set(there.items()))}")


def signature(folder: Path) -> None:
    """The sums are signed where the release was made with a key, and another text does not pass for them."""
    signed = folder / "SHA256SUMS.sig"
    if not signed.exists():
        print("----  signature: made without --key")
        return
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", SIGNED_AS, "-s", str(signed)]
    content = folder.joinpath("SHA256SUMS").read_bytes()
    if subprocess.run(command, input=content, capture_output=True, check=False).returncode:
        raise Failure("the signature does not fit")
    if not subprocess.run(command, input=content + b"x", capture_output=True, check=False).returncode:
        raise Failure("another text passes")


def used(command: Sequence[str], home: Path, *folders: Path) -> None:
    """A county is made, changed by a sheet, audited and verified by a program that was just unpacked; an old file, too.

    Args:
        command: how the program is called.
        home: an empty folder.
        folders: what else is to be seen: the program and its Python.
    """
    db, old = str(home / "county.db"), str(home / "old.db")
    Path(old).write_bytes(lzma.decompress(FROZEN[0].read_bytes()))
    for words, codes in (
        (("--version",), {0}),
        (("--db", db, "init", "--demo"), {0}),
        (("--db", db, "ledger", "export", "单位", "-o", str(home / "units.xlsx")), {0}),
        (("--db", db, "ledger", "import", str(home / "units.xlsx")), {0}),
        (("--db", db, "audit", "-o", str(home / "audit.docx")), {0, 1}),
        (("--db", db, "verify"), {0}),
        (("--db", old, "upgrade-check"), {0}),
        (("--db", old, "ledger", "add", "单位", "单位名称=升级以后登记的单位", "单位类别=部门"), {0}),
        (("--db", old, "verify"), {0}),
        (("completion", "bash"), {0}),
    ):
        answer = apart([*command, *words], home, *folders)
        if answer.returncode not in codes or "Traceback" in answer.stderr:
            raise Failure(f"{' '.join(words)}: {answer.returncode}\n{answer.stderr[-800:]}")


def apart(command: Sequence[str], home: Path, *folders: Path) -> subprocess.CompletedProcess[str]:
    """Run in an empty root without network, where only these folders of this machine are."""
    environment = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(home)}
    with tempfile.TemporaryDirectory() as root:
        seen = [str(folder) for folder in (home, *folders)]
        words = [*APART, "sh", str(EMPTY_ROOT), root, *seen, "--", *command]
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def prefix_of(python: str) -> Path:
    """The folder of an interpreter with its library."""
    return Path(_asked(python, "base_prefix"))


def base_of(python: str) -> str:
    """The interpreter itself, where `python` is that of a virtual environment."""
    return _asked(python, "_base_executable")


def _asked(python: str, name: str) -> str:
    """What an interpreter says of itself."""
    command = [python, "-c", f"import sys; print(sys.{name})"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def single_file(folder: Path) -> None:
    """The archive runs with every Python that it is made for, from where it lies, and leaves nothing in the home."""
    for python in pythons().values():
        with tempfile.TemporaryDirectory() as home:
            used([base_of(python), "-I", str(folder / "fjgov.pyz")], Path(home), folder, prefix_of(python))


def small_and_quick(folder: Path) -> None:
    """It is as small as was promised, shows its first screen in time, and packs apart what that needs today."""
    archive = folder / "fjgov.pyz"
    size = archive.stat().st_size
    if size >= MOST_BYTES:
        raise Failure(f"{size:,} bytes; promised were fewer than {MOST_BYTES:,}")
    missed = sorted(recorded()[0] - loaded()[0])
    if len(missed) > MOST_MISSED:
        raise Failure(f"python -m release.first_screen has not been run for long; the list lacks {missed}")
    with tempfile.TemporaryDirectory() as home:
        path = Path(home, "county.db")
        county(path)

        def shown(*program: str) -> float:
            with Terminal([*program, "--db", str(path)], wide=True) as terminal:
                return terminal.wait_for(COUNTED)

        packed, installed, ratio = pairs(
            lambda: shown(base_of(sys.executable), "-I", str(archive)),
            lambda: shown(sys.executable, "-m", "fjgov_tui"),
            5,
        )
    print(f"----  fjgov.pyz: {size:,} bytes, first screen {ratio:.2f} x ({packed:.2f} s, installed {installed:.2f} s)")
    if ratio > SLOWEST:
        raise Failure(f"the first screen takes {ratio:.2f} x that of the installed program; promised were {SLOWEST}")


def package(folder: Path) -> None:
    """The Debian package is one, and what it installs runs."""
    deb = folder / f"fjgov_{__version__}_all.deb"
    with tempfile.TemporaryDirectory() as home:
        root = Path(home, "root")
        subprocess.run(["dpkg-deb", "-x", str(deb), str(root)], check=True)
        for place in ("usr/bin/fjgov", "usr/share/man/man1/fjgov.1.gz", "usr/share/doc/fjgov/copyright"):
            if not root.joinpath(place).is_file():
                raise Failure(f"without {place}")
        python = pythons()["3.11"]
        used([base_of(python), str(root / "usr/lib/fjgov/fjgov.pyz")], Path(home), prefix_of(python))


def wheelhouse(folder: Path) -> None:
    """The archive for this kind of machine installs without network, and what it installs runs."""
    archive = folder / f"fjgov-{__version__}-linux-x86_64.tar.gz"
    for python in pythons().values():
        with tempfile.TemporaryDirectory() as home:
            there = Path(home, "unpacked")
            shutil.unpack_archive(archive, there, filter="data")
            prefix = prefix_of(python)
            install = f'PATH="{prefix}/bin:$PATH" sh "{there}/install.sh"'
            answer = apart(["sh", "-c", install], Path(home), prefix)
            if answer.returncode:
                raise Failure(answer.stderr[-800:])
            used([str(Path(home, ".local/bin/fjgov"))], Path(home), prefix)


def whole_for_others(folder: Path) -> None:
    """The archives that cannot run here: pip, asked as for that machine, finds all of it there, with the right sums."""
    for platform in PLATFORMS[1:]:
        (archive,) = folder.glob(f"fjgov-{__version__}-{platform.name}.*")
        with tempfile.TemporaryDirectory() as place:
            there = Path(place, "unpacked")
            if platform.windows:
                shutil.unpack_archive(archive, there)
            else:
                shutil.unpack_archive(archive, there, filter="data")
            for version in PYTHONS:
                picked = Path(place, version)
                pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "download", "--no-deps"]
                pip += ["--no-index", "--find-links", str(there / "wheels"), "--require-hashes", "-d", str(picked)]
                pip += ["-r", str(there / "requirements.txt"), *asked_as(platform, version)]
                answer = subprocess.run(pip, capture_output=True, text=True, check=False)
                if answer.returncode:
                    raise Failure(f"{archive.name}, Python {version}: {answer.stderr[-800:]}")


def folder_of_its_own(folder: Path) -> None:
    """The folder with its own Python runs where there is no other."""
    with tempfile.TemporaryDirectory() as home:
        there = Path(home, "unpacked")
        shutil.unpack_archive(folder / f"fjgov-{__version__}-linux-x86_64-folder.tar.gz", there, filter="data")
        used([str(there / "fjgov/fjgov")], Path(home))


def service_under_systemd(folder: Path) -> None:
    """The monitor's unit starts under a running systemd with all its hardening, is restarted when killed, and goes."""
    reason = why_not()
    if reason:
        print(f"----  service: not tried; {reason}")
        return
    said, missing = served(folder / f"fjgov-{__version__}-linux-x86_64-folder.tar.gz")
    if missing:
        raise Failure(f"not seen: {missing}\n{said[-800:]}")


def twice(folder: Path) -> None:
    """Another build of the same sources is the same file."""
    with tempfile.TemporaryDirectory() as other:
        again = Path(other, "fjgov.pyz")
        build_pyz(core_files(), again)
        if digest(again) != digest(folder / "fjgov.pyz"):
            raise Failure("two builds differ")


if __name__ == "__main__":
    main()
