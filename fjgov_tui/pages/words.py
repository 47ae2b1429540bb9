"""What is suspected in a text, wherever it comes from: words of the lists in one pass, numbers of persons, reposts.

Nothing here takes a page apart, so that texts are looked at where no library for pages is installed, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import TermKind
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.normal import Normal, normal
from fjgov_tui.pages.personal import NAMES, personal_numbers, sentence_around
from fjgov_tui.resources import data_text

_LABEL = re.compile(r"(?:信息来源|文章来源|稿件来源|新闻来源|来\s*源)\s*[:：]")
_NEXT = re.compile(
    r"\s*(?:$|\n|[|｜]|(?:发布|更新|时间|日期|作者|编辑|责编|责任|浏览|点击|阅读|字体|字号|字\s*[:：]|大\s*中\s*小|分享|打印|审核)|[【\[（(])"
)
_SAYS = re.compile(
    r"[（(【]\s*(?:本文)?(?:转载|转发|摘编|摘录)\s*[）)】]|本文(?:系|为|属)?(?:转载|摘编)(?:文章|稿件)?[。，；\n]"
)
_ELSEWHERE = re.compile(
    r"新华社\S{1,6}\d{1,2}月\d{1,2}日电|原标题[：:]|据(?:新华社|人民日报|央视|中新社|\S{2,8}网|\S{2,6}报)\S{0,4}(?:报道|消息)"
    r"|(?:本报|本台|本网)(?:记者|讯)"
)
"""Other signs that an article was written elsewhere."""
_NAMED = re.compile(r"(?:转载自|转自|摘自|摘编自|来自|原载)\s*+[:：“《]?\s*+[\w《“]")
_CONTACT = re.compile(
    r"(?:联系人?|咨询|服务|值班|举报|投诉|监督|热线|客服|预约|业务|办公|救援|报警|订购|招商|招聘|负责人|经办人|网格员|河长|段长|村医)"
    r"(?:电话|方式|号码|手机|人)?[^\n\d]{0,16}$"
)
_CALLED = re.compile(r"(?:电话|手机|传真|Tel)(?:号码?)?[^\n\d]{0,4}\s?$", re.IGNORECASE)
"""What stands before the number of somebody who is there to be called."""
_LABEL_REACH = 26
_BENEFICIARY = re.compile(r"(?:补贴|补助|救助|资助|低保|发放|帮扶|慰问)对象[:：]")
"""Begins a sentence about one citizen: a number in it is that citizen's, whatever it is called."""
_SENTENCE_REACH = 80
"""Characters before a number in which its sentence is looked for."""
_RECIPIENTS = re.compile(
    r"(?:补贴|补助|救助|低保|五保|特困|发放|享受|领取|资助|受助|获奖|录取|录用|中签|选房|配租|残疾人|困难群众|申请人|参保)"
    r"[^\n]{0,20}(?:名单|公示|花名册|明细|一览表|名册)|花名册"
)
"""Lists of citizens who receive or applied for something: their numbers must not be there (个人信息保护法 28)."""


def unsourced(visible: str, metas: Mapping[str, str]) -> tuple[int, int] | None:
    """Where an article shows that it comes from elsewhere, or keeps a place for its source, and names none.

    Args:
        visible: what a visitor reads.
        metas: by lower-case name.

    Returns:
        The stretch that says so; `None` where a source is named, or nothing asks for one.
    """
    if metas.get("contentsource", "").strip() or _NAMED.search(visible):
        return None
    empty, says = None, _SAYS.search(visible) or _ELSEWHERE.search(visible)
    for label in _LABEL.finditer(visible):
        if not _NEXT.match(visible, label.end()):
            return None
        empty = empty or label.span()
    # An empty field alone says nothing: templates print it under every article of the office's own.
    return (empty or says.span()) if says else None


