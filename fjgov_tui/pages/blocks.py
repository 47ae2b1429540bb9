"""A page taken apart for comparison: its blocks, its skeleton, and from where it loads and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise, repeat
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from fjgov_tui.pages.flat import TEXT
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.scripts import Script, loaded_by
from fjgov_tui.pages.shot import MAX_BLOCKS, MAX_ENTRIES, MAX_URL, Block, Shot

SHOWN = 80
"""Characters of a block that are kept; of a longer one, the hash of the whole too."""
_SESSION = re.compile(r";jsessionid=[^?#]*|[?&](?:jsessionid|phpsessid|sid|_t|timestamp)=[^&#]*", re.IGNORECASE)
_CLASS = re.compile(r" class=[\"']([^\"'<>]{1,120})")
_ID = re.compile(r" id=[\"']([^\"'<>]{1,120})")
_DIGITS = re.compile(r"\d+")
_EVERYWHERE = frozenset({"html", "head", "body", "meta", "title", "br", "p", "b", "font", "span", "strong", "em", TEXT})
_OF_DATES = " \t\u3000\xa0\r0123456789-/.年月日:：[]()（）·•|"
_LOADS = "script[src],iframe,frame,embed,object,base,form,link[href],area,img,video,audio,source"
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?['\"]?((?:https?:)?//[^'\"\s);]{3,300})", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*+=\s*+['\"]?\s*+([^'\"\s>]+)", re.IGNORECASE)


def shorten(text: str) -> str:
    """A block's text with single spaces, cut to `SHOWN` characters; a cut one ends in the hash of the whole."""
    plain = " ".join(text.split())
    if len(plain) <= SHOWN:
        return plain
    return f"{plain[:SHOWN]}…{blake2b(plain.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def plain_url(url: str) -> str:
    """An address on one line, without what differs at every visit."""
    if ";" in url or "?" in url:
        url = _SESSION.sub("", url)
    return url.replace("\n", " ")[:MAX_URL]


def _blocks(page: ParsedPage) -> Iterator[Block]:
    texts = [shorten(link.text) for link in page.links]
    urls = [plain_url(link.url) for link in page.links]
    yield from map(Block._make, zip(repeat("a"), urls, texts, strict=False))
    # The line of a list entry is its link and its date; the link has been told.
    known = {"", *(text.strip(_OF_DATES) for text in texts)}
    for line in page.visible.split("\n"):
        if line.strip(_OF_DATES) not in known:
            text = shorten(line)
            if text.strip(_OF_DATES) not in known:
                yield Block("text", "", text)
    for node in page.tree.css("img"):
        attributes = node.attributes
        yield Block("img", plain_url(page.join(attributes.get("src") or "")), shorten(attributes.get("alt") or ""))


def skeleton(page: ParsedPage) -> frozenset[str]:
    """What daily editing leaves alone: classes, ids, and which tag follows which; figures taken out."""
    named = {*_CLASS.findall(page.source), *_ID.findall(page.source)}
    features = {_DIGITS.sub("", name).strip() for name in named}
    tags = [tag for tag in page.flat.tags if tag not in _EVERYWHERE]
    features |= {f"{first}>{second}" for first, second in set(pairwise(tags))}
    return frozenset(sorted(feature for feature in features if feature)[:MAX_ENTRIES])


class Sources:
    """The foreign hosts of a page by what they are used for."""

    def __init__(self, page: ParsedPage, near: Neighbours) -> None:
        self.outbound, self.scripts = set[str](), set[str]()
        self.frames, self.forms = set[str](), set[str]()
        self._page, self._near = page, near
        self.refresh = {near.outside(refreshed_to(page))} - {""}
        """The foreign hosts to which the page leads on by itself, or for whose copy it gives itself out."""
        self.canonical, self.bases = set[str](), set[str]()
        self.phishing, self.imports = set[str](), set[str]()
        """Foreign hosts to which passwords are sent, and from which style sheets are imported."""
        for links in page.origins.values():
            self._put(self.outbound, links[0].url)
        for node in page.tree.css(_LOADS):
            self._element(node)
        for node in page.tree.css("style"):
            for match in _IMPORT.finditer(node.text()):
                host = self._put(self.outbound, page.join(match[1]))
                self.imports |= {host} - {""}

    def _put(self, kind: set[str], url: str) -> str:
        host = self._near.outside(url)
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
            self._put(self.scripts, url)
        elif tag == "form":
            host = self._put(self.forms, url)
            if host and node.css_first("input[type=password i]") is not None:
                self.phishing.add(host)
        elif tag in {"iframe", "frame", "embed", "object", "base"}:
            self._put(self.frames, url)
            if tag == "base":
                self.bases |= {self._near.outside(url)} - {""}
        elif tag == "link" and "canonical" in (attributes.get("rel") or "").lower():
            self.canonical |= {self._near.outside(url)} - {""}
            self._put(self.refresh, url)
        else:
            self._put(self.outbound, url)

    def load(self, scripts: list[Script]) -> None:
        """Add what inline scripts load."""
        for script in scripts:
            self.scripts |= {host for host in loaded_by(script) if self._near.foreign(host)}


def refreshed_to(page: ParsedPage) -> str:
    """The address to which a `meta refresh` leads; empty where there is none."""
    for node in page.tree.css("meta[http-equiv]"):
        attributes = node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.search(attributes.get("content") or "")
            if match:
                return page.join(match[1])
    return ""


def take_shot(page: ParsedPage, sources: Sources, scripts: list[Script]) -> Shot:
    """The page as it will be compared.

    Args:
        page: the page.
        sources: its foreign hosts.
        scripts: its inline scripts.
    """
    blocks = dict.fromkeys(_blocks(page))
    return Shot(
        url=plain_url(page.url),
        title=page.title[:MAX_URL],
        keywords=page.metas.get("keywords", "")[:MAX_URL],
        description=page.metas.get("description", "")[:MAX_URL],
        blocks=tuple(blocks)[:MAX_BLOCKS],
        rest=max(0, len(blocks) - MAX_BLOCKS),
        skeleton=skeleton(page),
        outbound=frozenset(sources.outbound),
        scripts=frozenset(sources.scripts),
        frames=frozenset(sources.frames),
        forms=frozenset(sources.forms),
        refresh=frozenset(sources.refresh),
        inline=frozenset(script.mark for script in scripts),
        shapes=frozenset(script.shape for script in scripts),
    )
