"""Where a page leads: its addresses (task `links`), the page for which it only stands, foreign hosts by their use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.hosts import Neighbours, host_of, of_library, origin_of
from fjgov_tui.pages.page import ParsedPage, read_page
from fjgov_tui.pages.placed import at_top
from fjgov_tui.pages.scripts import Script
from fjgov_tui.pages.shot import MAX_ENTRIES

_SOON = 10
"""Seconds within which a page that refreshes itself to another one only stands for that one."""
_LITTLE = 200
"""Characters that a visitor may read on a page which only leads on: "正在跳转" and a footer."""
_REFRESH = re.compile(r"^\s*([\d.]*)\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"\s>]+)", re.IGNORECASE)
_JUMPS = re.compile(
    r"\b(?:location\s*(?:\.\s*href\s*)?=|location\s*\.\s*(?:replace|assign)\s*\()\s*['\"]([^'\"\s]{1,300})['\"]",
    re.IGNORECASE,
)
MOST = 2000
"""Addresses handed back; how many more there were is said."""
_TEXT = 80
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FEWEST_CHARACTERS = 4
"""Of a title, in Chinese or Latin."""
_LONGEST_COMMAND = 60
MAX_ARTICLES = 20
_ARTICLE = re.compile(
    r"/[^/?]*\d[^/?]*\.s?html?$|/\d{4,}[^/]*/?$|[?&](?:id|aid|article|news|content)\w*=\w+", re.IGNORECASE
)
_NUMBERED = re.compile(r"[^/?]*\d[^/?]*\.s?html?", re.IGNORECASE)
"""What the commonest form of these ends in: to search the whole address for it takes ten times as long."""
_TITLE = 8
"""Characters that an article's title has at least; entries of a menu are shorter."""
_NO_ITEM = re.compile(
    r"(?:(?:上一?页|下一?页|(?:网站|返回)?首页|尾页|末页|设为(?:主|首)页|加入收藏|收藏本站|(?:用户)?登[录陆]|(?:用户)?注册|简体(?:版|中文)?"
    r"|繁[体體](?:版|中文)?|English|无障碍(?:浏览|阅读|模式|版)?|适老(?:化|版|模式)|长者(?:版|模式|专区)|关怀(?:版|模式)|星期[一二三四五六日天]"
    r"|农历\S{0,8}|[共第] ?\d+(?: ?/ ?\d+)? ?[页条](?:记录|数据)?|更多|跳转|转到|当前)[\s|/·>》«»,，:：+-]*)+"
    r"|(?:今天是|(?:当前|您)?(?:现在)?的?位置|版权所有|\S{0,2}ICP备|\S{0,2}公网安备|网站备案).*",
    re.IGNORECASE,
)
"""Whole texts that belong to the frame of a page; inside a longer title the same words mean something."""