def numbered(plain: Normal) -> Iterator[tuple[Alarm, int]]:
    """Numbers of persons, each with its place in the normalised text: an office's contacts apart from citizens'."""
    listed = set[tuple[str, str]]()
    for number in personal_numbers(plain.text):
        if (number.kind, number.masked) not in listed:
            listed.add((number.kind, number.masked))
            around = sentence_around(plain.text, number.start, number.end)
            if number.kind != "mobile":
                yield (
                    Alarm(number.kind, number.masked, f"疑似没有遮住的{NAMES[number.kind]}：{number.masked}", around),
                    number.start,
                )
            elif _is_contact(plain.text, number.start):
                what = f"联系方式里的手机号：{number.masked}，请核对是不是公务用的"
                yield Alarm("contact", number.masked, what, around, Severity.NOTICE), number.start
            else:
                severity: Severity = Severity.VIOLATION if _RECIPIENTS.search(plain.text) else Severity.WARNING
                yield (
                    Alarm("mobile", number.masked, f"疑似没有遮住的手机号：{number.masked}", around, severity),
                    number.start,
                )


def _is_contact(text: str, start: int) -> bool:
    """Whether a number is there to be called; among recipients the bare word 手机 is a column of theirs."""
    before = text[max(0, start - _LABEL_REACH) : start]
    sentence = text[max(0, start - _SENTENCE_REACH) : start].rpartition("\n")[2].rpartition("。")[2]
    if _BENEFICIARY.search(sentence):
        return False
    if _CONTACT.search(before):
        return True
    return _CALLED.search(before) is not None and _RECIPIENTS.search(text) is None


def worded(text: str, hit: Hit) -> Alarm:
    """What is told of a word that was found."""
    word, times = hit.word, f"，共 {hit.times} 处" if hit.times > 1 else ""
    around = sentence_around(text, hit.start, hit.end)
    if word.rule == MISPRINT:
        right = f"，应为“{word.right}”" if word.right else ""
        severity: Severity = Severity.VIOLATION if word.group == GRAVE else Severity.WARNING
        return Alarm(MISPRINT, word.text, f"疑似错误表述“{word.text}”{right}{times}", around, severity)
    if word.rule == SENSITIVE:
        right = f"，本县的写法是“{word.right}”" if word.right else ""
        return Alarm(SENSITIVE, word.text, f"疑似敏感用语“{word.text}”{right}{times}", around, Severity.WARNING)
    return Alarm(HIJACK, word.text, f"疑似{word.group}类用语“{word.text}”{times}", around, Severity.VIOLATION)


MISPRINT, HIJACK, SENSITIVE, ALLOW, LAWFUL = "misprint", "hijack", "sensitive", "allow", "lawful"
_KINDS = {TermKind.MISPRINT: MISPRINT, TermKind.SENSITIVE: SENSITIVE, TermKind.ALLOWED: ALLOW}
"""Kinds of the ledger `term`."""
GRAVE = "严重"
"""The section of misprints that name the state, its organs and its policy wrongly."""


@dataclass(frozen=True)
class Word:
    """One entry of a list."""

    text: str
    """Normalised, as it is searched."""
    rule: str
    """`MISPRINT`, `HIJACK`, `SENSITIVE`, `ALLOW`, or `LAWFUL`: beside it a hijacker's term is only talked of."""
    group: str = ""
    """The section of the list."""
    right: str = ""
    """For a misprint: how it is written."""


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """Section and line of a list; comments and empty lines left out."""
    section = ""
    for line in data_text(f"words/{name}.txt").splitlines():
        stripped = line.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            section = stripped[1:-1]
        elif stripped and not stripped.startswith("#"):
            yield section, stripped


@cache
def own_words() -> tuple[Word, ...]:
    """The program's own lists."""
    words = []
    for section, line in _lines("misprints"):
        wrong, _, right = line.partition("\t")
        words.append(Word(normal(wrong).text, MISPRINT, section, right.strip()))
    words += [Word(normal(line).text, HIJACK, section) for section, line in _lines("hijack")]
    words += [
        Word(normal(line).text, LAWFUL if section == "语境" else ALLOW, section) for section, line in _lines("allow")
    ]
    return tuple(words)


