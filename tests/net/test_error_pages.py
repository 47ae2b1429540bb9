"""Pages that answer 200 and are no page of the site, and such as only look like it. Written from public defaults."""

import pytest

from fjgov_tui.net.verdict import judge
from fjgov_tui.observed.visits import Outcome
from tests.hostile.pages import HEALTHY


def page(title: str, text: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>"


LONG = "县水利局组织开展汛前检查，对全县水库、山坪塘逐一排查，确保安全度汛。" * 20
ERRORS = {
    "tomcat": page(
        "Apache Tomcat/9.0.65", "<h1>Apache Tomcat/9.0.65</h1><p>If you're seeing this, you've installed it." * 9
    ),
    "tomcat-error": page("HTTP Status 500 – Internal Server Error", "<h1>HTTP Status 500</h1><p>Type Exception Report"),
    "iis": page("IIS Windows Server", "<a href='https://www.microsoft.com/'><img src='iisstart.png'></a>"),
    "aspnet": page("运行时错误", "<h1>“/”应用程序中的服务器错误。</h1><p>说明: 服务器上出现应用程序错误。"),
    "database": page("县水利局", "<p>数据库连接失败，请检查配置文件</p>"),
    "wordpress": page("Database Error", "<h1>Error establishing a database connection</h1>"),
    "sql": page("", "SQLSTATE[HY000] [2002] Connection refused"),
    "maintenance": page("网站维护中", "<h1>网站正在升级维护中，请稍后访问。</h1><img src=w.png>"),
    "not-filed": page("网站未备案", "<p>该网站暂时无法访问，根据规定未备案网站不得接入。</p>"),
    "panel": page("恭喜，站点创建成功！", "<h1>恭喜, 站点创建成功！</h1><h3>本页面由系统自动生成</h3>"),
    "no-site": page("没有找到站点", "<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>"),
    "nginx": page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>The nginx web server is working.</p>"),
    "apache": page("Apache2 Ubuntu Default Page: It works", "<div>Apache2 Default Page</div>" * 40),
    "index-of": page("Index of /", "<h1>Index of /</h1>" + "<a href='a.zip'>a.zip</a>" * 30),
    "gateway": page("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>"),
    "gateway-in-body": page("县水利局", "<h1>503 Service Temporarily Unavailable</h1><a href=/>返回</a>"),
    "suspended": page("Account Suspended", "<p>This Account has been suspended. Contact your hosting provider.</p>"),
    "arrears": page("提示", "<p>您访问的网站因欠费已停止服务</p><img src=a.png>"),
    "expired": page("", "<p>该域名已过期，请联系注册商</p><a href=http://registrar.example/>续费</a>"),
    "not-found": page("404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>"),
}
OPEN = {
    "healthy": HEALTHY,
    "short": page("县水利局", "<p>县水利局网站已整合到县政府门户网站，请前往门户网站的部门专栏查看有关信息。</p>"),
    "upgrade": page("提示", "<p>您的浏览器版本过低，为了正常浏览本网站，请升级到最新版本的浏览器后再访问本站。</p>"),
    "about-maintenance": page("关于网站系统升级维护的公告", f"<p>{LONG}网站正在升级维护中</p>"),
    "about-filing": page("县水利局", f"<p>{LONG}</p><p>未备案的网站，应当办理备案。蜀ICP备19007388号</p>"),
    "about-database": page("通知公告", f"<p>{LONG}数据库连接失败的应急处置预案</p>"),
    "filed": page("县水利局", "<a href=/zwgk/>政务公开</a><a href=/bszn/>办事指南</a>蜀ICP备19007388号 川公网安备 51"),
    "index-word": page("政府信息公开目录索引", "<a href=/1.html>2026年工作要点</a>" * 3),
    "number-title": page("12345政务服务便民热线", "<a href=/a>我要咨询</a><a href=/b>我要投诉</a>"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_with_status_200_is_a_failure_of_its_own(name: str) -> None:
    for code in ("utf-8", "gb18030"):
        outcome, why = judge(200, {}, ERRORS[name].encode(code))
        assert outcome is Outcome.ERROR_PAGE, (name, code)
        assert "状态码 200" in why


@pytest.mark.parametrize("name", OPEN)
def test_what_only_speaks_of_such_things_is_open(name: str) -> None:
    for code in ("utf-8", "gb18030"):
        assert judge(200, {}, OPEN[name].encode(code)) == (Outcome.OPEN, ""), (name, code)


CHALLENGES = {
    "acw": "<html><script>var arg1='3F4A';function setCookie(n,v){document.cookie=n+v}setCookie('acw_sc__v2',x);"
    "document.location.reload()</script></html>",
    "jsl": "<script>document.cookie=('_')+('_jsl_clearance_s=1');location.href=location.pathname</script>"
    "<script>__jsl_clearance</script>",
    "interpreter": "<html><head><meta id='x' content='abc'><script>$_ts=window['$_ts'];</script><script src='/a.js'>"
    f"</script><script>{'x=1;' * 30_000}</script></head><body></body></html>",
    "cookie-and-reload": "<script>document.cookie='k=v;path=/';window.location.reload();</script>",
}


@pytest.mark.parametrize("name", CHALLENGES)
@pytest.mark.parametrize("status", [200, 412, 521, 503])
def test_a_script_that_has_to_be_run_first_is_a_shield(name: str, status: int) -> None:
    outcome, why = judge(status, {}, CHALLENGES[name].encode())
    assert outcome is Outcome.BLOCKED
    assert "白名单" in why


def test_an_empty_202_is_a_shield_and_a_page_that_carries_its_script_is_open() -> None:
    assert judge(202, {"server": "nginx"}, b" ")[0] is Outcome.BLOCKED
    carried = HEALTHY.replace("</head>", "<script>$_ts=1;document.cookie='acw_sc__v2=1'</script></head>")
    assert judge(200, {}, carried.encode()) == (Outcome.OPEN, "")
    entry = "<script>location='/home'</script>"
    assert judge(200, {}, entry.encode()) == (Outcome.OPEN, "")


def test_a_page_that_sets_a_cookie_and_loads_again_is_no_shield_where_it_links_on() -> None:
    """An entry page of pictures has hardly any text; what leads on to five pages is a page of the site."""
    code = "<script>document.cookie='seen=1';function again(){window.location.reload()}</script>"
    links = "".join(f"<a href='/{n}/'><img src='/{n}.png'></a>" for n in range(5))
    assert judge(200, {}, f"<html><body>{code}{links}</body></html>".encode()) == (Outcome.OPEN, "")
    assert judge(200, {}, f"<html><body>{code}</body></html>".encode())[0] is Outcome.BLOCKED
