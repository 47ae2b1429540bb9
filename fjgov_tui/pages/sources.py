"""A page as the integrity check remembers it: what daily editing leaves alone, and the foreign hosts by their use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from fjgov_tui.pages.blocks import blocks_of
from fjgov_tui.pages.flat import TEXT
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.reaches import reaches
from fjgov_tui.pages.scripts import Script, loaded_by
from fjgov_tui.pages.shot import MAX_BLOCKS, MAX_ENTRIES, MAX_URL, Shot, plain_url

_CLASS = re.compile(r" class=[\"']([^\"'<>]{1,120})")
_ID = re.compile(r" id=[\"']([^\"'<>]{1,120})")
_DIGITS = re.compile(r"\d+")
_EVERYWHERE = frozenset({"html", "head", "body", "meta", "title", "br", "p", "b", "font", "span", "strong", "em", TEXT})
_LOADS = "script[src],iframe,frame,embed,object,base,form,link[href],area,img,video,audio,source"
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?['\"]?((?:https?:)?//[^'\"\s);]{3,300})", re.IGNORECASE)
_SECRETS = re.compile(r"身份证号?|银行卡|卡号|密码|口令|验证码|CVV")
"""What nobody asks for but whoever is owed it."""
_REFRESH = re.compile(r"url\s*+=\s*+['\"]?\s*+([^'\"\s>]+)", re.IGNORECASE)
_BARE_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*['\"]?([^'\"\s>;,]{3,})")


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
        self._page, self.near = page, near
        self.refresh = {near.outside(url) for url in refreshes(page)} - {""}
        """The foreign hosts to which the page leads on by itself, or for whose copy it gives itself out."""
        self.canonical: dict[str, str] = {}
        """Foreign hosts that the head names in place of this page, each with the tag that does."""
        self.bases = set[str]()
        self.phishing, self.imports = set[str](), set[str]()
        """Foreign hosts to which passwords are sent, and from which style sheets are imported."""
        for url in mobile_agents(page):
            if host := self._put(self.refresh, url):
                self.canonical.setdefault(host, "mobile-agent，手机版")
        for links in page.origins.values():
            self._put(self.outbound, links[0].url)
        for node in page.tree.css(_LOADS):
            self._element(node)
        for node in page.tree.css("style"):
            for match in _IMPORT.finditer(node.text()):
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
            self._put(self.scripts, url)
        elif tag == "form":
            host = self._put(self.forms, url)
            secret = node.css_first("input[type=password i]") is not None or _SECRETS.search(node.text())
            if host and secret:
                self.phishing.add(host)
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
            self.scripts |= {host for host in loaded_by(script) if self.near.foreign(host)}


def _stands_for(attributes: Mapping[str, str | None]) -> str:
    """The tag by which a page names another one that searchers, or telephones, shall take in its place."""
    kinds = (attributes.get("rel") or "").lower().split()
    if "canonical" in kinds or "amphtml" in kinds:
        return "canonical"
    return "alternate，手机版" if "alternate" in kinds and attributes.get("media") else ""


def mobile_agents(page: ParsedPage) -> list[str]:
    """The addresses that a page names to searchers as its own for telephones."""
    kinds = ("name", "http-equiv")
    metas = [node.attributes for node in page.tree.css("meta[content*='url=' i]")]
    named = [meta for meta in metas if any((meta.get(kind) or "").strip().lower() == "mobile-agent" for kind in kinds)]
    return [page.join(match[1]) for meta in named if (match := _REFRESH.search(meta.get("content") or ""))]


def refreshes(page: ParsedPage) -> list[str]:
    """The addresses to which each `meta refresh` leads, with `url=` or without, as browsers read them."""
    found = list[str]()
    for node in page.tree.css("meta[http-equiv]"):
        attributes = node.attributes
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            content = attributes.get("content") or ""
            match = _REFRESH.search(content) or _BARE_REFRESH.match(content)
            if match:
                found.append(page.join(match[1]))
    return found


def take_shot(page: ParsedPage, sources: Sources, scripts: Sequence[Script]) -> Shot:
    """The page as it will be compared.

    Args:
        page: the page.
        sources: its foreign hosts.
        scripts: its inline scripts.
    """
    blocks = dict.fromkeys(blocks_of(page))
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
        reaches=reaches(page, sources.near),
    )
