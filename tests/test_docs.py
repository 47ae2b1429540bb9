"""The documents say what the program does: commands, ledgers, fields, links and examples are compared with the code.

`python -m tests.test_docs` writes the tables of the ledgers (`docs/台账与字段.md`) and of the rules
(`docs/核对与报告.md`) anew after a change of the declarations, and measures how often the monitor judges rightly
(`docs/监测.md`).
"""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from fjgov_tui import errors
from fjgov_tui.audit import RULES
from fjgov_tui.audit.model import REGULATION
from fjgov_tui.cli.root import root
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.deeds import DEEDS
from fjgov_tui.commands.everywhere import HANDOVER_COMMANDS
from fjgov_tui.commands.mains import MAINS, Main
from fjgov_tui.commands.monitor import MONITOR_COMMANDS
from fjgov_tui.commands.passwords import PASSWORD_COMMANDS
from fjgov_tui.commands.training import TRAINING_COMMANDS
from fjgov_tui.exchange import limits
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore, RowRule
from fjgov_tui.ledgers.settings import REMIND_AT, SETTINGS
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.passwords import tags
from fjgov_tui.preferences import WISHES
from fjgov_tui.reports.audit import GLYPHS
from fjgov_tui.store.tags import KEPT
from fjgov_tui.widgets.themes import ORDER
from tests import sentences
from tests.commands import leaves, written
from tests.each import each
from tests.net import record
from tests.pages.imitations.judging import figures

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *DOCS.glob("*.md")])
KEYS_PAGE, FIGURES_PAGE = DOCS / "按键.md", DOCS / "监测.md"
FIELDS_PAGE, RULES_PAGE = DOCS / "台账与字段.md", DOCS / "核对与报告.md"
BEGIN, END = "<!-- 以下由声明生成 -->\n", "<!-- 以上由声明生成 -->\n"
TRIED, TRIED_END = "<!-- 以下由一次测试写下 -->\n", "<!-- 以上由一次测试写下 -->\n"
"""Around the table of what odd servers were tried."""
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


COMMANDS = dict(leaves(written()))


# --- the tables of the ledgers ------------------------------------------------------------------------------------


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ") or " "


def _demands(ledger: Ledger, field: Field) -> str:
    said = (
        ("必填", field.required),
        ("认记录", field.name in ledger.key),
        ("不重复", field.unique),
        ("密封", field.sealed),
    )
    return "、".join(word for word, holds in said if holds)


def _rule(ledger: Ledger, rule: RowRule) -> str:
    if isinstance(rule, NotBefore):
        return f"“{ledger[rule.later].label}”不能早于“{ledger[rule.earlier].label}”"
    return rule.message


def ledger_section(ledger: Ledger) -> Iterator[str]:
    yield f"## {ledger.title}（`{ledger.name}`）\n"
    yield f"{ledger.purpose}。依据第 {'、'.join(map(str, ledger.articles))} 条。\n"
    yield f"- 再导入时按{'、'.join(f'“{ledger[name].label}”' for name in ledger.key)}认出同一条记录。"
    yield f"- 工作表名也认：{'、'.join(ledger.synonyms) or '（没有）'}。"
    for rule in ledger.rules:
        yield f"- {_rule(ledger, rule)}。"
    for link in ledger.links:
        yield f"- 不收的：“{ledger[link.field].label}”{link.message}。"
    yield "\n| 字段 | 名称 | 填法 | 要求 | 也认的表头 | 说明 |\n| --- | --- | --- | --- | --- | --- |"
    for field in ledger.fields:
        default = "" if field.default is None else f"默认 {field.default}"
        texts = (
            f"`{field.name}`",
            field.label,
            field.type.hint,
            "、".join(filter(None, (_demands(ledger, field), default))),
            "、".join(field.synonyms),
            field.help,
        )
        yield f"| {' | '.join(map(_cell, texts))} |"
    yield ""


