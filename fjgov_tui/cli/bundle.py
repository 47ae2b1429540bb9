"""`fjgov bundle`: what travels by stick between the machine that keeps the ledgers and the one that watches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk, written_to
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, whole_number
from fjgov_tui.cli.working import working
from fjgov_tui.clock import show_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.carrying import AIMS, Aim
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fjgov_tui.exchange.bundlebox import Gathered
    from fjgov_tui.exchange.bundlefile import Part
    from fjgov_tui.exchange.bundlekeys import Identity, PublicKeys
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.store.bundles import Peer

_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_MOST_LINE = 4096


@click.group(cls=ChineseGroup)
def bundle() -> None:
    """数据包：在保管台账的机器和联网监测的机器之间，用 U 盘或单向导入带数据，不用联网。

    数据包一律签名，并加密给对方。两台机器先各运行一次 bundle key，互相登记公钥，在电话里核对代码。
    """


def _known(reader: Reader) -> list[tuple[Peer, PublicKeys]]:
    from fjgov_tui.exchange.bundlekeys import parse_public
    from fjgov_tui.store.bundles import peers

    return [(peer, parse_public(peer.line)) for peer in peers(reader)]


@bundle.command("key")
@click.option("--name", "called", default="", help="给本机起的名称，如“监测机”；第一次运行时才用。")
@written_to("把公钥写成文件，带给对方。", required=False)
@as_json
@pass_desk
def show_key(desk: CliContext, called: str, target: Path | None, as_json: bool) -> None:
    """本机的公钥和核对用的代码；还没有钥匙就做一把。私钥在台账文件旁边，不进备份，不要拷走。"""
    from fjgov_tui.exchange.bundlekeys import key_path, make_identity
    from fjgov_tui.files import replacing

    with desk.opened():
        pass  # A key belongs to a file that is there.
    if not key_path(desk.path).exists():
        desk.may_write()
    keys = make_identity(desk.path, called or "本机").public
    if target is not None:
        with replacing(desk.target(target)) as fresh:
            fresh.write_text(keys.line + "\n", encoding="utf-8")
    if as_json:
        output.whole({"id": keys.id, "name": keys.name, "code": keys.code, "line": keys.line})
        return
    output.out(keys.line)
    output.say(f"代码：{keys.code}。对方登记时请在电话里逐组念给他听，一组不同就不要登记。")


@bundle.group("peer", cls=ChineseGroup)
def peer_group() -> None:
    """对方的机器：登记公钥，列出，删除。"""


@peer_group.command("add")
@click.argument("key")
@click.option("--code", "spoken", help="对方在电话里念的代码；不写就在终端里问。")
@click.option("--name", "called", default="", help="怎样称呼对方；不写就用公钥里的名称。")
@pass_desk
def add_peer(desk: CliContext, key: str, spoken: str | None, called: str) -> None:
    """登记对方的公钥：KEY 是公钥文件，或公钥那一行。代码要从电话里听，不要从送公钥的同一条路来。"""
    from fjgov_tui.exchange.bundlekeys import check_library, key_path, parse_public, read_identity, same_code
    from fjgov_tui.files import read_bounded
    from fjgov_tui.store.bundles import put_peer

    check_library()
    path = Path(key)
    text = key if " " in key else read_bounded(path, _MOST_LINE).decode("utf-8", "replace")
    keys = parse_public(text)
    if key_path(desk.path).exists() and read_identity(desk.path).public.id == keys.id:
        raise InputProblem("这是本机自己的公钥", remedy="请登记另一台机器的")
    if spoken is None:
        spoken = str(click.prompt("对方念的代码", err=True, prompt_suffix="："))
    if not same_code(spoken, keys):
        raise InputProblem(
            "代码不同，没有登记", remedy="这把公钥可能在路上被换过：请重新取得对方的公钥，再在电话里逐组核对"
        )
    with desk.opened(write=True) as store, store.write("核对代码后登记数据包的对方") as writer:
        put_peer(writer, keys.id, called or keys.name or keys.id[:8], keys.line)
    output.say(f"已登记“{clean(called or keys.name)}”（{keys.code}）。")


@peer_group.command("list")
@as_json
@pass_desk
def list_peers(desk: CliContext, as_json: bool) -> None:
    """登记了的对方，和它们的代码。"""
    with desk.opened() as store:
        known = _known(store.read)
    if as_json:
        output.document([{"id": peer.id, "name": peer.name, "code": keys.code, "at": peer.at} for peer, keys in known])
        return
    output.lines(f"{peer.name}　代码 {keys.code}　登记于 {show_instant(peer.at)}" for peer, keys in known)
    if not known:
        output.say("还没有登记对方。请先取得对方的公钥：fjgov bundle peer add")


@peer_group.command("remove")
@click.argument("name")
@pass_desk
def remove_peer(desk: CliContext, name: str) -> None:
    """删除登记：它做的数据包不再收，也不再给它做。"""
    from fjgov_tui.store.bundles import drop_peer

    with desk.opened(write=True) as store:
        peer, _ = _chosen(store.read, name)
        with store.write("不再与它交换数据包") as writer:
            drop_peer(writer, peer)
    output.say(f"已删除“{peer.name}”的登记。")


def _chosen(reader: Reader, name: str) -> tuple[Peer, PublicKeys]:
    """The machine of that name, or the only one there is.

    Raises:
        InputProblem: none, or several.
    """
    known = _known(reader)
    fitting = [pair for pair in known if name in {"", pair[0].name, pair[0].id}]
    if len(fitting) == 1:
        return fitting[0]
    names = "、".join(peer.name for peer, _ in known)
    if not known:
        raise InputProblem("还没有登记对方的机器", remedy="请先取得对方的公钥、核对代码：fjgov bundle peer add")
    what = "登记了几台机器，不知道是哪一台" if not name else f"没有登记叫“{clean(name)}”的机器"
    raise InputProblem(what, remedy=f"请用 --to 写明名称：{names}")


def part_size(text: str) -> int:
    """Bytes of a part, written as `20M`.

    Raises:
        ValueError: it is none, or too small for a part.
    """
    from fjgov_tui.exchange.bundlefile import SMALLEST_PART

    number, unit = (text[:-1], text[-1:].upper()) if text[-1:].upper() in _UNITS else (text, "")
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise ValueError("请写成 20M 这样的大小")
    size = int(number) * _UNITS.get(unit, 1)
    if size < SMALLEST_PART:
        raise ValueError("一段至少 1M")
    return size


@bundle.command("export")
@written_to("写到哪个文件。")
@click.option(
    "--for", "aim", type=click.Choice([aim.value for aim in Aim]), default=Aim.ALL.value, show_default=True,
    help="monitor：给监测机（站点、栏目、词条、计划、判定）；ledgers：给台账机（监测结果、预警）；all：两样都有。",
)  # fmt: skip
@click.option(
    "--since",
    type=calendar_day,
    metavar="日期",
    help="访问记录从哪一天起；不写就从上一个数据包往前两天起，第一次是全部。",
)
@click.option("--split", type=part_size, metavar="大小", help="切成多大的段，如 20M；各段在文件名后面加 .001、.002。")
@click.option("--to", "name", default="", help="给哪台机器；只登记了一台就不用写。")
@pass_desk
def export(desk: CliContext, target: Path, aim: str, since: date | None, split: int | None, name: str) -> None:
    """做一个数据包，签名并加密给对方。对方不用回应，单向导入也行。"""
    from fjgov_tui.exchange.bundlekeys import read_identity
    from fjgov_tui.exchange.bundlemaking import make_bundle

    desk.target(target)
    own = read_identity(desk.path)
    with desk.opened(write=True) as store:
        peer, keys = _chosen(store.read, name)
        with working("正在做数据包"):
            made = make_bundle(store, target, Aim(aim), own, (peer, keys), since=since, most=split or 0)
    output.lines(str(path) for path in made.paths)
    size = sum(path.stat().st_size for path in made.paths if path.is_file())
    output.say(
        f"给“{peer.name}”的第 {made.number} 号数据包（{AIMS[Aim(aim)]}），{len(made.paths)} 个文件，{size:,} 字节。"
    )


@bundle.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_desk
def import_bundle(desk: CliContext, files: tuple[Path, ...]) -> None:
    """导入数据包：各段不分先后，缺了哪段会说，已到的留着。一个包一次写完，要么全部，要么什么都没有；重复导入没有影响。"""
    from fjgov_tui.exchange import bundlebox
    from fjgov_tui.exchange.bundlefile import read_part
    from fjgov_tui.exchange.bundlekeys import read_identity

    own = read_identity(desk.path)
    with desk.opened(write=True) as store:
        known = _known(store.read)
        keys = [public for _, public in known]
        came = [read_part(path, own, keys) for path in files]
        asked = {part.head.bundle for part in came}
        there: list[Part] = [*came, *bundlebox.waiting(desk.path, own, keys)]
        incomplete = 0
        for gathered in bundlebox.gather(part for part in there if part.head.bundle in asked):
            incomplete += _take(desk, store, own, gathered, [peer for peer, _ in known])
    if incomplete:
        click.get_current_context().exit(1)


def _take(desk: CliContext, store: Store, own: Identity, gathered: Gathered, known: Sequence[Peer]) -> bool:
    """Bring one bundle in, or keep what is there of it; whether parts are missing."""
    from fjgov_tui.exchange import bundlebox
    from fjgov_tui.exchange.bundlein import bring_in
    from fjgov_tui.store.bundles import is_received

    head = gathered.head
    if gathered.missing and not is_received(store.read, head.bundle):
        bundlebox.keep(desk.path, gathered)
        output.say(f"{gathered.sentence}。已到的 {len(gathered.parts)} 段留着，其余的到了再导入。")
        return True
    peer = next(peer for peer in known if peer.id == head.sender)
    with working("正在导入数据包，第") as work:
        brought = bring_in(store, gathered.parts, own, peer, work.step)
    bundlebox.drop(desk.path, head)
    output.say(f"“{peer.name}”的第 {head.number} 号（{show_instant(head.made_at)} 制作）：{brought.sentence}。")
    if brought.counts.get("conflicts"):
        output.say(f"有 {brought.counts['conflicts']} 处两边都改过，两个值都留着：请看 fjgov bundle conflicts。")
    if brought.counts.get("lost"):
        output.say(
            f"有 {brought.counts['lost']:,} 项说的是本机没有登记的站点或栏目，没有写入；登记后请对方用 --since 重做。"
        )
    return False


@bundle.command("status")
@as_json
@pass_desk
def status(desk: CliContext, as_json: bool) -> None:
    """和每台机器互相知道到什么时候：最新的数据包、没有收到的号、还缺的段、没有了结的冲突。"""
    from fjgov_tui.exchange import bundlebox
    from fjgov_tui.exchange.bundlekeys import key_path, read_identity
    from fjgov_tui.reports.bundles import heard_sentence
    from fjgov_tui.store.bundles import conflicts, heard

    with desk.opened() as store:
        known, open_conflicts = heard(store.read), conflicts(store.read)
        now = store.clock()
        keys = [public for _, public in _known(store.read)]
    parts: list[Gathered] = []
    if known and key_path(desk.path).exists():
        parts = bundlebox.gather(bundlebox.waiting(desk.path, read_identity(desk.path), keys))
    if as_json:
        rows = [
            {
                "peer": each.peer.name,
                "newest": None if each.newest is None else each.newest.number,
                "made_at": None if each.newest is None else each.newest.made_at,
                "missing": list(each.missing),
            }
            for each in known
        ]
        output.document(rows, conflicts=len(open_conflicts), waiting=[bundle.sentence for bundle in parts])
        return
    output.lines(heard_sentence(each, now) for each in known)
    output.lines(bundle.sentence for bundle in parts)
    if open_conflicts:
        output.out(f"没有了结的冲突 {len(open_conflicts)} 处：fjgov bundle conflicts")
    if not known:
        output.say("还没有登记对方的机器。")


@bundle.command("conflicts")
@as_json
@pass_desk
def list_conflicts(desk: CliContext, as_json: bool) -> None:
    """两边都改过的地方：本机的值、对方的值、现在用的是哪个。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.store.bundles import conflicts, label_of

    with desk.opened() as store:
        known = conflicts(store.read)
        titles = store.read.titles((each.ledger, each.record) for each in known)
    if as_json:
        output.document(
            [
                {
                    "id": each.id, "ledger": each.ledger, "record": each.record, "field": each.field,
                    "ours": each.ours, "theirs": each.theirs, "stands": each.stands, "at": each.at,
                }
                for each in known
            ]
        )  # fmt: skip
        return
    for each in known:
        subject = f"{LEDGERS[each.ledger].title} {titles.get((each.ledger, each.record), each.record)}"
        stands = "用的是本机的" if each.stands == "ours" else "用的是对方的"
        output.out(f"{each.id}　{subject}　{label_of(each)}：本机“{each.ours}”，对方“{each.theirs}”，{stands}")
    if not known:
        output.say("没有冲突。")


@bundle.command("settle")
@click.argument("ids", metavar="编号", nargs=-1, required=True, type=whole_number)
@pass_desk
def settle(desk: CliContext, ids: tuple[int, ...]) -> None:
    """了结冲突：看过记录、该改的已经在台账里改好；两个值仍留在记载里。"""
    from fjgov_tui.store.bundles import conflicts, settle_conflicts

    with desk.opened(write=True) as store, store.write("看过两边的值") as writer:
        there = {each.id for each in conflicts(writer)}
        strange = [str(number) for number in ids if number not in there]
        if strange:
            raise InputProblem(f"没有编号 {'、'.join(strange)} 的冲突", remedy="编号见 fjgov bundle conflicts")
        settle_conflicts(writer, ids)
    output.say(f"已了结 {len(ids)} 处。")
