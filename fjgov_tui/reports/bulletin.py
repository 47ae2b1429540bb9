"""The bulletin of a quarter (通报, article 33): composed from what was found, never from what was not.

The figures are those of the register of inspections; where a quarter is not registered yet, of an inspection made now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from fjgov_tui.audit import Facts
from fjgov_tui.audit.inspections import period_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.indicators import indicator_book
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.inspecting import InspectionKind, InspectionResult
from fjgov_tui.ledgers.rectifying import LIMIT
from fjgov_tui.paper.document import (
    Block,
    Document,
    Imprint,
    Letterhead,
    Level,
    PageBreak,
    Passage,
    SignedBy,
    Table,
)
from fjgov_tui.quarters import Period
from fjgov_tui.reports.inspection import FULL, UnitRank, inspect, ranks
from fjgov_tui.reports.judging import offline, subjects
from fjgov_tui.reports.yearly import Figures, read_figures
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

ISSUER = "奉节县人民政府办公室"
BASIS = "国办秘函〔2019〕19号、渝府办发〔2019〕63号和奉节府办发〔2022〕106号"
TO_FILL = "（待定）"
"""What stands where a person has to decide."""
_QUARTERS = 4
"""Over so many a unit has to have passed each time to be named for it."""
_NAMED = 6
"""How many subjects a sentence names before the table does."""
_OUT = ("没有检查的登记", "临时下线")
"""Why something that there is was not inspected."""
_NUMERALS = "一二三四五六七八九十"
NOUNS = {"site": "网站", "media": "政务新媒体"}


@dataclass(frozen=True)
class BulletinLine:
    """One site or account as the bulletin has it."""

    ledger: str
    name: str
    unit: str
    result: str
    grounds: tuple[tuple[str, str], ...]
    """Indicator and evidence of what condemned it, or was not checked."""
    score: str
    checked_on: str
    of: int
    """The id of the site or account; 0 where it is gone."""


@dataclass(frozen=True)
class BulletinFacts:
    """What a bulletin rests on."""

    period: Period
    interim: bool
    registered: bool
    """Whether the figures stand in the register; else they are of the day on which the draft was made."""
    lines: tuple[BulletinLine, ...]
    ranks: tuple[UnitRank, ...]
    figures: Figures
    anchor: str
    stood: date | None = None
    """The past day at whose end the file was looked at; `None` for as it is."""
    left_out: tuple[tuple[str, str, str], ...] = ()
    """Ledger, name and why of what there is and no line is about: it counts as inspected nowhere."""

    def count(self, ledger: str, result: str = "") -> int:
        """How many sites or accounts, or those with a result."""
        return sum(line.ledger == ledger and result in {"", line.result} for line in self.lines)


@dataclass(frozen=True)
class BulletinDraft:
    """The paper, and what is still to be done about it."""

    document: Document
    gaps: tuple[str, ...]
    """What a person has to decide, in the order of the paper."""
    notes: tuple[str, ...]
    """What has to be known of the figures before it goes out."""


def gather_bulletin(reader: Reader, period: Period, today: date) -> BulletinFacts:
    """Read what the bulletin of a period says.

    Args:
        reader: the ledgers.
        period: the quarter.
        today: the present Beijing day.
    """
    facts = Facts(reader, today)
    lines = tuple(
        _registered(record)
        for record in facts.records("inspection")
        if record.values["kind"] == InspectionKind.QUARTERLY and period_of(record) == period
    )
    registered = bool(lines)
    if not registered:
        inspected = inspect(facts.reader, period, today)
        lines = tuple(
            BulletinLine(
                result.ledger, safe(result.name), safe(result.unit), result.result,
                tuple((item.indicator.title, item.evidence) for item in (result.problems or result.open)),
                result.score, inspected.on.isoformat(), result.id,
            )
            for result in inspected.results
        )  # fmt: skip
    return BulletinFacts(
        period=period,
        interim=not period.ended(today),
        registered=registered,
        lines=lines,
        ranks=tuple(ranks(facts.reader, period)) if period.months == 3 else (),
        figures=read_figures(facts, period.first, min(period.last, today)),
        anchor=str(reader.head()),
        stood=reader.db.as_of,
        left_out=tuple(_left_out(Facts(facts.reader, min(period.last, today)), lines)),
    )


def _left_out(facts: Facts, lines: Sequence[BulletinLine]) -> Iterator[tuple[str, str, str]]:
    listed = {(line.ledger, line.of) for line in lines}
    for records, why in ((subjects(facts), _OUT[0]), (offline(facts), _OUT[1])):
        for record in records:
            if (record.ledger, record.id) not in listed:
                yield record.ledger, safe(record.title), why


def _registered(record: Record) -> BulletinLine:
    values = record.values
    grounds = []
    for line in str(values["grounds"] or "").splitlines():
        head, colon, evidence = line.partition("：")
        title = head.partition(" ")[2] if head.startswith(("W-", "N-")) else head
        grounds.append((safe(title), safe(evidence) if colon else ""))
    ledger = "site" if values["site"] is not None else "media"
    unit = safe(record.names.get("unit", ""))
    return BulletinLine(
        ledger, safe(record.title), unit, str(values["result"]), tuple(grounds), str(values["score"] or ""),
        str(values["checked_on"]), reference(record, ledger) or 0,
    )  # fmt: skip


def bulletin_document(facts: BulletinFacts, *, number: str, issued: date | None, sealed: bool) -> BulletinDraft:
    """The draft of the bulletin.

    Args:
        facts: what it rests on.
        number: the document's number; empty where nobody has given it one yet.
        issued: its day; `None` where nobody has said.
        sealed: whether a seal is put on it.
    """
    gaps = [] if number else ["发文字号：编号以后用 --number 写明"]
    gaps += [] if issued else ["成文日期和印发日期：用 --issued 写明"]
    gaps += ["主送机关、抄送机关：核对本次的印发范围", "表扬和点名的分寸：由领导审定", "整改要求的具体安排：由领导审定"]
    day = f"{issued.year}年{issued.month}月{issued.day}日" if issued else TO_FILL
    attachments = _attachments(facts)
    document = Document(
        title=f"关于{facts.period.title}政府网站和政务新媒体检查情况的通报",
        letterhead=Letterhead(mark=ISSUER, number=number or f"奉节府办〔{facts.period.last.year}〕{TO_FILL}号"),
        addressee="各乡镇人民政府、街道办事处，县政府各部门，有关单位",
        blocks=(*_text(facts),),
        attachments=tuple(name for name, _ in attachments),
        signature=SignedBy(issuer=ISSUER, day=day, sealed=sealed),
        appendices=tuple(block for place, entry in enumerate(attachments, 1) for block in _appendix(place, *entry)),
        imprint=Imprint(copies=("县委办公室", "县人大常委会办公室", "县政协办公室"), issuer=ISSUER, printed=day),
        as_of=facts.stood,
    )
    return BulletinDraft(document, tuple(gaps), tuple(_notes(facts)))


def _notes(facts: BulletinFacts) -> Iterator[str]:
    if facts.interim:
        yield f"{facts.period.title}还没有结束，这是期中的稿子，不能作为正式结果印发。"
    if not facts.registered and facts.stood is not None:
        yield f"{facts.period.title}的检查结果到那天还没有登记，数字是按那天的样子检查得出的。"
    elif not facts.registered:
        yield f"{facts.period.title}的检查结果还没有登记，数字是现在检查得出的；请先用 fjgov inspect --save 登记。"
    unchecked = sum(line.result == InspectionResult.UNCHECKED for line in facts.lines)
    unchecked += len(facts.left_out)
    if unchecked:
        yield f"有 {unchecked} 个对象未检查，通报里照实写明，没有算作合格。"


def _text(facts: BulletinFacts) -> Iterator[Block]:
    interim = "（期中情况）" if facts.interim else ""
    days = sorted({line.checked_on for line in facts.lines})
    at = f"检查时点为{_day(days[0])}" + (f"至{_day(days[-1])}" if len(days) > 1 else "") + "。" if days else ""
    yield Passage(
        f"按照{BASIS}的要求，县政府办公室对{facts.period.title}全县政府网站和政务新媒体进行了检查{interim}。{at}"
        "现将有关情况通报如下。"
    )
    yield Passage("一、总体情况", Level.FIRST)
    yield from (Passage(text) for text in _overall(facts))
    yield Passage("二、存在的问题", Level.FIRST)
    yield from _problems(facts)
    yield Passage("三、整改要求", Level.FIRST)
    yield from (Passage(text) for text in _demands(facts))


def _overall(facts: BulletinFacts) -> Iterator[str]:
    for ledger, noun in NOUNS.items():
        yield _counted(facts, ledger, noun)
        for why, names in _out(facts, ledger).items():
            yield f"另有{len(names)}个{noun}{why}，本期未检查{_some(names)}。"
    yield from _praise(facts)
    yield from facts.figures.sentences


def _out(facts: BulletinFacts, ledger: str) -> dict[str, list[str]]:
    """What was left out, by why."""
    by_why: dict[str, list[str]] = defaultdict(list)
    for at, name, why in facts.left_out:
        if at == ledger:
            by_why[why].append(name)
    return by_why


def _counted(facts: BulletinFacts, ledger: str, noun: str) -> str:
    total = facts.count(ledger)
    if not total:
        return f"本期没有检查{noun}的结果。"
    passed, failed, unchecked = (
        facts.count(ledger, word)
        for word in (InspectionResult.PASSED, InspectionResult.FAILED, InspectionResult.UNCHECKED)
    )
    # A rate of few, where many were not checked, would read as the county's.
    judged = passed + failed
    share = "占作出判断的" if unchecked or _out(facts, ledger) else "合格率"
    rate = f"，{share}{passed * 1000 // judged / 10:g}%" if judged else ""
    rest = f"；未检查{unchecked}个，不计入合格率" if unchecked else ""
    return f"检查{noun}{total}个，作出判断{judged}个，其中合格{passed}个，不合格{failed}个{rate}{rest}。"


def _praise(facts: BulletinFacts) -> Iterator[str]:
    full = [line.name for line in facts.lines if line.score and float(line.score) >= FULL]
    if full:
        yield f"{'、'.join(full)}没有扣分。"
    held = max((rank.quarters for rank in facts.ranks), default=0)
    good = [
        rank.unit
        for rank in facts.ranks
        if rank.passed and not rank.failed and not rank.unchecked and rank.quarters == held
    ]
    if good:
        when = "近四个季度每次检查都" if held == _QUARTERS else f"近四个季度里登记了检查的{held}个季度每次都"
        yield f"{when}合格的单位有{len(good)}个{_some(good)}。"


def _some(names: Sequence[str]) -> str:
    return f"：{'、'.join(names)}" if len(names) <= _NAMED else f"，包括{'、'.join(names[:_NAMED])}等"


def _problems(facts: BulletinFacts) -> Iterator[Block]:
    kinds: dict[str, list[tuple[BulletinLine, str]]] = defaultdict(list)
    for line in facts.lines:
        if line.result == InspectionResult.FAILED:
            for title, evidence in line.grounds or (("没有写明依据", ""),):
                kinds[title].append((line, evidence))
    if not kinds:
        yield Passage("本期作出判断的对象中没有不合格的。" if any(_judged(facts)) else "本期没有作出判断的对象。")
    order = {known.title: place for place, known in enumerate(indicator_book().indicators)}
    for place, title in enumerate(sorted(kinds, key=lambda kind: (order.get(kind, len(order)), kind))):
        listed = kinds[title]
        numeral = _NUMERALS[place] if place < len(_NUMERALS) else str(place + 1)
        names = [f"{line.name}（{line.unit}）" if line.unit != line.name else line.name for line, _ in listed]
        first = next((f"如{line.name}：{evidence}。" for line, evidence in listed if evidence), "")
        rest = f"涉及{len(listed)}个{_some(names)}。{first}"
        yield Passage(f"（{numeral}）{title}。", Level.SECOND, rest=rest)
    unchecked = [line for line in facts.lines if line.result == InspectionResult.UNCHECKED]
    if unchecked:
        yield Passage(f"另有{len(unchecked)}个对象因监测数据不足或没有人工检查，本期未作判断，名单见附表。")


def _judged(facts: BulletinFacts) -> Iterator[BulletinLine]:
    return (line for line in facts.lines if line.result != InspectionResult.UNCHECKED)


def _demands(facts: BulletinFacts) -> Iterator[str]:
    failed = sorted({line.unit for line in facts.lines if line.result == InspectionResult.FAILED})
    if failed:
        yield (
            f"被判不合格的{len(failed)}个单位要在收到整改通知的次日起{LIMIT}个工作日内改完，"
            "由分管领导审签后报告县政府办公室；县政府办公室逐一打开页面复查，没有改好的再次下达整改。"
        )
        yield "对不合格的单位，县政府办公室按照奉节府办发〔2022〕106号第三十四条研究处理，并计入年度考核。"
    yield f"{'其他' if failed else '各'}单位要对照附表自查，按期更新栏目和账号，没有留下检查记录的尽快补上。"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"


Attachment = tuple[str, Table]


def _attachments(facts: BulletinFacts) -> list[Attachment]:
    made: list[Attachment] = []
    for ledger, noun in NOUNS.items():
        rows = tuple(
            (f"{place}", line.name, line.unit, line.result, _reason(line))
            for place, line in enumerate((line for line in facts.lines if line.ledger == ledger), 1)
        )
        if rows:
            heads = ("序号", f"{noun}名称", "责任单位", "结果", "依据")
            made.append((f"{noun}检查结果", Table(heads, rows, (5, 22, 18, 8, 27))))
    if facts.ranks:
        rows = tuple(
            (f"{rank.place}", rank.unit, f"{rank.passed}", f"{rank.failed}", f"{rank.unchecked}")
            for rank in facts.ranks
        )
        heads = ("名次", "单位", "合格次数", "不合格次数", "未检查次数")
        made.append(("各单位近四个季度检查结果", Table(heads, rows, (6, 30, 12, 14, 14))))
    made.append(("本期工作数字", Table(("项目", "数量", "来源台账"), facts.figures.rows, (30, 10, 20))))
    return made


def _reason(line: BulletinLine) -> str:
    if line.result == InspectionResult.PASSED:
        return f"得分 {line.score}" if line.score else ""
    return "；".join(f"{title}：{evidence}" if evidence else title for title, evidence in line.grounds)


def _appendix(place: int, name: str, table: Table) -> Iterator[Block]:
    yield PageBreak()
    yield Passage(f"附件{place}", Level.FLUSH)
    yield Passage(name, Level.FIRST)
    yield table
