"""Dates as offices write them, in figures and in words: what a text says, and whether it says when it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.months import add_months
from fjgov_tui.text import narrow

_FIGURES = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_IN_WORDS = re.compile(
    r"([一二][〇○零Ｏ九][〇○零Ｏ一二三四五六七八九]{2})年(十?[一二三四五六七八九]|十)月"
    r"((?:[二三]?十|廿|卅)?[一二三四五六七八九]|[二三]?十|廿|卅)日"
)
_MONTH_FIRST = re.compile(r"^(十[一二]?|[一二三四五六七八九])月(?:份?$|(?= ?\d))")
_DOTTED = re.compile(r"(?<=\d)[·•・‧∙](?=\d)")
_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"),
            ("nov", "november"), ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_NAMED = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH_DAY_YEAR = re.compile(rf"\b({_NAMED})\b\.? ?{_ORDINAL},? ?((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(rf"\b{_ORDINAL}[ -]?({_NAMED})\b\.?,?[ -]?((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"({_NAMED})\.?,? ?((?:19|20)\d\d)", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"({_NAMED})\.?", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]{3}")
# Measured on the 1,098 imitated columns (2026-11-27): how many that are read right become wrong with another number.
_LONGEST_MONTH = 15
"""Characters of a text that may be the name of a month: 6 to 40 none, the longest name has 9. It saves the search."""
STARTS = re.compile(rf"(?:十[一二]?|[一二三四五六七八九])月|(?:{_NAMED})\.?$|刚刚$|[昨前今]天", re.IGNORECASE)
"""The beginning of a text that is a day, or a piece of one, without any figure."""
_AGO = re.compile(
    r"[\[(]?(?:(\d{1,3}) ?(分钟|小时|天|日|周|个?星期|个?月|年)前"
    r"|(刚刚|今天|昨天|前天)(?: ?\d{1,2}:\d\d(?::\d\d)?)?)[\])]?"
)
_TODAY = re.compile(r"今天$")
_LONGEST_AGO = 16
"""Characters of a text that may say how long ago it was: 6 to 60 none. It saves the search, too."""


def in_figures(text: str) -> str:
    """The text with its days in figures; what is no day stays as it is.

    Args:
        text: narrowed, with single spaces.
    """
    if "月" in text:
        if "年" in text and "日" in text:
            text = _IN_WORDS.sub(_official, text)
        text = _MONTH_FIRST.sub(lambda match: f"{_small(match[1])}月", text)
    if not text.isascii():
        text = _DOTTED.sub(".", text)
    if _LATIN.search(text):
        text = _MONTH_DAY_YEAR.sub(lambda match: f"{match[3]}-{_ENGLISH[match[1].lower()]}-{match[2]}", text)
        text = _DAY_MONTH_YEAR.sub(lambda match: f"{match[3]}-{_ENGLISH[match[2].lower()]}-{match[1]}", text)
        if len(text) <= _LONGEST_MONTH and (month := _MONTH_ALONE.fullmatch(text)):
            text = f"{_ENGLISH[month[1].lower()]}月"
        elif month := _MONTH_YEAR.fullmatch(text):
            text = f"{month[2]}-{_ENGLISH[month[1].lower()]}"
    return text


def _official(match: re.Match[str]) -> str:
    """A day in Chinese figures, as official documents end with one, in the figures of lists."""
    year = match[1].translate(_FIGURES)
    return f"{year}年{_small(match[2])}月{_small(match[3])}日"


def _small(figures: str) -> int:
    """A number up to 39: 十, 十二, 二十, 廿一, 三十一, 九."""
    tens, ten, ones = figures.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (int(tens.translate(_FIGURES) or 1) * 10 if ten else 0) + int(ones.translate(_FIGURES) or 0)


def ago(text: str, today: date) -> date | None:
    """The day that a text gives by its distance from today, as news for telephones do; `今天` alone is a heading.

    Args:
        text: all that is written there.
        today: in Beijing.
    """
    match = _AGO.fullmatch(text) if len(text) <= _LONGEST_AGO else None
    if match is None or _TODAY.fullmatch(text):
        return None
    if match[3]:
        return today - timedelta(days={"昨天": 1, "前天": 2}.get(match[3], 0))
    number, unit = int(match[1]), match[2].removeprefix("个")
    if unit in {"月", "年"}:
        return add_months(today, -number * (12 if unit == "年" else 1))
    return today - timedelta(days=number * {"天": 1, "日": 1, "周": 7, "星期": 7}.get(unit, 0))


EARLIEST = 1990
"""No web page was published before."""
Form = Literal[
    "完整日期", "只有月日，年份按今天推算", "只有月日，年份取自网址", "只有月日，年份取自标题", "日月分开排列",
    "按几天前推算", "网址", "网址只到月份",
]  # fmt: skip
"""How a date was written."""
INFERRED: Form = "只有月日，年份按今天推算"

_SAME = str.maketrans("－—–‐−／．﹣〜～【】〔〕（）［］＜＞〈〉《》", "-----/.-~~[][]()[]<><><>")
YEAR, MONTH, DAY = r"((?:19|20)\d\d)", r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_FULL = rf"(?<!\d){YEAR} ?(?:[-/.] ?{MONTH} ?[-/.] ?{DAY}(?: ?日)?(?!\d)|年 ?{MONTH} ?月 ?{DAY}(?: ?日|(?!\d)))"
_PACKED = r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
_PADDED = r"(?<!\d)(\d\d)[-/.](0[1-9]|1[0-2])[-/.](0[1-9]|[12]\d|3[01])(?!\d)"
"""Two figures of the year; month and day always have two then."""
_WEEK = r"(?: ?[\[(]?(?:星期|礼拜|周)[一二三四五六日天][\])]?)?"
_TIME = rf"{_WEEK}(?: ?T? ?\d{{1,2}} ?[:：时] ?\d{{2}}(?: ?[:：分] ?\d{{2}})?(?:\.\d+)?(?:分|秒|Z|\+08:?00)?)?"
PUBLISHED = (
    r"(?:(?:信息|文件|文章|稿件|最后|最近)?(?:发布|发表|公开|公布|更新|上传|上网|录入|发稿|刊登|发文|登载)(?:日期|时间|于)?"
    r"|(?:公告|刊载|报道|播出|更正)(?:日期|时间)|日期|时间|(?:[Pp]osted|[Pp]ublished|[Uu]pdated|[Rr]eleased)(?: on)?)"
)
"""Labels that stand before the date of publication; before any other label a date means something else."""
_LABEL = rf"(?:{PUBLISHED} ?[:：]? ?)?"
_ALONE = re.compile(
    rf"[\[(<|/·•…: -]*{_LABEL}(?:{_FULL}|{_PACKED}){_TIME}(?: ?(?:发布|更新|发表|公布|上传))?[\])>|/·•; -]*"
)
_ALONE_SHORT = re.compile(rf"[\[(<|/·•: -]*{_LABEL}{_PADDED}{_TIME}[\])>|/·•; -]*")
_BRACKETED_MD = re.compile(rf"[\[(]{MONTH} ?[-/.] ?{DAY}[\])]")
_ALONE_MD = re.compile(rf"{_LABEL}(0[1-9]|1[0-2])[-/.](0[1-9]|[12]\d|3[01]){_TIME}")
_CHINESE_MD = re.compile(rf"[\[(]?{_LABEL}{MONTH} ?月 ?{DAY} ?日{_TIME}[\])]?")
_LABELLED = re.compile(
    rf"(?<![\u4e00-\u9fff]){PUBLISHED}(?: ?[:：]|[\])] ?[:：]?|(?<=ed on)) ?(?:{_FULL}|{_PACKED})(?! ?[-~至到])"
)
_AT_END = re.compile(rf"(?:[\[(]| {{1,}}){_FULL}(?:{_TIME})[\])]?")
_AT_START = re.compile(rf"[\[(]?{_FULL}{_TIME}(?:[\])]| {{1,}}) ?\S")
_OPENING = re.compile(
    rf"[\[(]?{_FULL}[\])]? ?(?:[\u4e00-\u9fff]{{0,12}}?"
    r"(?:新闻(?:联播)?|[日周]报|快报|播报|简报|要闻|早报|晚报|行情|节目|水情|雨情|空气质量)"
    r"|.{0,20}(?:价格|监测(?:数据|结果|情况)))"
)
"""What comes out day by day; of anything else the day in its title may be that of an event."""
_BYLINE = re.compile(r"来源|作者|浏览|阅读|点击|访问|人气|编辑|记者|供稿|责编|审核")
_SET_OFF = re.compile(rf"(?:^| ){_FULL}{_TIME}(?= |$)")
_BARS = re.compile(r" ?[|丨] ?| / ")
_POINTS = re.compile(r" ?[|丨] ?| [·•] ")
_LONGEST_BYLINE = 100
"""Characters of the line below a title: with 30 one, 60 to 400 none."""
_TERM = re.compile(
    rf"(?:成文|印发|签发|制发|生成|决定|批准|核准|许可|处罚|认定|答复|回复|办理)(?:日期|时间) ?[:：]? ?{_FULL}|"
    rf"(?:征集|公示|公告|挂牌)(?:日期|时间|期限?)? ?[:：]? ?{_FULL} ?(?:起|开始|为期)|"
    rf"(?:征集|征求意见|调查|公示|公告|挂牌|申报|问卷|评议|起止)(?:起止)?(?:日期|时间|期限?)? ?[:：]? ?{_FULL}{_TIME}"
    r" ?(?:至|到|[~-]{1,3}) ?(?:19|20)\d\d"
)
OTHERWISE_BEFORE = re.compile(
    r"(?:(?:截止|截至|有效期|有效(?=日期|时间|至)|期限|报名|至|到|于|自|从|由|起|失效|施行|生效|实施|成文|印发|[~-])(?:日期|时间|日)?"
    r"|(?:访谈|直播|开标|投标|评标|考试|笔试|面试|征集|公示|听证|会议|活动|举办|召开|开庭|拍卖|竞买|办结|来信|来访|受理|登记|出生|成立)"
    r"(?:截止|开始|结束|起止)?(?:日期|时间|期限?|日|[:：]))[:： ]*$"
)
"""What stands before a date that is a deadline, a term or an event."""
OTHERWISE_AFTER = re.compile(
    r"[ )]*(?:止|截止|前|以前|之前|起|至|到|[~-]|后|之后|开始|举行|召开|开幕|上午|下午|周|星期|℃|°|元|%|届满)"
)
"""What stands behind one."""

_IN_URL = (
    re.compile(r"/(?:19|20)\d{4}/t?((?:19|20)\d\d)(\d\d)(\d\d)(?=[_./])"),
    re.compile(r"/((?:19|20)\d\d)[-_/]?(\d\d)[-_/]?(\d\d)(?=[_/.-])"),
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=[/_])"),
    re.compile(r"[/_]t((?:19|20)\d\d)(\d\d)(\d\d)_\d"),
)
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)[-_/]?(\d\d)/(?!\d\d/)")


@dataclass(frozen=True)
class Written:
    """A date, and the text it was read from."""

    day: date
    text: str
    form: Form


def normal(text: str) -> str:
    """The text with one form of each digit, bracket, dash and space; not necessarily of the same length."""
    return in_figures(" ".join(narrow(text).translate(_SAME).split()))


def a_day(year: int, month: int, day: int) -> date | None:
    """The date, or nothing where there is no such day."""
    try:
        return date(year, month, day) if year >= EARLIEST else None
    except ValueError:
        return None


def recent(month: int, day: int, today: date) -> date | None:
    """The latest such day that is not in the future; 29 February waits for its leap year."""
    for year in range(today.year, max(today.year - 9, EARLIEST), -1):
        candidate = a_day(year, month, day)
        if candidate is not None and candidate <= today:
            return candidate
    return None


def _numbers(match: re.Match[str]) -> list[int]:
    """The figures of the alternative that matched."""
    return [int(part) for part in match.groups() if part]


def _full(match: re.Match[str] | None, text: str) -> Written | None:
    if match is None:
        return None
    year, month, day_of_month = _numbers(match)[:3]
    day = a_day(year, month, day_of_month)
    return Written(day, text[:60], "完整日期") if day else None


def alone(text: str) -> Written | None:
    """A full date that is all the text says, but for brackets, a time of day and a label of publication."""
    match = _ALONE_SHORT.fullmatch(text)
    if match is not None:
        year, month, day_of_month = _numbers(match)[:3]
        day = a_day(2000 + year, month, day_of_month)
        return Written(day, text[:60], "完整日期") if day else None
    return _full(_ALONE.fullmatch(text), text)


def machine(value: str) -> Written | None:
    """The day in the `datetime` of a `<time>` element."""
    match = _MACHINE.match(value.strip())
    day = a_day(int(match[1]), int(match[2]), int(match[3])) if match else None
    return Written(day, value.strip()[:60], "完整日期") if day else None


def years_down(written: Sequence[Written], today: date) -> list[Written]:
    """Month-and-day dates of one list with the years that its order gives them.

    Lists stand newest first (or, rarely, oldest first): where month and day jump up by more than disorder explains, the
    year before begins. A single entry before the jump is taken for one that was pinned to the top.
    """
    steps = [_distance(*pair) for pair in pairwise(written)]
    if sum(step > DISORDER for step in steps) > max(1, len(written) // _A_RUN):
        return list(written)  # in no order at all
    later, earlier = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if later > _A_RUN * earlier and later >= _A_RUN:
        return _dated_down(written[::-1], today)[::-1]
    return _dated_down(written, today)


def _dated_down(written: Sequence[Written], today: date) -> list[Written]:
    """The same for a list that stands newest first."""
    year, dated = today.year, list[Written]()
    for number, entry in enumerate(written):
        pinned = number == 1 and len(written) >= _A_RUN
        if number and _distance(written[number - 1], entry) > DISORDER and not pinned:
            year -= 1
        day = a_day(year, entry.day.month, entry.day.day)
        if day is not None and day > today:
            # The first entries of a list that ends its last year: all of it lies a year back.
            year -= 1
            day = a_day(year, entry.day.month, entry.day.day)
        dated.append(replace(entry, day=min(day or entry.day, entry.day)))
    return dated


def _distance(above: Written, below: Written) -> int:
    """By how many days the second is later in the year."""
    return (below.day.month - above.day.month) * 31 + below.day.day - above.day.day


def labelled(text: str) -> Written | None:
    """The first full date behind a label of publication, whatever else the text says."""
    match = _LABELLED.search(text)
    return _full(match, match[0]) if match else None


def in_byline(text: str) -> Written | None:
    """A full date between the other parts of an entry's line: its source, its readers, its editor."""
    if len(text) > _LONGEST_BYLINE:
        return None
    if "|" in text or "丨" in text or " / " in text:
        for part in _BARS.split(text):
            if part and (written := alone(part)):
                return written
    match = _SET_OFF.search(text) if _BYLINE.search(text) else None
    if match is None or OTHERWISE_BEFORE.search(text[: match.start()]) or OTHERWISE_AFTER.match(text[match.end() :]):
        return None
    return _full(match, text)