def county_words(terms: Mapping[str, tuple[str, str]] | Iterable[tuple[str, str, str]]) -> tuple[Word, ...]:
    """The county's own list, from the ledger `term`.

    Args:
        terms: word -> (kind, advice), or rows of the three; a kind that is none of the ledger's is left out.
    """
    rows = ((word, *rest) for word, rest in terms.items()) if isinstance(terms, Mapping) else terms
    entries = ((normal(word).text, _KINDS.get(kind, ""), advice) for word, kind, advice in rows)
    return tuple(Word(word, rule, "本县词条", advice) for word, rule, advice in entries if word.strip() and rule)


MAX_HITS = 200
"""Different words of one page that are told."""
_EXCUSES = frozenset({ALLOW, LAWFUL})
"""Words that are looked for only where one of the others was found."""
_BREAK = re.compile(r"[。！？；!?;\n]")
_HAN = re.compile("[\u3400-\u9fff]")
_GIVEN = 2
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹"
    "孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冉牟谯"
)
"""The hundred commonest surnames, and some of this county's."""
_LATIN = re.compile(r"[a-z0-9]")

_Match = tuple[int, int, Word]
"""Where a word begins and ends in the text that is searched."""


@dataclass(frozen=True)
class Hit:
    """A word that was found."""

    word: Word
    start: int
    """Its first place in the original text."""
    end: int
    times: int = 1
    """How often it stands on the page."""


class WordFinder:
    """Finds the words of a list; built once, used for every page."""

    def __init__(self, words: Iterable[Word], *, often: bool = False) -> None:
        """Build the searches.

        Args:
            words: of the lists.
            often: whether text after text is looked through, so that a search that is long in the making pays.
        """
        listed = tuple(words)
        self._wanted = _Table((word for word in listed if word.rule not in _EXCUSES), often=often)
        self._excuses = _Table(word for word in listed if word.rule in _EXCUSES)

    def find(self, text: str | Normal) -> list[Hit]:
        """Every word that stands in a text, once each with how often it does, in the order of its first place."""
        plain = normal(text) if isinstance(text, str) else text
        matches = self._wanted.matches(plain.text)
        if not matches:
            return []
        excuses = self._beside(plain.text, matches)
        allowed = _Spans((start, end) for start, end, word in excuses if word.rule == ALLOW)
        lawful = sorted({start for start, _, word in excuses if word.rule == LAWFUL})
        first: dict[Word, tuple[int, int, int]] = {}
        for start, end, word in _longest(matches):
            if allowed.cover(start, end):
                continue
            if word.rule == HIJACK and lawful and _same_sentence(plain.text, start, lawful):
                continue
            if word.rule == MISPRINT and _is_name(plain.text, start, end):
                continue
            known = first.get(word)
            first[word] = (start, end, 1) if known is None else (*known[:2], known[2] + 1)
        hits = [
            Hit(word, plain.origin(start), plain.origin(end - 1) + 1, times)
            for word, (start, end, times) in first.items()
        ]
        return sorted(hits, key=lambda hit: hit.start)[:MAX_HITS]

    def _beside(self, text: str, matches: Sequence[_Match]) -> list[_Match]:
        """The excuses on the lines of the matches; none reaches over the end of a line."""
        hits, reach = list[_Match](), -1
        for _, end, _ in matches:
            if end > reach:
                first, reach = text.rfind("\n", 0, end) + 1, text.find("\n", end)
                reach = len(text) if reach < 0 else reach
                on_line = self._excuses.matches(text[first:reach])
                hits += [(first + start, first + stop, word) for start, stop, word in on_line]
        return hits


class Search(Protocol):
    """Finds many words in one pass."""

    def find_matches_as_indexes(self, haystack: str, overlapping: bool) -> Iterable[tuple[int, int, int]]:
        """Which word, and where it begins and ends, for every place where one stands."""


