"""What stands around the content on sites of offices, after the habits of the commonest publishing systems."""

from datetime import date, timedelta

TODAY = date(2026, 11, 23)
SITE = "http://www.yunshan.example"
TOPICS = (
    "城区供水管网改造工程进入收尾阶段", "关于做好今冬明春森林防火工作的通知", "县人大代表视察民生实事项目",
    "关于征集农村公路养护意见的公告", "全县粮食收购工作推进会召开", "青年志愿者走进社区开展义诊",
    "关于调整部分公交线路走向的公告", "县医院新院区项目通过竣工验收", "“三下乡”活动走进高山村落",
    "柑橘产业技术培训班开班", "关于公布本年度湿地保护名录的通知", "小学生研学活动走进博物馆",
    "关于开展消防安全大检查的公告", "老旧小区加装电梯惠及千户居民", "县图书馆推出冬季读书活动",
)  # fmt: skip
"""Titles that were invented for the purpose."""


def days(newest: date, count: int, gap: int = 5) -> list[date]:
    """Days of publication going back from the newest."""
    return [newest - timedelta(days=gap * number) for number in range(count)]


def rows(newest: date, count: int = 10, gap: int = 5) -> list[tuple[str, date, int]]:
    """Title, day and number of invented articles, the newest first."""
    return [(TOPICS[n % len(TOPICS)], day, 41873 - 7 * n) for n, day in enumerate(days(newest, count, gap))]


def portal(content: str, title: str = "通知公告", head: str = "") -> str:
    """A portal of today: a band above, navigation, place, content, a footer with filings."""
    menu = "".join(
        f"<li><a href='/{n}/'>{name}</a></li>" for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
    )
    return (
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}_云山县人民政府</title>"
        f"<meta name='SiteName' content='云山县人民政府'><meta name='ColumnName' content='{title}'>{head}"
        "<link rel='stylesheet' href='/images/base.css'></head><body>"
        "<div class='topbar'><span id='today'>2026年11月23日 星期一</span><a href='/wza/'>无障碍浏览</a>"
        "<a href='/gh/'>关怀版</a><a href='/login'>登录</a><a href='/reg'>注册</a></div>"
        f"<header><h1><a href='/'>云山县人民政府</a></h1><ul class='nav'>{menu}</ul></header>"
        f"<div class='position'>您现在的位置：<a href='/'>首页</a> &gt; <a href='/xx/'>政务公开</a> &gt; {title}</div>"
        f"<div class='wrap'>{content}</div>"
        "<footer><a href='/about/'>关于我们</a><a href='/map/'>网站地图</a><p>主办单位：云山县人民政府办公室</p>"
        "<p><a href='https://beian.miit.gov.cn/'>云ICP备12003456号-2</a> 政府网站标识码：5009990012</p></footer>"
        "</body></html>"
    )


def township(content: str, title: str = "工作动态", head: str = "") -> str:
    """A sub-site of ten years ago: tables, GBK habits, fonts."""
    cells = "".join(
        f"<td><a href='col{n}.htm'>{name}</a></td>" for n, name in enumerate(("网站首页", "乡镇概况", "政策法规"))
    )
    return (
        f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'><title>"
        f"{title}-清溪镇</title>{head}"
        f"</head><body bgcolor='#ffffff'><table width='1000' align='center'><tr>{cells}</tr></table>"
        f"<table width='1000' align='center'><tr><td width='220' valign='top'><b>栏目导航</b><br>"
        f"<a href='a.htm'>机构设置</a><br><a href='b.htm'>{title}</a></td><td valign='top'>{content}</td></tr></table>"
        "<table width='1000' align='center'><tr><td align='center'>清溪镇人民政府 版权所有　地址：清溪镇正街18号　"
        "电话：023-55501234　您是第 88231 位访客</td></tr></table></body></html>"
    )


def bare(content: str, head: str = "") -> str:
    """Nothing but the content."""
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{content}</body></html>"