def ledger_tables() -> str:
    return "\n".join(line for ledger in LEDGERS.values() for line in ledger_section(ledger))


def rule_table() -> str:
    """Every rule of the rulebook, a line each."""
    lines = ["| 规则 | 条款 | 程度 | 看哪本台账 | 问什么 |", "| --- | --- | --- | --- | --- |"]
    for rule in RULES:
        texts = (
            f"`{rule.id}`",
            f"第{rule.article}条" + ("" if rule.pack == REGULATION else f"；{rule.pack}"),
            SEVERITIES[rule.severity],
            LEDGERS[rule.ledger].title,
            rule.question,
        )
        lines.append(f"| {' | '.join(map(_cell, texts))} |")
    return "\n".join(lines) + "\n"


def key_table() -> str:
    """Every key and what it does, everywhere; then the main screens."""
    lines = ["| 键 | 做什么 | |", "| --- | --- | --- |"]
    lines += [f"| `{main.digit}` | {main.title} | {_cell(main.help)} |" for main in MAINS]
    lines += [f"| `{deed.shown}` | {deed.name} | {_cell(deed.means)} |" for deed in DEEDS]
    return "\n".join(lines) + "\n"


def wish_table() -> str:
    """What a user may choose by `fjgov config set`."""
    lines = ["| 设置 | 名称 | 可选 | 没有设时 | 管什么 |", "| --- | --- | --- | --- | --- |"]
    for wish in WISHES:
        choices = "；".join(f"`{value}` {words}" for value, words in wish.choices.items())
        lines.append(f"| `{wish.name}` | {wish.title} | {_cell(choices)} | {wish.usual} | {_cell(wish.help)} |")
    return "\n".join(lines) + "\n"


GENERATED: dict[Path, Callable[[], str]] = {
    FIELDS_PAGE: ledger_tables,
    RULES_PAGE: rule_table,
    FIGURES_PAGE: figures,
    KEYS_PAGE: key_table,
    DOCS / "条款对照.md": sentences.table,
    DOCS / "终端与输入法.md": wish_table,
}
"""The pages with a generated part, and what makes it."""


def is_as_declared(page: Path) -> bool:
    """Whether the generated part of a page is what would be made of the declarations now."""
    _, begin, rest = read(page).partition(BEGIN)
    table, end, _ = rest.partition(END)
    assert begin, "the mark above the tables is missing"
    assert end, "the mark below the tables is missing"
    return table == GENERATED[page]()


# What imitations of pages measure is compared in tests/pages/test_imitations.py: there each page is judged already.
@pytest.mark.parametrize("page", [page for page in GENERATED if page != FIGURES_PAGE], ids=lambda page: page.stem)
def test_the_generated_tables_are_those_of_the_declarations(page: Path) -> None:
    assert is_as_declared(page), "the declarations have changed: run .venv/bin/python -m tests.test_docs"


def test_the_table_of_what_was_tried_is_that_of_the_last_run() -> None:
    assert read(FIGURES_PAGE).partition(TRIED)[2].partition(TRIED_END)[0] == record.table()


def test_the_manual_knows_each_setting_with_its_default() -> None:
    section = section_of(read(DOCS / "口令更换.md"), "设置")
    defaults = {name: setting.default for name, setting in SETTINGS.items()}
    plain = {name: default for name, default in defaults.items() if default and " " not in default}
    rows = [f"| {name} | {plain[name]} |" if name in plain else f"| {name} |" for name in defaults]
    assert [row for row in rows if row not in section] == []
    assert f"`{REMIND_AT.default}`" in section


def test_the_manual_gives_the_real_parameters_of_tags() -> None:
    page = read(DOCS / "口令更换.md")
    assert f"N=2^{tags.N.bit_length() - 1}，r={tags.R}，p={tags.P}" in page
    assert f"最近 {KEPT} 个" in page


