"""Commands on a ledger and its records."""

from fjgov_tui.commands import deeds
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.listing import FindInList, LeaveList, MarkAllRows, MarkRow, OpenRow, SortList


class FilterRecords(FindInList):
    """Narrow the list."""

    title = "筛选记录；在目录里是找一本台账"
    footer = "筛选"
    help = "输入汉字或拼音首字母，空格隔开多个词；Esc 清除"


class ShowRecord(OpenRow):
    """All fields of the record under the cursor."""

    title = "查看详情"
    help = "列出全部字段、谁在何时改过、被哪些记录用到"
    needs_ledger = True
    needs_record = True


class AddRecord(Command):
    """A new record."""

    deed = deeds.NEW
    title = "新增记录"
    footer = "新增"
    help = "打开空白表单"
    writes = True
    needs_ledger = True


class EditRecord(Command):
    """Change the record under the cursor."""

    deed = deeds.ACT
    title = "修改记录"
    footer = "修改"
    help = "打开表单，只有改动过的字段写入审计链"
    writes = True
    needs_ledger = True
    needs_record = True


class DuplicateRecord(Command):
    """A new record like the one under the cursor."""

    deed = deeds.COPY_NEW
    title = "照此新增：复制成一条新记录"
    help = "打开填好同样内容的新表单"
    writes = True
    needs_ledger = True
    needs_record = True


class RemoveRecord(Command):
    """Mark the record as removed."""

    deed = deeds.REMOVE
    title = "移除记录"
    footer = "移除"
    help = "只作移除标记，旧值留在审计链里；有标记时移除所有标记的记录"
    writes = True
    needs_ledger = True
    needs_record = True


class ShowHistory(Command):
    """Who changed what."""

    deed = deeds.CHANGES
    title = "变更历史"
    footer = "历史"
    help = "逐次列出谁在何时把哪个字段从什么改成什么，可以恢复旧值"
    needs_ledger = True
    needs_record = True


class ImportSheet(Command):
    """Bring a spreadsheet in."""

    deed = deeds.IMPORT
    title = "导入表格"
    footer = "导入"
    help = "读入 .xlsx 或 .csv，先预演给您看，确认后才写入"
    writes = True


class ExportList(Command):
    """Take out what is listed."""

    deed = deeds.SAVE_FILE
    title = "导出所列记录"
    footer = "导出"
    help = "导出当前列出（或标记）的记录，格式由文件名后缀决定：.xlsx、.csv、.json"
    needs_ledger = True


class SortRecords(SortList):
    """Choose the order."""

    help = "选一个字段排序，再选一次反过来；下次打开还是它"
    needs_ledger = True


class MarkRecord(MarkRow):
    """Mark or unmark the record under the cursor."""

    title = "标记或取消标记"
    help = "标记后导出、移除只作用于标记的记录"
    needs_ledger = True
    needs_record = True


class MarkAll(MarkAllRows):
    """Mark all that is listed, or none."""

    title = "全部标记或全部取消"
    help = "只作用于当前列出的记录"
    needs_ledger = True
    needs_record = True


class CopyRecord(Command):
    """The record's text for another program."""

    deed = deeds.COPY
    title = "复制记录"
    help = "把记录的全部字段作为文字送往终端的剪贴板；遮盖的仍然遮盖"
    needs_ledger = True
    needs_record = True


class LeaveLedger(LeaveList):
    """One step out."""

    help = "先清除筛选，再清除标记，再回到台账目录"


LEDGER_COMMANDS: tuple[type[Command], ...] = (
    FilterRecords,
    ShowRecord,
    EditRecord,
    AddRecord,
    ShowHistory,
    ImportSheet,
    ExportList,
    RemoveRecord,
    SortRecords,
    DuplicateRecord,
    MarkRecord,
    MarkAll,
    CopyRecord,
    LeaveLedger,
)
