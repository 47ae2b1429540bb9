"""What the program says of an imitation, and how often it is right."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fjgov_tui.monitor.checks.integrity import accepted, compare, new_scripts
from fjgov_tui.monitor.checks.views import Inline, inline_of
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import MOST_BESIDE, Alarm, alarms_of, part
from fjgov_tui.pages.contents import content
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.shot import Shot, shot_of
from fjgov_tui.pages.tampering import integrity
from tests.pages.imitations.articles import FAULTY, article
from tests.pages.imitations.articles import SOUND as SOUND_TEXTS
from tests.pages.imitations.attacks import ATTACKS, Attack
from tests.pages.imitations.closing_attacks import CLOSING_ATTACKS
from tests.pages.imitations.columns import COLUMNS
from tests.pages.imitations.eighteenth import EIGHTEENTH_COLUMNS
from tests.pages.imitations.eighth import EIGHTH_COLUMNS
from tests.pages.imitations.eleventh import ELEVENTH_COLUMNS
from tests.pages.imitations.fifteenth import FIFTEENTH_COLUMNS
from tests.pages.imitations.fifth import FIFTH_COLUMNS
from tests.pages.imitations.final_attacks import FINAL_ATTACKS
from tests.pages.imitations.fourteenth import FOURTEENTH_COLUMNS
from tests.pages.imitations.fourth import FOURTH_COLUMNS
from tests.pages.imitations.fresh_articles import FRESH_FAULTY, FRESH_SOUND
from tests.pages.imitations.fresh_attacks import FRESH_ATTACKS
from tests.pages.imitations.later import LATER_ATTACKS, LATER_COLUMNS
from tests.pages.imitations.latest_attacks import LATEST_ATTACKS
from tests.pages.imitations.newer_articles import NEWER_FAULTY, NEWER_SOUND
from tests.pages.imitations.newer_attacks import NEWER_ATTACKS
from tests.pages.imitations.ninth import NINTH_COLUMNS
from tests.pages.imitations.reported_attacks import REPORTED_ATTACKS
from tests.pages.imitations.seventeenth import SEVENTEENTH_COLUMNS
from tests.pages.imitations.seventh import SEVENTH_COLUMNS
from tests.pages.imitations.shape import Column
from tests.pages.imitations.sixteenth import SIXTEENTH_COLUMNS
from tests.pages.imitations.sixth import SIXTH_COLUMNS
from tests.pages.imitations.skins import SITE, TODAY
from tests.pages.imitations.strangers import (
    AtBaihechuan,
    AtBeitang,
    AtChengpu,
    AtChengquan,
    AtHengpu,
    AtHengtang,
    AtLinshan,
    AtLinzhang,
    AtLiuxi,
    AtLuoyan,
    AtMuxi,
    AtQinglan,
    AtQingpuyuan,
    AtQingtan,
    AtShaling,
    AtShihong,
    AtShimenchuan,
    AtSonglingguan,
    AtSongping,
    AtWenshan,
    AtXikou,
    AtYunqigu,
    AtYunxi,
    AtYunxiu,
    AtYunxixian,
    Stranger,
    strangers,
)
from tests.pages.imitations.tenth import TENTH_COLUMNS
from tests.pages.imitations.thirteenth import THIRTEENTH_COLUMNS
from tests.pages.imitations.twelfth import TWELFTH_COLUMNS
from tests.pages.imitations.unseen import UNSEEN_ATTACKS, UNSEEN_COLUMNS, UNSEEN_FAULTY, UNSEEN_SOUND
from tests.pages.imitations.usual_attacks import USUAL_ATTACKS
from tests.pages.imitations.ways_in import WAYS_IN

COLUMN = f"{SITE}/tzgg/index.html"
_HTML = "text/html; charset=utf-8"


def beside(column: Column, columns: Sequence[Column]) -> list[Column]:
    """The columns of its site that the monitor would look at, too: those registered nearest."""
    others = [each for each in columns if each.site == column.site and each is not column] if column.site else []
    place = columns.index(column)
    return sorted(others, key=lambda each: abs(columns.index(each) - place))[:MOST_BESIDE]


def dated(column: Column, others: Sequence[Column] = ()) -> Mapping[str, Json]:
    """What the task tells of a column, with what it can see of others of the site."""
    return _dated(column, tuple(others))


@cache
def _dated(column: Column, others: tuple[Column, ...]) -> Mapping[str, Json]:
    about: dict[str, Json] = {
        "url": COLUMN, "content_type": _HTML, "today": TODAY.isoformat(),
        "page_of": "site" if column.home else "column", "beside": [_kept(other.html) for other in others],
        "name": column.name.partition(": ")[2] if others else "",
    }  # fmt: skip
    return freshness(column.html.encode(), about)


def date_is_right(column: Column, found: Mapping[str, Json]) -> bool:
    """Whether the day is the one that a person would tell, none included."""
    return found["newest"] == (column.newest.isoformat() if column.newest else None)


def blank_is_right(column: Column, found: Mapping[str, Json]) -> bool:
    """Whether the page is called empty if, and only if, it lists nothing."""
    return (found["blank"] is True) == column.blank


@dataclass(frozen=True)
class Seen:
    """What one look at a page tells, whoever asks and however often: each page is looked at once."""

    alarms: tuple[Alarm, ...]
    shot: Shot
    scripts: tuple[Inline, ...]


@cache
def _seen(html: str, url: str, site: str) -> Seen:
    answer = integrity(html.encode(), {"url": url, "content_type": _HTML, "site": f"{site}/", "allowed": []})
    return Seen(tuple(alarms_of(answer, "alarms")), shot_of(part(answer, "shot")), inline_of(answer.get("scripts")))


def shot(html: str, url: str = f"{SITE}/", site: str = SITE) -> Shot:
    """A page as it is remembered."""
    return _seen(html, url, site).shot


def base_of(attack: Attack) -> Shot:
    """What was accepted before an attack."""
    return shot(attack.before, f"{attack.site}/", attack.site)


@cache
def _kept(html: str) -> str:
    """A column as the monitor keeps it."""
    return shot(html, COLUMN).body().decode()


def violations(html: str, base: Shot | None = None, site: str = SITE) -> list[Alarm]:
    """What is a violation on a page, at first sight or against what was accepted."""
    seen = _seen(html, f"{site}/", site)
    alarms = list(seen.alarms)
    if base is not None:
        alarms = [alarm for alarm in alarms if not accepted(alarm, seen.shot, base)]
        alarms += [*compare(base, seen.shot), *new_scripts(base, seen.scripts)]
    return [alarm for alarm in alarms if alarm.severity == "violation"]


@cache
def contents(text: str) -> Sequence[Alarm]:
    """What reading an article tells."""
    about: dict[str, Json] = {"url": f"{SITE}/x/1.html", "content_type": _HTML, "detail": True, "terms": []}
    return tuple(alarms_of(content(article(text).encode(), about), "faults"))


def content_rules(text: str) -> list[str]:
    """The kinds of what it tells, notices about an office's own contacts apart."""
    return [alarm.rule for alarm in contents(text) if alarm.rule != "contact"]