def test_the_manual_gives_the_state_of_articles_as_reports_do() -> None:
    section = section_of(read(RULES_PAGE), "各条的状态")
    assert [state for state, glyph in GLYPHS.items() if f"| {glyph} {state}" not in section] == []


# --- the command line ---------------------------------------------------------------------------------------------


@each("path", COMMANDS, ids=" ".join)
def test_each_command_has_its_place_and_an_example(path: tuple[str, ...]) -> None:
    page = read(DOCS / "命令行.md")
    words = f"fjgov {' '.join(path)}"
    assert re.search(rf"^#+ .*`{re.escape(words)}[ `]", page, re.MULTILINE), f"no heading for {words}"
    assert any(words_of(line)[: len(path)] == list(path) for line in examples(page)), f"no example for {words}"


@each("path", COMMANDS, ids=" ".join)
def test_each_option_is_explained(path: tuple[str, ...]) -> None:
    section = section_of(read(DOCS / "命令行.md"), f"`fjgov {' '.join(path)}")
    options = [one for one in COMMANDS[path].params if isinstance(one, click.Option) and not one.hidden]
    missing = [one.opts[-1] for one in options if not any(word in section for word in one.opts)]
    assert not missing


def test_the_exit_codes_are_explained() -> None:
    page = section_of(read(DOCS / "命令行.md"), "退出码")
    codes = {0, 1, 4, errors.InputProblem.exit_code, errors.StoreProblem.exit_code}
    assert {int(code) for code in re.findall(r"^\| (\d) \|", page, re.MULTILINE)} == codes


