"""Papers of a procedure beside its form: secrecy review, letter to a co-issuing unit, draft of a public announcement.

Filled from the record; what is decided or signed by hand is left empty. Each carries the number of the record's form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from fjgov_tui.clock import BEIJING, beijing_day
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.changes import CHANGES
from fjgov_tui.paper.document import Block, Document, Level, Passage, SignedBy, Table
from fjgov_tui.pastday import as_of_words
from fjgov_tui.text import clean_long, fit, safe, width
from fjgov_tui.workdays import add_workdays
from fjgov_tui.workflows.attaching import attachments_of
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.reading import form_number
from fjgov_tui.workflows.releasing import joint_units

CELLS = 78
"""Cells of a line of text; a closing mark may stand in two more."""
ANNOUNCED = 15
"""Working days for which article 9 wants an announcement to stand."""
_LABEL = 14
_BLANK_DAY = "年    月    日"
_SIGNED = f"签名：{' ' * 20}日期：      {_BLANK_DAY}"


@dataclass(frozen=True)
class Letter:
    """One kind of paper that can be made from a record."""

    title: str
    """Its name, as commands take it."""
    ledger: str
    applies: Callable[[Progress], bool]
    make: Callable[[Progress, datetime], Document]


def letters_of(come: Progress) -> list[Letter]:
    """The papers that can be made from a record beside its form."""
    return [letter for letter in LETTERS if letter.ledger == come.procedure.ledger and letter.applies(come)]


def letter_document(come: Progress, kind: str, now: datetime, as_of: date | None = None) -> Document:
    """A paper of that name.

    Args:
        come: the record in its procedure.
        kind: its name.
        now: when it is printed.
        as_of: the past day that is looked at, if one is.

    Raises:
        InputProblem: there is no such paper for the record; the message lists those that there are.
    """
    able = letters_of(come)
    letter = next((each for each in able if each.title == kind), None)
    if letter is None:
        known = "、".join(each.title for each in able) or "没有"
        raise InputProblem(f"{safe(come.record.title)}打不出“{kind}”", remedy=f"除了办件单可以打的：{known}")
    return replace(letter.make(come, now), as_of=as_of)


def letter_text(document: Document) -> str:
    """A paper as plain lines, for a terminal and plain printers."""
    return "\n".join(line.rstrip() for line in _lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield " " * max(0, (CELLS - width(document.title)) // 2) + document.title
    yield from filter(None, (document.subtitle, as_of_words(document.as_of)))
    yield "─" * CELLS
    if document.addressee:
        yield f"{document.addressee}："
    yield from _block_lines(document.blocks)
    if document.signature is not None:
        for words in (document.signature.issuer, document.signature.day):
            yield " " * max(0, CELLS - width(words) - 8) + words
    yield from _block_lines(document.appendices)


def _block_lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Passage):
            yield from _folded(f"{'　　' if block.level is Level.BODY else ''}{block.text}{block.rest}", CELLS)
        elif isinstance(block, Table):
            for label, text in block.rows:
                first, *rest = (part for line in text.split("\n") for part in _folded(line, CELLS - _LABEL))
                yield f"{fit(label, _LABEL)}{first}"
                yield from (f"{' ' * _LABEL}{line}" for line in rest)


def _folded(line: str, cells: int) -> Iterator[str]:
    """A line as several of at most so many cells; a mark that closes something is not left to begin one."""
    part, used = "", 0
    for char in line:
        size = width(char)
        if used + size > cells and char not in "，。、；：！？”’）》":
            yield part
            part, used = "", 0
        part, used = part + char, used + size
    yield part


def _number(come: Progress, now: datetime) -> str:
    return f"办件号 {form_number(come.record)}    打印 {now.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _shown(come: Progress, *names: str) -> list[tuple[str, str]]:
    ledger = LEDGERS[come.procedure.ledger]
    return [(ledger[name].label, safe(clean_long(cell(ledger[name], come.record)))) for name in names]


def _secrecy(come: Progress, now: datetime) -> Document:
    """The form that article 13 asks for: what was looked at, the conclusion, its ground, who reviewed it and when."""
    release = come.record
    done = come["secrecy"]
    result, choices = release.values["secrecy_result"], LEDGERS["release"]["secrecy_result"].type.options
    ticked = "    ".join(f"{'✓' if choice == result else '□'} {choice}" for choice in choices)
    files = "\n".join(safe(each.name) for each in attachments_of(release))
    who = safe(done.signature.who) if done.signature is not None else ""
    signed = f"签名：{who}  日期：{done.done}" if done.done is not None else _SIGNED
    rows = (
        *_shown(come, "title", "unit", "formed_on", "category", "column", "media", "joint"),
        ("附件", files),
        ("正文", "\n".join(map(safe, str(release.values["text"] or "").split("\n")))),
        ("审查内容", "□ 国家秘密    □ 商业秘密    □ 个人隐私    □ 敏感或不宜公开的"),
        ("审查结论", ticked),
        ("去标识化", f"{'✓' if release.values['deidentified'] else '□'} 已处理    □ 不涉及个人隐私"),
        ("理由和依据", "\n"),
        ("审查人", signed),
        ("单位负责人", _SIGNED),
    )
    basis = Passage("依据：奉节府办发〔2022〕106号第 13 条；公开的不得涉及国家秘密、商业秘密、个人隐私", Level.NOTE)
    blocks = (Table(headings=(), rows=rows, shares=(3, 11), tall=True), basis)
    return Document(title="政府信息公开保密审查表", subtitle=_number(come, now), blocks=blocks)


def _consent(come: Progress, now: datetime) -> Document:
    """The letter by which the leading unit asks the others in writing (article 17)."""
    release, unit = come.record, safe(come.record.names.get("unit", ""))
    title = safe(release.title)
    body = (
        f"我单位与贵单位共同形成的信息《{title}》拟予公开。按照《奉节县政府网站和政务新媒体管理办法（修订）》"
        "（奉节府办发〔2022〕106号）第十七条，公开前须征得相关单位书面同意。现将正文附后，请审核后书面答复。"
    )
    text = [Passage(safe(line)) for line in str(release.values["text"] or "").split("\n") if line.strip()]
    names = [safe(each.name) for each in attachments_of(release)]
    blocks: tuple[Block, ...] = (
        Passage(body),
        Passage("回执", Level.FIRST),
        Table(
            headings=(),
            rows=(
                ("信息标题", title),
                ("答复", "□ 同意公开    □ 修改后同意    □ 不同意"),
                ("意见", "\n"),
                ("单位（章）", _SIGNED),
            ),
            shares=(3, 11),
            tall=True,
        ),
        Passage("正文", Level.FIRST),
        *text,
    )
    return Document(
        title=f"关于征求《{title}》公开意见的函",
        addressee="、".join(map(safe, joint_units(release))),
        blocks=blocks,
        attachments=tuple(names),
        signature=SignedBy(issuer=unit, day=_written(beijing_day(now))),
        appendices=(Passage(_number(come, now), Level.NOTE),),
    )


def _announcement(come: Progress, now: datetime) -> Document:
    """The draft of the announcement that article 9 wants to stand for at least 15 working days."""
    change = come.record
    kind, unit = str(change.values["kind"]), safe(change.names.get("unit", ""))
    # What is closed is called as its own ledger calls it, whatever the matter is called.
    title = safe(change.names.get("site") or change.names.get("media") or change.title)
    begins = change.day("announced_on") or beijing_day(now)
    ends = add_workdays(begins, ANNOUNCED)
    reason = safe(clean_long(str(change.values["reason"] or "因工作需要"))).rstrip("。")
    what = f"“{title}”" + ("网站" if change.values["site"] is not None or change.values["url"] else "账号")
    blocks = (
        Passage(f"{reason}，{unit}决定{kind}{what}。现予公告。"),
        Passage(f"公告时间：{_written(begins)}至{_written(ends)}（{ANNOUNCED} 个工作日，首日不计）。"),
        Passage(f"公告期满后{kind}。此后有关信息请到（填写新的网站名称和链接）查看。"),
        Passage("公告期间如有意见，请与我单位联系，电话：（填写）。"),
    )
    return Document(
        title=f"{unit}关于{kind}{what}的公告",
        blocks=blocks,
        signature=SignedBy(issuer=unit, day=_written(begins)),
        appendices=(Passage(_number(come, now), Level.NOTE),),
    )


LETTERS = (
    Letter("保密审查表", "release", lambda _: True, _secrecy),
    Letter("会签函", "release", lambda come: bool(joint_units(come.record)), _consent),
    Letter("关停公告稿", "change", lambda come: come.record.values["kind"] in CHANGES, _announcement),
)
"""Every paper, by the ledger whose records it is made from."""
