"""Which command stands where under `fjgov`."""

from __future__ import annotations

import copy

import click

from fjgov_tui.cli.alerts import acknowledge, alerts, outbox, try_channel
from fjgov_tui.cli.audit import audit
from fjgov_tui.cli.audit_copy import audit_copy
from fjgov_tui.cli.bundle import bundle
from fjgov_tui.cli.collect import collect
from fjgov_tui.cli.completion import completion
from fjgov_tui.cli.config import config
from fjgov_tui.cli.county import demo, init, tour
from fjgov_tui.cli.dossier import dossier
from fjgov_tui.cli.due import due
from fjgov_tui.cli.duty import duty
from fjgov_tui.cli.edit import add_record, change_record, remove_record, restore_record
from fjgov_tui.cli.explain import explain
from fjgov_tui.cli.files import backup, doctor, restore, try_restore, verify
from fjgov_tui.cli.find import find
from fjgov_tui.cli.handing_on import accept, call, hand_on
from fjgov_tui.cli.handover import handover
from fjgov_tui.cli.incident import incident
from fjgov_tui.cli.inspect import bulletin, inspect
from fjgov_tui.cli.ledger import ledger
from fjgov_tui.cli.lock import lock
from fjgov_tui.cli.media import media
from fjgov_tui.cli.monitor import monitor
from fjgov_tui.cli.password import password
from fjgov_tui.cli.patrol import patrol
from fjgov_tui.cli.post import post
from fjgov_tui.cli.reference import reference
from fjgov_tui.cli.role import role
from fjgov_tui.cli.roster import import_roster, make_roster
from fjgov_tui.cli.safety import safety
from fjgov_tui.cli.seal import seal
from fjgov_tui.cli.serve import draw_for_browser, serve
from fjgov_tui.cli.service import service
from fjgov_tui.cli.sheets import export_sheets, import_sheet, template
from fjgov_tui.cli.training import training
from fjgov_tui.cli.undo import undo_last
from fjgov_tui.cli.upgrade_check import upgrade_check
from fjgov_tui.cli.watching import accept_page, events, findings, judge_finding, visits
from fjgov_tui.cli.yearly import yearly


def _alias(command: click.Command) -> click.Command:
    """The same command at the top, for those who leave out `ledger`."""
    hidden = copy.copy(command)
    hidden.hidden = True
    return hidden


def top_commands() -> tuple[click.Command, ...]:
    """Every command that stands directly under `fjgov`, with those that stand under them."""
    sheets: tuple[click.Command, ...] = (template, import_sheet, export_sheets)
    duties: tuple[click.Command, ...] = (
        due,
        password,
        training,
        handover,
        incident,
        duty,
        patrol,
        safety,
        media,
    )
    papers: tuple[click.Command, ...] = (inspect, bulletin, yearly)
    asking: tuple[click.Command, ...] = (
        collect,
        monitor,
        audit,
        explain,
        find,
        post,
        role,
        lock,
        seal,
        dossier,
        bundle,
        audit_copy,
    )
    top: tuple[click.Command, ...] = (
        init,
        demo,
        tour,
        ledger,
        *duties,
        *papers,
        *asking,
        verify,
        backup,
        try_restore,
        restore,
        doctor,
        serve,
        draw_for_browser,
        service,
        config,
        upgrade_check,
        completion,
        reference,
    )
    for command in (*sheets, add_record, change_record, remove_record, restore_record, undo_last):
        ledger.add_command(command)
    rosters: tuple[click.Command, ...] = (make_roster, import_roster, hand_on, accept, call)
    for command in rosters:
        duty.add_command(command)
    seen: tuple[click.Command, ...] = (accept_page, visits, events, findings, judge_finding)
    commands: tuple[click.Command, ...] = (alerts, acknowledge, outbox, try_channel)
    for command in (*seen, *commands):
        monitor.add_command(command)
    return (*top, *map(_alias, sheets))
