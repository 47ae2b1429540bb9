"""`fjgov find`: a record by words, or by the number on a form that has come back signed."""

from __future__ import annotations

from pathlib import Path

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem


@click.command("find", cls=ChineseCommand)
@click.argument("words", metavar="词", nargs=-1)
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="从扫描件识别出的文字（.txt、.md、.docx）里认办件号。",
)
@as_json
@pass_desk
def find(desk: CliContext, words: tuple[str, ...], file: Path | None, as_json: bool) -> None:
    """在所有台账里查找：汉字、拼音首字母，或办件单上的办件号。"""
    from fjgov_tui.reports.searching import search_ledgers

    asked = _numbers(file) if file is not None else " ".join(words)
    if not asked.split():
        raise InputProblem("没有写要找什么", remedy="请写词、办件号，或用 --file 写扫描件的文字")
    with desk.opened() as store:
        kinds = search_ledgers(store.read, asked)
    hits = [hit for kind in kinds for hit in kind.hits]
    total = sum(kind.total for kind in kinds)
    if as_json:
        rows: list[dict[str, output.Json]] = [
            {"kind": hit.kind, "ledger": hit.ledger, "id": hit.record, "name": hit.name, "note": hit.note}
            for hit in hits
        ]
        output.document(rows, total)
        return
    lines = [(hit.kind, str(hit.record), hit.name, hit.note) for hit in hits]
    if lines:
        output.lines(table_lines(("台账", "编号", "名称", ""), lines, output.limit(), numbers=(1,)))
    more = f"，列出 {len(hits):,} 条" if len(hits) < total else ""
    output.say(f"共 {total:,} 条{more}。" if total else "没有找到。")


def _numbers(file: Path) -> str:
    """The numbers of forms in a text, one after the other.

    Raises:
        InputProblem: there is none.
    """
    from fjgov_tui.exchange.articles import read_article
    from fjgov_tui.workflows.reading import numbers_within, written_number

    named = numbers_within(read_article(file))
    if not named:
        raise InputProblem("里面没有认出办件号", where=str(file), remedy="请照表上方的办件号输入，如 release-12-34")
    return " ".join(written_number(ledger, record) for ledger, record in named)
