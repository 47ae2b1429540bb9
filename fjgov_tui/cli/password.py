"""`fjgov password`: what falls due, booking a change, making a password, the day sheet, reminders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_id, find_record, pass_desk, written_to
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.typed import read_secret, typed_twice
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, day_count, promised_length, whole_number
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.rotation import RotationReason
from fjgov_tui.text import tidy
from fjgov_tui.workflows.rotation import PasswordState

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Record
    from fjgov_tui.passwords.judging import Judgement
    from fjgov_tui.store import Store, Writer
    from fjgov_tui.workflows.rotation import Attestation, Checked, Standing


within_option = click.option(
    "--within", type=day_count, metavar="天数", help="只要这么多天内到期的，如 14d；逾期和从未更换的总在内。"
)


@click.group(cls=ChineseGroup)
def password() -> None:
    """口令：哪些账户该换了、登记更换、生成口令、登记表、提醒（第三十七条）。

    程序从不保存口令，也不接受写在命令行上的口令。
    """


def _today(store: Store) -> date:
    from fjgov_tui.clock import beijing_day

    return beijing_day(store.clock())


def _due(store: Store, within: int | None) -> list[Standing]:
    from fjgov_tui.workflows.rotation import standings

    listed = standings(store.read, _today(store))
    return [
        standing for standing in listed if within is None or standing.days_left is None or standing.days_left <= within
    ]


@password.command("due")
@within_option
@as_json
@pass_desk
def due(desk: CliContext, within: int | None, as_json: bool) -> None:
    """在用账户按剩余天数排列，从未更换的在最前；不写 --within 就是全部。"""
    from fjgov_tui.workflows.reminders import standing_row

    with desk.opened() as store:
        listed = _due(store, within)
    if as_json:
        output.document([standing_row(standing) for standing in listed])
        return
    headings = ("账户", "保管人", "单位", "上次更换", "应换日期", "剩余天数", "状态")
    rows = [["" if cell is None else str(cell) for cell in standing_row(standing).values()] for standing in listed]
    output.lines(table_lines(headings, rows, output.limit(), numbers=(5,)))
    counts = "，".join(
        f"{state} {sum(standing.state == state for standing in listed)} 个"
        for state in (PasswordState.NEVER, PasswordState.OVERDUE, PasswordState.SOON, PasswordState.FINE)
    )
    output.say(f"共 {len(listed)} 个账户：{counts}。")


@password.command("rotate")
@click.argument("account", metavar="账户")
@click.option("--on", "on", type=calendar_day, metavar="日期", help="哪天换的；不写就是今天。")
@click.option("--attest", type=promised_length, metavar="位数", help="更换人承诺的新口令位数；程序不接收口令。")
@click.option("--stdin", "from_stdin", is_flag=True, help="从标准输入读新口令一行并检查；要先启用口令检查。")
@click.option("--by", "by", default="", metavar="人员", help="谁换的；不写就是保管人。")
@click.option("--witness", default="", metavar="姓名", help="见证人。")
@click.option(
    "--reason", default=RotationReason.PERIODIC, metavar="原因", help="定期、移交、泄露或首次；不写就是定期。"
)
@click.option("--note", default="", metavar="备注", help="其他要记的；不要写口令。")
@pass_desk
def rotate(
    desk: CliContext,
    account: str,
    on: date | None,
    attest: int | None,
    from_stdin: bool,
    by: str,
    witness: str,
    reason: str,
    note: str,
) -> None:
    """登记一个账户换了口令，输出登记的编号。账户写编号、名称，或名称中能认出唯一一个的部分。

    默认只登记承诺的位数（--attest）。启用口令检查后，可以从标准输入（--stdin）或在提示下输入新口令，检查后即丢弃。
    """
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.rotation import LEAST_LENGTH, Attestation, record_rotation, rehearse, standing

    if from_stdin and attest is not None:
        raise InputProblem("--stdin 和 --attest 只能写一个", remedy="检查口令用 --stdin，只登记位数用 --attest")
    with desk.opened(write=True) as store:
        account_record = find_record(store.read, LEDGERS["account"], account)
        person = find_id(store.read, LEDGERS["person"], by, whole=False) if by else None
        day = on or _today(store)

        def write_rotation(writer: Writer, proof: Attestation | Checked) -> int:
            remarks = {"reason": tidy(reason), "witness": tidy(witness), "note": tidy(note)}
            return record_rotation(writer, account_record.id, proof, day, by=person, **remarks)

        if attest is None:
            rehearse(store, lambda writer: write_rotation(writer, Attestation(LEAST_LENGTH)))
        proof = (
            Attestation(attest) if attest is not None else _typed(store, account_record, person, from_stdin=from_stdin)
        )
        with store.write() as writer:
            made = write_rotation(writer, proof)
        now = standing(store.read, store.read.record(LEDGERS["account"], account_record.id), _today(store))
    output.out(str(made))
    output.say(f"已登记：{account_record.title}，{_proved(proof)}；{_next(now)}。")


def _proved(proof: Attestation | Checked) -> str:
    from fjgov_tui.passwords.judging import STRENGTHS
    from fjgov_tui.workflows.rotation import Checked

    if isinstance(proof, Checked):
        return f"{proof.length} 位，已检查，强度{STRENGTHS[proof.strength]}（{proof.strength}/4）"
    return f"承诺 {proof.length} 位"


def _next(now: Standing | None) -> str:
    return f"下次不晚于 {now.due}" if now is not None and now.due else "下次更换日期未定"


def _typed(store: Store, account: Record, by: int | None, *, from_stdin: bool) -> Checked:
    """The checked password; the text is let go when this ends.

    Raises:
        InputProblem: the checker is off, nobody can type, or the password is refused.
    """
    from fjgov_tui.paths import pepper_file
    from fjgov_tui.workflows.checking import book_recognised, examine, require_checker

    require_checker(store.read)
    with read_secret() if from_stdin else typed_twice(account.title) as secret:
        examined = examine(store.read, account.id, secret, pepper_file(), by=by)
    book_recognised(store, account.id, examined)
    if examined.notice:
        output.say(f"{examined.notice}。")
    if examined.checked is None:
        raise _refused(account, examined.judgement)
    for advice in examined.judgement.advice:
        output.say(f"建议：{advice}。")
    return examined.checked


def _refused(account: Record, judgement: Judgement) -> InputProblem:
    return InputProblem(
        f"这个口令不能用：{'；'.join(judgement.problems)}",
        where=account.title,
        remedy="；".join(judgement.advice) or "请换一个再登记；没有写入",
    )


@password.command("generate")
@click.option(
    "--length", type=whole_number, metavar="位数", help="多少位；不写就是 16 位。与 --words 同用时是至少多少位。"
)
@click.option("--words", is_flag=True, help="用拼音词拼成，便于口述和抄写。")
@pass_desk
def make(desk: CliContext, length: int | None, words: bool) -> None:
    """生成一个通得过检查的口令，只在标准输出上写一次；不保存。"""
    from fjgov_tui.passwords.generating import USUAL_LENGTH, generate
    from fjgov_tui.passwords.judging import LEAST

    usual = LEAST if words else USUAL_LENGTH
    with generate(usual if length is None else length, words=words) as secret:
        click.echo(secret.reveal())
    output.say("只显示这一次。换好口令后请清屏，并用 fjgov password rotate 登记。")


@password.command("sheet")
@written_to("写到哪里；只打印签名的可以写成 .docx。", metavar="文件.xlsx")
@within_option
@pass_desk
def sheet(desk: CliContext, target: Path, within: int | None) -> None:
    """写出口令更换登记表，供当天填写、签名；填好后可以导回来。

    导回：fjgov ledger import 文件 --ledger rotation --ignore-extra；没换的账户先删掉那一行。
    """
    from fjgov_tui.clock import beijing_day, utc_now
    from fjgov_tui.reports.daysheet import write_day_sheet

    if target.suffix.lower() not in {".xlsx", ".docx"}:
        raise InputProblem("文件名要以 .xlsx 或 .docx 结尾", where=str(target), remedy="请改一下 -o 后面的文件名")
    with desk.opened() as store:
        listed = _due(store, within)
        write_day_sheet(desk.target(target), store.read, listed, beijing_day(utc_now()))
    output.out(str(target))
    output.say(
        f"已写好登记表，{len(listed)} 个账户。填好、签名后删去没换的行，再导回："
        "fjgov ledger import 文件 --ledger rotation --ignore-extra"
    )


@password.command("remind")
@click.option("--force", is_flag=True, help="不管到没到时间，现在就提醒一次。")
@pass_desk
def send_reminder(desk: CliContext, force: bool) -> None:
    """到了提醒时间就写一条提醒，并送到设置里的去向；供系统的定时任务每几分钟调用一次。

    没到时间、不是工作日时什么也不写。没有送达也不算出错，记在提醒台账里。
    """
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.workdays import read_overrides
    from fjgov_tui.workflows.reminders import remind

    with desk.opened(write=True) as store:
        made = remind(store, read_overrides(workdays_file()), force=force)
    if made is None:
        output.say("还没到提醒时间，没有写。")
        return
    output.lines(made.text.splitlines())
    output.say(f"已写提醒 {made.id}：逾期或从未更换 {made.overdue} 个，将到期 {made.soon} 个；{made.note}。")


@password.command("next")
@as_json
@pass_desk
def next_reminders(desk: CliContext, as_json: bool) -> None:
    """接下来五次提醒的时间（北京时间，只在工作日）。"""
    from fjgov_tui.ledgers.settings import REMIND_AT
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.workdays import is_published, read_overrides
    from fjgov_tui.workflows.reminders import next_times, schedule_of
    from fjgov_tui.workflows.settings import read_settings

    overrides = read_overrides(workdays_file())
    with desk.opened() as store:
        line = read_settings(store.read)[REMIND_AT]
        times = next_times(store.read, store.clock(), overrides=overrides)
    if schedule_of(line).usual:
        output.say(f"设置里的提醒时间“{line}”看不懂，按每个工作日 8:30 提醒；请改设置。")
    rows: list[dict[str, output.Json]] = [
        {"at": moment.isoformat(timespec="minutes"), "estimate": not is_published(moment.year, overrides)}
        for moment in times
    ]
    if as_json:
        output.document(rows)
        return
    for moment in times:
        guess = "" if is_published(moment.year, overrides) else "（放假安排还没公布，按估计）"
        output.out(f"{moment:%Y-%m-%d %H:%M}{guess}")
