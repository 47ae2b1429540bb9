"""The frames of the thirteenth set: on most sites something with a day stands on every page."""


def health(content: str, title: str) -> str:
    side = "".join(
        f"<a class='list-group-item' href='/t/{n}.html'>{text}<span class='badge'>{day}</span></a>"
        for n, (text, day) in enumerate(
            (
                ("关于流感疫苗接种的通知", "11-20"),
                ("2026年冬季义诊活动安排", "11-18"),
                ("医保缴费截止提醒", "11-15"),
                ("护士资格考试报名", "11-11"),
            )
        )
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} - 奉山县卫生健康委员会</title></head><body>"
        "<nav class='navbar'><a href='/'>首页</a><a href='/gk'>政务公开</a><a href='/fw'>服务</a></nav>"
        "<div class='container'><div class='row'><div class='col-8'><h3 class='page-header'>"
        f"{title}</h3>{content}</div><div class='col-4'><div class='card'><div class='card-header'>重要提示</div>"
        f"{side}"
        "</div><div class='card'><div class='card-header'>健康热线</div><p>12320</p></div></div></div></div>"
        "<footer><p>奉山县卫生健康委员会主办</p><p>渝ICP备16000001号</p></footer></body></html>"
    )


def trading(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><div class='h'><img "
        "src='/logo.png'><span class='clock'>2026-11-23 10:05:11</span></div><div class='m'><a href='/'>首页</a>"
        "<a href='/jy'>交易信息</a><a href='/xy'>信用信息</a></div><div class='n'>最新公告：<a href='/n/88.html'>"
        "关于系统升级暂停服务的公告</a> 2026-11-19</div><div class='p'>位置：首页 &gt;&gt; 交易信息 &gt;&gt; "
        f"{title}</div><div class='b'><div class='bl'><ul><li><a href='/jy/gc'>工程建设</a></li><li><a href='/jy/cg'>"
        f"政府采购</a></li></ul></div><div class='br'>{content}</div></div><div class='f'>奉山县公共资源交易中心　"
        "技术支持：某某软件　今日访问：1123</div></body></html>"
    )


def street(content: str, title: str) -> str:
    latest = "".join(
        f"<li><a href='/z/{n}.html'>{text}</a><span>{day}</span></li>"
        for n, (text, day) in enumerate(
            (("东门社区开展消防演练", "11-21"), ("街道慰问环卫工人", "11-17"), ("第七次人口普查培训", "11-12"))
        )
    )
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_云阳路街道办事处</title></head><body><div class='head'>"
        "<h1>云阳路街道办事处</h1><div>2026年11月23日 星期一 晴转多云</div></div><div class='navbox'><a href='/'>"
        "首页</a>"
        "<a href='/jd'>街道概况</a><a href='/dj'>党建</a></div><div class='zhuti'><div class='zuo'><div class='kuang'>"
        f"<div class='bt'>最近更新</div><ul>{latest}</ul></div><div class='kuang'><div class='bt'>办公时间</div><p>"
        f"工作日 9:00-17:30</p></div></div><div class='you'><div class='bt'>{title}</div>{content}</div></div>"
        "<div class='wei'>云阳路街道办事处 版权所有 2008-2026</div></body></html>"
    )


def culture(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title} | 奉山博物馆</title></head><body><header>"
        "<a href='/'>奉山博物馆</a><a href='/cg'>参观</a><a href='/zl'>展览</a><a href='/xs'>学术</a></header>"
        "<div class='hero'><h2>三峡记忆特展</h2><p>2026.10.01 - 2027.01.31</p><a href='/zl/sx'>了解更多</a></div>"
        f"<main><h1>{title}</h1>{content}</main><section class='rl'><h4>本月活动</h4><a href='/hd/1'>亲子拓印体验</a>"
        "<time>11月28日</time><a href='/hd/2'>夜游博物馆</a><time>11月14日</time></section><footer>周一闭馆"
        "（法定节假日除外）© 奉山博物馆</footer></body></html>"
    )


def finance(content: str, title: str) -> str:
    slides = "".join(
        f"<li><a href='/p/{n}.html'><img src='/p/{n}.jpg'><p>{text}</p><i>2026-11-{day}</i></a></li>"
        for n, (text, day) in enumerate((("财政局开展财会监督检查", 20), ("一图读懂县级预算调整", 16)))
    )
    return (
        f"<html><head><meta charset='utf-8'><title>奉山县财政局 {title}</title></head><body><div id='top'><a href='/'>"
        f"首页</a><a href='/zw'>政务</a><a href='/cz'>财政数据</a></div><div id='slide'><ul>{slides}</ul></div>"
        f"<div id='mid'><div id='lm'>{title}</div>{content}</div><div id='bot'><a href='/b/1'>联系我们</a><p>"
        "奉山县财政局　地址：奉山县夔门街道1号</p></div></body></html>"
    )


def village(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>"
        f"{title}</title></head><body><div class='bar'><span>高坪村</span><span>今天 11月23日 周一</span></div>"
        "<div class='tip'><b>村广播</b><a href='/g/12'>冬季用电安全提醒</a><small>昨天 18:20</small></div>"
        f"<h2>{title}</h2>{content}<div class='btm'><a href='/'>首页</a><a href='/me'>我的</a></div></body></html>"
    )


def invest(content: str, title: str) -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}-投资奉山</title></head><body><div "
        f"class='tel'>"
        "招商热线 023-56557700</div><ul class='dh'><li><a href='/'>首页</a></li><li><a href='/hj'>环境</a></li><li>"
        f"<a href='/xm'>项目</a></li></ul><div class='bn'><img src='/bn.jpg'></div><div class='tt'>{title}</div>"
        f"<div class='nr'>{content}</div><div class='tj'><h3>推荐项目</h3><a href='/x/1'>脐橙精深加工</a><span>"
        f"2026-10-30"
        "</span><a href='/x/2'>冷链物流园</a><span>2026-11-16</span></div><div class='dbu'>奉山县招商投资局 © 2026"
        "</div>"
        "</body></html>"
    )


def archive(content: str, title: str) -> str:
    return (
        "<html><head><meta charset='utf-8'><title>奉山县档案馆</title></head><body><center><img src=top.jpg><br>"
        "<a href=index.html>首页</a> <a href=gk.html>馆情</a> <a href=dt.html>动态</a></center><hr><marquee>"
        "奉山县档案馆2026年11月10日起恢复对外开放</marquee><table width=760 align=center><tr><td valign=top width=180>"
        "<a href=l1.html>国家档案局</a><br><a href=l2.html>市档案馆</a><br>更新日期：2026年11月22日</td><td "
        "valign=top>"
        f"<b>{title}</b><br>{content}</td></tr></table><hr><center>奉山县档案馆 地址：人民路2号</center></body></html>"
    )