def section_of(page: str, heading: str) -> str:
    """From the heading to the next one of any level; empty where there is none."""
    found = re.search(rf"^#+ [^\n]*{re.escape(heading)}[^\n]*\n(.*?)(?=^#+ |\Z)", page, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def examples(page: str) -> Iterator[str]:
    """The lines of shell blocks that run the program; what follows a `#` or a pipe is not its business."""
    blocks = [block for language, block in _FENCE.findall(page) if language == "sh"]
    for block in blocks:
        for line in block.splitlines():
            found = re.match(r" *(?:sudo -H -u \S+ )?(?:\.venv/bin/|/\S*/)?fjgov(?= |$)([^|>&#]*)", line)
            if found:
                yield found[1]


def words_of(line: str) -> list[str]:
    """The words of a command line after the options that stand before every command."""
    words = shlex.split(line)
    while words and words[0].startswith("-"):
        del words[: 2 if words[0] in {"--db", "--as-of"} else 1]
    return words


def parse(words: list[str]) -> None:
    """Let click read the line as the program would, without running anything."""
    group: click.Group = root
    path = []
    while words:
        command = group.get_command(click.Context(group), words[0])
        assert command is not None, f"no command {words[0]}"
        path.append(words.pop(0))
        if not isinstance(command, click.Group):
            if "--help" not in words:
                command.make_context(" ".join(path), words)
            return
        group = command


EXAMPLES = [(page, line) for page in PAGES for line in examples(read(page))]


@each("page, line", EXAMPLES, ids=[f"{page.stem}:{line.strip()}" for page, line in EXAMPLES])
def test_each_example_is_a_command_line_that_the_program_takes(page: Path, line: str) -> None:
    words = words_of(line)
    if words:
        parse(words)
    else:
        root.make_context("fjgov", [*shlex.split(line), "--help"], resilient_parsing=True)


def test_the_readme_has_examples() -> None:
    assert sum(page.name == "README.md" for page, _ in EXAMPLES) >= 5


# --- the keys of the screens --------------------------------------------------------------------------------------


KEYS: dict[tuple[str, str], tuple[type[Command], ...]] = {
    ("口令更换", "画面 3"): PASSWORD_COMMANDS,
    ("培训", "画面 4"): TRAINING_COMMANDS,
    ("人员与移交", "在画面上"): HANDOVER_COMMANDS,
    ("监测", "画面 5"): MONITOR_COMMANDS,
}
"""The page and section that explains the keys of each set of commands."""


@pytest.mark.parametrize(("page", "heading"), KEYS, ids=[" ".join(place) for place in KEYS])
def test_each_key_of_a_screen_is_explained(page: str, heading: str) -> None:
    section = section_of(read(DOCS / f"{page}.md"), heading)
    keys = {command.shown for command in KEYS[page, heading] if command.key not in {"", "escape"}}
    assert [key for key in keys if f"Ctrl+{key[1:].upper()}" not in section and key not in section] == []


# --- links, words, numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_each_relative_link_leads_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(_FENCE.sub("", read(page))) if "://" not in link]
    dead = [link for link in links if not _there(page, link)]
    assert not dead


def _there(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    headings = re.findall(r"^#+ (.+)$", read(target), re.MULTILINE) if target.suffix == ".md" else []
    return not anchor or anchor in {_slug(heading) for heading in headings}


def _slug(heading: str) -> str:
    """The anchor that forges make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_each_page_is_reached_from_the_readme() -> None:
    reached = {link.partition("#")[0] for link in _LINK.findall(read(ROOT / "README.md"))}
    assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} <= reached


@each("name", LEDGERS)
def test_the_glossary_knows_each_ledger(name: str) -> None:
    row = next((line for line in read(DOCS / "glossary.md").splitlines() if line.startswith(f"| `{name}` |")), "")
    assert LEDGERS[name].title in row
    articles = re.findall(r"\d+", row.rstrip("| ").rpartition("|")[2])
    assert articles == [str(number) for number in LEDGERS[name].articles]


def test_the_limits_of_imports_are_the_real_ones() -> None:
    section = section_of(read(DOCS / "导入与导出.md"), "上限")
    real = (
        f"{limits.MAX_ROWS // 10_000} 万行",
        f"{limits.MAX_COLUMNS} 列",
        f"{limits.MAX_SHEETS} 张",
        f"{limits.MAX_UNPACKED // 1024 // 1024} MB",
        f"{limits.MAX_TEXT_FILE // 1024 // 1024} MB",
        f"{limits.MAX_RATIO} 倍",
        f"{limits.CHILD_SECONDS} 秒",
    )
    assert [one for one in real if one not in section] == []


def test_the_themes_are_the_real_ones() -> None:
    page = read(DOCS / "终端与输入法.md")
    assert [name for name in ORDER if f"`{name}`" not in page] == []


def test_chinese_sentences_use_chinese_punctuation() -> None:
    wrong = []
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")]:
        text = re.sub(r"`[^`\n]*`|\]\([^)]*\)|“\w+:\w+”", "", _FENCE.sub("", read(page)))
        wrong += [f"{page.name}: {found}" for found in re.findall(r".{0,8}[\u4e00-\u9fff][,;:?!(].{0,8}", text)]
    assert not wrong


@pytest.mark.parametrize("main", MAINS, ids=[main.mode for main in MAINS])
def test_each_screen_has_its_picture_which_asks_for_nothing_elsewhere(main: Main) -> None:
    name = f"pictures/{main.digit}-{main.mode}.svg"
    picture = read(DOCS / name)
    assert f"({name})" in read(DOCS / "画面.md")
    assert f"<title>画面 {main.digit}：{main.title}</title>" in picture, "run make pictures"
    assert not re.search(r"href=|src=|url\(|@import|<script|<image|<style", picture)


if __name__ == "__main__":
    for generated, made in GENERATED.items():
        before, _, rest = read(generated).partition(BEGIN)
        generated.write_text(before + BEGIN + made() + END + rest.partition(END)[2], encoding="utf-8")
    before, _, rest = read(FIGURES_PAGE).partition(TRIED)
    tried = before + TRIED + record.table() + TRIED_END + rest.partition(TRIED_END)[2]
    FIGURES_PAGE.write_text(tried, encoding="utf-8")