def _share(right: int, of: int) -> str:
    return f"{right}/{of}（{right / of:.0%}）" if of else "0/0"


def _column_figures(columns: Sequence[Column], *, together: bool = False) -> tuple[str, str, str]:
    found = [(column, dated(column, beside(column, columns) if together else ())) for column in columns]
    dates = sum(date_is_right(column, answer) for column, answer in found)
    # Of those that are called empty or are: a page with a date is no question.
    asked = [(column, answer) for column, answer in found if column.newest is None]
    called = [column.blank for column, answer in found if answer["blank"] is True]
    return (
        _share(dates, len(found)),
        _share(sum(called), len(called)),
        _share(sum(blank_is_right(*pair) for pair in asked), len(asked)),
    )


def _plain_figure(attacks: Sequence[Attack]) -> str:
    """Of those that the page alone gives away, as their author sees it."""
    plain = [attack for attack in attacks if attack.plain]
    told = sum(bool(violations(attack.page, site=attack.site)) for attack in plain)
    return _share(told, len(plain)) if plain else NONE


def _certain(attacks: Sequence[Attack]) -> list[Attack]:
    return [attack for attack in attacks if isinstance(attack, Stranger) and attack.certain]


def _certain_figure(attacks: Sequence[Attack]) -> str:
    """Of those of which a person who sees both pages side by side is certain, as their author sees it."""
    certain = _certain(attacks)
    told = sum(bool(violations(attack.page, base_of(attack), attack.site)) for attack in certain)
    return _share(told, len(certain)) if certain else NONE


