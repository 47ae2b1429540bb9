"""Text from outside never reaches a terminal as anything but text."""

import sqlite3
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Fjgov

HOSTILE = "甲\x1b]0;标题\x07\x1b[31m\x9b2J\u202e乙\u200b\r\x00丙\ufeff"


def harmless(ended: Ended) -> bool:
    text = (ended.out + ended.err).replace("\n", "")
    return not [char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


def test_typed_text_is_cleaned_at_entry(county: Fjgov) -> None:
    hostile = HOSTILE.replace("\x00", "")
    said = [
        county("ledger", "add", "unit", f"name={hostile}", "kind=其他", f"note={hostile}", "--reason", hostile),
        county("ledger", "set", "unit", "3", f"note={hostile}二", "--reason", hostile),
        county("ledger", "show", "unit", "3"),
        county("ledger", "history", "unit", "3"),
    ]
    assert [one.code for one in said] == [0, 0, 0, 0]
    assert all(map(harmless, said))


def test_text_that_came_into_the_file_another_way_is_harmless_too(county: Fjgov, db: Path) -> None:
    connection = sqlite3.connect(db)
    connection.execute("UPDATE unit SET name = ?, note = ? WHERE id = 1", (HOSTILE, HOSTILE))
    connection.execute("UPDATE person SET post = ?, mobile = '19900001234' WHERE id = 1", (HOSTILE,))
    connection.commit()
    connection.close()
    for words in (
        ("ledger", "show", "unit"),
        ("ledger", "show", "unit", "1"),
        ("ledger", "show", "unit", "--json"),
        ("ledger", "show", "person"),
        ("ledger", "show", "person", "--json"),
        ("ledger", "history", "unit", "1"),
        ("ledger", "remove", "unit", "1"),
        ("ledger", "remove", "unit", "1", "--yes"),
        ("verify",),
        ("verify", "--json"),
    ):
        ended = county(*words)
        assert harmless(ended), words
        assert ended.out + ended.err
    # A report in a file is looked at in a terminal, too.
    for words in (("audit", "--format", "json", "-o"), ("export", "unit", "-o")):
        path = db.with_name(f"{words[0]}.json")
        assert county(*words, path).code in {0, 1}
        assert "甲" in path.read_text(encoding="utf-8")
        assert harmless(Ended(0, path.read_text(encoding="utf-8"), "")), words


@pytest.mark.parametrize("word", ["\x1b[31m红", "a\u202eb", "甲\x07", "\udcff"])
def test_words_of_the_command_line_come_back_harmless(county: Fjgov, tmp_path: Path, word: str) -> None:
    for words in (
        (word,),
        ("ledger", word),
        ("ledger", "show", word),
        ("ledger", "show", "unit", word),
        ("ledger", "show", "unit", "--limit", word),
        ("ledger", "show", "unit", "--where", f"name={word}"),
        ("ledger", "show", "unit", "--where", word),
        ("ledger", "add", "unit", f"{word}=1"),
        ("ledger", "import", tmp_path / word),
        ("--db", tmp_path / word, "ledger", "list"),
        ("--db", tmp_path / word, "doctor"),
    ):
        assert harmless(county(*map(str, words))), words


def test_a_hostile_sheet_is_told_harmlessly(county: Fjgov, tmp_path: Path) -> None:
    source = tmp_path / "a\x1b[31m.csv"
    hostile = HOSTILE.replace("\x00", "").replace("\r", "")
    source.write_text(f'单位名称,单位类别,{hostile}\n"{hostile}",部门,1\n乙,"{hostile}",2\n', encoding="utf-8")
    for words in ((), ("--json",), ("--ignore-extra",), ("--dry-run",)):
        assert harmless(county("import", source, *words)), words
