"""The Debian package: the one file, a command on the path, the manual page and the words for Tab."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from release.archives import ar_bytes, gzipped, tar_bytes

CONTROL = """\
Package: fjgov
Version: {version}
Architecture: all
Maintainer: fjgov_tui contributors <maintainers@localhost>
Installed-Size: {size}
Depends: python3 (>= 3.11), python3 (<< 3.14)
Section: admin
Priority: optional
Description: 县级政府网站和政务新媒体管理台账
 A terminal dashboard over one SQLite file: registry, password rotation,
 training, procedures, duty, inspection and a live monitor.
"""
COMMAND = b"""#!/bin/sh
exec python3 /usr/lib/fjgov/fjgov.pyz "$@"
"""


def build_deb(target: Path, pyz: bytes, version: str, texts: Mapping[str, bytes]) -> None:
    """Write the package.

    Args:
        target: where it goes.
        pyz: the core, see `release.pyz`.
        version: the program's.
        texts: further files by the place where they are installed, such as the manual page.
    """
    command = "usr/bin/fjgov"
    files = {command: COMMAND, "usr/lib/fjgov/fjgov.pyz": pyz, **texts}
    size = sum(map(len, files.values())) // 1024 + 1
    sums = "".join(
        f"{hashlib.md5(content, usedforsecurity=False).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    control = {"control": CONTROL.format(version=version, size=size).encode(), "md5sums": sums.encode()}
    target.write_bytes(
        ar_bytes(
            {
                "debian-binary": b"2.0\n",
                "control.tar.gz": gzipped(tar_bytes(control, folders=True)),
                "data.tar.gz": gzipped(tar_bytes(files, programs=frozenset({command}), folders=True)),
            }
        )
    )
