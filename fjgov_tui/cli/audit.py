"""`fjgov audit`: the whole rulebook, every article with its state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.anchoring import keep_head
from fjgov_tui.cli.context import CliContext, find_record, pass_desk, written_to
from fjgov_tui.cli.usage import ChineseCommand, calendar_day, whole_number
from fjgov_tui.cli.working import working
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.severity import SEVERITIES, Severity

if TYPE_CHECKING:
    from fjgov_tui.reports.audit import AuditReport

FOUND = 1
_FORMS = ("text", "json", "md", "html", "xlsx", "docx")
_SEVERITIES: Mapping[str, str] = {word: name for name, word in SEVERITIES.items()}


def _one_of(words: Mapping[str, str]) -> Callable[[str], str]:
    """An option's type: one of a few words, or the name that programs have for it."""

    def chosen(text: str) -> str:
        if text not in words and text not in words.values():
            raise click.BadParameter(f"没有“{text}”，可选：{'、'.join(words)}")
        return words.get(text, text)

    return chosen


def _article(text: str) -> int:
    """An option's type: the number of an article."""
    number = whole_number(text)
    if not 1 <= number <= 41:
        raise click.BadParameter(f"办法只有 41 条，没有第 {number} 条")
    return number


@click.command("audit", cls=ChineseCommand)
@click.option(
    "--as-of",
    "as_of",
    type=calendar_day,
    metavar="日期",
    help="按这一天核对，过去和将来都可以；不写就是今天（北京时间）。",
)
@click.option("--known", is_flag=True, help="过去的日子按现在登记的日期核对；不写就按台账当天的样子。")
@click.option(
    "--compare", "compared", type=calendar_day, metavar="日期", help="和这一天对比：新出现、已消除、仍然存在。"
)
@click.option("--article", type=_article, metavar="条", help="只看这一条，1 至 41。")
@click.option("--unit", metavar="单位", help="只看这个单位的问题；写名称或编号。")
@click.option(
    "--severity",
    type=_one_of(_SEVERITIES),
    metavar="程度",
    help="只列这个程度及更重的问题：违反（violation）、警示（warning）或提示（notice）；不写时都列出。",
)
@click.option(
    "--format",
    "form",
    type=_one_of({form: form for form in _FORMS}),
    metavar="格式",
    help="text、json、md、html、xlsx 或 docx；不写时看文件名。",
)
@written_to("写到这个文件，不写到标准输出。", required=False)
@click.option("--json", "as_json", is_flag=True, help="就是 --format json。")
@pass_desk
def audit(
    desk: CliContext,
    as_of: date | None,
    known: bool,
    compared: date | None,
    article: int | None,
    unit: str | None,
    severity: str | None,
    form: str | None,
    target: Path | None,
    as_json: bool,
) -> None:
    """按办法逐条核对台账：41 条各是什么状态，有哪些问题，该怎么办。

    有违反时退出码为 1；写了 --severity，就是有那个程度或更重的问题时为 1。
    """
    as_of = _day(as_of, desk.as_of)
    chosen = _form(form, target, as_json)
    level = Severity(severity) if severity else None
    if compared is not None:
        _compare(desk, (compared, as_of), (article, unit, level), known=known, form=chosen, target=target)
        return
    (report,) = _ask(desk, [as_of], (article, unit, level), known=known)
    if target is None:
        _print(report, chosen)
    else:
        from fjgov_tui.reports.auditfiles import write_audit

        with working("写报告"):
            write_audit(report, desk.target(target), chosen)
        output.say(f"已写入：{target}")
        with desk.opened(present=True) as store:
            keep_head(store, f"核对报告 {target.name}")
    if report.reaches(level or Severity.VIOLATION):
        raise click.exceptions.Exit(FOUND)


def _day(own: date | None, before: date | None) -> date | None:
    """The day that is asked for behind the command, or before it: they may not contradict each other."""
    if None not in {own, before} and own != before:
        raise InputProblem(f"命令前后写了两个日子：{before} 和 {own}", remedy="请只写一个 --as-of")
    return own or before


def _form(form: str | None, target: Path | None, as_json: bool) -> str:
    """The form that the options ask for; they may not contradict each other."""
    from fjgov_tui.reports.auditfiles import ENDINGS

    if as_json and form not in {None, "json"}:
        raise InputProblem(f"--json 和 --format {form} 不能一起用", remedy="请只写一个")
    asked = "json" if as_json else form
    if asked is None and target is not None:
        asked = ENDINGS.get(target.suffix.lower())
        if asked is None:
            raise InputProblem(
                "从文件名看不出是什么格式", where=str(target), remedy=f"请加 --format，或以 {'、'.join(ENDINGS)} 结尾"
            )
    if asked in {"xlsx", "docx"} and target is None:
        raise InputProblem("表格和文档不能写到标准输出", remedy=f"请用 -o 写出文件名，如 -o 核对.{asked}")
    return asked or "text"


Part = tuple[int | None, str | None, "Severity | None"]
"""Only this article, this unit, findings at least so grave."""


def _ask(desk: CliContext, days: Sequence[date | None], part: Part, *, known: bool) -> list[AuditReport]:
    """The reports of some days; `None` is today."""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.reports.audit import audit as ask
    from fjgov_tui.reports.audit import audit_as_stood

    article, unit, severity = part
    with desk.opened(present=True) as store:
        name = None if unit is None else find_record(store.read, LEDGERS["unit"], unit).title
        today = beijing_day(store.clock())
        asked = []
        for day in days:
            past = day is not None and day < today and not known
            part_of = (store.read, day or today, article, name, severity)
            with working("核对") as work:
                if past:
                    asked.append(audit_as_stood(*part_of, database=str(desk.path)))
                else:
                    report = ask(*part_of, database=str(desk.path), step=work.step)
                    asked.append(replace(report, past=day is not None and day < today))
        return asked


def _compare(
    desk: CliContext, days: tuple[date, date | None], part: Part, *, known: bool, form: str, target: Path | None
) -> None:
    from fjgov_tui.reports.audit import comparison_json
    from fjgov_tui.reports.auditfiles import comparison_text
    from fjgov_tui.reports.comparing import compare

    if form not in {"text", "json"} or target is not None:
        raise InputProblem("对比只能输出 text 或 json", remedy="请去掉 -o 和别的格式")
    first, last = _ask(desk, days, part, known=known)
    comparison = compare(first.findings, last.findings)
    if form == "json":
        output.whole({"from": str(first.as_of), "to": str(last.as_of), **comparison_json(comparison)})
    else:
        output.lines(comparison_text(comparison, first.as_of, last.as_of).splitlines())


def _print(report: AuditReport, form: str) -> None:
    from fjgov_tui.reports.auditfiles import TEXTS, audit_text

    if form == "json":
        from fjgov_tui.reports.audit import audit_json

        output.whole(audit_json(report))
        return
    text = audit_text(report, output.limit()) if form == "text" else TEXTS[form](report)
    output.lines(text.splitlines())
