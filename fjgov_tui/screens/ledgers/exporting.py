"""The export dialog: exactly what is listed, into a file whose name says the format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fjgov_tui.clock import beijing_day
from fjgov_tui.exchange import export_file
from fjgov_tui.ledgers import Ledger
from fjgov_tui.screens.saving import SaveAs
from fjgov_tui.store.desk import AsyncStore


class ExportDialog(SaveAs):
    """Returns the file that was written, or `None`."""

    def __init__(self, desk: AsyncStore, ledger: Ledger, ids: Sequence[int], *, marked: bool) -> None:
        """Offer to export.

        Args:
            desk: the open file.
            ledger: the ledger that is listed.
            ids: the records, in the order of the list.
            marked: whether they are the marked ones only.
        """
        self._desk, self._picked = desk, [(ledger, list(ids))]
        day = beijing_day(desk.clock()).strftime("%Y%m%d")
        which = "标记的" if marked else "列出的"
        text = f"将导出{which} {len(ids):,} 条；遮盖的字段导出后仍然遮盖。\n后缀决定格式：.xlsx、.csv、.json"
        super().__init__(f"导出{ledger.title}", text, f"{ledger.title}-{day}.xlsx", self._export, suffix="")

    async def _export(self, path: Path) -> str:
        count = await self._desk.read(lambda reader: export_file(reader, path, self._picked))
        return f"已导出 {count:,} 条到 {path}"
