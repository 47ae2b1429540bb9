"""Where the file, the settings and the error reports lie on each system."""

import os
from pathlib import Path

_APP = "fjgov"


def chosen_db() -> Path | None:
    """The file that `$FJGOV_DB` names; `None` where it names none."""
    named = os.environ.get("FJGOV_DB", "")
    return Path(named).expanduser() if named else None


def default_db() -> Path:
    """The ledger file that is meant when none is given: `$FJGOV_DB`, else the platform's data folder."""
    from platformdirs import user_data_path

    return chosen_db() or user_data_path(_APP, appauthor=False) / "fjgov.db"


def log_folder() -> Path:
    """Where reports of unexpected errors go."""
    from platformdirs import user_log_path

    return user_log_path(_APP, appauthor=False)


def workdays_file() -> Path:
    """The county's own list of working days and days off; need not exist (see `workdays.read_overrides`)."""
    from platformdirs import user_config_path

    return user_config_path(_APP, appauthor=False) / "workdays.txt"


def settings_folder() -> Path:
    """Where this user's own settings lie, in no backup; need not exist."""
    from platformdirs import user_config_path

    return user_config_path(_APP, appauthor=False)


def pepper_file() -> Path:
    """The key with which passwords used before are recognised: of this machine, in no backup."""
    return settings_folder() / "pepper.key"


def program_folders() -> tuple[Path, ...]:
    """Where the administrator puts the programs that alerts and reminders may start; need not exist."""
    from platformdirs import user_config_path

    own = user_config_path(_APP, appauthor=False) / "commands"
    return (Path("/etc/fjgov/commands"), own) if os.name == "posix" else (own,)


def preferences_file() -> Path:
    """Theme and order of lists as this user has chosen them; need not exist (see `preferences.read_preferences`)."""
    return settings_folder() / "preferences.json"


def verified_file() -> Path:
    """Up to where each ledger file was verified; need not exist (see `verified.read_verified`)."""
    return settings_folder() / "verified.json"


def last_checks_file() -> Path:
    """What the last check of each ledger file counted; need not exist (see `lastcheck.read_last_check`)."""
    return settings_folder() / "last-checks.json"