def links(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """The addresses that a page links to, each once, in document order.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `most`, how many to hand back at most.

    Returns:
        `links`: list of `[absolute address, text]`; `more`: how many were left out; `title`; `notes`.
    """
    page = read_page(body, about)
    asked = about.get("most")
    most = min(asked, MOST) if isinstance(asked, int) and asked > 0 else MOST
    first: dict[str, str] = {}
    for link in page.links:
        if not first.get(link.url):
            first[link.url] = link.text[:_TEXT]
    links_found: list[Json] = [[url, text] for url, text in list(first.items())[:most]]
    unseen = max(0, len(page.flat.anchors) - len(page.links)) if len(page.notes) else 0
    return {
        "links": links_found,
        "more": max(0, len(first) - most) + unseen,
        "title": page.title[:200],
        "notes": list(page.notes),
    }


def leads_to(page: ParsedPage) -> str:
    """The page of the same site for which this one only stands; empty where it stands for itself.

    Publishing systems put such stubs where a column has only sub-columns: `<meta http-equiv=refresh>`, a script that
    does nothing but leave, a frame that holds everything.
    """
    if page.onward is None:
        near = Neighbours(page.url)
        targets = map(page.join, _onward(page))
        page.onward = next(
            (
                target
                for target in targets
                if target.startswith(("http://", "https://")) and not near.outside(target) and target != page.url
            ),
            "",
        )
    return page.onward


def _onward(page: ParsedPage) -> Iterator[str]:
    for kind, content in page.equivalents:
        if kind.strip() == "refresh":
            match = _REFRESH.match(content)
            if match and float(match[1].strip(".") or 0) <= _SOON:
                yield match[2]
    every = [node.attributes for node in page.elements("frame", "iframe")]
    frames = [attributes["src"] or "" for attributes in every if "src" in attributes]
    # Of a long page the beginning tells.
    if all(len("".join(text.split())) <= _LITTLE for text in (page.visible[: 10 * _LITTLE], page.visible)):
        for script in page.scripts:
            yield from (jump[1] for jump in at_top(script.plain, _JUMPS.finditer(script.plain)))
        yield from sorted(frames, key=lambda src: "top" in src or "left" in src or "menu" in src)
    elif len(frames) == 1:
        yield frames[0]


def articles(page: ParsedPage) -> list[str]:
    """The addresses of what look like articles, in page order: on a list the newest stand first."""
    host, urls = host_of(page.url), dict[str, None]()
    own = {origin for origin, links in page.origins.items() if host_of(links[0].url) == host}
    for link in page.links if own else ():
        if len(link.text) < _TITLE or link.url == page.url or origin_of(link.url) not in own:
            continue
        if _NUMBERED.fullmatch(link.url.rpartition("/")[2]) or _ARTICLE.search(link.url):
            urls[link.url] = None
            if len(urls) == MAX_ARTICLES:
                break
    return list(urls)


def is_title(text: str) -> bool:
    """Whether a link's text is the title of an entry, not a word of the page's frame."""
    if len(_CHINESE.findall(text[:40])) < _FEWEST_CHARACTERS and len(text) < 2 * _FEWEST_CHARACTERS:
        return False
    return len(text) > _LONGEST_COMMAND or not _NO_ITEM.fullmatch(text.strip())


_LOADS = (
    "script", "iframe", "frame", "embed", "object", "base", "form", "link", "area", "img", "video", "audio", "source"
)  # fmt: skip
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?['\"]?((?:https?:)?//[^'\"\s);]{3,300})", re.IGNORECASE)
_SECRETS = re.compile(r"身份证号?|银行卡|卡号|密码|口令|验证码|CVV")
"""What nobody asks for but whoever is owed it."""
_WHO = re.compile(
    r"手机|电话|姓名|住址|联系人|真实|mobile|phone|(?<![a-z])tel(?![a-z])|(?<![a-z])name(?![a-z])|xm|lxdh|sjh",
    re.IGNORECASE,
)
"""By what fields people say who they are."""
_SAYS_MUCH = "textarea"
_NAMED_URL = re.compile(r"url\s*+=\s*+['\"]?\s*+([^'\"\s>]+)", re.IGNORECASE)
_BARE_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*['\"]?([^'\"\s>;,]{3,})")


class Sources:
    """The foreign hosts of a page by what they are used for."""

    def __init__(self, page: ParsedPage, near: Neighbours) -> None:
        self.outbound, self.scripts = set[str](), set[str]()
        self.frames, self.forms = set[str](), set[str]()
        self._page, self.near = page, near
        self.refresh = {near.outside(url) for url in refreshes(page)} - {""}
        """The foreign hosts to which the page leads on by itself, or for whose copy it gives itself out."""
        self.canonical: dict[str, str] = {}
        """Foreign hosts that the head names in place of this page, each with the tag that does."""
        self.bases = set[str]()
        self.phishing, self.imports = set[str](), set[str]()
        """Foreign hosts to which passwords are sent, and from which style sheets are imported."""
        self.letters = set[str]()
        """Foreign hosts to which goes who somebody is and what he has to say."""
        for url in mobile_agents(page):
            if host := self._put(self.refresh, url):
                self.canonical.setdefault(host, "mobile-agent，手机版")
        for links in page.origins.values():
            self._put(self.outbound, links[0].url)
        for node in page.elements(*_LOADS):
            self._element(node)
        for sheet in page.sheets:
            for match in _IMPORT.finditer(sheet):
                host = self._put(self.outbound, page.join(match[1]))
                self.imports |= {host} - {""}

    def _put(self, kind: set[str], url: str) -> str:
        host = self.near.outside(url)
        if host and len(kind) < MAX_ENTRIES:
            kind.add(host)
        return host

    def _element(self, node: LexborNode) -> None:
        tag, attributes = node.tag or "", node.attributes
        url = attributes.get(
            {"form": "action", "object": "data", "base": "href", "link": "href", "area": "href"}.get(tag, "src")
        )
        if not url:
            return
        # The base is not relative to itself.
        url = urljoin(self._page.url, url.strip()) if tag == "base" else self._page.join(url)
        if tag == "script":
            self._put(self.scripts, "" if of_library(url) else url)
        elif tag == "form":
            host = self._put(self.forms, url)
            secret = node.css_first("input[type=password i]") is not None or _SECRETS.search(_asked(node))
            if host and secret:
                self.phishing.add(host)
            elif host and _is_letter(node):
                self.letters.add(host)
        elif tag in {"iframe", "frame", "embed", "object", "base"}:
            self._put(self.frames, url)
            if tag == "base":
                self.bases |= {self.near.outside(url)} - {""}
        elif tag == "link" and (why := _stands_for(attributes)):
            if host := self._put(self.refresh, url):
                self.canonical.setdefault(host, why)
        else:
            self._put(self.outbound, url)

    def load(self, scripts: Sequence[Script]) -> None:
        """Add what inline scripts load."""
        for script in scripts:
            self.scripts |= {host for host in script.loads if self.near.foreign(host)}


def _asked(form: LexborNode) -> str:
    """What a form says, and what stands in its empty fields."""
    fields = form.css("input[placeholder]")
    return " ".join([form.text(), *(field.attributes.get("placeholder") or "" for field in fields)])


def _is_letter(form: LexborNode) -> bool:
    """Whether a form asks people who they are, and for what they have to say or for more of the same."""
    fields = form.css(
        "input:not([type=hidden i]):not([type=submit i]):not([type=button i]):not([type=image i]),textarea,select"
    )
    asked = [
        " ".join(field.attributes.get(name) or "" for name in ("name", "id", "placeholder", "title"))
        for field in fields
    ]
    who = sum(bool(_WHO.search(question)) for question in asked) or bool(_WHO.search(form.text()) and len(fields) > 1)
    return bool(who) and (who > 1 or form.css_first(_SAYS_MUCH) is not None)


def _stands_for(attributes: Mapping[str, str | None]) -> str:
    """The tag by which a page names another one that searchers, or telephones, shall take in its place."""
    kinds = (attributes.get("rel") or "").lower().split()
    if "canonical" in kinds or "amphtml" in kinds:
        return "canonical"
    if "alternate" not in kinds:
        return ""
    return (
        "alternate，手机版" if attributes.get("media") else "alternate，别的文种" if attributes.get("hreflang") else ""
    )


def mobile_agents(page: ParsedPage) -> list[str]:
    """The addresses that a page names to searchers as its own for telephones."""
    kinds = ("name", "http-equiv")
    every = [node.attributes for node in page.elements("meta")]
    metas = [meta for meta in every if "url=" in (meta.get("content") or "").lower()]
    named = [meta for meta in metas if any((meta.get(kind) or "").strip().lower() == "mobile-agent" for kind in kinds)]
    return [page.join(match[1]) for meta in named if (match := _NAMED_URL.search(meta.get("content") or ""))]


def refreshes(page: ParsedPage) -> list[str]:
    """The addresses to which each `meta refresh` leads, with `url=` or without, as browsers read them."""
    addresses = list[str]()
    for kind, content in page.equivalents:
        if kind.strip() == "refresh":
            match = _NAMED_URL.search(content) or _BARE_REFRESH.match(content)
            if match:
                addresses.append(page.join(match[1]))
    return addresses
