"""click in Chinese: the layout of help, and a sentence for every way to mistype a command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from gettext import gettext
from types import MappingProxyType

import click

from fjgov_tui.linebreaks import wrapped
from fjgov_tui.text import fit, safe, width

_CELLS = 96

AS_OF_KEY = "fjgov.as_of"
"""Where the day of `--as-of` is kept for the whole call, for what is written to a program."""
PLAIN_KEY = "fjgov.read_aloud"
"""Where `--plain` is kept for the whole call, at whatever place of the command line it stands."""


def _remember_plain(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    if given:
        context.find_root().meta[PLAIN_KEY] = True


def _plain_option() -> click.Option:
    """One for every command, so that nobody has to know where it stands."""
    return click.Option(
        ["--plain"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_remember_plain,
        help="一行一个事实，不画线、不用空格对齐，供读屏软件。",
    )


class Misused(click.UsageError):
    """A command line that is wrong; the message is a Chinese sentence already."""


class _Chinese(click.Command):
    """Help in Chinese, measured in cells."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """click's own option, with a Chinese line."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段帮助。"
        return option

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, then what every command takes."""
        *own, last = super().get_params(ctx) or [_plain_option()]
        known = any("--plain" in param.opts for param in (*own, last))
        return [*own, last] if known else [*own, _plain_option(), last]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The parser does not know for which command it works: say so, for the hint where to read on."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, options, commands."""
        words = [piece for param in self.get_params(ctx) for piece in _usage_pieces(param)]
        if isinstance(self, click.Group):
            words.append("命令 …")
        formatter.write(f"用法：{' '.join([ctx.command_path, '[选项]', *words])}\n")
        for paragraph in (self.help or "").split("\n\n"):
            formatter.write("\n")
            for line in wrapped(" ".join(paragraph.split()), _CELLS):
                formatter.write(f"  {line}\n")
        options = [
            _in_chinese(record)
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        ]
        _section(formatter, "选项", options)
        if isinstance(self, ChineseGroup):
            shown = self.below(ctx).items()
            _section(formatter, "命令", [(name, _first_line(command)) for name, command in shown if not command.hidden])


_MORE = (
    (re.compile(r"\s*\[default: ([^;\]]+)(?:; [^\]]*)?\]"), r"不写就是 \1。"),
    (re.compile(r"\s*\[(\d+)<=x<=(\d+)\]"), r"\1 至 \2。"),
    (re.compile(r"\s*\[required\]"), "必须写。"),
)
"""What click itself adds to the help of an option, and how it reads in Chinese."""
_KINDS = re.compile(r"(INTEGER|FLOAT)( RANGE)?|TEXT|PATH|FILE")
"""What click calls a value that has no name of its own."""


def _in_chinese(record: tuple[str, str]) -> tuple[str, str]:
    """An option's names and its help, without what click says of itself in English."""
    names, text = record
    for pattern, words in _MORE:
        text = pattern.sub(words, text)
    return _KINDS.sub(lambda kind: "数" if kind[1] else "文字", names), text


class ChineseCommand(_Chinese):
    """A command whose help is Chinese."""


