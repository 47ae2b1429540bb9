"""Articles 23 and 34: channels that work, messages and requests that are answered in time and in form."""

from fjgov_tui.audit.facts import running_media
from fjgov_tui.audit.forms import AllOf, Missing
from fjgov_tui.audit.model import Rule
from fjgov_tui.audit.procedures import breaches
from fjgov_tui.ledgers.answering import ANSWERING, REPLYING
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.procedures import Within
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.workflows.matters import LapseKind, Progress


def _gravity(come: Progress) -> Severity | None:
    """A limit that the county has not set by a document binds nobody: it is this program's proposal."""
    within = come["reply"].step.due or Within(days=0)
    name = dict(within.limits[1]).get(come.record.text("kind"), "") if within.limits else ""
    limit = come.known.limits.get(name)
    return Severity.WARNING if limit is not None and not limit.document else None


RULES: tuple[Rule, ...] = (
    Rule(
        "23.channel", Severity.VIOLATION, "media", "运行中的新媒体都提供互动功能吗？",
        AllOf(
            (
                Missing(
                    fields=("interactive",), applies=lambda facts, media: media.values["interactive"] == 0,
                    message="登记的是没有互动功能；请开通留言、私信或评论，并安排人答复",
                ),
                Missing(
                    fields=("interactive",), judged=False,
                    applies=lambda facts, media: media.values["interactive"] is None,
                    message="没有登记有没有互动功能；请看过账号之后登记",
                ),
            )
        ),
        running_media,
    ),
    breaches("23.reply", REPLYING, {LapseKind.LATE}, "网民留言都在期限内答复了吗？", gravity=_gravity),
    breaches(
        "34.request", ANSWERING, {LapseKind.LATE, LapseKind.MISSING, LapseKind.ORDER, LapseKind.SIGNER},
        "公开申请都按期答复，补正、延长都在期限内告知了吗？", pack=OtherPack.DISCLOSURE,
    ),
)  # fmt: skip
