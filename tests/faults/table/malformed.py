"""Row 10: files that are nearly right, and files that somebody has tampered with."""

from __future__ import annotations

import io
import random
import resource
import shutil
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from fjgov_tui.errors import FjgovError
from fjgov_tui.exchange import Options, import_file
from fjgov_tui.exchange.articles import read_article
from fjgov_tui.exchange.template import write_template
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.monitor.process.spill import Spill
from fjgov_tui.paper.document import Document, Passage
from fjgov_tui.paper.docx import docx_bytes
from fjgov_tui.paper.template import fill_template
from fjgov_tui.preferences import read_preferences
from fjgov_tui.store import Store, back_up, create_store, open_store, read_anchors, verify
from fjgov_tui.store.backup import restore
from fjgov_tui.workdays import read_overrides
from tests.faults.table.borrowed import played
from tests.faults.table.guided import Corpus, Lines
from tests.faults.table.kills import SEED
from tests.faults.table.model import Caught, Facts, FaultRow, Job

PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\x1b]52;c;",
    b"=1+1",
    b"\r\n",
    b",",
    b'"',
    b"<!DOCTYPE x>",
    b"\xe7",
    "合".encode(),
    b"-",
    b"9" * 40,
)
"""What is put where it does not belong."""


def spoil(content: bytes, dice: random.Random) -> bytes:
    """The bytes with up to four things wrong."""
    wrong = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        place, length = dice.randrange(len(wrong) + 1), dice.randint(1, 60)
        match dice.randrange(6):
            case 0 if wrong:
                wrong[place % len(wrong)] ^= 1 << dice.randrange(8)
            case 1:
                del wrong[place:]
            case 2:
                del wrong[place : place + length]
            case 3:
                wrong[place:place] = dice.choice(PIECES) * dice.choice((1, 1, 300))
            case 4:
                wrong[place:place] = wrong[place : place + length] * dice.choice((1, 50))
            case _:
                wrong[place : place + length] = dice.randbytes(length)
    return bytes(wrong)


def spoil_package(content: bytes, dice: random.Random, place: Path) -> bytes:
    """A package with one part spoilt, or its own bytes."""
    if dice.random() < 0.3:
        return spoil(content, dice)
    place.write_bytes(content)
    fresh = place.with_suffix(".fresh")
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, spoil(data, dice) if name == chosen else data)
    return fresh.read_bytes()


class Kind:
    """A sort of file, and what the program does with one."""

    def __init__(
        self, title: str, seed: bytes, suffix: str, read: Callable[[Path], object], *, package: bool = False
    ) -> None:
        """Remember them."""
        self.title, self.suffix, self.read, self.package = title, suffix, read, package
        self.corpus = Corpus(seed)


def _sheet(path: Path) -> bytes:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("单位")
        for number, row in enumerate(
            [["单位名称", "单位类别", "备注"], ["甲局", "部门", "注"], ["乙镇", "乡镇街道", ""]]
        ):
            sheet.write_row(number, 0, row)
    return path.read_bytes()


def _template(path: Path) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    marks = "".join(f"<w:p><w:r><w:t>{{{{{mark}}}}}</w:t></w:r></w:p>" for mark in ("标题", "正文"))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {names}><w:body>{marks}</w:body></w:document>")
        packed.writestr("word/styles.xml", f"<w:styles {names}/>")
    return path.read_bytes()


def _unit_sheet(store: Store, path: Path) -> bytes:
    """What a unit gets to fill in and sends back."""
    write_template(path, [LEDGERS["person"], LEDGERS["column"]], store)
    return path.read_bytes()


def kinds(store: Store, folder: Path) -> list[Kind]:
    """Every sort of file that comes in, with one that is right."""
    back_up(store, folder / "b.db")
    manifest = (folder / "b.db.manifest.json").read_bytes()
    backup = (folder / "b.db").read_bytes()
    (folder / "b.db.manifest.json").unlink()

    def importing(path: Path) -> object:
        return import_file(store, path, Options(ledger="unit"))

    def importing_any(path: Path) -> object:
        return import_file(store, path, Options())

    def journal(path: Path) -> object:
        database = path.with_name("j.db")
        path.rename(database.with_name("j.db.monitor-journal"))
        try:
            return Spill(database).replay(lambda batch: None)
        finally:
            for left in path.parent.glob("j.db*"):
                left.unlink()

    def restoring(path: Path) -> object:
        live = path.with_name("live.db")
        try:
            return restore(path, live, "x")
        finally:
            for left in path.parent.glob("live.db*"):
                left.unlink()

    def filling(path: Path) -> None:
        fill_template(path, Document(title="关于测试的通知", blocks=(Passage("一段。"),)), path.with_name("out.docx"))

    return [
        Kind("csv", '单位名称,单位类别,备注\n甲局,部门,"注"\n乙镇,乡镇街道,\n'.encode(), ".csv", importing),
        Kind("xlsx", _sheet(folder / "s.xlsx"), ".xlsx", importing, package=True),
        Kind("docx", docx_bytes(Document(title="关于测试的通知", blocks=())), ".docx", read_article, package=True),
        Kind("公文模板", _template(folder / "m.docx"), ".docx", filling, package=True),
        Kind("单位的表", _unit_sheet(store, folder / "u.xlsx"), ".xlsx", importing_any, package=True),
        Kind("文稿 txt", "标题\n正文一段。\n".encode("gb18030"), ".txt", read_article),
        Kind("工作日文件", "2027-02-06 班\n2027-02-08 休\n".encode(), ".txt", read_overrides),
        Kind("界面偏好", b'{"theme": "dark", "orders": {"unit": ["name", true]}}', ".json", read_preferences),
        Kind("锚和清单", manifest, ".json", read_anchors),
        Kind("监测暂存", b'{"a": 1}\n', ".x", journal),
        Kind("备份", backup, ".db", restoring),
    ]