def _attack_figures(attacks: Sequence[Attack]) -> tuple[str, str, str]:
    first = sum(bool(violations(attack.page, site=attack.site)) for attack in attacks)
    later = sum(bool(violations(attack.page, base_of(attack), attack.site)) for attack in attacks)
    accused = sum(
        bool(violations(attack.twin, site=attack.site) or violations(attack.twin, base_of(attack), attack.site))
        for attack in attacks
    )
    return _share(first, len(attacks)), _share(later, len(attacks)), f"{accused}/{len(attacks)}"


def _content_figures(sound: Sequence[str], faulty: Sequence[tuple[str, set[str]]]) -> tuple[str, str]:
    told = [(rule, frozenset[str]()) for text in sound for rule in content_rules(text)]
    told += [(rule, frozenset(wanted)) for text, wanted in faulty for rule in content_rules(text)]
    right = sum(rule in wanted for rule, wanted in told)
    found = sum(wanted <= set(content_rules(text)) for text, wanted in faulty)
    return _share(right, len(told)), _share(found, len(faulty))


@dataclass(frozen=True)
class Imitations:
    """One set: what was written together, and judged together."""

    title: str
    columns: Sequence[Column]
    attacks: Sequence[Attack] = ()
    sound: Sequence[str] = ()
    """Texts in which nothing is wrong."""
    faulty: Sequence[tuple[str, set[str]]] = ()

    def figures(self) -> tuple[str, ...]:
        """What it measures now, a figure for each of the goals."""
        attacks = _attack_figures(self.attacks) if self.attacks else (NONE,) * 3
        contents = _content_figures(self.sound, self.faulty) if self.faulty else (NONE,) * 2
        sites = all(column.site for column in self.columns)
        alone = _column_figures(self.columns) if self.columns else (NONE,) * 3
        together = _column_figures(self.columns, together=True) if self.columns and sites else (NONE,) * 3
        return (*alone, *attacks, *contents, *together, _plain_figure(self.attacks), _certain_figure(self.attacks))

    def digest(self) -> str:
        """Changes with anything in the set: what was judged at first sight is what is there."""
        everything = repr((self.columns, self.attacks, self.sound, [(text, sorted(w)) for text, w in self.faulty]))
        if certain := _certain(self.attacks):
            everything += repr([attack.name for attack in certain])
        return hashlib.blake2b(everything.encode(), digest_size=8).hexdigest()


