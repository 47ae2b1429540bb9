"""What the environment says of the terminal's language and coding (POSIX: LC_ALL, LC_CTYPE, LANG)."""

import locale
from collections.abc import Mapping

UTF8 = "utf8"


def told_coding(environment: Mapping[str, str]) -> tuple[str, str]:
    """The locale that holds for characters, and its coding in small letters without hyphens; empty where none is told.

    Args:
        environment: the process's variables.
    """
    chosen = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    return chosen, chosen.partition("@")[0].partition(".")[2].lower().replace("-", "")


def is_installed(name: str) -> bool:
    """Whether this machine has the locale; where not, the C library works with ASCII, whatever the variables say."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True
