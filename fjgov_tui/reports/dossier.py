"""The dossier (卷宗): every register that an inspector asks for, the audit and the trail's head, in one archive.

Sealed fields are masked as in every export. The same file on the same day gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.exporting import export_file
from fjgov_tui.files import replacing
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.paper.docx import EPOCH
from fjgov_tui.pastday import as_of_words
from fjgov_tui.reports.audit import audit
from fjgov_tui.reports.auditfiles import write_audit
from fjgov_tui.scratch import folder
from fjgov_tui.store import Reader, Selection

INDEX = "目录.txt"
SUMS = "SHA256SUMS"
_AUDIT_FORMS = ("docx", "html", "json")


@dataclass(frozen=True)
class DossierPart:
    """One file of the dossier."""

    name: str
    """Its path in the archive."""
    about: str
    """What it holds, for the index."""
    content: bytes


def write_dossier(reader: Reader, path: Path, today: date, database: str) -> list[DossierPart]:
    """Write the archive; an existing file is replaced at the very end.

    Args:
        reader: the ledgers.
        path: the archive.
        today: the Beijing day at which the audit judges.
        database: the path of the ledger file, for the reports' headings.

    Returns:
        What is in it, besides the list of digests.

    Raises:
        InputProblem: the place cannot be written.
    """
    with TemporaryDirectory(dir=folder()) as rough:
        parts = [*_audit(reader, Path(rough), today, database), *_registers(reader, Path(rough))]
    parts.insert(0, _index(parts, today, reader))
    sums = "".join(f"{hashlib.sha256(part.content).hexdigest()}  {part.name}\n" for part in parts)
    with replacing(path) as fresh, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((SUMS, sums.encode()), *((part.name, part.content) for part in parts)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, content)
    return parts


def _audit(reader: Reader, rough: Path, today: date, database: str) -> Iterator[DossierPart]:
    report = audit(reader, today, database=database)
    for form in _AUDIT_FORMS:
        made = rough / f"audit.{form}"
        write_audit(report, made, form)
        unseen = sum(article.state == "未检查" or article.unjudged > 0 for article in report.articles)
        about = f"{today} 的核对：41 条，其中 {unseen} 条未检查或没有查全，列出 {len(report.findings)} 项"
        yield DossierPart(f"核对/核对报告.{form}", about, made.read_bytes())


def _registers(reader: Reader, rough: Path) -> Iterator[DossierPart]:
    """Every ledger that has records, as a table."""
    for ledger in LEDGERS.values():
        made = rough / f"{ledger.name}.csv"
        count = export_file(reader, made, [Selection(ledger.name)])
        if count:
            articles = "、".join(map(str, ledger.articles))
            about = f"{ledger.title} {count:,} 条" + (f"（第 {articles} 条）" if articles else "")
            yield DossierPart(f"台账/{ledger.title}.csv", about, made.read_bytes())


def _index(parts: list[DossierPart], today: date, reader: Reader) -> DossierPart:
    past = reader.db.as_of
    empty = [ledger.title for ledger in LEDGERS.values() if f"台账/{ledger.title}.csv" not in {p.name for p in parts}]
    lines = [
        f"网站和政务新媒体管理台账卷宗  {today}",
        "密封字段已遮盖；移除的记录不在表里。用 sha256sum -c SHA256SUMS 核对各个文件。",
        *([f"{as_of_words(past)}。"] if past else []),
        "",
        *(f"{part.name}  {part.about}" for part in parts),
        "",
        f"没有记录的台账：{'、'.join(empty) or '没有'}",
        f"审计链锚：{reader.head()}",
    ]
    return DossierPart(INDEX, "目录", ("\n".join(lines) + "\n").encode())
