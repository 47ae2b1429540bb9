"""Tab in a shell: commands, options and ledgers, asked as the shell's own script asks for them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS

FJGOV = Path(sys.executable).with_name("fjgov")


def offered(*words: str) -> list[str]:
    """What bash offers for the last of these words."""
    environment = os.environ | {
        "_FJGOV_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("fjgov", *words)),
        "COMP_CWORD": str(len(words)),
    }
    answer = subprocess.run([FJGOV], env=environment, capture_output=True, text=True, check=True)
    return [line.partition(",")[2] for line in answer.stdout.splitlines()]


def test_commands_options_and_ledgers_are_offered() -> None:
    assert {"verify", "release", "audit"} <= set(offered(""))
    assert offered("led") == ["ledger"]
    assert offered("ledger", "his") == ["history"]
    assert "--as-of" in offered("audit", "--a")
    assert offered("ledger", "show", "pers") == ["person"]
    assert offered("ledger", "show", "单") == ["单位"]
    assert set(offered("ledger", "show", "")) == set(LEDGERS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_reads(shell: str) -> None:
    answer = subprocess.run([FJGOV, "completion", shell], capture_output=True, text=True, check=True)
    assert "fjgov" in answer.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=answer.stdout, text=True, check=True)


def test_bash_itself_completes(tmp_path: Path) -> None:
    script = tmp_path / "fjgov"
    script.write_text(subprocess.run([FJGOV, "completion", "bash"], capture_output=True, text=True, check=True).stdout)
    asking = f"""
        source {script}
        COMP_WORDS=(fjgov ver); COMP_CWORD=1
        _fjgov_completion fjgov
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = os.environ | {"PATH": f"{FJGOV.parent}{os.pathsep}{os.environ['PATH']}"}
    answer = subprocess.run(["bash", "-c", asking], env=environment, capture_output=True, text=True, check=False)
    assert answer.stdout.split() == ["verify"], answer.stderr


@pytest.fixture
def on_path(tmp_path: Path) -> dict[str, str]:
    """The words for Tab in `tmp_path`, and an environment in which a shell finds the program."""
    for shell, name in (("zsh", "_fjgov"), ("fish", "fjgov.fish")):
        answer = subprocess.run([FJGOV, "completion", shell], capture_output=True, text=True, check=True)
        tmp_path.joinpath(name).write_text(answer.stdout, encoding="utf-8")
    return os.environ | {"PATH": f"{FJGOV.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(shutil.which("fish") is None, reason="这台机器没有 fish")
def test_fish_itself_completes(tmp_path: Path, on_path: dict[str, str]) -> None:
    asking = f"source {tmp_path}/fjgov.fish; complete -C 'fjgov ledger his'"
    answer = subprocess.run(
        ["fish", "--no-config", "-c", asking], env=on_path, capture_output=True, text=True, check=True
    )
    assert answer.stdout.startswith("history\t显示一条记录的变更"), answer.stderr


@pytest.mark.skipif(shutil.which("zsh") is None, reason="这台机器没有 zsh")
def test_zsh_itself_completes(tmp_path: Path, on_path: dict[str, str]) -> None:
    """Its completion works in its line editor alone: the real one, in a pty of its own."""
    script = f"""
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -u -D; PS1=READY'
        zpty -r -m shell said '*READY*READY*'
        zpty -n -w shell $'fjgov verif\\t'
        zpty -r -m shell said '*verify*'
        print -r -- $said
        zpty -d shell
    """
    answer = subprocess.run(
        ["zsh", "-f", "-c", script], env=on_path, capture_output=True, text=True, check=False, timeout=30
    )
    assert "fjgov verify" in re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", answer.stdout), answer.stderr


def test_another_shell_is_a_sentence() -> None:
    answer = subprocess.run([FJGOV, "completion", "csh"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "bash、zsh、fish" in answer.stderr