NONE, UNMEASURED = "没有另写", "没有量"
SETS: Mapping[str, Imitations] = {
    "first": Imitations("第一组", COLUMNS, ATTACKS, SOUND_TEXTS, FAULTY),
    "second": Imitations("第二组", LATER_COLUMNS, LATER_ATTACKS),
    "third": Imitations("第三组", UNSEEN_COLUMNS, UNSEEN_ATTACKS, UNSEEN_SOUND, UNSEEN_FAULTY),
    "fourth": Imitations("第四组", FOURTH_COLUMNS),
    "fifth": Imitations("第五组", FIFTH_COLUMNS),
    "sixth": Imitations("第六组", SIXTH_COLUMNS),
    "seventh": Imitations("第七组", SEVENTH_COLUMNS),
    "eighth": Imitations("第八组", EIGHTH_COLUMNS),
    "ninth": Imitations("第九组", NINTH_COLUMNS),
    "tenth": Imitations("第十组", TENTH_COLUMNS),
    "eleventh": Imitations("第十一组", ELEVENTH_COLUMNS),
    "twelfth": Imitations("第十二组", TWELFTH_COLUMNS),
    "thirteenth": Imitations("第十三组", THIRTEENTH_COLUMNS),
    "fourteenth": Imitations("第十四组", FOURTEENTH_COLUMNS),
    "fifteenth": Imitations("第十五组", FIFTEENTH_COLUMNS),
    "sixteenth": Imitations("第十六组", SIXTEENTH_COLUMNS, FRESH_ATTACKS, FRESH_SOUND, FRESH_FAULTY),
    "seventeenth": Imitations("第十七组", SEVENTEENTH_COLUMNS),
    "eighteenth": Imitations("第十八组", EIGHTEENTH_COLUMNS, NEWER_ATTACKS, NEWER_SOUND, NEWER_FAULTY),
    "nineteenth": Imitations("第十九组", (), USUAL_ATTACKS),
    "twentieth": Imitations("第二十组", (), WAYS_IN),
    "twenty-first": Imitations("第二十一组", (), REPORTED_ATTACKS),
    "twenty-second": Imitations("第二十二组", (), LATEST_ATTACKS),
    "twenty-third": Imitations("第二十三组", (), FINAL_ATTACKS),
    "twenty-fourth": Imitations("第二十四组", (), CLOSING_ATTACKS),
    "twenty-fifth": Imitations("第二十五组（外人所写）", (), strangers("twenty-fifth")),
    "twenty-sixth": Imitations("第二十六组（外人所写）", (), strangers("twenty-sixth")),
    "twenty-seventh": Imitations("第二十七组（外人所写）", (), strangers("twenty-seventh", AtYunxi)),
    "twenty-eighth": Imitations("第二十八组（外人所写）", (), strangers("twenty-eighth", AtLinshan)),
    "twenty-ninth": Imitations("第二十九组（外人所写）", (), strangers("twenty-ninth", AtHengpu)),
    "thirtieth": Imitations("第三十组（外人所写）", (), strangers("thirtieth", AtQingtan)),
    "thirty-first": Imitations("第三十一组（外人所写）", (), strangers("thirty-first", AtYunxiu)),
    "thirty-second": Imitations("第三十二组（外人所写）", (), strangers("thirty-second", AtChengpu)),
    "thirty-third": Imitations("第三十三组（外人所写）", (), strangers("thirty-third", AtQinglan)),
    "thirty-fourth": Imitations("第三十四组（外人所写）", (), strangers("thirty-fourth", AtSongping)),
    "thirty-fifth": Imitations("第三十五组（外人所写）", (), strangers("thirty-fifth", AtWenshan)),
    "thirty-sixth": Imitations("第三十六组（外人所写）", (), strangers("thirty-sixth", AtLinzhang)),
    "thirty-seventh": Imitations("第三十七组（外人所写）", (), strangers("thirty-seventh", AtXikou)),
    "thirty-eighth": Imitations("第三十八组（外人所写）", (), strangers("thirty-eighth", AtBeitang)),
    "thirty-ninth": Imitations("第三十九组（外人所写）", (), strangers("thirty-ninth", AtShaling)),
    "fortieth": Imitations("第四十组（外人所写）", (), strangers("fortieth", AtLiuxi)),
    "forty-first": Imitations("第四十一组（外人所写）", (), strangers("forty-first", AtYunxixian)),
    "forty-second": Imitations("第四十二组（外人所写）", (), strangers("forty-second", AtShimenchuan)),
    "forty-third": Imitations("第四十三组（外人所写）", (), strangers("forty-third", AtHengtang)),
    "forty-fourth": Imitations("第四十四组（外人所写）", (), strangers("forty-fourth", AtQingpuyuan)),
    "forty-fifth": Imitations("第四十五组（外人所写）", (), strangers("forty-fifth", AtShihong)),
    "forty-sixth": Imitations("第四十六组（外人所写）", (), strangers("forty-sixth", AtLuoyan)),
    "forty-seventh": Imitations("第四十七组（外人所写）", (), strangers("forty-seventh", AtMuxi)),
    "forty-eighth": Imitations("第四十八组（外人所写）", (), strangers("forty-eighth", AtBaihechuan)),
    "forty-ninth": Imitations("第四十九组（外人所写）", (), strangers("forty-ninth", AtSonglingguan)),
    "fiftieth": Imitations("第五十组（外人所写）", (), strangers("fiftieth", AtChengquan)),
    "fifty-first": Imitations("第五十一组（外人所写）", (), strangers("fifty-first", AtYunqigu)),
}
"""The program was mended by the first set; the second was written after that; each later one is judged once before
anybody mends anything by it, and what that run measured is kept: the honest figure for pages never seen."""
UNMENDED = frozenset({"forty-ninth", "fiftieth"})
"""Judged, and nothing mended by it yet."""
FIRST_SIGHT = Path(__file__).with_name("first_sight.json")
"""By set: `set`, its digest, and `figures`, as the run of `python -m tests.pages.imitations.judging` wrote them."""


