"""`fjgov seal`: encryption of sealed fields in the file; passphrases come from the terminal or standard input alone."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.usage import ChineseGroup
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.passwords.secret import Secret
    from fjgov_tui.store import Store
    from fjgov_tui.store.encrypting import Encrypted

ASKED_BACK = 2
"""Groups of the recovery code that are typed back before it counts."""
_piped = click.option("--stdin", "piped", is_flag=True, help="口令从标准输入逐行读，不在终端里问。")


@click.group(cls=ChineseGroup)
def seal() -> None:
    """密封字段加密：后台地址、登录名、手机号等在台账文件里存成密文，没有口令的人拿到文件也看不到。

    口令和恢复码任何一样都能打开；两样都丢了，密封的值就再也打不开，谁也没有办法。别的字段不受影响。
    """


def _new_phrase(called: str, *, piped: bool) -> Secret:
    from fjgov_tui.cli.typed import asked_twice, read_line
    from fjgov_tui.store.encrypting import check_phrase

    secret = read_line(called) if piped else asked_twice(called)
    check_phrase(secret.reveal())
    return secret


def _present(called: str, *, piped: bool) -> Secret:
    """What opens it now.

    Raises:
        InputProblem: nobody sits at a terminal, and it was not said that a pipe is meant.
    """
    from fjgov_tui.cli.typed import read_line

    if not piped and (sys.stdin is None or not sys.stdin.isatty()):
        raise InputProblem("这里不是终端，不能输入口令", remedy="请在终端里运行，或加 --stdin 从管道送来")
    return read_line(called)


def _new_code(*, piped: bool) -> str:
    """A recovery code, shown once; at a terminal two of its groups are typed back.

    Raises:
        InputProblem: they were not.
    """
    from fjgov_tui.store.recovery import new_code

    code = new_code()
    groups = code.split("-")
    output.say("恢复码只显示这一次，请现在抄在纸上或打印出来，放进保密柜，不要存在这台机器上：")
    output.out(code)
    if piped:
        output.say("恢复码由您的脚本保管好；没有照着抄下来核对。")
        return code
    for place in sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED_BACK)):
        typed = click.prompt(f"请照纸上的输入第 {place + 1} 组", err=True, prompt_suffix="：")
        if str(typed).strip().upper() != groups[place]:
            raise InputProblem(f"第 {place + 1} 组和显示的不一样，什么都没有改", remedy="请照着抄好，再运行一次")
    return code


def _agreed(question: str, *, piped: bool) -> None:
    if not piped:
        click.confirm(question, abort=True, err=True)


def _print_changed(changed: Encrypted, what: str) -> None:
    drafts = f"，没存的表单 {changed.drafts} 份" if changed.drafts else ""
    output.say(f"{what}：{changed.records:,} 条记录的 {changed.values:,} 个值{drafts}。")


def _clean(store: Store) -> None:
    """Wipe what was clear, and name what still is."""
    from fjgov_tui.store.cleartext import SHORTEST, remains, wipe

    left = remains(store, wipe(store))
    if left.unclean:
        output.say(f"还没有清干净：{left.unclean}。请退出所有界面和监测，再运行 fjgov seal clean。")
    else:
        output.say("文件已经重写，日志已经清空：空闲页里没有以前的明文。")
    if left.places:
        output.say("这些地方还有密封的值的明文（不是密封字段，程序不改）：")
        output.lines(left.places)
    if left.copies:
        output.say("这些文件里的密封字段还是明文，请删掉，或锁进保密柜；另外拷走的程序不知道：")
        output.lines(str(path) for path in left.copies)
    if left.unsearched:
        output.say(f"不到 {SHORTEST} 个字符的值有 {left.unsearched} 个，容易碰巧相同，没有逐个查找。")


@seal.command("on")
@_piped
@pass_desk
def switch_on(desk: CliContext, piped: bool) -> None:
    """加密：设密封口令，抄下恢复码，然后把文件里所有密封的值存成密文，清掉以前的明文。"""
    from fjgov_tui.store import encrypting

    with desk.opened(write=True) as store, _new_phrase("密封口令", piped=piped) as phrase:
        code = _new_code(piped=piped)
        _agreed("口令和恢复码都丢了，密封的值就再也打不开。现在加密吗？", piped=piped)
        _print_changed(encrypting.switch_on(store, phrase.reveal(), code), "已加密")
        _clean(store)


@seal.command("off")
@_piped
@pass_desk
def switch_off(desk: CliContext, piped: bool) -> None:
    """解除加密：密封的值在文件里又是明文；画面、导出和审计链照样遮盖。"""
    from fjgov_tui.store import encrypting

    with desk.opened(write=True) as store, _present("密封口令", piped=piped) as phrase:
        _agreed("解除以后，拿到文件的人就看得到密封的值。现在解除吗？", piped=piped)
        _print_changed(encrypting.switch_off(store, phrase.reveal()), "已解除加密")


@seal.command("change")
@_piped
@pass_desk
def change(desk: CliContext, piped: bool) -> None:
    """换口令：先输入现在的，再输入新的。密文不变；以前的备份仍用以前的口令打开。"""
    from fjgov_tui.store import encrypting

    with (
        desk.opened(write=True) as store,
        _present("现在的密封口令", piped=piped) as old,
        _new_phrase("新的密封口令", piped=piped) as fresh,
    ):
        encrypting.change_phrase(store, old.reveal(), "passphrase", fresh.reveal())
    output.say("已换密封口令。以前的备份仍用以前的口令；怀疑口令泄露的，再运行 fjgov seal rotate。")


@seal.command("recover")
@_piped
@pass_desk
def recover(desk: CliContext, piped: bool) -> None:
    """忘了口令：输入恢复码，设新的口令。恢复码照旧有效。"""
    from fjgov_tui.store import encrypting
    from fjgov_tui.store.recovery import read_code

    with desk.opened(write=True) as store, _present("恢复码", piped=piped) as typed:
        code = read_code(typed.reveal())
        with _new_phrase("新的密封口令", piped=piped) as fresh:
            encrypting.change_phrase(store, code, "recovery", fresh.reveal())
    output.say("已设新的密封口令。恢复码可能被人看过的，再运行 fjgov seal rotate，会换一个恢复码。")


@seal.command("rotate")
@_piped
@pass_desk
def rotate(desk: CliContext, piped: bool) -> None:
    """换钥匙：用新的钥匙把密封的值全部重新加密，换一个恢复码，口令不变；被强行中断时，要么全换了要么没换。"""
    from fjgov_tui.store import encrypting

    with desk.opened(write=True) as store, _present("密封口令", piped=piped) as phrase:
        code = _new_code(piped=piped)
        _print_changed(encrypting.rotate_key(store, phrase.reveal(), code), "已换钥匙，重新加密")
        _clean(store)


@seal.command("clean")
@pass_desk
def clean(desk: CliContext) -> None:
    """清理：重写文件、清空日志，再列出哪里还有密封的值的明文。要输入密封口令。"""
    from fjgov_tui.store.encryption import has_key, unlock

    with desk.opened(write=True) as store:
        if not has_key(store.db):
            with _present("密封口令", piped=True) as phrase:
                unlock(store.db, phrase.reveal())
        _clean(store)


@seal.command("status")
@as_json
@pass_desk
def status(desk: CliContext, as_json: bool) -> None:
    """现在有没有加密，有多少个密封的值，本机能不能打开。"""
    from fjgov_tui.clock import show_instant
    from fjgov_tui.store.cleartext import count_cells, count_masked_only, is_wiped
    from fjgov_tui.store.encryption import key_box
    from fjgov_tui.store.keys import has_library

    with desk.opened() as store:
        box, cells, wiped = key_box(store.db), count_cells(store.db), is_wiped(store.db)
        masked = count_masked_only(store.db)
    library = has_library()
    if as_json:
        row: dict[str, output.Json] = {
            "encrypted": box is not None,
            "since": box.since if box else None,
            "key": box.key if box else None,
            "values": cells.encrypted,
            "clear": cells.clear,
            "masked_only": masked,
            "wiped": wiped,
            "library": library,
        }
        output.document([row])
        return
    if box is None:
        output.out(f"没有加密：{cells.clear:,} 个密封的值在文件里是明文，只在画面和导出里遮盖。")
    else:
        output.out(f"已加密（{show_instant(box.since)}起，钥匙 {box.key}）：{cells.encrypted:,} 个值是密文。")
        if cells.clear:
            output.out(f"还有 {cells.clear:,} 个是明文：升级以后才密封的字段，请运行 fjgov seal rotate。")
    if not wiped:
        output.out("以前的明文还没有从空闲页和日志里清掉：请退出所有界面和监测，运行 fjgov seal clean。")
    if masked:
        output.out(f"{masked} 个告警去向的地址只遮盖，没有加密：监测夜里没人输入口令时要用它。拿到文件的人看得到。")
    if not library:
        output.out("本机没有安装 cryptography：密封字段只能看遮盖的样子，不能写，也不能加密。")


@seal.command("find")
@click.argument("ledger", metavar="台账")
@click.argument("field", metavar="字段")
@as_json
@pass_desk
def find(desk: CliContext, ledger: str, field: str, as_json: bool) -> None:
    """按密封的值找记录：值在终端里输入，或从标准输入读一行；查过这件事记入审计链。

    加了密的先问口令（标准输入的第一行）。
    """
    from fjgov_tui.cli.typed import read_line
    from fjgov_tui.ledgers import find_ledger
    from fjgov_tui.store.encryption import has_key, unlock
    from fjgov_tui.workflows.sealed import find_sealed, sealed_field

    declared = find_ledger(ledger)
    wanted = sealed_field(declared, field)
    with desk.opened(write=True) as store:
        if not has_key(store.db):
            with _present("密封口令", piped=True) as phrase:
                unlock(store.db, phrase.reveal())
        with read_line(f"要找的{wanted.label}") as value:
            records = find_sealed(store, declared, wanted, value.reveal())
    rows: list[dict[str, output.Json]] = [
        {"ledger": declared.name, "id": record.id, "title": record.title} for record in records
    ]
    if as_json:
        output.document(rows)
        return
    output.lines(f"{record.id}  {record.title}" for record in records)
    output.say(f"{declared.title}里有 {len(records)} 条的{wanted.label}是它；已记入审计链。")
