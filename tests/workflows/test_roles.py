"""Roles and procedures: who signs a step brings about what follows from it, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from fjgov_tui.errors import NotAllowed
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.access import AccessRole
from fjgov_tui.store import Store, open_store
from fjgov_tui.store.actor import Actor
from fjgov_tui.workflows.granting import Granting, grant
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record
from tests.conftest import NOW
from tests.workflows.office import TODAY, furnish

TOWN = "白帝镇人民政府"


def test_a_reviewer_opens_the_account_by_his_step_and_cannot_write_its_row(store: Store) -> None:
    office = furnish(store)
    office.person("甲", roles="第一责任人")
    with store.write() as writer:
        grant(writer, Granting("zhou", AccessRole.ADMIN), TODAY)
        grant(writer, Granting("reviewer", AccessRole.REVIEWER), TODAY)
        title = {"title": "白帝发布", "kind": "开设新媒体", "platform": "微博", "approval": "渝府办〔2026〕1号"}
        record = save_record(writer, LEDGERS["change"], {"unit": TOWN, **title})
    with open_store(store.path, actor=Actor("fjgov", behind="reviewer"), clock=lambda: NOW) as reviewing:
        for day, step in enumerate(("consent", "applied", "approved", "opened"), start=2):
            with reviewing.write() as writer:
                sign(writer, "change", record, Signing(step=step, on=date(2026, 11, day)))
        (media,) = reviewing.read.records(LEDGERS["media"])
        with pytest.raises(NotAllowed, match="是审核"), reviewing.write() as writer:
            writer.save(LEDGERS["media"], {"note": "改一笔"}, media)
    assert office.get("media", media.id).values["note"] is None
