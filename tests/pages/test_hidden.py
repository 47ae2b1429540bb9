"""Hidden links: each trick alarms, and its clean twin does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.pages.styles import cascade, declared
from fjgov_tui.pages.tricks import colour, hidden_by, pixels
from tests.pages.tampered import EVIL, look, sound, told

HOST = "www.bc888.example.top"
BAD = f'<a href="{EVIL}/a">进入</a><a href="{EVIL}/b">更多</a>'
OWN = '<a href="/zwgk/">政务公开</a><a href="http://szj.fengjie.example/">民政局</a>'
GOV = '<a href="http://www.cq.gov.cn/">市政府</a><a href="http://www.xinhuanet.com/">新华网</a>'

STYLES = {
    "none": "display:none",
    "none-important": "DISPLAY : none !important",
    "none-comment": "display:/* x */none",
    "none-escape": r"disp\6c ay:none",
    "visibility": "visibility:hidden",
    "opacity": "opacity:0",
    "opacity-percent": "opacity:1%",
    "filter": "filter:alpha(opacity=0)",
    "font": "font-size:0",
    "font-one": "font-size:1px",
    "font-short": "font:0/0 a",
    "indent": "text-indent:-9999px",
    "indent-em": "text-indent:-999em",
    "left": "position:absolute;left:-9999px",
    "top": "position:fixed;top:-1000px",
    "margin": "margin-left:-5000px",
    "margin-short": "margin:-9999px 0 0 0",
    "transform": "transform:translateX(-9999px)",
    "scale": "transform:scale(0)",
    "height": "height:0;overflow:hidden",
    "height-one": "height:1px;overflow:hidden",
    "max-height": "max-height:0;overflow:hidden",
    "width": "width:0px;overflow:hidden",
    "both": "width:1px;height:1px",
    "clip": "position:absolute;clip:rect(0,0,0,0)",
    "clip-one": "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path": "clip-path:inset(100%)",
    "behind": "position:absolute;z-index:-1",
    "colour": "color:#fff;background:#ffffff",
    "transparent": "color:rgba(0,0,0,0)",
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_links_to_strangers_in_a_hidden_container_alarm_and_our_own_do_not(style: str) -> None:
    assert told(sound(f'<div style="{style}">{BAD}</div>')) == [("hidden-link", HOST)]
    assert told(sound(f'<div style="{style}"><p><b>{BAD}</b></p></div>')) == [("hidden-link", HOST)]
    assert told(sound(f'<div style="{style}">{OWN}{GOV}</div>')) == []
    assert told(sound(f"<div>{BAD}</div>")) == []


@pytest.mark.parametrize("selector", ["#x", ".y", "div.y", "div#x > p", "body .container #x", "#x p a"])
def test_a_rule_in_the_page_hides_by_id_class_and_tag(selector: str) -> None:
    body = f'<div id="x" class="y z"><p>{BAD}</p></div>'
    hidden = f"<style>h1{{color:red}} {selector}, .other {{ position:absolute; left:-3000px }}</style>"
    assert told(sound(body, head=hidden)) == [("hidden-link", HOST)]
    assert told(sound(body, head=f"<style>{selector} {{ position:absolute; left:0 }}</style>")) == []
    assert told(sound(body, head=f"<style>@media print {{ {selector} {{ display:none }} }}</style>")) == []


def test_a_menu_that_opens_under_the_mouse_is_no_hiding_place() -> None:
    menu = f'<ul class="menu"><li>相关单位<ul class="sub"><li>{BAD}</li></ul></li></ul>'
    rules = ".sub { display:none } .menu li:hover .sub { display:block }"
    assert told(sound(menu, head=f"<style>{rules}</style>")) == []
    assert told(sound(menu, head="<style>.sub { display:none }</style>")) == [("hidden-link", HOST)]


def test_a_later_rule_that_shows_again_counts() -> None:
    body = f'<div class="tab on">{BAD}</div>'
    assert told(sound(body, head="<style>.tab { display:none } .tab.on { display:block }</style>")) == []


@pytest.mark.parametrize(
    "html",
    [
        f"<div hidden>{BAD}</div>",
        f'<marquee width="1" height="0">{BAD}</marquee>',
        f"<noscript>{BAD}</noscript>",
        f'<div bgcolor="#ffffff" style="background:#fff"><font color="white">{BAD}</font></div>',
        f'<table><tr><td bgcolor="#eeeeee"><a href="{EVIL}/" style="color:#EEE">x</a></td></tr></table>',
        f'<a href="{EVIL}/">\u200b\u200b</a>',
        f'<a href="{EVIL}/" style="display:none">x</a>',
        f'<div id="q9">{BAD}</div><script>document.getElementById("q9").style.display="none";</script>',
        "<script>document.write('<div style=\"display:none\">')</script>"
        f"{BAD}<script>document.writeln('</div>');</script>",
        f'<script>document.write(\'<div style="position:absolute;left:-999px"><a href="{EVIL}">x</a></div>\')</script>',
        "<script>document.write(unescape(\"%3Cdiv style='display:none'%3E%3Ca href='http://www.bc888.example.top/'%3E"
        'x%3C/a%3E%3C/div%3E"))</script>',
        f'<div style="display:none"><a href="http:\\\\{HOST}\\x">x</a></div>',
    ],
)
def test_other_hiding_places(html: str) -> None:
    assert [rule for rule, _ in told(sound(html))] == ["hidden-link"]


@pytest.mark.parametrize(
    "html",
    [
        # A row of friends whose gaps are closed by letters of no size; a sheet that we do not read sets them right.
        f'<link rel="stylesheet" href="/css/a.css"><ul style="font-size:0"><li class="f">{BAD}</li></ul>',
        f'<div style="font-size:0"><span style="font-size:14px">{BAD}</span></div>',
        f'<div style="visibility:hidden"><div style="visibility:visible">{BAD}</div></div>',
        f'<link rel="stylesheet" href="/css/a.css"><div class="foot" style="color:#fff">{BAD}</div>',
        f'<div style="background:#036;color:#fff">{BAD}</div>',
        f'<div style="position:absolute;left:-20px">{BAD}</div>',
        f'<div style="position:relative;z-index:10">{BAD}</div>',
        f'<div style="height:0">{BAD}</div>',
        f'<a href="{EVIL}/"><img src="/a.png" alt=""></a>',
        f'<a class="icon" href="{EVIL}/"> </a>',
        f"<div id='t2'>{BAD}</div>"
        "<script>function tab(n) { document.getElementById('t2').style.display='none'; }</script>",
        "<h1 style='text-indent:-9999px'><a href='/'>首页</a></h1>",
        f"<!-- <div style='display:none'>{BAD}</div> -->",
    ],
)
def test_what_only_looks_like_hiding(html: str) -> None:
    assert told(sound(html)) == []


def test_a_tab_among_friends_is_a_warning_and_a_stranger_alone_a_violation() -> None:
    stranger = f'<a href="{EVIL}/">某某公司</a>'
    (mixed,) = look(sound(f'<ul style="display:none">{OWN}{GOV}{stranger}</ul>'))[1]
    assert mixed.severity == "warning"
    (alone,) = look(sound(f'<ul style="display:none">{stranger}</ul>'))[1]
    assert alone.severity == "violation"
    (far,) = look(sound(f'<ul style="text-indent:-999px">{OWN}{GOV}{stranger}</ul>'))[1]
    assert far.severity == "violation"
    (gambling,) = look(sound(f'<ul style="display:none">{OWN}{GOV}<a href="{EVIL}/">六合彩</a></ul>'))[1]
    assert gambling.severity == "violation"
    assert "六合彩" in gambling.what
    assert HOST in gambling.what


def test_a_host_that_the_county_lets_pass_is_no_stranger() -> None:
    assert told(sound(f'<div style="display:none">{BAD}</div>'), allowed=("bc888.example.top",)) == []
    assert told(sound(f'<div style="display:none">{BAD}</div>'), allowed=("888.example.top",)) != []


@given(
    st.sampled_from(sorted(STYLES)),
    st.lists(st.sampled_from(["div", "p", "span", "ul", "b"]), max_size=6),
    st.integers(0, 14),
)
def test_a_planted_hidden_link_always_alarms(trick: str, wraps: list[str], place: int) -> None:
    inner = BAD
    for tag in wraps:
        inner = f"<{tag}>{inner}</{tag}>"
    html = sound()
    spots = [at for at in range(len(html)) if html.startswith("<li", at)]
    at = spots[place % len(spots)]
    assert ("hidden-link", HOST) in told(html[:at] + f'<div style="{STYLES[trick]}">{inner}</div>' + html[at:])


@given(st.text(max_size=80))
def test_any_style_is_read_without_trouble(text: str) -> None:
    hidden_by(cascade((), declared(text), 0))
    colour(text)
    pixels(text)
