"""Figures and quotes that no browser would write: whoever hides links must not blind us by one of them."""

import pytest

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.contents import content
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import forget_page, unfold
from fjgov_tui.pages.scripts import Script, written
from fjgov_tui.pages.suspects import suspects
from fjgov_tui.pages.tampering import integrity

ABOUT: dict[str, Json] = {
    "url": "http://www.fengjie.example/",
    "content_type": "text/html; charset=utf-8",
    "today": "2026-11-23",
    "page_of": "column",
}
STYLES = (
    f"color:rgb({'1' * 5000},1,1)",
    "color:rgba(1,1,1,1.2.3)",
    "color:rgba(1,1,1,.)",
    "filter:alpha(opacity=1.2.3)",
    "filter:opacity(.)",
    f"position:absolute;clip:rect({'1' * 5000} 1 1 1)",
    f"position:absolute;z-index:-{'9' * 5000}",
    f"font:{'1' * 60_000}",
    f"transform:translate({'1' * 60_000}",
    "color:\\110000 \\d800",
)
SIZE = 2 * 1024 * 1024
HIDES = 'getElementById("a").style.display="none";{{'
PAGES = {
    "rules without a brace": f"<style>{'a' * SIZE}",
    "at-rules without an end": f"<style>{'@import url(' * (SIZE // 12)}",
    "one at-rule without an end": f"<style>@{'a' * SIZE}",
    "media one after the other": f"<style>{'@media x{}' * (SIZE // 10)}",
    "lists that never end": "<script><datastore" * (SIZE // 18),
    "records that never end": f"<script><datastore>{'<record><![CDATA[' * (SIZE // 20)}</datastore></script>",
    "cells without an end": f"<table><tr>{'<td>2026-11-20' * (SIZE // 14)}",
    "labels without a date": "<p>发布时间：</p>" * (SIZE // 22),
    "rules for everything": f"<style>{(','.join('*' * 20) + '{left:0}') * 300}</style>{'<b></b>' * 29_000}",
    "code of a server that never comes": f"<p>$_POST Runtime eval{' ' * (SIZE - 99)}</p>",
    "a sheet's address": f"<style>a{{b:url({' ' * (SIZE - 99)}</style>",
    "refresh to nowhere": f"<meta http-equiv=refresh content='0;url={' ' * SIZE}'>",
    "a repost from nowhere": f"<p>转自{' ' * (SIZE - 99)}!",
    "hidden by scripts": f"<script>{HIDES * 40_000}</script>",
}


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one[:30])
def test_no_style_keeps_a_hidden_link_from_being_found(style: str) -> None:
    html = f"<div style='{style}'><a href='//a.top'>x</a></div><div style='display:none'><a href='//b.top'>y</a></div>"
    forget_page()
    found = integrity(html.encode(), ABOUT)
    assert "b.top" in str(found["alarms"])
    content(html.encode(), ABOUT)


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_what_never_ends_is_read_to_its_end(html: str) -> None:
    body = (html[:SIZE] + "<a href='//evil.top'>x</a>").encode()
    forget_page()
    for task in (integrity, content, freshness):
        assert task(body, ABOUT)


SCRIPTS = {
    "sogou": "document.referrer;" + "sogou " * 33_000,
    "spaces": "document.referrer;baidu;location" + " " * 199_000,
    "a name": "location;a=" + " " * 199_000,
    "runs": "fetch('/a').then(r=>eval" + " " * 199_000,
    "half a host": "f('//'" + " " * 199_000,
    "window": "window." * 28_000 + "location",
    "function": "function a(){" + "location.href='http://evil.top/';" * 6000,
    "handlers": "document.onclick=function(){location=a;location=b;location=c;location=d;};" * 2600,
    "fields": "a=$('#x input').val();" * 4500 + " " * 2000 + "fetch('http://evil.top/');" * 3800,
    "functions": "".join(f"function f{n}(){{f{n + 1}();location='http://evil.top/';}}" for n in range(4000)),
    "classes": "class A{constructor(){location.href='http://evil.top/';}}" * 3500,
}
"""What each costs, `benchmarks/bounds.py` measures; so it does for the pages above."""


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_are_read_to_their_end(text: str) -> None:
    script = Script(text, "mark")
    list(suspects(script, Neighbours("http://www.fengjie.example/")))
    written(script)


def test_lists_in_scripts_are_unfolded() -> None:
    record = "<record><![CDATA[<li>{}</li>]]></record>"
    store = f"<script type='text/xml'><?xml version='1.0'?><datastore>{record}</datastore></script>"
    html = f"a{store.format(1)}b{store.format(2)}c<script>x</script>"
    assert unfold(html) == "a<div><li>1</li></div>b<div><li>2</li></div>c<script>x</script>"
    assert unfold("<script><datastore>x") == "<script><datastore>x"