def _opens(content: bytes) -> bool:
    """Whether it is still a package, of which a part can be taken."""
    with Caught() as caught, zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            package.read(name)
    return caught.error is None


def _one(facts: Facts, kind: Kind, path: Path, dice: random.Random, answers: Counter[str]) -> None:
    chosen = kind.corpus.choose(dice)
    spoilt = spoil_package(chosen, dice, path) if kind.package and _opens(chosen) else spoil(chosen, dice)
    path.write_bytes(spoilt)
    with Caught() as caught, Lines() as lines:
        kind.read(path)
    kind.corpus.note(spoilt, lines)
    facts.count += 1
    if caught.error is None:
        answers["读了"] += 1
    elif isinstance(caught.error, FjgovError):
        answers["一句话"] += 1
        facts.expect(str(caught.error).endswith("。"), f"{kind.title}：{caught.error}")
    else:
        facts.wrong.append(f"{kind.title}：{caught.trace[-300:]}")


def run(job: Job) -> Facts:
    """All sorts in turn, until there were enough or the time is over."""
    facts, done = job.begun("个坏文件"), job.before.told("files")
    dice, answers, each, longest = random.Random(SEED + done), Counter[str](), Counter[str](), 0.0
    folder = job.folder / "in"
    folder.mkdir()
    db = job.folder / "county.db"
    with create_store(db) as store:
        sorts = kinds(store, folder)
        # A workbook is read in a process of its own and a backup is verified: they come less often.
        weights = [1 if kind.title in {"xlsx", "单位的表", "备份"} else 30 for kind in sorts]
        before = store.read.count(LEDGERS["unit"])
        while done < job.size and (job.left > (60 if job.size > 20 else 0) or not each):
            (kind,) = dice.choices(sorts, weights) if job.size > 20 else [sorts[done % 8]]
            begin = time.monotonic()
            _one(facts, kind, folder / f"f{kind.suffix}", dice, answers)
            longest, each[kind.title] = max(longest, time.monotonic() - begin), each[kind.title] + 1
            done = facts.add("files")
            shutil.rmtree(folder)
            folder.mkdir()
        after = store.read.count(LEDGERS["unit"])
        facts.expect(verify(store.db).ok, "之后核验不符")
    with open_store(db, readonly=True) as store:
        batches = store.db.execute("SELECT count(*) FROM trail WHERE ledger = 'unit'").fetchone()[0]
    facts.expect(batches >= after - before, "有的行没有记进审计链")
    kept, reached = sum(len(kind.corpus.inputs) - 1 for kind in sorts), set[tuple[str, int]]()
    for kind in sorts:
        reached |= kind.corpus.reached
    facts.figures["按走到的代码行引导"] = (
        f"这一次有 {kept:,} 个坏文件走到了以前没有走到的行，拿来继续改坏；一共走到程序的 {len(reached):,} 行"
    )
    facts.figures["各类"] = _all(facts, "of ", each)
    facts.figures["结果"] = _all(facts, "answer ", answers)
    seconds = facts.samples["longest"] = [max(longest, *facts.samples.get("longest", [0.0]))]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    memory = facts.samples["memory"] = [max(megabytes, *facts.samples.get("memory", [0.0]))]
    facts.figures["最长的一次、内存最多"] = f"{seconds[0]:.1f} 秒、{memory[0]:.0f} MB"
    if job.size > 20:
        played(
            facts,
            job,
            {"篡改审计链、记录、封条、备份": ("tests/store/test_trail.py", "tests/faults/test_trial_verify.py")},
        )
        if done < job.size:
            facts.lacking.append(f"时间不够，{job.size:,} 个坏文件只做了 {done:,} 个")
    return facts


def _all(facts: Facts, mark: str, counted: Counter[str]) -> str:
    """What this run counted is added to the tallies with that mark; all of them, the most frequent first."""
    for title, number in counted.items():
        facts.add(mark + title, number)
    told = Counter({name.removeprefix(mark): times for name, times in facts.tally.items() if name.startswith(mark)})
    return "、".join(f"{title} {number:,}" for title, number in told.most_common())


ROW = FaultRow(
    number=10,
    title="坏表格、坏文稿、坏设置、坏备份和篡改",
    method="把好的 csv、xlsx、docx、公文模板、单位的表、文稿、工作日文件、界面偏好、锚、监测暂存、备份随机改坏"
    "（翻位、截断、插入、重复、换掉压缩包里的一部分；走到新代码行的留下来继续改坏），再导入、读取、恢复；另运行篡改的测试",
    expected="读了，或一句话拒绝；没有程序出错，没有写一半，时间和内存有限；篡改都查得出",
    run=run,
    short=14,
    long=12000,
    minutes=2,
)
