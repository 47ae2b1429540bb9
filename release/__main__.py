"""`make release`: build everything that is carried, into `dist/`, with its sums and, given a key, their signature.

`ARGS="--only pyz deb"` builds a part; `ARGS="--key FILE"` signs with an SSH key.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
from pathlib import Path

from fjgov_tui import __version__
from release.core import ROOT, core_files, core_names
from release.deb import build_deb
from release.folder import build_folder
from release.manual import manual_page
from release.notes import CHANGES, NAME, notes
from release.pyz import build_pyz
from release.sbom import sbom
from release.wheels import PLATFORMS, build_wheelhouse, own_wheel

DIST = ROOT / "dist"
KINDS = ("pyz", "deb", "wheels", "folder")
SHELLS = {
    "bash": "usr/share/bash-completion/completions/fjgov",
    "zsh": "usr/share/zsh/vendor-completions/_fjgov",
    "fish": "usr/share/fish/vendor_completions.d/fjgov.fish",
}
SIGNED_AS = "fjgov-release"
"""The namespace of the signature: one made for something else is none for a release."""


def main() -> None:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(prog="make release", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="what to build")
    parser.add_argument("--key", type=Path, help="an SSH key to sign the sums with")
    parser.add_argument("--to", type=Path, default=DIST, help="the folder; dist/ where not given")
    asked = parser.parse_args()
    target: Path = asked.to
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        if old.is_file():
            old.unlink()
    pyz = target / "fjgov.pyz"
    if {"pyz", "deb"} & set(asked.only):
        build_pyz(core_files(), pyz)
    if "deb" in asked.only:
        build_deb(target / f"fjgov_{__version__}_all.deb", pyz.read_bytes(), __version__, texts())
    if "folder" in asked.only:
        build_folder(own_wheel(), target / f"fjgov-{__version__}-linux-x86_64-folder.tar.gz")
    if "wheels" in asked.only:
        own = own_wheel()
        for platform in PLATFORMS:
            build_wheelhouse(platform, target / f"fjgov-{__version__}-{platform.name}", own)
    target.joinpath(NAME).write_text(notes(__version__, CHANGES.read_text(encoding="utf-8")), encoding="utf-8")
    target.joinpath("sbom.cdx.json").write_bytes(sbom(__version__))
    target.joinpath("fjgov.pyz.sbom.cdx.json").write_bytes(sbom(__version__, core_names()))
    sums = target / "SHA256SUMS"
    sums.write_text("".join(f"{digest(path)}  {path.name}\n" for path in sorted(target.iterdir()) if path != sums))
    if asked.key:
        subprocess.run(["ssh-keygen", "-Y", "sign", "-f", str(asked.key), "-n", SIGNED_AS, str(sums)], check=True)
    for path in sorted(target.iterdir()):
        print(f"{path.stat().st_size:>12,}  {path.name}")


def texts() -> dict[str, bytes]:
    """What is installed beside the program: manual page, words for Tab, desktop entry with its icon, copyright."""
    from click.shell_completion import get_completion_class

    from fjgov_tui.cli.root import root
    from fjgov_tui.cli.variables import COMPLETING
    from release.archives import gzipped

    placed = {
        "usr/share/man/man1/fjgov.1.gz": gzipped(manual_page()),
        "usr/share/applications/fjgov.desktop": ROOT.joinpath("data/fjgov.desktop").read_bytes(),
        "usr/share/icons/hicolor/scalable/apps/fjgov.svg": ROOT.joinpath("data/icon.svg").read_bytes(),
        "usr/share/doc/fjgov/copyright": ROOT.joinpath("LICENSE").read_bytes(),
        "usr/share/doc/fjgov/changelog.gz": gzipped(ROOT.joinpath("CHANGELOG.md").read_bytes()),
    }
    for shell, place in SHELLS.items():
        kind = get_completion_class(shell)
        if kind is not None:
            placed[place] = kind(root, {}, "fjgov", COMPLETING).source().encode()
    return placed


def digest(path: Path) -> str:
    """SHA-256 of a file, as `sha256sum` writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
