"""The frames of the fourteenth set: half of the sites show something with a day on every page, half show none."""


def county(content: str, title: str) -> str:
    menu = "".join(
        f"<li><a href='/{at}/'>{name}</a></li>"
        for at, name in (("yw", "要闻动态"), ("gk", "政务公开"), ("fw", "政务服务"))
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_石门县人民政府</title><meta "
        f"name='ColumnName' "
        f"content='{title}'></head><body><div class='topnav'><a href='/user'>登录</a><a href='/wza'>无障碍</a></div>"
        f"<div class='mainnav'><ul>{menu}</ul></div><div class='crumb'>当前位置：<a href='/'>首页</a> &gt; {title}"
        f"</div>"
        f"<div class='sub-left'><h2>{title}</h2><ul><li><a href='/gk/zc/'>政策</a></li><li><a href='/gk/jd/'>解读"
        f"</a></li></ul>"
        f"</div><div class='sub-right'>{content}</div><div class='footer'><p>主办单位：石门县人民政府</p><p>"
        f"湘ICP备06000002号"
        "</p></div></body></html>"
    )


def water(content: str, title: str) -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>石门县水利局 - {title}</title></head><body><table width=1000>"
        f"<tr><td>"
        "<img src=/img/banner.jpg></td></tr><tr><td bgcolor=#0066cc><a href=/>首 页</a> <a href=/a.asp>水利概况</a> "
        "<a href=/b.asp>防汛抗旱</a> <a href=/c.asp>水资源</a></td></tr></table><table width=1000><tr><td width=200>"
        "<table><tr><td background=/img/t.gif>水情信息</td></tr><tr><td>三江口水位 58.21米<br>2026-11-23 08:00"
        "</td></tr></table>"
        "<table><tr><td background=/img/t.gif>友情链接</td></tr><tr><td><a href=http://www.mwr.example>水利部</a>"
        "</td></tr>"
        f"</table></td><td width=800 valign=top><div>{title}</div>{content}</td></tr></table><center>石门县水利局 "
        f"地址：澧阳路"
        "16号 电话：0736-5322000</center></body></html>"
    )


def court(content: str, title: str) -> str:
    scroll = "".join(
        f"<li><a href='/gg/{n}.shtml'>{name}</a><span>2026-11-{day}</span></li>"
        for n, (name, day) in enumerate((("关于送达传票的公告", 21), ("失信被执行人名单公布", 19), ("拍卖公告", 13)))
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-石门县人民法院</title></head><body>"
        "<div id='hd'><a href='/'>石门县人民法院</a></div><div id='dh'><a href='/fyxw.shtml'>法院新闻</a><a "
        "href='/sfgk.shtml'>"
        f"司法公开</a></div><div id='gd'><span>公告栏</span><ul>{scroll}</ul></div><div id='wz'>您的位置：首页 "
        f"&gt;&gt; {title}</div>"
        f"<div id='zw'>{content}</div><div id='yj'>Copyright © 石门县人民法院 All Rights Reserved</div></body></html>"
    )


def hospital(content: str, title: str) -> str:
    side = "".join(
        f"<li><em>{n + 1}</em><a href='/jk/{n}.html'>{name}</a></li>"
        for n, name in enumerate(("冬季如何预防流感", "高血压患者饮食禁忌", "孕期检查时间表"))
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title} | 石门县中医医院</title></head><body>"
        f"<div class="
        "'tel'>急诊电话 0736-5330120</div><div class='nav'><a href='/'>首页</a><a href='/ks'>科室</a><a "
        "href='/zj'>专家</a></div>"
        f"<div class='main'><div class='fl'><div class='tt'>{title}</div>{content}</div><div class='fr'><h3>"
        f"健康课堂</h3><ul>"
        f"{side}</ul><h3>门诊安排</h3><p>11月24日 周二 何一 主任医师</p></div></div><div class='bottom'>版权所有 "
        f"石门县中医医院"
        "</div></body></html>"
    )


def square(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{title}"
        "</title></head><body><div id='app'><div class='van-nav-bar'><i></i><span>石门发布</span></div><div "
        "class='van-notice'>"
        "<a href='/n/1'>关于开展全员核查的通告</a><i>11-20</i></div><div class='van-tabs'><span>头条</span><span>"
        "政务</span></div>"
        f"<div class='van-list' data-title='{title}'>{content}</div><div class='van-tabbar'><a href='/'>首页</a>"
        f"<a href='/my'>我"
        "</a></div></div></body></html>"
    )


def college(content: str, title: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-石门职业技术学校</title></head><body>"
        f"<div class="
        "'head-top'>2026年11月23日　星期一</div><div class='menu'><ul><li><a href='/index.htm'>首页</a></li><li>"
        "<a href='/xxgk"
        f".htm'>概况</a></li><li><a href='/zsjy.htm'>招生</a></li></ul></div><div class='list-box'><h1>{title}"
        f"</h1>{content}"
        "</div><div class='foot-box'>地址：石门县宝峰街道 邮编：415300</div></body></html>"
    )


def purchase(content: str, title: str) -> str:
    rows = "".join(
        f"<dd><a href='/hot/{n}'>{name}</a><u>{n * 31}次</u></dd>"
        for n, name in enumerate(("土地挂牌须知", "保证金退还流程"), 1)
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>石门县交易平台</title></head><body><div "
        f"class='hd'><a href='/'>"
        "首页</a><a href='/jyxx'>交易信息</a></div><div class='box'><div class='cen'><div class='path'>首页/交易信息/"
        f"{title}</div>{content}</div><div class='rig'><dl><dt>点击排行</dt>{rows}</dl><dl><dt>今日开标</dt><dd>"
        f"中心小学食堂改造 "
        "2026-11-23 09:30</dd></dl></div></div><div class='ft'>技术支持电话 400-000-0000</div></body></html>"
    )


def township(content: str, title: str) -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><div class='w'><h1>壶瓶山镇</h1>"
        f"<div class='dh'>"
        "<a href='/'>首页</a>|<a href='/zw/'>政务</a>|<a href='/ly/'>旅游</a></div></div><div class='w'><div "
        "class='bt'>"
        f"{title}</div>{content}</div><div class='w'>壶瓶山镇人民政府　最后更新：2026-11-21</div></body></html>"
    )
