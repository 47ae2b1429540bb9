"""What every command shares: which file, whether it may be changed, and how it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from fjgov_tui.cli.dashboard import ledger_path, was_chosen
from fjgov_tui.cli.output import say
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, ReadOnlyProblem, SeveralNamed

if TYPE_CHECKING:
    from datetime import date

    from fjgov_tui.ledgers import Ledger, Record
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.store.keys import Keyring
    from fjgov_tui.store.past import PastFile


@dataclass(frozen=True)
class CliContext:
    """The options that stand before the command."""

    named: Path | None
    """What `--db` says; `None` where it was not given."""
    readonly: bool
    unseal: bool = False
    """Ask for the passphrase of sealed fields before the command begins."""
    as_of: date | None = None
    """The Beijing day at whose end the file is looked at (状态截至); `None` for as it is."""
    _rings: list[Keyring] = field(default_factory=list, repr=False, compare=False)
    _past: list[PastFile] = field(default_factory=list, repr=False, compare=False)

    @property
    def path(self) -> Path:
        """The ledger file itself, also where a link was named."""
        return ledger_path(self.named)

    @property
    def chosen(self) -> bool:
        """Whether somebody named the file, so that it is not to be made by the way."""
        return was_chosen(self.named)

    @contextmanager
    def opened(self, *, write: bool = False, any_schema: bool = False, present: bool = False) -> Iterator[Store]:
        """The open file; with `--as-of` as it stood at the end of that day, the clock too.

        Args:
            write: the command changes something; anything else opens the file read-only.
            any_schema: take a file of an older release as it is.
            present: the file as it is, whatever day is asked for.

        Raises:
            ReadOnlyProblem: a change was asked with `--readonly`.
            StoreProblem: the file is missing, foreign or damaged.
        """
        from fjgov_tui.reports.doubts import read_doubts
        from fjgov_tui.store import open_store
        from fjgov_tui.store.engine import broken
        from fjgov_tui.store.sqlite import sqlite3

        if write:
            self.may_write()
        if self.as_of is not None and not present:
            with self._as_it_stood(self.as_of) as store:
                yield store
            return
        with open_store(
            self.path,
            readonly=not write,
            any_schema=any_schema,
            untouched=self.readonly,
            keys=self._keyring(),
            telling=say,
        ) as store:
            if self.unseal:
                _unlock(store)
            if write:
                for doubt in read_doubts(store.read, store.clock()):
                    say(f"{doubt.sentence}。")
                _after_upgrade(store)
            try:
                yield store
            except (sqlite3.Error, ValueError) as error:
                raise broken(self.path, error) from error

    @contextmanager
    def _as_it_stood(self, day: date) -> Iterator[Store]:
        """The file at the end of a day, made once for the whole command."""
        from fjgov_tui.pastday import as_of_words
        from fjgov_tui.store.past import past_file

        if not self._past:
            with self.opened(present=True) as store:
                self._past.append(past_file(store, day))
            say(f"{as_of_words(day)}。")
        with self._past[0].opened(self.path, keys=self._keyring()) as store:
            yield store

    def _keyring(self) -> Keyring:
        """One for the whole command, so that the passphrase is asked for once."""
        from fjgov_tui.store.keys import Keyring

        if not self._rings:
            self._rings.append(Keyring())
        return self._rings[0]

    def may_write(self) -> None:
        """Stop here with `--readonly` or `--as-of`.

        Raises:
            ReadOnlyProblem: it was given, or a past day is looked at.
        """
        if self.as_of is not None:
            raise ReadOnlyProblem(
                f"加了 --as-of，看的是 {self.as_of} 的样子，不能修改",
                where=str(self.path),
                remedy="要修改就去掉 --as-of",
            )
        if self.readonly:
            raise ReadOnlyProblem(
                "加了 --readonly，这个命令不能执行", where=str(self.path), remedy="要修改就去掉 --readonly"
            )

    def target(self, path: Path) -> Path:
        """A file to write, which is not the ledger file itself.

        Raises:
            InputProblem: it is that, or one of the files that SQLite keeps beside it.
        """
        live = self.path.resolve()
        if path.resolve() in {live, *(live.with_name(live.name + end) for end in ("-wal", "-shm", "-journal"))}:
            raise InputProblem("不能写到正在使用的台账文件上", where=str(path), remedy="请换一个文件名")
        return path


def _after_upgrade(store: Store) -> None:
    """What is made once of a file that an earlier release wrote; it is said, because nobody asked for it."""
    if store.upgraded:
        from fjgov_tui.workflows.posts import after_upgrade

        made = after_upgrade(store)
        if made is not None:
            say(f"升级后由人员和单位建立了任职 {made.posts} 条，从到岗起；请在任职台账核对。")


def _unlock(store: Store) -> None:
    from fjgov_tui.cli.typed import read_line
    from fjgov_tui.store.encryption import has_key, unlock

    if not has_key(store.db):
        with read_line("密封口令") as secret:
            unlock(store.db, secret.reveal())


_Command = TypeVar("_Command", bound=Callable[..., object] | click.Command)

pass_desk = click.make_pass_decorator(CliContext)
as_json = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档，供程序读取。")


def written_to(
    help_text: str, *, name: str = "target", metavar: str = "文件", required: bool = True
) -> Callable[[_Command], _Command]:
    """`-o`, `--output`: the file or folder that a command writes. It need not be readable: write-only places exist.

    Args:
        help_text: what is written there.
        name: of the command's argument.
        metavar: 文件 or 文件夹, with the ending where there is only one.
        required: without it the command writes to the terminal, or nothing.
    """
    kind = click.Path(path_type=Path, readable=False)
    return click.option("-o", "--output", name, required=required, type=kind, metavar=metavar, help=help_text)


def find_id(reader: Reader, ledger: Ledger, word: str, *, whole: bool) -> int:
    """The record that a word on the command line means: its id, or its name.

    Args:
        reader: where to look.
        ledger: the ledger.
        word: digits are an id; anything else a name.
        whole: the name must be written in full, because the record is going to be changed.

    Raises:
        InputProblem: none or several, or only a part of the name where all of it is wanted.
    """
    from fjgov_tui.ledgers.types import Reference
    from fjgov_tui.text import tidy_name

    if word.isascii() and word.isdigit() and len(word) <= 18:
        return int(word)
    name = tidy_name(word)
    try:
        record_id = reader.names().resolve(Reference(ledger.name), name, None)
    except SeveralNamed as problem:
        what = f"“{name}”在台账“{ledger.title}”里不止一条：{problem.numbered}"
        raise InputProblem(what, remedy="请写全名称或编号") from problem
    except InputProblem as problem:
        raise InputProblem(f"“{name}”{problem.what}", remedy="可以改用编号，编号见 fjgov ledger show") from problem
    title = reader.record(ledger, record_id).title
    if whole and name != title and not name.endswith(f"/{title}"):
        raise InputProblem(
            f"“{name}”只是“{title}”（编号 {record_id}）的一部分", remedy="要修改或移除，请写全名称或编号"
        )
    return record_id


def find_record(reader: Reader, ledger: Ledger, word: str, *, whole: bool = False) -> Record:
    """The record itself; see `find_id`."""
    return reader.record(ledger, find_id(reader, ledger, word, whole=whole))
