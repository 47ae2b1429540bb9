"""Error pages with status 200 again, and honest pages beside them, written before the patterns were looked at anew.

The wording is that of public default pages of products which the first twenty leave out.
"""

from fjgov_tui.net.verdict import judge
from fjgov_tui.observed.visits import Outcome
from tests.net.test_error_pages import LONG, page

FRESH_ERRORS = {
    "spring": page("Error", "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error"),
    "php": page("", "<b>Fatal error</b>: Uncaught Error: Call to undefined function in /www/index.php on line 3"),
    "php-warning": page("", "Warning: mysqli_connect(): (HY000/1045): Access denied for user 'root'@'localhost'"),
    "thinkphp": page("系统发生错误", "<h1>页面错误！请稍后再试～</h1><p>ThinkPHP V5.1 { 十年磨一剑 }</p>"),
    "tengine": page("Welcome to tengine!", "<h1>Welcome to tengine!</h1>"),
    "openresty": page("Welcome to OpenResty!", "<p>If you see this page, the OpenResty web platform is installed</p>"),
    "caddy": page("Caddy works!", "<h1>Congratulations!</h1><p>Your web server is working.</p>"),
    "weblogic": page(
        "Error 404--Not Found", "<h2>Error 404--Not Found</h2><p>From RFC 2068 Hypertext Transfer Protocol"
    ),
    "object-store": "<?xml version='1.0'?><Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist."
    "</Message></Error>",
    "oracle": page("", "java.sql.SQLException: ORA-12541: TNS:no listener"),
    "upgrade": page("系统升级公告", "<h2>系统升级中</h2><p>预计今晚 22:00 恢复访问，给您带来不便敬请谅解。</p>"),
    "closed": page("站点已关闭", "<p>该网站已关闭，如有疑问请联系管理员</p>"),
    "parked": page("域名停放", "<p>该域名正在出售，有意请联系</p><a href='http://d.example/'>报价</a>"),
    "limit": page("", "<h1>503 Service Unavailable</h1>No server is available to handle this request."),
    "django": page("Server Error (500)", "<h1>Server Error (500)</h1>"),
    "rails": page("We're sorry, but something went wrong (500)", "<h1>We're sorry, but something went wrong.</h1>"),
    "iis-dir": page("", "<pre><a href='/'>[To Parent Directory]</a> 2026/11/1 10:00 &lt;dir&gt; upload</pre>"),
    "expired-licence": page("授权提示", "<p>授权已过期，请联系软件供应商续期</p>"),
    "virtual": page("提示信息", "<h2>抱歉，您访问的虚拟主机不存在或已到期</h2>"),
    "missing": page("页面不存在", "<p>抱歉，您要访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>"),
}
FRESH_OPEN = {
    "closing-notice": page(
        "县农业局网站迁移公告", "<p>本网站内容已迁移至县政府门户网站，请点击<a href='/zf'>这里</a>访问。</p>"
    ),
    "storm": page("应急值守", f"<p>{LONG}系统升级改造项目中标公告</p>"),
    "lost": page("遗失声明", f"<p>{LONG}证件遗失，声明作废，页面不存在的情况请反馈</p>"),
    "domain-news": page("我县启用新域名", f"<p>{LONG}原域名即将到期停用</p>"),
    "server-buy": page("服务器采购项目", f"<p>{LONG}服务器 500 台，502 号标段</p>"),
    "closed-road": page(
        "道路封闭公告", "<p>因施工需要，滨江路自即日起封闭，请绕行。</p><a href='/jt/'>交通信息</a><a href='/'>首页</a>"
    ),
    "contact": page("联系我们", "<p>县政府办公室：028-88220001</p><p>地址：人民路1号</p><a href='/'>首页</a>"),
    "splash": page("云山县人民政府", "<a href='/index.html'><img src='/enter.jpg' alt='进入云山县人民政府网站'></a>"),
    "holiday": page(
        "放假通知", "<p>2027年元旦放假三天，政务服务大厅暂停服务。</p><a href='/'>首页</a><a href='/tz/'>通知</a>"
    ),
    "water": page("停水通知", "<p>因管道检修，城东片区暂停供水。</p><a href='/'>首页</a><a href='/gg/'>公告</a>"),
}


def test_an_error_page_of_another_product_is_a_failure_of_its_own() -> None:
    """Of these 9 were known when they were written; 3 more failed for being short."""
    missed = [name for name, body in FRESH_ERRORS.items() if judge(200, {}, body.encode())[0] is not Outcome.ERROR_PAGE]
    assert missed == []


def test_an_honest_page_beside_them_is_open() -> None:
    accused = [name for name, body in FRESH_OPEN.items() if judge(200, {}, body.encode())[0] is not Outcome.OPEN]
    assert accused == []
