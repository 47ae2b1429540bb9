"""`make release-check`: every artefact in `dist/` is unpacked and used in an empty home, with no network.

What cannot be tried here (another processor, Windows) is said at the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from fjgov_tui import __version__
from release.__main__ import DIST, SIGNED_AS, digest
from release.core import core_files
from release.pyz import build_pyz, pythons

WITHOUT_NETWORK = ("unshare", "-r", "-n")
NOT_TRIED = ("linux-aarch64 和 windows-amd64 的安装包：这台机器运行不了，没有试", "loongarch64：没有机器，没有试")


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
        ("deb", package),
        ("wheelhouse", wheelhouse),
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


def used(command: Sequence[str], home: Path) -> None:
    """A county is made, changed by a sheet, audited and verified by a program that was just unpacked."""
    db = home / "county.db"
    for words, codes in (
        (("--version",), {0}),
        (("--db", str(db), "init", "--demo"), {0}),
        (("--db", str(db), "ledger", "export", "单位", "-o", str(home / "units.xlsx")), {0}),
        (("--db", str(db), "ledger", "import", str(home / "units.xlsx")), {0}),
        (("--db", str(db), "audit", "-o", str(home / "audit.docx")), {0, 1}),
        (("--db", str(db), "verify"), {0}),
        (("completion", "bash"), {0}),
    ):
        answer = quietly([*command, *words], home)
        if answer.returncode not in codes or "Traceback" in answer.stderr:
            raise Failure(f"{' '.join(words)}: {answer.returncode}\n{answer.stderr[-800:]}")


def quietly(command: Sequence[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run without network, with a home of its own and nothing of this environment but where programs are."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    return subprocess.run(
        [*WITHOUT_NETWORK, *command], cwd=home, env=environment, capture_output=True, text=True, check=False
    )


def single_file(folder: Path) -> None:
    """The archive runs with every Python that it is made for, from where it lies, and leaves nothing in the home."""
    for python in pythons().values():
        with tempfile.TemporaryDirectory() as home:
            used([python, "-I", str(folder / "fjgov.pyz")], Path(home))


def package(folder: Path) -> None:
    """The Debian package is one, and what it installs runs."""
    deb = folder / f"fjgov_{__version__}_all.deb"
    with tempfile.TemporaryDirectory() as home:
        root = Path(home, "root")
        subprocess.run(["dpkg-deb", "-x", str(deb), str(root)], check=True)
        for place in ("usr/bin/fjgov", "usr/share/man/man1/fjgov.1.gz", "usr/share/doc/fjgov/copyright"):
            if not root.joinpath(place).is_file():
                raise Failure(f"without {place}")
        used([pythons()["3.11"], str(root / "usr/lib/fjgov/fjgov.pyz")], Path(home))


def wheelhouse(folder: Path) -> None:
    """The archive for this kind of machine installs without network, and what it installs runs."""
    archive = folder / f"fjgov-{__version__}-linux-x86_64.tar.gz"
    for python in pythons().values():
        with tempfile.TemporaryDirectory() as home:
            there = Path(home, "unpacked")
            shutil.unpack_archive(archive, there, filter="data")
            environment = {"PATH": f"{Path(python).parent}:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8"}
            command = [*WITHOUT_NETWORK, "sh", str(there / "install.sh")]
            answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if answer.returncode:
                raise Failure(answer.stderr[-800:])
            used([str(Path(home, ".local/bin/fjgov"))], Path(home))


def twice(folder: Path) -> None:
    """Another build of the same sources is the same file."""
    with tempfile.TemporaryDirectory() as other:
        again = Path(other, "fjgov.pyz")
        build_pyz(core_files(), again)
        if digest(again) != digest(folder / "fjgov.pyz"):
            raise Failure("two builds differ")


if __name__ == "__main__":
    main()
