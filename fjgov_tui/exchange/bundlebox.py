"""The box beside the ledger file in which parts of a bundle wait for those that have not come yet."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.exchange.bundlefile import BundleHead, Part, read_part
from fjgov_tui.exchange.bundlekeys import Identity, PublicKeys
from fjgov_tui.files import regular, replacing
from fjgov_tui.text import clean

_FEW = 20
"""Numbers of missing parts that are told one by one."""


@dataclass(frozen=True)
class Gathered:
    """What is there of one bundle."""

    head: BundleHead
    parts: Sequence[Part]
    """In order, each once."""

    @property
    def missing(self) -> list[int]:
        """The numbers of the parts that have not come."""
        there = {part.head.part for part in self.parts}
        return [number for number in range(1, self.head.parts + 1) if number not in there]

    @property
    def sentence(self) -> str:
        """Which are missing, in Chinese, without a full stop."""
        missing = self.missing
        some = "、".join(map(str, missing[:_FEW])) + ("等" if len(missing) > _FEW else "")
        return f"第 {self.head.number} 号共 {self.head.parts} 段，还缺 {len(missing)} 段：第 {some} 段"


def box_path(db: Path) -> Path:
    """Where parts wait; the folder exists only while some do."""
    return db.with_name(f"{db.name}.bundles")


def waiting(db: Path, own: Identity, peers: Sequence[PublicKeys]) -> Iterator[Part]:
    """The parts that wait; what was damaged meanwhile, or whose sender is no longer registered, is passed over."""
    box = box_path(db)
    for path in sorted(box.glob("*.part")) if box.is_dir() else ():
        with suppress(InputProblem):
            yield read_part(path, own, peers)


def gather(parts: Iterable[Part]) -> list[Gathered]:
    """Parts by their bundles, the bundles in the order in which they were made.

    Raises:
        InputProblem: two parts contradict each other.
    """
    by_bundle: dict[str, dict[int, Part]] = defaultdict(dict)
    for part in parts:
        by_bundle[part.head.bundle].setdefault(part.head.part, part)
    bundles = [[group[number] for number in sorted(group)] for group in by_bundle.values()]
    for group in bundles:
        _check_together(group)
    gathered = [Gathered(group[0].head.of_bundle(), group) for group in bundles]
    return sorted(gathered, key=lambda bundle: (bundle.head.sender, bundle.head.number, bundle.head.made_at))


def _check_together(parts: Sequence[Part]) -> None:
    following = 0
    for place, part in enumerate(parts, 1):
        whole = part.head.part == place
        if part.head.of_bundle() != parts[0].head.of_bundle() or (whole and part.head.first != following):
            where = clean(str(part.path))
            raise InputProblem("这几段对不上，不是同一个数据包", where=where, remedy="请对方重新导出")
        following = part.head.first + part.head.chunks


def keep(db: Path, bundle: Gathered) -> None:
    """Copy the parts that came into the box; those that lie there already stay.

    Raises:
        InputProblem: the box cannot be written.
    """
    box = box_path(db)
    try:
        box.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise InputProblem(f"建不了文件夹（{system_reason(error)}）", where=clean(str(box))) from error
    for part in bundle.parts:
        place = box / f"{part.head.bundle}-{part.head.part:04}.part"
        if part.path != place:
            with replacing(place) as fresh, regular(part.path) as came, fresh.open("wb") as out:
                shutil.copyfileobj(came, out)


def drop(db: Path, bundle: BundleHead) -> None:
    """Take away what waits of a bundle that was brought in."""
    box = box_path(db)
    for path in box.glob(f"{bundle.bundle}-*.part") if box.is_dir() else ():
        with suppress(OSError):
            path.unlink()
    with suppress(OSError):
        box.rmdir()
