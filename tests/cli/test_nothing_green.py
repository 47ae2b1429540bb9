"""A file in which nothing was entered and nothing seen: no command and no paper calls anything in order."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Fjgov

ASKED = (
    "audit", "inspect 2026Q3", "yearly 2026", "due", "media due", "password due", "training status",
    "training missing", "safety due", "duty list", "duty now", "duty stats", "patrol list", "patrol coverage",
    "monitor status", "monitor findings", "incident list", "incident clock", "handover list", "release list",
    "change list", "request list", "rectification list", "collect status 2026Q3",
)  # fmt: skip
GREEN = re.compile(
    r"✓|100 ?%|(?:合规|合格|正常|达标|良好)[^，。（）：\s]{0,2} [1-9]|[1-9]\d* ?[个家项条] ?(?:合规|合格|正常)"
)


@pytest.fixture
def blank(fjgov: Fjgov) -> Fjgov:
    assert fjgov("init").code == 0
    return fjgov


def test_no_command_says_that_what_nobody_looked_at_is_in_order(blank: Fjgov, tmp_path: Path) -> None:
    green = dict[str, list[str]]()
    for words in ASKED:
        ended = blank(*words.split())
        assert ended.out + ended.err, words
        green[words] = GREEN.findall(ended.out + ended.err)
    for words in ("audit", "bulletin 2026Q3", "yearly 2026"):
        target = tmp_path / f"{words[:4]}.docx"
        blank(*words.split(), "-o", target)
        with ZipFile(target) as zipped:
            text = re.sub(r"<[^>]*>", " ", zipped.read("word/document.xml").decode())
        green[f"{words} -o"] = GREEN.findall(text)
    assert {words: said for words, said in green.items() if said} == {}
