"""Which command stands where under `fjgov`, and in which room it is: each is loaded when it is asked for.

To load all of them would be a third of the time that a short command takes.
"""

from __future__ import annotations

import copy
from functools import partial
from importlib import import_module
from typing import cast

import click

from fjgov_tui.cli.usage import ChineseGroup

TOP = {
    "init": "county:init",
    "demo": "county:demo",
    "tour": "county:tour",
    "ledger": "ledger:ledger",
    "due": "due:due",
    "password": "password:password",
    "training": "training:training",
    "handover": "handover:handover",
    "incident": "incident:incident",
    "duty": "duty:duty",
    "patrol": "patrol:patrol",
    "safety": "safety:safety",
    "media": "media:media",
    "inspect": "inspect:inspect",
    "bulletin": "inspect:bulletin",
    "yearly": "yearly:yearly",
    "collect": "collect:collect",
    "monitor": "monitor:monitor",
    "audit": "audit:audit",
    "explain": "explain:explain",
    "find": "find:find",
    "post": "post:post",
    "role": "role:role",
    "lock": "lock:lock",
    "seal": "seal:seal",
    "dossier": "dossier:dossier",
    "bundle": "bundle:bundle",
    "audit-copy": "audit_copy:audit_copy",
    "verify": "files:verify",
    "backup": "files:backup",
    "drill": "files:try_restore",
    "restore": "files:restore",
    "doctor": "files:doctor",
    "serve": "serve:serve",
    "draw-for-browser": "serve:draw_for_browser",
    "service": "service:service",
    "config": "config:config",
    "upgrade-check": "upgrade_check:upgrade_check",
    "completion": "completion:completion",
    "reference": "reference:reference",
}
"""What stands directly under `fjgov`, in the order of use: the room in `fjgov_tui.cli`, and its name there."""
UNDER = {
    "ledger": {
        "template": "sheets:template",
        "import": "sheets:import_sheet",
        "export": "sheets:export_sheets",
        "add": "edit:add_record",
        "set": "edit:change_record",
        "remove": "edit:remove_record",
        "restore": "edit:restore_record",
        "undo": "undo:undo_last",
    },
    "duty": {
        "roster": "roster:make_roster",
        "import": "roster:import_roster",
        "handover": "handing_on:hand_on",
        "accept": "handing_on:accept",
        "call": "handing_on:call",
    },
    "monitor": {
        "accept": "watching:accept_page",
        "visits": "watching:visits",
        "events": "watching:events",
        "findings": "watching:findings",
        "judge": "watching:judge_finding",
        "alerts": "alerts:alerts",
        "ack": "alerts:acknowledge",
        "outbox": "alerts:outbox",
        "test-channel": "alerts:try_channel",
    },
}
"""What stands under a group beside the commands of its own room."""
ALIASES = ("template", "import", "export")
"""Commands of `fjgov ledger` that stand at the top, too, for those who leave out `ledger`."""


def names() -> tuple[str, ...]:
    """Every name directly under `fjgov`, in the order of use."""
    return (*TOP, *ALIASES)


def loaded(name: str) -> click.Command | None:
    """The command of that name directly under `fjgov`; `None` where there is none."""
    if name in TOP:
        command = _command(TOP[name])
        if isinstance(command, ChineseGroup):
            command.elsewhere = {inner: partial(_command, place) for inner, place in UNDER.get(name, {}).items()}
        return command
    return _alias(_command(UNDER["ledger"][name])) if name in ALIASES else None


def _command(place: str) -> click.Command:
    room, _, name = place.partition(":")
    return cast(click.Command, getattr(import_module(f"fjgov_tui.cli.{room}"), name))


def _alias(command: click.Command) -> click.Command:
    """The same command at the top, for those who leave out `ledger`."""
    hidden = copy.copy(command)
    hidden.hidden = True
    return hidden
