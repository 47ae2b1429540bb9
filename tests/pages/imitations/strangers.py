"""Attacks by somebody who had not seen the program's code: six home pages of their own, each attack with its twin.

They are kept as they came, pages and all; `attacks.py` says what the program is measured by.
"""

import json
import lzma
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from tests.pages.imitations.attacks import Attack


@dataclass(frozen=True)
class Stranger(Attack):
    """An attack on a page that was written along with it."""

    clean: str = ""
    certain: bool | None = field(default=None, repr=False)
    """Whether, as its author sees it, who has both pages side by side is certain; earlier authors were not asked."""
    site: ClassVar[str] = "http://www.yunshan.gov.cn"

    @property
    def before(self) -> str:
        """The page as it was accepted."""
        return self.clean


class AtYunxi(Stranger):
    """One on the pages of another county."""

    site: ClassVar[str] = "http://www.yunxi.gov.cn"


class AtLinshan(Stranger):
    """One on the pages of a third county."""

    site: ClassVar[str] = "http://www.linshan.gov.cn"


class AtHengpu(Stranger):
    """One on the pages of a fourth county."""

    site: ClassVar[str] = "http://www.hengpu.gov.cn"


class AtQingtan(Stranger):
    """One on the pages of a fifth county."""

    site: ClassVar[str] = "http://www.qingtan.gov.cn"


class AtYunxiu(Stranger):
    """One on the pages of a sixth county."""

    site: ClassVar[str] = "http://www.yunxiu.gov.cn"


class AtChengpu(Stranger):
    """One on the pages of a seventh county."""

    site: ClassVar[str] = "http://www.chengpu.gov.cn"


class AtQinglan(Stranger):
    """One on the pages of an eighth county."""

    site: ClassVar[str] = "http://www.qinglan.gov.cn"


class AtSongping(Stranger):
    """One on the pages of a ninth county."""

    site: ClassVar[str] = "http://www.songping.gov.cn"


class AtWenshan(Stranger):
    """One on the pages of a tenth county."""

    site: ClassVar[str] = "http://www.wenshanxian.gov.cn"


class AtLinzhang(Stranger):
    """One on the pages of an eleventh county."""

    site: ClassVar[str] = "http://www.linzhanghe.gov.cn"


class AtXikou(Stranger):
    """One on the pages of a twelfth county."""

    site: ClassVar[str] = "http://www.xikouxian.gov.cn"


class AtBeitang(Stranger):
    """One on the pages of a thirteenth county."""

    site: ClassVar[str] = "http://www.beitangxian.gov.cn"


class AtShaling(Stranger):
    """One on the pages of a fourteenth county."""

    site: ClassVar[str] = "http://www.shalingxian.gov.cn"


class AtLiuxi(Stranger):
    """One on the pages of a fifteenth county."""

    site: ClassVar[str] = "http://www.liuxixian.gov.cn"


class AtYunxixian(Stranger):
    """One on the pages of a sixteenth county."""

    site: ClassVar[str] = "http://www.yunxixian.gov.cn"


class AtShimenchuan(Stranger):
    """One on the pages of a seventeenth county."""

    site: ClassVar[str] = "http://www.shimenchuan.gov.cn"


class AtHengtang(Stranger):
    """One on the pages of a eighteenth county."""

    site: ClassVar[str] = "http://www.hengtangxian.gov.cn"


class AtQingpuyuan(Stranger):
    """One on the pages of a nineteenth county."""

    site: ClassVar[str] = "http://www.qingpuyuan.gov.cn"


class AtShihong(Stranger):
    """One on the pages of a twentieth county."""

    site: ClassVar[str] = "http://www.shihongxian.gov.cn"


class AtLuoyan(Stranger):
    """One on the pages of a twenty-first county."""

    site: ClassVar[str] = "http://www.luoyanxian.gov.cn"


class AtMuxi(Stranger):
    """One on the pages of a twenty-second county."""

    site: ClassVar[str] = "http://www.muxixian.gov.cn"


class AtBaihechuan(Stranger):
    """One on the pages of a twenty-third county."""

    site: ClassVar[str] = "http://www.baihechuan.gov.cn"


class AtSonglingguan(Stranger):
    """One on the pages of a twenty-fourth county."""

    site: ClassVar[str] = "http://www.songlingguan.gov.cn"


class AtChengquan(Stranger):
    """One on the pages of a twenty-fifth county."""

    site: ClassVar[str] = "http://www.chengquanxian.gov.cn"


class AtYunqigu(Stranger):
    """One on the pages of a twenty-sixth county."""

    site: ClassVar[str] = "http://www.yunqigu.gov.cn"


def strangers(name: str, kind: type[Stranger] = Stranger) -> tuple[Stranger, ...]:
    """A set: of each its name, the clean page, the attacked one, the twin, what the page alone tells, how certain."""
    kept = json.loads(lzma.decompress(Path(__file__).with_name(f"{name}.json.xz").read_bytes()))
    return tuple(kind(name, page, twin, plain, clean, *certain) for name, clean, page, twin, plain, *certain in kept)
