"""What can be done by key, one key a deed everywhere: a key means the same on every screen and page.

A command names its deed and so gets its key; nobody writes a key beside this table. Bare letters are left out, because
an input method eats them; so are keys that terminals keep (F10, F11, `^b`, `^h`, `^i`, `^j`, `^m`, `^v`).
"""

from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True)
class Deed:
    """One meaning, and the keys that have it."""

    name: str
    """In a few characters, for the table of keys."""
    keys: str
    """Textual's names of the keys, separated by commas; the first one is shown."""
    shown: str
    """How the first key is written for people."""
    means: str
    """What the key does, wherever it does anything: one sentence for the manual."""


HELP = Deed("帮助", "f1,question_mark,fullwidth_question_mark", "F1", "说明此处能按什么键")
ACT = Deed("办", "f2", "F2", "办光标所在的这一件：列表里是修改、登记、判定、知悉，表单和确认页里是存盘、写入")
NEW = Deed("新增", "f3", "F3", "新增一条")
CHOOSE = Deed(
    "选", "f4", "F4", "选：列表里换一张表（范围），表单里从可选项里挑，别处换一种看法：换个比法，显示遮盖的值"
)
REFRESH = Deed("刷新", "f5", "F5", "重新读一遍，或重新做一次；画面暂停时继续")
CHANGES = Deed("看变更", "f6", "F6", "看以前是什么样、什么时候改了什么")
IMPORT = Deed("导入", "f7", "F7", "读入表格；看一条信息时读入正文或附件")
SAVE_FILE = Deed("存成文件", "f8", "F8", "把列出的（或标记的）存成文件")
REMOVE = Deed("移除", "f9,delete", "F9", "移除，旧值留在审计链里")
SWITCH = Deed("启停", "f12", "F12", "启动或停止监测")
OPEN = Deed("打开", "enter", "回车", "打开光标所在的这一件；只是给人看的，看完关上")
BACK = Deed("返回", "escape", "Esc", "退一步：先清除查找的词，再清除标记，再换回第一张表，最后离开")
GO_TO = Deed("去台账", "ctrl+g", "^g", "到这一件在台账里的记录")
FINISH = Deed("办结", "equals_sign,fullwidth_equals_sign", "=", "办结这一件")
REOPEN = Deed("重办", "plus,fullwidth_plus_sign", "+", "办结或不同意的另起一轮重新办")
ON_PAPER = Deed(
    "补登", "asterisk,fullwidth_asterisk,multiplication_sign", "*", "补登在纸上已经办过的一步，还没有轮到的也照实登记"
)
FIND_ALL = Deed("全部查找", "ctrl+f", "^f", "在所有台账和核对结果里查找")
GIVE_BACK = Deed("退回", "ctrl+x", "^x", "把这一件退回前面的环节")
REFUSE = Deed("不同意", "minus,fullwidth_hyphen_minus", "-", "不同意这一件，它到此为止；要写理由")
FIND = Deed("查找", "slash,ideographic_comma,fullwidth_solidus", "/", "在这张表里查找：汉字或拼音首字母")
MARK = Deed("标记", "space", "空格", "标记或取消标记光标所在的一条")
MARK_ALL = Deed("全部标记", "ctrl+a", "^a", "标记列出的全部，或全部取消")
COPY_NEW = Deed("照此新增", "ctrl+d", "^d", "照光标所在的一条新增")
GENERATE = Deed("生成", "ctrl+k", "^k", "生成口令")
TYPE_SECRET = Deed("输入", "ctrl+e", "^e", "遮盖着输入新口令并登记")
LEAVING = Deed("离岗", "ctrl+l", "^l", "办理离岗")
REPORT = Deed("登记问题", "ctrl+n", "^n", "在哪里都能登记刚发现的问题：什么、在哪里、通知了没有")
ONLY = Deed("只看", "semicolon,fullwidth_semicolon", ";", "只看一部分：挑单位、程度、章、依据，或全部放开")
NEXT_UP = Deed("接下来", "ctrl+u", "^u", "看接下来什么时候做什么：到期日历、监测计划")
UNREGISTERED = Deed("零登记", "0,fullwidth_digit_zero", "0", "看监测看到、没有登记的发布")
HANDOVERS = Deed("移交", "ctrl+o", "^o", "看各份工作移交")
PALETTE = Deed("命令", "ctrl+p,colon,fullwidth_colon", "^p", "按名称找命令；所有命令都在这里，没有键的也在")
QUIT = Deed("退出", "ctrl+q", "^q", "退出程序，没存的留作草稿")
IN_BULK = Deed("成批办", "ctrl+r", "^r", "标记的一起办")
THEME = Deed("配色", "ctrl+t", "^t", "换配色")
SORT = Deed("排序", "ctrl+w", "^w", "换排序，再选一次同一栏就反过来")
COPY = Deed("复制", "ctrl+y", "^y", "复制到终端的剪贴板")
BEFORE = Deed("上一期", "left", "←", "上个月、上一年")
AFTER = Deed("下一期", "right", "→", "下个月、下一年")
THIS_ONE = Deed("本期", "home", "Home", "回到本月、今年")

DEEDS: tuple[Deed, ...] = (
    HELP, ACT, NEW, CHOOSE, REFRESH, CHANGES, IMPORT, SAVE_FILE, REMOVE, SWITCH, OPEN, BACK, FIND, FIND_ALL,
    MARK, PALETTE, MARK_ALL, COPY_NEW, TYPE_SECRET, FINISH, GO_TO, GENERATE, LEAVING, REPORT, ONLY, NEXT_UP, HANDOVERS,
    QUIT, IN_BULK, THEME, SORT, GIVE_BACK, REFUSE, REOPEN, ON_PAPER, UNREGISTERED, COPY, BEFORE, AFTER, THIS_ONE,
)  # fmt: skip
"""All of them, in the order of the manual."""