def first_sights() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Digest and figures of each set that was judged at first sight."""
    kept = json.loads(FIRST_SIGHT.read_text("utf-8"))
    none = (NONE,) * len(_GOALS)
    return {name: (entry["set"], (*entry["figures"], *none)[: len(_GOALS)]) for name, entry in kept.items()}


def judge_once(name: str) -> None:
    """Write down what a new set measures; what is written is not written again."""
    kept = json.loads(FIRST_SIGHT.read_text("utf-8")) if FIRST_SIGHT.exists() else {}
    if name in kept:
        raise SystemExit(f"{name} has been judged at first sight already")
    kept[name] = {"set": SETS[name].digest(), "figures": SETS[name].figures()}
    FIRST_SIGHT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def figures() -> str:
    """The table of docs/监测.md: each goal, then by set; of a set that was judged at first sight, then and now."""
    sights = first_sights()
    columns = [
        [
            f"{then} → {now}" if then not in {now, NONE, UNMEASURED} else now
            for then, now in zip(sights[name][1], each.figures(), strict=True)
        ]
        if name in sights
        else each.figures()
        for name, each in SETS.items()
    ]
    titles = [f"{each.title}，写好时 → 现在" if name in sights else each.title for name, each in SETS.items()]
    head = f"| 看什么 | 目标 | {' | '.join(titles)} |\n| --- | --- |{' --- |' * len(titles)}\n"
    rows = zip(_GOALS, *columns, strict=True)
    return head + "".join(f"| {' | '.join((*goal, *row))} |\n" for goal, *row in rows)


_GOALS = (
    ("最新日期认对", "98% 以上"),
    ("说是空白的，确实空白", "95% 以上"),
    ("是不是空白说对（没有日期的页面；拿不准的说“看不出”，不算对）", "不设目标"),
    ("篡改第一次看就是违反", "90% 以上"),
    ("篡改和基线比是违反", "98% 以上"),
    ("正常的孪生页面被当成违反", "0"),
    ("内容疑点说对", "80% 以上"),
    ("内容毛病找到", "不设目标"),
    ("同站别的栏目也看过时，最新日期认对", "98% 以上"),
    ("同站别的栏目也看过时，说是空白的，确实空白", "95% 以上"),
    ("同站别的栏目也看过时，是不是空白说对", "不设目标"),
    ("只凭这一页就看得出的篡改，第一次看就是违反", "90% 以上"),
    ("两页并排看，人有把握的篡改，和基线比是违反", "98% 以上"),
)

if __name__ == "__main__":
    judge_once(sys.argv[1])
