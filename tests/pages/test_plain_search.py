"""The search for words in plain Python, for machines without the compiled one: the same places, the same answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.pages.words import PairSearch, own_words
from fjgov_tui.store import create_store

ROOT = Path(__file__).parents[2]
TEXTS = st.text(alphabet="王八二代表会议abA1 \n", max_size=60)


@given(
    text=TEXTS, words=st.lists(st.text(alphabet="王八二代表会议ab", min_size=1, max_size=4), min_size=1, unique=True)
)
def test_it_finds_every_place_that_the_compiled_search_finds(text: str, words: list[str]) -> None:
    compiled = pytest.importorskip("ahocorasick_rs").AhoCorasick(words)
    expected = compiled.find_matches_as_indexes(text, overlapping=True)
    assert sorted(PairSearch(words).find_matches_as_indexes(text)) == sorted(expected)


def test_it_finds_the_words_of_the_lists() -> None:
    words = sorted({word.text for word in own_words() if word.text})
    search = PairSearch(words)
    for place, word in enumerate(words):
        assert (place, 2, 2 + len(word)) in search.find_matches_as_indexes(f"。。{word}。")


def test_the_audit_and_the_check_of_a_text_need_no_compiled_library(tmp_path: Path) -> None:
    db, text = tmp_path / "county.db", tmp_path / "稿件.txt"
    create_store(db).close()
    text.write_text("中华人名共和国", encoding="utf-8")
    audited, checked = _plain(db, "audit"), _plain(db, "release", "check", str(text))
    assert audited.returncode in {0, 1}, audited.stderr
    assert "没有安装" not in audited.stderr + checked.stderr
    assert checked.returncode == 1
    assert "中华人民共和国" in checked.stdout


def _plain(db: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.plain", "--db", str(db), *words]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )
