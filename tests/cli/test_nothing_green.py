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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("monitor alerts", "监测没有运行，现在有没有新的问题不知道"),
        ("safety due", "有没有该做的检查不知道"),
        ("inspect 2026Q3", "没有运行中的站点和新媒体可以检查，这不是都合格"),
        ("due", "登记的事项里"),
    ],
)
def test_a_list_without_a_line_says_whether_anybody_looked(blank: Fjgov, words: str, said: str) -> None:
    ended = blank(*words.split())
    assert said in ended.out + ended.err


def test_suspicions_are_told_with_the_sites_that_nobody_inspected(blank: Fjgov) -> None:
    for ledger, *given in (
        ("unit", "name=甲镇", "kind=事业单位"),
        ("site", "name=甲镇网", "unit=甲镇", "kind=子网站", "url=https://one.example/", "state=运行"),
    ):
        assert blank("ledger", "add", ledger, *given).code == 0
    assert "另有 1 个站点没有查成，有没有疑点不知道" in blank("monitor", "findings").err


def test_a_release_without_a_text_is_not_said_to_be_without_faults(blank: Fjgov) -> None:
    for ledger, *given in (
        ("unit", "name=甲镇", "kind=事业单位"),
        ("release", "title=通知", "unit=甲镇", "formed_on=2026-01-05"),
    ):
        made = blank("ledger", "add", ledger, *given)
        assert made.code == 0, made.err
    assert "没有登记正文，没有查" in blank("release", "faults", "1").err
