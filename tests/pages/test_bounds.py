"""Pages made to cost time: both tasks answer, and shortly, whatever two megabytes hold.

That twice as much costs about twice the time, `benchmarks/bounds.py` measures on these pages.
"""

import json

import pytest

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.contents import content
from fjgov_tui.pages.page import forget_page
from fjgov_tui.pages.tampering import integrity

ABOUT: dict[str, Json] = {"url": "http://www.fengjie.example/", "content_type": "text/html; charset=utf-8"}
PAGES = {
    "hidden links": "<div style='display:none'>"
    + "".join(f"<a href='//h{n}.top'>六合彩{n}</a>" for n in range(40_000)),
    "identity numbers": "500236190001010004 " * 100_000,
    "one sentence": "打击六合彩犯罪" * 100_000,
    "terms": "六合彩" * 300_000,
    "braces": "<script>" + "{" * 1_000_000 + "location.href='http://e.top/x'" * 2000 + "</script>",
    "style": "<style>" + "@media x {" * 100_000 + "</style><a href='http://e.top'>x</a>",
    "rules": "<style>" + "".join(f".a{n}{{display:none}}" for n in range(60_000)) + "</style><a href='//e.top'>x</a>",
    "zero width": "中\u200b" * 300_000,
    "packed words": "<script>eval(function(p,a,c,k,e,d){}('"
    + "0 " * 400_000
    + "',62,1,'"
    + "w" * 90_000
    + "'.split('|'),0,{}))</script>",
    "packed in packed": "<script>" + "eval(function(p,a,c,k,e,d){}('0',9,1,'x'.split('|'),0,{}))" * 9000 + "</script>",
    "texts that run": "<script>" + "eval('eval(\"eval(`" * 50_000 + "</script>",
    "remarks for one": "<!--[if IE]><object data='//e.top/'>" * 20_000 + "<![endif]-->",
    "sheets that count": "<style>" + "a:expression(" * 100_000 + "</style>",
    "labels": "来源：" * 300_000,
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_every_page_is_answered_shortly(html: str) -> None:
    body = html.encode()[: 2 * 1024 * 1024]
    for task in (integrity, content):
        forget_page()
        assert len(json.dumps(task(body, ABOUT))) < 1_000_000
