"""A twelfth set: columns of one county, site by site; truths were written before anything was judged."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.skins import rows
from tests.pages.imitations.twelfth_sites import (
    bureau,
    catalogue,
    county,
    drawn,
    each,
    english,
    media,
    park,
    school,
    town,
)
from tests.pages.imitations.twelfth_without import WITHOUT_DAYS

A = "<a href='/art/{n}.html' target='_blank'>{t}</a>"
STALE = date(2025, 12, 18)


def _of_the_county() -> Iterator[Column]:
    plain = "<ul class='gl'>" + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", NEW, 20) + "</ul>"
    yield Column("portal: notices", county(plain + "<script>createPageHTML(20,0,'index','html');</script>"), NEW)
    yield Column(
        "portal: notices, stale",
        county("<ul class='gl'>" + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", OLD, 20) + "</ul>"),
        OLD,
    )
    yield Column(
        "portal: news with leads",
        county(
            each(
                "<div class='tw'><h4><a href='./t{d:%Y%m%d}_{n}.html'>{t}</a></h4><p>近日，我县召开会议，"
                "对2025年以来的工作"
                "作了总结，部署明年1月1日起施行的新办法。</p><div class='tw-b'>{d:%Y-%m-%d}　来源：县融媒体中心"
                "</div></div>"
            ),
            "奉山要闻",
        ),
        NEW,
    )
    yield Column(
        "portal: policies with validity and numbers",
        county(
            "<table class='zc'><thead><tr><th>序号</th><th>标题</th><th>发文字号</th><th>有效性</th><th>发布日期"
            "</th></tr>"
            "</thead><tbody>"
            + each(
                "<tr><td>1</td><td>" + A + "</td><td>奉府办发〔2026〕31号</td><td>有效</td><td>{d:%Y-%m-%d}</td></tr>",
                STALE,
            )
            + "</tbody></table>",
            "行政规范性文件",
        ),
        STALE,
    )
    yield Column(
        "portal: interpretations with their policies",
        county(
            "<ul class='jd'>"
            + each(
                "<li>"
                + A
                + "<span>{d:%Y-%m-%d}</span><div class='xg'>相关政策：<a href='/zc/{n}.html'>奉山县住房补贴办法</a>"
                "<span>2024-03-02</span></div></li>"
            )
            + "</ul>",
            "政策解读",
        ),
        NEW,
    )
    yield Column(
        "portal: appointments, three entries",
        county("<ul>" + each("<li>" + A + "<i>{d:%Y.%m.%d}</i></li>", STALE, 3, 90) + "</ul>", "人事任免"),
        STALE,
    )
    yield Column(
        "portal: annual reports by year of report",
        county(
            "<ul>"
            + "".join(
                f"<li><a href='/nb/{y}.html'>奉山县{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-2{y % 9}"
                f"</span></li>"
                for y in range(2025, 2017, -1)
            )
            + "</ul>",
            "年度报告",
        ),
        date(2026, 1, 20),
    )
    yield Column(
        "portal: bulletins",
        county(
            "<div class='gb'>"
            + "".join(
                f"<a class='gbk' href='/gb/2026{k}/'><img src='/gb/2026{k}.jpg'><p>2026年第{k}期</p>"
                f"<span>发布时间：2026-{k:02}-28</span></a>"
                for k in range(10, 4, -1)
            )
            + "</div>",
            "政府公报",
        ),
        date(2026, 10, 28),
    )
    yield Column(
        "portal: opinions asked, still open",
        county(
            "<ul>"
            + each(
                "<li><b class='st'>征集中</b>" + A + "<span>征集时间：{d:%Y-%m-%d} 至 2027-01-01</span></li>",
                STALE,
                8,
                20,
            )
            + "</ul>",
            "意见征集",
        ),
        STALE,
    )
    yield Column(
        "portal: interviews, day of the talk",
        county(
            each(
                "<div class='ft'><img src='/{n}.jpg'><h4>"
                + A
                + "</h4><p>嘉宾：县教委主任</p><p>访谈时间：{d:%Y-%m-%d} 10:00"
                "</p><p>发布时间：{d:%Y-%m-%d}</p></div>",
                STALE,
                5,
            ),
            "在线访谈",
        ),
        STALE,
    )
    yield Column(
        "portal: a pinned letter of three years ago on top",
        county(
            "<ul class='gl'><li><em>[置顶]</em><a href='/1.html'>致全县人民的一封信</a><span>2023-05-06</span></li>"
            + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", NEW, 9)
            + "</ul>"
        ),
        NEW,
    )
    yield Column(
        "portal: a holiday that lies ahead, pinned",
        county(
            "<ul class='gl'>"
            + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", NEW, 9)
            + "</ul><div class='tips'>2027年元旦放假时间：2027年1月1日至3日</div>"
        ),
        NEW,
    )
    yield Column(
        "portal: what others read at the right",
        county(
            "<div class='l'><ul>"
            + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", OLD, 15)
            + "</ul></div><div class='r'><div class='bt'>一周热门</div><ol>"
            + each("<li>" + A + "<span>{d:%m-%d}</span></li>", NEW, 6)
            + "</ol></div>",
        ),
        OLD,
    )
    yield Column(
        "portal: two lists, each with its heading",
        county(
            "<div class='lm'><h3><a href='/a/'>县级文件</a></h3><ul>"
            + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", OLD, 6)
            + "</ul></div><div class='lm'><h3><a href='/b/'>部门文件</a></h3><ul>"
            + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", NEW, 6)
            + "</ul></div>",
            "政策文件",
        ),
        NEW,
    )
    boxes = "".join(
        f"<div class='mk'><div class='mk-t'><a href='/{at}/'>{name}</a><a href='/{at}/' class='gd'>更多</a></div><ul>"
        + each("<li>" + A + "<span>{d:%m-%d}</span></li>", day, 6)
        + "</ul></div>"
        for at, name, day in (("yw", "奉山要闻", NEW), ("tz", "通知公告", date(2026, 11, 18)), ("zc", "政策", STALE))
    )
    yield Column("portal: home", county(boxes, "首页"), date(2026, 11, 18), home=True)


def _of_the_bureau() -> Iterator[Column]:
    row = "<tr><td width=20><img src='images/d.gif'></td><td>" + A + "</td><td width=90>{}</td></tr>"
    for name, form, day in (
        ("year-month-day", "{d:%Y-%m-%d}", OLD),
        ("with slashes, unpadded", "{d.year}/{d.month}/{d.day}", OLD),
        ("two figures of the year", "[{d:%y-%m-%d}]", OLD),
        ("month and day in brackets", "<font color=gray>[{d:%m-%d}]</font>", NEW),
        ("with the time", "{d:%Y-%m-%d} 15:20:41", OLD),
    ):
        rows_of = each(row.replace("{}", form), day, 18)
        yield Column(f"bureau: {name}", bureau(f"<table width=100%>{rows_of}</table>"), day)
    yield Column(
        "bureau: one table an entry, day behind the title",
        bureau(each("<table width=98%><tr><td>·" + A + "&nbsp;({d:%Y-%m-%d})</td></tr></table>", OLD, 14)),
        OLD,
    )
    yield Column(
        "bureau: clicks behind the day",
        bureau(
            "<table>"
            + each("<tr><td>" + A + "</td><td>{d:%Y-%m-%d}</td><td>阅读：2025</td></tr>", OLD, 14)
            + "</table><p align=center>共 312 条 第1/16页 首页 上页 下页 尾页</p>"
        ),
        OLD,
    )
    yield Column(
        "bureau: an article opened as a column",
        bureau(
            "<p align=center><b>奉山县林业局职能</b></p><p align=center>"
            "发布人：admin　发布时间：2024/7/9 9:12:00　浏览次数：881</p>"
            + "<p>贯彻执行林业和草原工作的方针政策，拟订发展规划并组织实施。</p>"
            * 5
        ),
        date(2024, 7, 9),
    )
    yield Column(
        "bureau: two entries",
        bureau("<table>" + each("<tr><td>" + A + "</td><td>{d:%Y-%m-%d}</td></tr>", OLD, 2, 60) + "</table>", "公告"),
        OLD,
    )


def _of_the_school() -> Iterator[Column]:
    tail = (
        "<div class='pb_sys_common'><span class='p_t'>共278条</span><span class='p_no_d'>1</span><span class='p_no'>"
        "<a href='a/19.htm'>2</a></span></div>"
    )
    for name, row, day in (
        (
            "day in front",
            "<li id='line_u5_0'><span>{d:%Y-%m-%d}</span><a href='../info/1005/{n}.htm'>{t}</a></li>",
            NEW,
        ),
        ("day in the link", "<li><a href='../info/1005/{n}.htm'><em>{t}</em><i>{d:%Y年%m月%d日}</i></a></li>", OLD),
        (
            "leaf: day, then year and month",
            "<li><a href='../info/1/{n}.htm'><div class='sj'><b>{d:%d}</b><p>{d:%Y.%m}</p></div><h4>{t}</h4>"
            "<p>我校组织师生开展活动。</p></a></li>",
            OLD,
        ),
        (
            "leaf: month in words over the day",
            "<li><div class='rl'><span>{d.month}月</span><strong>{d:%d}</strong></div><div class='wz'>"
            "<a href='../info/1/{n}.htm'>{t}</a><p>文/办公室 图/宣传部</p></div></li>",
            NEW,
        ),
        ("bracketed month and day", "<li><a href='../info/1005/{n}.htm'>{t}</a>&nbsp;[{d:%m/%d}]</li>", NEW),
        (
            "picture, title, line of readers and day",
            "<li><a href='../info/1/{n}.htm'><img src='/{n}.jpg'></a><h5><a href='../info/1/{n}.htm'>{t}</a></h5>"
            "<span class='ll'><i></i>1024</span><span class='rq'><i></i>{d:%Y-%m-%d}</span></li>",
            STALE,
        ),
    ):
        yield Column(f"school: {name}", school(f"<ul class='n_list'>{each(row, day, 10)}</ul>{tail}"), day)
    yield Column(
        "school: the meta of another builder",
        school(
            "<div id='wp_news_w6'><ul class='news_list list2'>"
            + each(
                "<li class='news n1 clearfix'><span class='news_title'><a href='/{d:%Y}/{d:%m%d}/c12a{n}/page.htm' "
                "title='{t}'>{t}</a></span><span class='news_meta'>{d:%Y-%m-%d}</span></li>",
                STALE,
                14,
            )
            + "</ul></div><div id='wp_paging_w6'><ul><li>每页 14 记录 总共 237 记录</li><li>"
            "第一页 &lt;&lt;上一页 下一页&gt;&gt;"
            "</li><li>页码 1/17</li></ul></div>"
        ),
        STALE,
    )
    yield Column(
        "school: plan of the term with weeks",
        school(
            "<ul>"
            + each("<li><a href='../info/9/{n}.htm'>{t}</a><span>{d:%Y-%m-%d}</span></li>", OLD, 6, 30)
            + "</ul><p>校历：2026年9月1日开学，2027年1月18日放假。</p>",
            "教务通知",
        ),
        OLD,
    )


def _of_the_catalogue() -> Iterator[Column]:
    hover = (
        "<tr><td>{n}</td><td class='mc'>"
        + A
        + "<div class='tip' style='display:none'><p>索引号：11500236-{n}</p><p>发布机构："
        "县卫生健康委</p><p>生成日期：{d:%Y-%m-%d}</p><p>名称：{t}</p></div></td><td>{d:%Y-%m-%d}</td></tr>"
    )
    yield Column(
        "catalogue: details that unfold",
        catalogue("<table><tr><th>序号</th><th>名称</th><th>公开日期</th></tr>" + each(hover, OLD, 10) + "</table>"),
        OLD,
    )
    yield Column(
        "catalogue: made on, published on",
        catalogue(
            "<table><tr><th>名称</th><th>成文日期</th><th>公开日期</th></tr>"
            + "".join(
                f"<tr><td><a href='/gk/{n}.html'>{t}</a></td><td>{d - timedelta(days=9):%Y-%m-%d}</td>"
                f"<td>{d:%Y-%m-%d}</td></tr>"
                for t, d, n in rows(STALE)
            )
            + "</table>",
            "政策文件",
        ),
        STALE,
    )
    yield Column(
        "catalogue: a block of labels an entry",
        catalogue(
            each(
                "<dl class='xx'><dt>"
                + A
                + "</dt><dd><label>索 引 号：</label>1150{n}</dd><dd><label>发布机构：</label>县卫健委"
                "</dd><dd><label>发布日期：</label>{d:%Y-%m-%d}</dd><dd><label>有 效 性：</label>有效</dd></dl>"
            )
        ),
        NEW,
    )
    yield Column(
        "catalogue: licences with their terms",
        catalogue(
            "<table><tr><th>行政相对人</th><th>许可决定日期</th><th>有效期自</th><th>有效期至</th></tr>"
            + each(
                "<tr><td>" + A + "</td><td>{d:%Y/%m/%d}</td><td>{d:%Y/%m/%d}</td><td>2030/12/31</td></tr>", STALE, 12
            )
            + "</table>",
            "行政许可",
        ),
        STALE,
    )
    yield Column(
        "catalogue: budgets with years in every title",
        catalogue(
            "<ul>"
            + "".join(
                f"<li><a href='/ys/{y}.html'>奉山县卫生健康委员会{y}年部门预算公开</a><span>{y}-02-1{y % 8}</span></li>"
                for y in range(2026, 2018, -1)
            )
            + "</ul>",
            "财政预决算",
        ),
        date(2026, 2, 12),
    )
    yield Column(
        "catalogue: accidents, the day of the accident in the title",
        catalogue(
            "<ul>"
            + "".join(
                f"<li><a href='/yj/{n}.html'>“{d - timedelta(days=70):%m·%d}”一般事故调查报告</a>"
                f"<span>{d:%Y-%m-%d}</span></li>"
                for _, d, n in rows(STALE, 5, 60)
            )
            + "</ul>",
            "应急管理",
        ),
        STALE,
    )
    yield Column(
        "catalogue: statistics to come, a calendar",
        catalogue(
            "<ul>"
            + each("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", OLD, 8)
            + "</ul><table><caption>下次发布</caption><tr>"
            "<td>2026年12月14日</td><td>11月份主要指标</td></tr></table>",
            "统计信息",
        ),
        OLD,
    )


def _of_the_media() -> Iterator[Column]:
    card = "<a class='c' href='/p/{n}'><h2>{t}</h2><div class='m'><span>奉山融媒</span><span>{}</span></div></a>"
    yield Column("media: full day", media(each(card.replace("{}", "{d:%Y-%m-%d %H:%M}"))), NEW)
    yield Column("media: month and day with the hour", media(each(card.replace("{}", "{d:%m-%d} 08:30"))), NEW)
    hours = "".join(
        f"<a class='c' href='/p/{k}'><h2>{t}</h2><em>{k}小时前</em></a>" for k, (t, _, _) in enumerate(rows(NEW, 5), 2)
    )
    yield Column(
        "media: hours, yesterday, days", media(hours + each(card.replace("{}", "{d:%m-%d}"))), date(2026, 11, 23)
    )
    yield Column(
        "media: films with length and readers",
        media(
            each(
                "<div class='v'><video poster='/{n}.jpg'></video><i>03:12</i><h3><a href='/v/{n}'>{t}</a></h3><p>"
                "<span>播放 2026</span><span>{d:%m月%d日}</span></p></div>"
            ),
            "视频",
        ),
        NEW,
    )
    yield Column(
        "media: by day, hours at each",
        media(
            "".join(
                f"<div class='dg'><div class='dt'>{d.month}月{d.day}日 星期{'一二三四五六日'[d.weekday()]}</div>"
                f"<p><i>16:20</i><a href='/k/{n}'>{t}</a></p>"
                f"<p><i>09:05</i><a href='/k/{n - 1}'>快讯：{t}</a></p></div>"
                for t, d, n in rows(NEW, 6, 2)
            ),
            "快讯",
        ),
        NEW,
    )


def _of_the_program() -> Iterator[Column]:
    item = "<div class='css-li'><a class='css-t' href='/d/{n}'>{t}</a><div class='css-q'>{}</div></div>"
    yield Column("program: drawn, full day", drawn(each(item.replace("{}", "{d:%Y-%m-%d}"), OLD)), OLD)
    yield Column(
        "program: drawn, time element",
        drawn(
            each(item.replace("{}", "<time datetime='{d:%Y-%m-%d}T08:00:00+08:00'>{d.month}月{d.day}日</time>"), OLD)
        ),
        OLD,
    )
    records = ",".join(
        f'{{id:{n},title:"{t}",publishTime:"{d:%Y-%m-%d} 09:30:00",updateTime:"2026-11-20 10:00:00",top:false}}'
        for t, d, n in rows(OLD, 10)
    )
    yield Column(
        "program: titles drawn, days in the data alone",
        drawn(
            each("<div class='css-li'><a class='css-t' href='/d/{n}'>{t}</a></div>", OLD, 10),
            state=f"window.__NUXT__={{data:[{{list:[{records}]}}]}}",
        ),
        OLD,
    )
    stamps = ",".join(
        f'{{"id":{n},"title":"{t}","publishDate":{(d - date(1970, 1, 1)).days * 86_400_000}}}'
        for t, d, n in rows(NEW, 10)
    )
    yield Column(
        "program: nothing drawn, milliseconds in the data",
        drawn("<div class='css-li'></div>", state=f'window.__INITIAL_STATE__={{"list":[{stamps}]}}'),
        NEW,
    )
    yield Column(
        "program: cards with day and month apart, year below",
        drawn(
            each(
                "<div class='css-k'><div class='css-d'><div>{d:%d}</div><div>{d:%m}</div><div>{d:%Y}</div></div>"
                "<a href='/d/{n}'>{t}</a></div>",
                OLD,
                8,
            )
        ),
        OLD,
    )
    yield Column(
        "program: invitations with their last day",
        drawn(
            each(item.replace("{}", "<span>发布 {d:%Y-%m-%d}</span><span>截止 2026-12-31</span>"), STALE), "招商项目"
        ),
        STALE,
    )


def _of_the_park() -> Iterator[Column]:
    for name, row, day in (
        ("plain", "<p class='i'>" + A + "<span>{d:%Y-%m-%d}</span></p>", OLD),
        (
            "day below the lead",
            "<div class='i'>" + A + "<div>雾凇迎来观赏期。</div><small>{d:%Y年%m月%d日}</small></div>",
            OLD,
        ),
        ("English months", "<div class='i'><b>{d:%d}</b><span>{d:%b %Y}</span>" + A + "</div>", OLD),
        ("month and day, a season old", "<div class='i'><i>{d:%m-%d}</i>" + A + "</div>", date(2026, 8, 30)),
    ):
        yield Column(f"park: {name}", park(each(row, day, 9, 9)), day)
    yield Column(
        "park: home",
        park(
            "<ul>" + each("<li>" + A + "<em>{d:%Y-%m-%d}</em></li>", STALE, 5) + "</ul><div class='jq'><a href='/jq/1'>"
            "<img src='/1.jpg'>天坑</a><a href='/jq/2'><img src='/2.jpg'>草场</a></div>",
            "首页",
        ),
        date(2026, 11, 15),
        home=True,
    )


def _of_the_town() -> Iterator[Column]:
    def store(form: str, newest: date, count: int = 15) -> str:
        records = each(f"<record><![CDATA[{form}]]></record>", newest, count)
        return (
            f"<div id='338'><script type='text/xml'><datastore><nextgroup></nextgroup><recordset>{records}"
            f"</recordset>"
            "</datastore></script></div><script>new JPage('338',15).init();</script>"
        )

    for name, form, day in (
        (
            "list",
            "<li><a href='/art/2026/{n}.html' title='{t}'>{t}</a><span class='bt-right'>{d:%Y-%m-%d}</span></li>",
            OLD,
        ),
        ("table, month and day", "<table><tr><td>" + A + "</td><td>[{d:%m-%d}]</td></tr></table>", NEW),
        ("addresses know the year", "<li><a href='/art/{d:%Y}/{d.month}/{d.day}/art_41_{n}.html'>{t}</a></li>", OLD),
        ("bold, in brackets", "<li>" + A + "<b>[ {d:%Y-%m-%d} ]</b></li>", OLD),
    ):
        yield Column(f"town: {name}", town(store(form, day)), day)
    yield Column(
        "town: subsidies with months in the titles",
        town(
            store(
                "<li><a href='/art/{n}.html'>白水镇2026年{d.month}月份城乡低保发放公示</a><span>{d:%Y-%m-%d}"
                "</span></li>",
                date(2026, 9, 11),
                8,
            ),
            "惠民资金",
        ),
        date(2026, 9, 11),
    )
    yield Column(
        "town: purchases, opened ahead",
        town(
            store(
                "<li>" + A + "<span>开标时间：2026-12-09 09:30</span><span class='bt-right'>{d:%Y-%m-%d}</span></li>",
                STALE,
                6,
            ),
            "招标采购",
        ),
        STALE,
    )


def _of_the_guests() -> Iterator[Column]:
    for name, row in (
        ("month, day, year", "<li>" + A + "<span>{d:%B} {d.day}, {d.year}</span></li>"),
        ("short month", "<li>" + A + "<span>{d:%b} {d.day}, {d.year}</span></li>"),
        ("day, month, year", "<li><span>{d.day} {d:%b} {d.year}</span>" + A + "</li>"),
        ("dashes", "<li>" + A + "<span>{d:%Y-%m-%d}</span></li>"),
        ("updated", "<div>" + A + "<p>Updated: {d:%B} {d.day}, {d.year}</p></div>"),
    ):
        yield Column(f"english: {name}", english(f"<ul>{each(row, OLD, 8)}</ul>"), OLD)


TWELFTH_COLUMNS = (
    *_of_the_county(),
    *_of_the_bureau(),
    *_of_the_school(),
    *_of_the_catalogue(),
    *_of_the_media(),
    *_of_the_program(),
    *_of_the_park(),
    *_of_the_town(),
    *_of_the_guests(),
    *WITHOUT_DAYS,
)