class ChineseGroup(_Chinese, click.Group):
    """A group of such commands, in the order in which they were added."""

    command_class = ChineseCommand
    elsewhere: Mapping[str, Callable[[], click.Command]] = MappingProxyType({})
    """Commands that are written in another room, by name: loaded when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As declared: the order of use, not of the alphabet."""
        return [*self.commands, *(name for name in self.elsewhere if name not in self.commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; `None` where there is none."""
        written = super().get_command(ctx, cmd_name)
        if written is None and cmd_name in self.elsewhere:
            return self.elsewhere[cmd_name]()
        return written

    def below(self, ctx: click.Context) -> dict[str, click.Command]:
        """Every command of the group by name, hidden ones too, loaded."""
        known = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return {name: command for name, command in known if command is not None}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; an unknown one is answered with the nearest known."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            shown = [name for name, command in self.below(ctx).items() if not command.hidden]
            raise Misused(f"没有命令“{args[0]}”。{_nearest(args[0], shown)}", ctx)
        return super().resolve_command(ctx, args)


ChineseGroup.group_class = ChineseGroup


def _first_line(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def _usage_pieces(param: click.Parameter) -> Sequence[str]:
    if not isinstance(param, click.Argument):
        return ()
    name = f"{param.metavar or param.name}{' …' if param.nargs == -1 else ''}"
    return (name if param.required else f"[{name}]",)


def _section(formatter: click.HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if not rows:
        return
    formatter.write(f"\n{title}：\n")
    size = min(max(width(name) for name, _ in rows), 30)
    for name, help_text in rows:
        first, *rest = wrapped(help_text.replace("[required]", "（必填）"), _CELLS - size - 2)
        wide = width(name) > size
        if wide:
            formatter.write(f"  {name}\n")
        formatter.write(f"  {fit('' if wide else name, size)}  {first}\n")
        for line in rest:
            formatter.write(f"  {' ' * size}  {line}\n")


def _nearest(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"是不是想写“{near[0]}”？" if near else ""


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with the command line, in one Chinese sentence, and where to read on."""
    path = error.ctx.command_path if error.ctx else "fjgov"
    return f"{safe(_what(error))}用法见：{path} --help"


_BEFORE = {"--db": " 文件", "--readonly": "", "--as-of": " 日期"}
"""Options of the whole program, which people write behind a command; and the value that follows."""


def _unknown(error: click.NoSuchOption) -> str:
    name = error.option_name
    if name in _BEFORE:
        return f"{name} 写在命令前面：fjgov {name}{_BEFORE[name]} 命令。"
    return f"没有选项 {name}。{_nearest(name, error.possibilities or [])}"


def _what(error: click.UsageError) -> str:
    if isinstance(error, Misused):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return _unknown(error)
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}。"
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param is not None else None
        if isinstance(kind, click.Choice):
            return f"{_name(error)}不对：请写 {' 或 '.join(map(str, kind.choices))}。"
        return f"{_name(error)}不对：{_reason(error, kind).rstrip('。')}。"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take" in error.message
        return f"选项 {error.option_name} 后面{'不能带值' if takes_none else '要写一个值'}。"
    if error.message == gettext("Missing command."):
        return "还要写一个命令。"
    if "unexpected extra argument" in error.message:
        if error.ctx is not None and " password " in f"{error.ctx.command_path} ":
            return "多写了参数；口令不能写在命令行上。"  # it may be one, so it is not shown again
        return f"多写了参数：{error.message[error.message.find('(') + 1 : error.message.rfind(')')]}。"
    return "命令行写得不对。"


def _reason(error: click.BadParameter, kind: object) -> str:
    """Why the value cannot be taken; click's own types say it in English."""
    if isinstance(kind, click.IntRange):
        return f"请写 {kind.min} 至 {kind.max} 之间的整数"
    if isinstance(kind, click.Path):
        return "不能用这个路径，请核对它在不在、有没有权限、是文件还是文件夹"
    return error.message


def _name(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Argument):
        return f"参数“{param.metavar or param.name}”"
    return f"选项 {param.opts[-1]} 的值" if param is not None and isinstance(param, click.Option) else "参数"


def whole_number(text: str) -> int:
    """A whole number that is not negative, as an option's type.

    Raises:
        click.BadParameter: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise click.BadParameter(f"“{text}”不是整数")
    return int(text)


def promised_length(text: str) -> int:
    """The length of a password as an option's type; what is none is not shown again, for it may be the password.

    Raises:
        click.BadParameter: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise click.BadParameter("要写位数，如 12；口令不能写在命令行上")
    return int(text)


def calendar_day(text: str) -> date:
    """A day in any form that the ledgers take, or as people say it (今天, +30d, 9/1), as an option's type.

    Raises:
        click.BadParameter: it is none.
    """
    from fjgov_tui.clock import beijing_day, utc_now
    from fjgov_tui.errors import ValueProblem
    from fjgov_tui.ledgers.times import read_day, typed_day

    try:
        return typed_day(text, beijing_day(utc_now())) or read_day(text)
    except ValueProblem as problem:
        raise click.BadParameter(f"“{text}”{problem.what}") from problem


def calendar_year(text: str) -> int:
    """A year that a ledger may speak of, as an option's type.

    Raises:
        click.BadParameter: it is none.
    """
    if not (text.isascii() and text.isdigit() and 2000 <= int(text[:9]) <= 2100):
        raise click.BadParameter(f"“{text}”不是 2000 至 2100 之间的年份")
    return int(text)


def calendar_moment(text: str) -> datetime:
    """A moment in any form that the ledgers take, in Beijing time, as an option's type.

    Raises:
        click.BadParameter: it is none.
    """
    from fjgov_tui.clock import parse_instant
    from fjgov_tui.errors import ValueProblem
    from fjgov_tui.ledgers.times import Instant

    try:
        return parse_instant(Instant().read(text))
    except ValueProblem as problem:
        raise click.BadParameter(f"“{text}”{problem.what}") from problem


def day_count(text: str) -> int:
    """A number of days as an option's type: `14d`, `14天` or `14`.

    Raises:
        click.BadParameter: it is none.
    """
    number = text.strip().removesuffix("d").removesuffix("天")
    if not (number.isascii() and number.isdigit() and len(number) <= 5):
        raise click.BadParameter(f"“{text}”不是天数，请写成 14d 或 14")
    return int(number)