def begins(text: str) -> Written | None:
    """The day on which a paper was made, or a term began in which the public is asked: all that some lists tell."""
    match = _TERM.search(text)
    return _full(match, text) if match else None


def at_edge(text: str) -> Written | None:
    """A full date set off at the end or the beginning of a title."""
    end = next((match for match in _AT_END.finditer(text) if match.end() == len(text)), None)
    if end and OTHERWISE_BEFORE.search(text[: end.start()]):
        return None
    return _full(end, text[-40:]) or _full(_AT_START.match(text), text)


def opening(text: str) -> Written | None:
    """A full date with which the title of a regular issue begins: the day's broadcast, the day's figures."""
    return _full(_OPENING.match(text), text)


def days_ago(text: str, today: date) -> Written | None:
    """A day that is told by its distance from today, as `3天前`."""
    day = ago(text, today)
    return Written(day, text, "按几天前推算") if day else None


def month_day(text: str, today: date) -> Written | None:
    """Month and day that are all the text says; the year is the latest that does not lie in the future."""
    if len(text) <= _LONGEST_BYLINE and len(parts := _POINTS.split(text)) > 1:
        # The office before it, the readers behind it.
        return next((written for part in parts if (written := month_day(part, today))), None)
    match = _BRACKETED_MD.fullmatch(text) or _ALONE_MD.fullmatch(text) or _CHINESE_MD.fullmatch(text)
    if match is None:
        return None
    month, day_of_month = _numbers(match)[:2]
    day = recent(month, day_of_month, today)
    return Written(day, text, INFERRED) if day else None


