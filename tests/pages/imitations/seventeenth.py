"""A seventeenth set: nine sites of another county, written with the sixteenth and kept back until that was mended by.

In the proportions of a real county again: three columns in four are dated lists of the ordinary kinds.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

from tests.pages.imitations import seventeenth_sites as frames
from tests.pages.imitations.shape import Column

Row = tuple[str, str, date | None, bool]
"""Title, content, the newest day, whether it is empty."""
NOW, RECENT, SUMMER = date(2026, 11, 21), date(2026, 11, 9), date(2026, 7, 15)
WINTER, BEFORE, OLDEN = date(2026, 1, 22), date(2025, 12, 3), date(2024, 6, 20)
_REPORTS = (
    "全县三季度经济形势分析会召开", "县政协委员视察教育项目", "砚山蓝莓走出国门", "县乡两级开展防汛演练", "我县入选全"
        "国试点名单",
    "县领导督导环保问题整改", "“砚山工匠”评选揭晓", "机关干部下沉社区服务", "全民阅读活动启动", "首届乡村运动会闭幕",
    "县总工会慰问一线职工", "重阳节敬老活动温暖人心",
)  # fmt: skip
_PAPERS = (
    "关于公布2026年度县级示范社名单的通知", "关于2026年12月5日停电检修的公告", "2025年度部门决算", "关于做好2027年度"
        "报刊征订工作的通知",
    "砚山县“十四五”规划中期评估报告", "关于开展2026年下半年专项检查的通告", "砚府函〔2026〕31号批复", "2026年第10期食"
        "品监督抽检信息",
    "关于拟享受创业补贴人员的公示", "关于废止部分文件的决定", "公开遴选公告", "关于暂停办理车驾管业务的公告",
)  # fmt: skip
_MARKS = ("", "（续）", "（第一批）", "（转发）", "（修订）", "之二", "（县本级）", "（汇总）", "（节选）")
_number = count(90005, 3)


def each(form: str, newest: date, number: int = 12, gap: int = 3, titles: tuple[str, ...] = _REPORTS) -> str:
    """A row for each of some articles that no other column has, the newest first."""
    out = list[str]()
    for place in range(number):
        n = next(_number)
        title = titles[n // 3 % len(titles)] + _MARKS[n // 36 % len(_MARKS)]
        out.append(form.format(t=title, d=newest - timedelta(days=gap * place), n=n))
    return "".join(out)


def papers(form: str, newest: date, number: int = 10, gap: int = 8) -> str:
    """The same of notices and papers."""
    return each(form, newest, number, gap, _PAPERS)


def _site(name: str, frame: Callable[[str, str], str], *rows: Row) -> Iterator[Column]:
    for title, content, newest, blank in rows:
        yield Column(f"{name}: {title}", frame(content, title), newest, blank, site=name)


def _dated(title: str, content: str, newest: date) -> Row:
    return title, content, newest, False


def _dateless(title: str, content: str) -> Row:
    return title, content, None, False


def _blank(title: str, content: str) -> Row:
    return title, content, None, True


def _portal() -> Iterator[Column]:
    li = (
        "<li><i></i><a href='/yssrmzf/c108233/{d:%Y%m}/{n}a7c44.shtml' target='_blank'>{t}</a><span class='date'>"
        "{d:%Y-%m-%d}"
        "</span></li>"
    )
    block = (
        "<div class='blk'><div class='hd'><h4>{0}</h4><a href='/c1/list.shtml'>更多&gt;&gt;</a></div><ul "
        "class='newsList'>{1}</ul>"
        "</div>"
    )
    yield from _site(
        "yanshan", frames.portal,
        _dated("砚山要闻", "<ul class='publicList'>" + each(li, NOW, 20, 1) + "</ul>", NOW),
        _dated("公示公告", "<ul class='publicList'>" + papers(li, RECENT, 20, 2) + "</ul>", RECENT),
        _dated("政策文件", "<ul class='publicList'>" + papers(li, SUMMER) + "</ul>", SUMMER),
        _dated("人事任免", "<ul class='publicList'>" + papers(li, BEFORE, 9, 45) + "</ul>", BEFORE),
        _dated("政务公开", block.format("公示", papers(li, RECENT, 6, 5)) + block.format("解读", papers(li, SUMMER,
                6, 9))
               + block.format("会议", each(li, NOW - timedelta(days=3), 6, 7)), NOW - timedelta(days=3)),
        _dated("专题专栏",
                "<div class='tab'><ul class='tabh'><li>动态</li><li>部署</li></ul><ul class='tabb'>" + each(li,
                WINTER, 8)
               + "</ul><ul class='tabb' style='display:none'>" + papers(li, BEFORE, 8) + "</ul></div>", WINTER),
        _dated("意见征集",
                "<table class='zj'><tr><th>标题</th><th>开始时间</th><th>结束时间</th><th>状态</th></tr>" + papers(
            "<tr><td><a href='/zj/{n}.shtml'>{t}</a></td><td>{d:%Y-%m-%d}</td><td>2026-12-31</td><td>进行中</td>"
            "</tr>", RECENT, 5, 20)
            + "</table>", RECENT),
        _dated("财政信息", "<ul class='publicList'>" + papers(li, date(2026, 2, 13), 6, 1) + "</ul>", date(2026, 2,
                13)),
        _dateless("县情概况", "<div class='article'><p>砚山县幅员面积1780平方公里，辖19个镇（街道）。</p><p>"
                          "2025年末常住人口42.6万人。</p></div>"),
        _blank("督查考核", "<ul class='publicList'></ul>"),
    )  # fmt: skip


def _market() -> Iterator[Column]:
    li = "<li><a href='./{d:%Y%m}/t{d:%Y%m%d}_{n}.html' title='{t}'>{t}</a><span class='fr'>[{d:%Y-%m-%d}]</span></li>"
    yield from _site(
        "market", frames.market,
        _dated("工作动态", "<ul class='lb'>" + each(li, RECENT) + "</ul>", RECENT),
        _dated("通知公告", "<ul class='lb'>" + papers(li, NOW) + "</ul>", NOW),
        _dated("食品抽检", "<ul class='lb'>" + papers(li, SUMMER, 10, 20) + "</ul>", SUMMER),
        _dated("行政处罚", "<table><tr><th>当事人</th><th>处罚决定书文号</th><th>处罚决定日期</th></tr>" + papers(
            "<tr><td>某某超市</td><td><a href='./{n}.html'>砚市监处罚〔2026〕{n}号</a></td><td>{d:%Y年%m月%d日}</td>"
            "</tr>", RECENT, 8, 4)
            + "</table>", RECENT),
        _dated("政策法规", "<ul class='lb'>" + papers(li, OLDEN, 7, 60) + "</ul>", OLDEN),
        _dated("年度报告", "<ul class='lb'><li><a href='./1.html'>2025年法治政府建设年度报告</a><span class='fr'>"
                       "[2026-01-15]</span>"
               "</li><li><a href='./2.html'>2024年法治政府建设年度报告</a><span class='fr'>[2025-01-17]</span></li>"
               "</ul>",
               date(2026, 1, 15)),
        _dateless("机构职能", "<div class='TRS_Editor'><p>（一）负责市场综合监督管理。</p><p>"
                          "（二）负责市场主体统一登记注册。</p></div>"),
        _blank("标准信息", "<ul class='lb'></ul><p>共0条</p>"),
    )  # fmt: skip


def _health() -> Iterator[Column]:
    whole = "<li><a href='/art/{n}.html'><span class='bt'>{t}</span><span class='sj'>{d:%Y-%m-%d}</span></a></li>"
    brief = (
        "<dl><dt><a href='/art/{n}.html'>{t}</a></dt><dd class='jj'>本网讯 为进一步做好相关工作，10月28日上午，"
        "县卫健局召开专题会议……<a "
        "href='/art/{n}.html'>[详细]</a></dd><dd class='ly'>{d:%Y-%m-%d} 浏览量：{n}</dd></dl>"
    )
    yield from _site(
        "health", frames.health,
        _dated("卫健动态", "<ul class='l1'>" + each(whole, NOW) + "</ul>", NOW),
        _dated("公告公示", "<ul class='l1'>" + papers(whole, SUMMER) + "</ul>", SUMMER),
        _dated("健康科普", each(brief, RECENT, 8, 6), RECENT),
        _dated("疾病防控", each(brief, WINTER, 8, 6), WINTER),
        _dated("医疗机构校验", "<ul class='l1'>" + papers(whole, BEFORE, 5, 30) + "</ul>", BEFORE),
        _dated("卫生监督", "<ul class='l2'>" + papers("<li><b>{d:%d}</b><u>{d:%Y.%m}</u><a href='/art/{n}.html'>"
                                                  "{t}</a></li>",
               RECENT) + "</ul>", RECENT),
        _dateless("家庭医生", "<p>签约地址：各镇卫生院</p><p>签约电话：028-88220001</p>"),
        _blank("中医药", "<ul class='l1'></ul><div>敬请期待</div>"),
    )  # fmt: skip


def _village() -> Iterator[Column]:
    item = (
        "<div class='article-item'><a href='/sqz/article/{n}'><div class='article-title'>{t}</div><div "
        "class='article-time'>"
        "{d:%Y-%m-%d} 10:2{n}</div></a></div>"
    ).replace("10:2{n}", "10:26:31")
    yield from _site(
        "village", frames.village,
        _dated("石桥资讯", each(item, RECENT, 10, 2), RECENT),
        _dated("通知公告", papers(item, NOW), NOW),
        _dated("村务公开", papers(item, SUMMER, 10, 15), SUMMER),
        _dated("三务公开", papers(item, WINTER, 10, 15), WINTER),
        _dated("民生资金", papers(item, BEFORE, 6, 30), BEFORE),
        _dated("石桥影像", "<div class='grid'>" + each("<a class='cell' href='/sqz/article/{n}'><img "
                                                   "src='/oss/{n}.jpg'><p>{t}</p><p>"
               "{d:%Y-%m-%d}</p></a>", RECENT, 6, 10) + "</div>", RECENT),
        _dateless("石桥概况", "<p>石桥镇因明代石桥得名，距县城12公里。</p><img src='/oss/m.jpg'>"),
        _blank("招商项目", "<div class='el-empty'><p>暂无数据</p></div>"),
        _blank("政策问答", ""),
    )  # fmt: skip


def _justice() -> Iterator[Column]:
    tr = (
        "<tr class='cat-list-row0'><td class='list-title'><a href='/xw/{n}'>{t}</a></td><td class='list-date small'>"
        "{d.year}年{d.month}月{d.day}日</td><td class='list-hits'>点击数：{n}</td></tr>"
    )
    table = (
        "<table class='category table'><thead><tr><th>标题</th><th>发布日期</th><th>点击</th></tr></thead><tbody>"
        "{}</tbody></table>"
    )
    yield from _site(
        "justice", frames.justice,
        _dated("司法新闻", table.format(each(tr, RECENT)), RECENT),
        _dated("法律援助", table.format(papers(tr, SUMMER, 8, 20)), SUMMER),
        _dated("行政复议", table.format(papers(tr, OLDEN, 8, 20)), OLDEN),
        _dated("社区矫正", each("<div class='items-row'><h2><a href='/xw/{n}'>{t}</a></h2><dl class='article-info'>"
                            "<dd>发布于 "
               "{d:%Y-%m-%d}</dd><dd>作者：管理员</dd></dl><p>近日，县司法局组织开展教育学习。</p></div>", WINTER,
                6, 9), WINTER),
        _dateless("公证服务", "<p>公证处地址：砚山县法治大厦二楼。办证时间：周一至周五。</p>"),
        _blank("人民调解", "<p>此分类中没有文章。如果子分类显示在本页，可能包含文章。</p>"),
    )  # fmt: skip


def _school() -> Iterator[Column]:
    li = (
        "<li id='line_u8_{n}'><a href='../info/1011/{n}.htm' target='_blank' title='{t}'>{t}</a><span>"
        "{d:%Y/%m/%d}</span></li>"
    )
    pager = (
        "<div class='pb_sys_common'><span class='p_t'>共86条</span><span class='p_no_d'>1</span><a href='xyxw/8.htm'>"
        "2</a></div>"
    )
    yield from _site(
        "school", frames.school,
        _dated("校园新闻", "<ul>" + each(li, NOW, 15, 2) + "</ul>" + pager, NOW),
        _dated("通知公告", "<ul>" + papers(li, RECENT) + "</ul>" + pager, RECENT),
        _dated("教学科研", "<ul>" + each(li, SUMMER) + "</ul>" + pager, SUMMER),
        _dated("招生信息", "<ul>" + papers(li, WINTER, 5, 30) + "</ul>", WINTER),
        _dated("学生园地", "<ul class='rq'>" + each("<li><div class='sj'><p>{d:%m-%d}</p><h6>{d.year}</h6></div><div "
                                                "class='wz1'><a "
               "href='../info/1014/{n}.htm'>{t}</a></div></li>", BEFORE, 8, 12) + "</ul>", BEFORE),
        _dated("信息公开", "<ul>" + papers(li.replace("<span>{d:%Y/%m/%d}</span>",
                "<span>（{d:%Y-%m-%d}）</span>"), OLDEN, 6, 30)
               + "</ul>", OLDEN),
        _dateless("专业介绍", "<ul><li><a href='../info/1020/1.htm'>汽车运用与维修</a></li><li><a "
                          "href='../info/1020/2.htm'>幼儿保育</a>"
                  "</li></ul>"),
        _blank("校友之家", "<ul></ul><div class='pb_sys_common'><span class='p_t'>共0条</span></div>"),
    )  # fmt: skip


def _labour() -> Iterator[Column]:
    row = "<tr><td>◇ <a id='GridView1_{n}' href='Show.aspx?id={n}'>{t}</a></td><td align='right'>{}</td></tr>"
    grid = "<table id='GridView1' cellspacing='0' width='100%'>{}</table>"
    yield from _site(
        "labour", frames.labour,
        _dated("工作动态", grid.format(each(row.replace("{}", "{d.year}/{d.month}/{d.day}"), RECENT)), RECENT),
        _dated("公告公示", grid.format(papers(row.replace("{}", "{d.year}/{d.month}/{d.day} 0:00:00"), NOW)), NOW),
        _dated("就业创业", grid.format(papers(row.replace("{}", "({d:%m月%d日})"), RECENT, 12, 20)), RECENT),
        _dated("社会保险", grid.format(papers(row.replace("{}", "{d:%Y-%m-%d}"), SUMMER)), SUMMER),
        _dated("考试招聘", grid.format(papers(row.replace("{}", "{d:%Y-%m-%d}"), BEFORE)), BEFORE),
        _dated("劳动监察", grid.format(papers(row.replace("{}", "[{d:%y/%m/%d}]"), WINTER)), WINTER),
        _dateless("办事指南", "<table><tr><td><a href='Show.aspx?id=11'>失业登记</a></td></tr><tr><td><a "
                          "href='Show.aspx?id=12'>"
                  "社保卡补办</a></td></tr></table>"),
        _blank("技能培训", "<table id='GridView1'><tr><td>没有记录</td></tr></table>"),
    )  # fmt: skip


def _park() -> Iterator[Column]:
    post = (
        "<article id='post-{n}' class='post'><header class='entry-header'><h2 class='entry-title'><a href='/?p={n}'>"
        "{t}</a></h2>"
        "<div class='entry-meta'><span class='posted-on'><time class='entry-date' "
        "datetime='{d:%Y-%m-%d}T09:10:00+08:00'>"
        "{d.year}年{d.month}月{d.day}日</time></span><span class='byline'>由 <a href='/author/admin/'>admin</a>"
        "</span></div></header>"
        "<div class='entry-content'><p>湖区近日水位平稳。</p></div></article>"
    )
    yield from _site(
        "park", frames.park,
        _dated("公园动态", each(post, SUMMER, 8, 12), SUMMER),
        _dated("公告", papers(post, RECENT, 5, 25), RECENT),
        _dated("科普", each(post, OLDEN, 6, 25), OLDEN),
        _dateless("游园须知", "<div class='page'><p>开放时间：8:30—17:30（冬季）。</p><p>禁止垂钓、野炊。</p></div>"),
        _blank("志愿者", "<section class='no-results'><h1>未找到</h1><p>抱歉，没有符合您要求的内容。</p></section>"),
    )  # fmt: skip


def _zone() -> Iterator[Column]:
    li = "<li><a href='/n/{n}.html'>{t}</a><em>{d:%Y/%m/%d}</em></li>"
    yield from _site(
        "zone", frames.zone,
        _dated("园区动态", "<ul class='ls'>" + each(li, RECENT) + "</ul>", RECENT),
        _dated("政策速递", "<ul class='ls'>" + papers(li, SUMMER) + "</ul>", SUMMER),
        _dated("企业风采", each("<div class='pz'><img src='/p/{n}.jpg'><h6><a href='/n/{n}.html'>{t}</a></h6><span>"
                            "{d:%Y/%m/%d}</span>"
               "</div>", WINTER, 6, 20), WINTER),
        _dated("环评公示", "<ul class='ls'>" + papers(li, BEFORE, 7, 15) + "</ul>", BEFORE),
        _dated("党群工作", "<ul class='ls'>" + each(li, OLDEN, 7, 15) + "</ul>", OLDEN),
        _dateless("投资环境", "<p>园区距高速入口3公里。</p><p>工业用电、用水、用气保障充足。</p><img src='/qw.jpg'>"),
        _blank("人才政策", "<ul class='ls'></ul>"),
    )  # fmt: skip


SEVENTEENTH_COLUMNS = (
    *_portal(), *_market(), *_health(), *_village(), *_justice(), *_school(), *_labour(), *_park(), *_zone(),
)  # fmt: skip