class PairSearch:
    """The same as the compiled automaton in plain Python, where that is not installed: a tenth as fast."""

    def __init__(self, words: Sequence[str]) -> None:
        """Sort the words by their first two characters.

        Args:
            words: none of them empty.
        """
        self._by_pair: dict[str, list[tuple[int, str]]] = {}
        self._single = {word: place for place, word in enumerate(words) if len(word) == 1}
        for place, word in enumerate(words):
            if len(word) > 1:
                self._by_pair.setdefault(word[:2], []).append((place, word))

    def find_matches_as_indexes(self, haystack: str, overlapping: bool = True) -> list[tuple[int, int, int]]:
        """Every place where one of the words stands, by its end."""
        pairs, single = self._by_pair, self._single
        hits = [(single[mark], at, at + 1) for at, mark in enumerate(haystack) if mark in single] if single else []
        for at in range(len(haystack) - 1):
            pair = haystack[at : at + 2]
            if pair in pairs:
                hits += [(place, at, at + len(word)) for place, word in pairs[pair] if haystack.startswith(word, at)]
        return sorted(hits, key=lambda hit: hit[2])


def search_for(words: Sequence[str], *, often: bool = False) -> Search:
    """Finds all of some words in one pass, with the compiled automaton where that is installed.

    Args:
        words: none of them empty.
        often: whether it is worth six times the time and some megabytes to make it, to find in half of the time.
    """
    try:
        from ahocorasick_rs import AhoCorasick, Implementation
    except ImportError:
        return PairSearch(words)
    return AhoCorasick(words, implementation=Implementation.DFA if often else None)


class _Table:
    """The words of one search."""

    def __init__(self, words: Iterable[Word], *, often: bool = False) -> None:
        by_text: dict[str, list[Word]] = {}
        for word in words:
            by_text.setdefault(word.text, []).append(word)
        by_text.pop("", None)
        self._words: Sequence[list[Word]] = list(by_text.values())
        self._search = search_for(list(by_text), often=often)

    def matches(self, text: str) -> list[_Match]:
        """Every place where one of the words stands alone, overlapping ones included."""
        return [
            (start, end, word)
            for which, start, end in self._search.find_matches_as_indexes(text, overlapping=True)
            for word in self._words[which]
            if _alone(text, start, end)
        ]


class _Spans:
    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts, self._reach = list[int](), list[int]()
        for start, end in sorted(spans):
            self._starts.append(start)
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def cover(self, start: int, end: int) -> bool:
        """Whether one of them holds all of it."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._reach[at] >= end


def _longest(matches: list[_Match]) -> list[_Match]:
    """Those that do not lie inside a longer one of the same rule."""
    kept: list[_Match] = []
    reach: dict[str, int] = {}
    for start, end, word in sorted(matches, key=lambda match: (match[0], -match[1])):
        if end > reach.get(word.rule, -1):
            reach[word.rule] = end
            kept.append((start, end, word))
    return kept


def _alone(text: str, start: int, end: int) -> bool:
    """A word in Latin letters or digits is one only where no more of them follow or go before."""
    if _LATIN.match(text[start]) and start and _LATIN.match(text[start - 1]):
        return False
    return not (_LATIN.match(text[end - 1]) and end < len(text) and _LATIN.match(text[end]))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether two characters are the given name of a person: a surname stands before them, and nothing around both."""
    if end - start != _GIVEN or not start or text[start - 1] not in _SURNAMES:
        return False
    return (start < _GIVEN or not _HAN.match(text[start - 2])) and (end == len(text) or not _HAN.match(text[end]))


def _same_sentence(text: str, start: int, marks: list[int]) -> bool:
    """Whether one of the marked places is in the sentence of this one."""
    before = max(
        (match.end() for match in _BREAK.finditer(text, max(0, start - 200), start)), default=max(0, start - 200)
    )
    after = _BREAK.search(text, start, start + 200)
    end = after.start() if after else start + 200
    at = bisect_right(marks, before - 1)
    return at < len(marks) and marks[at] < end


_KEPT: dict[tuple[Word, ...], WordFinder] = {}


def finder(county: tuple[Word, ...] = ()) -> WordFinder:
    """The finder of the program's own lists and the county's; it is kept until the county's change."""
    if county not in _KEPT:
        for old in [words for words in _KEPT if words]:  # the program's own list is always wanted again
            del _KEPT[old]
        _KEPT[county] = WordFinder((*own_words(), *county))
    return _KEPT[county]