def in_url(url: str, today: date) -> Written | None:
    """The day in the path of an article's address."""
    path = url.partition("?")[0]
    for pattern in _IN_URL:
        for match in pattern.finditer(path):
            day = a_day(int(match[1]), int(match[2]), int(match[3]))
            if day and day <= today:
                return Written(day, path[-60:], "网址")
    return None


def month_in_url(url: str, today: date) -> Written | None:
    """The last day that a path with a month only allows: nobody is blamed for what cannot be seen."""
    for match in _MONTH_IN_URL.finditer(url.partition("?")[0]):
        first = a_day(int(match[1]), int(match[2]), 1)
        if first and first <= today:
            return Written(min(today, add_months(first, 1) - timedelta(days=1)), url[-60:], "网址只到月份")
    return None


def with_year_of(written: Written, url: str, today: date) -> Written:
    """A date whose year was inferred, set right where the article's own address knows the year."""
    known = in_url(url, today) or month_in_url(url, today)
    if known is None or known.day.month != written.day.month:
        return written
    day = a_day(known.day.year, written.day.month, written.day.day)
    if day is None or day > today or day == written.day:
        return written
    return Written(day, f"{written.text} {url[-40:]}", "只有月日，年份取自网址")


_MACHINE = re.compile(r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?![\d])")
DISORDER = 45
"""Days by which an entry may be later than the one above it: offices enter late and pin for weeks, never for months.

7 to 200 none: the imitations do not tell, the number is how offices work.
"""

_A_RUN = 3
"""Entries from which the first can be told from those that follow: 1 to 6 none."""
