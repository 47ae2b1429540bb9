"""A password from the keyboard or from a pipe: never an argument, never echoed, never kept."""

from __future__ import annotations

import sys
import warnings
from getpass import GetPassWarning, getpass

from fjgov_tui.cli import output
from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.text import safe

_MOST_BYTES = 64 * 1024
"""What is read of standard input; no password is longer."""


def _secret(raw: bytes) -> Secret:
    """One line as a secret: without the line's end, in UTF-8.

    Raises:
        InputProblem: empty, or not UTF-8.
    """
    if len(raw) >= _MOST_BYTES:
        raise InputProblem("标准输入太长，不是一个口令", remedy="请只送来一行")
    line = raw.removesuffix(b"\n").removesuffix(b"\r")
    if not line:
        raise InputProblem("标准输入里没有口令", remedy="请从管道送来一行，例如由口令管理器输出")
    try:
        return Secret(line.decode("utf-8"))
    except UnicodeDecodeError:
        # Its message would quote what was typed, so it is not kept as the cause.
        problem = InputProblem("标准输入不是 UTF-8 文字", remedy="请把终端或脚本的编码设为 UTF-8")
    raise problem


def read_secret() -> Secret:
    """The password from standard input; at a terminal it is asked for, masked and twice.

    Raises:
        InputProblem: there is no standard input, or nothing usable on it.
    """
    if sys.stdin is None:
        raise InputProblem("没有标准输入", remedy="请从管道送来一行")
    if sys.stdin.isatty():
        return typed_twice("")
    return _secret(sys.stdin.buffer.read(_MOST_BYTES))


def read_line(called: str) -> Secret:
    """The next line of standard input; at a terminal it is asked for once, masked. Further lines stay to be read.

    Args:
        called: what it is.

    Raises:
        InputProblem: there is no standard input, or nothing usable on it.
    """
    if sys.stdin is None:
        raise InputProblem("没有标准输入", remedy=f"请从管道送来一行：{called}")
    if sys.stdin.isatty():
        return _asked(f"{called}（不显示）：")
    return _secret(sys.stdin.buffer.readline(_MOST_BYTES))


def typed_twice(account: str) -> Secret:
    """The password typed at the terminal, masked, twice.

    Raises:
        InputProblem: nobody sits at a terminal, or the two differ.
    """
    if sys.stdin is None or not sys.stdin.isatty() or not output.talks():
        raise InputProblem(
            "没有写明新口令的位数", remedy="请写 --attest 位数；要检查口令，请在终端里输入，或用 --stdin"
        )
    called = f"{account}的" if account else ""
    return asked_twice(f"{called}新口令")


def asked_twice(called: str) -> Secret:
    """A secret typed at the terminal, masked, twice.

    Args:
        called: what it is.

    Raises:
        InputProblem: nobody sits at a terminal, or the two differ.
    """
    with asked_once(called) as first:
        with _asked("再输入一次：") as second:
            same = first.reveal() == second.reveal()
        if not same:
            raise InputProblem("两次输入的口令不一样，没有登记", remedy="请再试一次")
        return Secret(first.reveal())


def asked_once(called: str) -> Secret:
    """A secret typed at the terminal, masked.

    Args:
        called: what it is.

    Raises:
        InputProblem: nobody sits at a terminal.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputProblem("这里不是终端，不能输入口令", remedy="请在终端里运行，或加 --stdin 从管道送来")
    return _asked(f"{called}（不显示）：")


def _asked(prompt: str) -> Secret:
    """One answer; a terminal that would show it is not asked.

    Raises:
        InputProblem: the echo cannot be switched off, or what was typed is no text.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return Secret(getpass(safe(prompt)))
    except GetPassWarning:
        problem = InputProblem("这个终端关不掉回显，不能在这里输入口令", remedy="请用 --stdin 从管道送来")
    except UnicodeDecodeError:
        problem = InputProblem("输入的不是 UTF-8 文字", remedy="请把终端的编码设为 UTF-8")
    raise problem
