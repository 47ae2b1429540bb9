"""What no register can tell: a release of the demo county that was signed step by step and then changed."""

from collections.abc import Sequence

from fjgov_tui.demo.planted import Breach
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.release import GROUNDS, PUBLISHING, SecrecyResult
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Selection, Store
from fjgov_tui.workflows.procedure import Signing, sign

RELEASE = LEDGERS["release"]


def draw_signing(store: Store, breaches: Sequence[Breach]) -> None:
    """Sign the releases that are named, on the days and by the people of their registers, and change their texts.

    Args:
        store: the county, complete.
        breaches: those with `edited` are meant.
    """
    for number in list(store.read.ids(Selection("release", where=(("secrecy_result", SecrecyResult.CLOSED),)))):
        _refuse(store, number)
    for breach in breaches:
        if breach.edited:
            (number,) = store.read.ids(Selection("release", where=(("title", breach.subject),)))
            _sign(store, number)
            with store.write(reason="演示：签完以后又改") as writer:
                writer.save(RELEASE, {"text": breach.edited}, writer.record(RELEASE, number))


def _refuse(store: Store, number: int) -> None:
    """What the secrecy review keeps back is refused by the head on that day: it is no text that waits."""
    release = store.read.record(RELEASE, number)
    if release.day("published_on") is not None:
        return
    signing = Signing(
        step="review3",
        decision=Decision.REFUSED,
        on=release.day("secrecy_on"),
        ground=GROUNDS[0],
        paper=f"演示审签〔{number}〕号",
    )
    with store.write(reason="演示：不予公开的不同意发布") as writer:
        sign(writer, "release", number, signing)


def _sign(store: Store, number: int) -> None:
    """Take every step of a release again, as its register has it."""
    as_it_was = store.read.record(RELEASE, number)
    fields = [name for step in PUBLISHING.steps for name in (step.field, step.by) if name]
    blank: dict[str, Raw] = dict.fromkeys(fields)
    with store.write(reason="演示：改为逐步签署") as writer:
        writer.save(RELEASE, blank, as_it_was)
        for step in PUBLISHING.steps:
            if not step.field:  # a review that only some counties have, for some kinds of text
                continue
            person = as_it_was.values[step.by] if step.by else None
            signing = Signing(
                step=step.name,
                person=None if person is None else int(person),
                on=as_it_was.day(step.field),
                paper=f"演示审签〔{number}〕号",
            )
            sign(writer, "release", number, signing)
