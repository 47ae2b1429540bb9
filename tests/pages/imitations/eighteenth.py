"""An eighteenth set: nine sites of a third county, written after the seventeenth had been mended by."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

from tests.pages.imitations import eighteenth_sites as frames
from tests.pages.imitations.shape import Column

Row = tuple[str, str, date | None, bool]
"""Title, content, the newest day, whether it is empty."""
TODAY, WEEK, MONTH = date(2026, 11, 23), date(2026, 11, 16), date(2026, 10, 26)
HALF, YEAR, YEARS = date(2026, 5, 8), date(2025, 9, 30), date(2022, 12, 1)
_EVENTS = (
    "县委理论学习中心组举行集体学习", "我县农产品产销对接会成功举办", "县长带队检查校园食品安全", "全县河湖长制工作会"
        "议召开",
    "民营企业座谈会举行", "10公里健步走活动火热开场", "全国文明城市复查迎检部署", "村级集体经济观摩活动", "招才引智专"
        "场活动",
    "县融媒体中心走进田间地头", "“一老一小”服务再升级", "2026年职工技能大赛落幕",
)  # fmt: skip
_PAPERS = (
    "关于公开征求《临溪县养犬管理办法》意见的通知", "临溪县2026年第四季度供地计划", "关于对某某公司行政处罚的公告",
    "临府规〔2026〕7号 关于印发管理细则的通知", "2026年11月份最低生活保障资金发放公示", "关于2027年元旦放假安排的通知",
    "关于某某路（一期）改造工程规划许可批前公示", "2025年度“三公”经费决算公开", "政府采购合同公告（2026-0415）",
    "关于撤销部分事业单位登记的公告", "关于开展第五次全国经济普查数据质量抽查的通知", "面向社会公开招募见习人员公告",
)  # fmt: skip
_ENDS = ("", "（一）", "（二）", "（三）", "（续报）", "（更新）", "（图）", "（全文）")
_number = count(130003, 5)


def each(form: str, newest: date, number: int = 12, gap: int = 3, titles: tuple[str, ...] = _EVENTS) -> str:
    """A row for each of some articles that no other column has, the newest first."""
    out = list[str]()
    for place in range(number):
        n = next(_number)
        title = titles[n // 5 % len(titles)] + _ENDS[n // 60 % len(_ENDS)]
        out.append(form.format(t=title, d=newest - timedelta(days=gap * place), n=n, p=place + 1))
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


def _southern() -> Iterator[Column]:
    li = "<li><a href='/lxx/content/post_{n}.html' target='_blank'>{t}</a><span>{d:%Y-%m-%d}</span></li>"
    ul = "<ul class='news_list'>{}</ul>"
    card = (
        "<li><a href='/lxx/content/post_{n}.html'><img src='/img/{n}.jpg'></a><h3><a "
        "href='/lxx/content/post_{n}.html'>{t}</a>"
        "</h3><p>本网讯 近日，县里组织相关活动，取得积极成效。</p><span class='time'>{d:%Y-%m-%d} 09:15</span></li>"
    )
    yield from _site(
        "southern", frames.southern,
        _dated("临溪要闻", ul.format(each(li, TODAY, 20, 1)), TODAY),
        _dated("公告公示", ul.format(papers(li, WEEK, 20, 1)), WEEK),
        _dated("部门动态", ul.format(each(li, WEEK, 20, 1)), WEEK),
        _dated("政策解读", ul.format(papers(li, MONTH)), MONTH),
        _dated("图说临溪", "<ul class='pics'>" + each(card, MONTH, 8, 10) + "</ul>", MONTH),
        _dated("规划计划", ul.format(papers(li, HALF, 5, 50)), HALF),
        _dated("统计信息", ul.format(papers(li, YEAR, 9, 30)), YEAR),
        _dated("政府会议", ul.format(each(li, WEEK, 10, 10)), WEEK),
        _dateless("县情简介", "<div class='article'><p>临溪县建县于明嘉靖年间，总面积1512平方公里。</p><p>"
                          "2025年地区生产总值218亿元。</p></div>"),
        _blank("网上听证", ul.format("") + "<p class='tip'>暂无相关信息</p>"),
    )  # fmt: skip


def _openness() -> Iterator[Column]:
    row = (
        "<ul class='xxgk_lb clearfix'><li class='xh'>{p}</li><li class='mc'><a href='/openness/detail/{n}.html'>"
        "{t}</a></li>"
        "<li class='rq'>{d:%Y-%m-%d}</li></ul>"
    )
    head = (
        "<ul class='xxgk_lb tt'><li class='xh'>序号</li><li class='mc'>信息名称</li><li class='rq'>发布日期</li></ul>"
    )
    table = (
        "<table><tr><th>索引号</th><th>信息名称</th><th>发布机构</th><th>生成日期</th><th>发布日期</th></tr>{}</table>"
    )
    cells = (
        "<tr><td>003{n}</td><td><a href='/openness/detail/{n}.html'>{t}</a></td><td>县政府办</td><td>2026-01-05</td>"
        "<td>"
        "{d:%Y-%m-%d}</td></tr>"
    )
    yield from _site(
        "openness", frames.openness,
        _dated("政策法规", head + papers(row, MONTH), MONTH),
        _dated("规划计划", head + papers(row, HALF, 6, 60), HALF),
        _dated("财政资金", head + papers(row, WEEK, 12, 4), WEEK),
        _dated("应急管理", table.format(papers(cells, MONTH, 8, 9)), MONTH),
        _dated("招标采购", table.format(papers(cells, TODAY, 12, 1)), TODAY),
        _dated("监督保障", head + papers(row, YEARS, 4, 90), YEARS),
        _dated("信息公开指南", "<div class='wz_con'><h1>临溪县政府信息公开指南</h1><p class='wz_xx'>"
                         "发布时间：2026-03-18 15:20　来源：县政府"
               "办公室　浏览：421次</p><p>为方便公民、法人和其他组织获得本机关的政府信息，特编制本指南。</p><p>"
               "办公时间：8:00至12:00。</p></div>",
               date(2026, 3, 18)),
        _dateless("依申请公开", "<p>申请人可以通过当面、信函、网上提交等方式提出申请。</p><a href='/ysq'>我要申请</a>"),
        _blank("行政征收", head),
    )  # fmt: skip


def _eastern() -> Iterator[Column]:
    item = (
        "<record><![CDATA[<li class='clearfix'><a title='{t}' href='/art/{d.year}/{d.month}/{d.day}/art_1229_{n}.html"
        "'>{t}</a>"
        "<b>{d:%Y-%m-%d}</b></li>]]></record>"
    )
    store = (
        "<div class='default_pgContainer'><script type='text/xml'><datastore><recordset>{}</recordset>"
        "</datastore></script></div>"
    )
    plain = "<ul><li class='x'>{}</li></ul>"
    yield from _site(
        "eastern", frames.eastern,
        _dated("交通新闻", store.format(each(item, WEEK, 30, 2)), WEEK),
        _dated("通知公告", store.format(papers(item, MONTH, 30, 5)), MONTH),
        _dated("政策文件", store.format(papers(item, HALF)), HALF),
        _dated("行政执法", store.format(papers(item, YEAR)), YEAR),
        _dated("工程招标", plain.format(papers("<p><a href='/art/{n}.html'>{t}</a>[{d:%Y-%m-%d}]</p>", TODAY)), TODAY),
        _dateless("领导班子", "<div><p>局长：郑某某　主持全面工作</p><p>副局长：吴某某　分管公路建设</p></div>"),
        _blank("路网公告", store.format("")),
    )  # fmt: skip


def _central() -> Iterator[Column]:
    li = (
        "<li><div class='time'><span>{d:%d}</span>{d:%Y-%m}</div><div class='txt'><a class='title' "
        "href='/dt/{n}.html'>{t}</a>"
        "<p>11月2日，开发区召开会议，研究部署下一阶段工作。</p></div></li>"
    )
    yield from _site(
        "central", frames.central,
        _dated("园区要闻", "<ul class='news'>" + each(li, WEEK) + "</ul>", WEEK),
        _dated("通知公告", "<ul class='news'>" + papers(li, MONTH) + "</ul>", MONTH),
        _dated("媒体聚焦", "<ul class='news'>" + each(li, HALF) + "</ul>", HALF),
        _dated("项目建设", "<ul class='news'>" + each(li, YEAR) + "</ul>", YEAR),
        _dated("惠企政策", "<ul>" + papers("<li><a href='/zc/{n}.html'>{t}</a><i>{d:%Y/%m/%d}</i></li>", YEARS, 6) + "<"
            "/ul>", YEARS),
        _dated("招商动态", "<div class='grid'>" + each("<div class='cell'><img src='/i/{n}.jpg'><a "
                                                   "href='/zs/{n}.html'>{t}</a><small>"
               "{d:%Y年%m月%d日}</small></div>", WEEK, 6) + "</div>", WEEK),
        _dateless("投资指南", "<p>开发区规划面积38平方公里。</p><img src='/map.png'>"),
        _blank("人才招聘", "<ul class='news'></ul><div class='nodata'>没有相关数据</div>"),
    )  # fmt: skip


def _riverside() -> Iterator[Column]:
    li = (
        "<li><span class='pull-right'>{d:%Y-%m-%d}</span><a href='./{d:%Y%m}/t{d:%Y%m%d}_{n}.shtml' target='_blank'>"
        "{t}</a></li>"
    )
    ul = "<ul class='list-t border6'>{}</ul>"
    yield from _site(
        "riverside", frames.riverside,
        _dated("工作动态", ul.format(each(li, WEEK)), WEEK),
        _dated("通知公告", ul.format(papers(li, HALF)), HALF),
        _dated("政务公开", ul.format(papers(li, MONTH)), MONTH),
        _dated("惠民补贴", ul.format(papers(li, YEAR, 6, 40)), YEAR),
        _dated("村居动态", ul.format(each(li.replace("%Y-%m-%d}</span>", "%m-%d}</span>"), MONTH, 10, 12)), MONTH),
        _dated("乡风文明", ul.format(each(li, YEARS, 6, 40)), YEARS),
        _dateless("镇情概况", "<p>柳林镇辖11个行政村，耕地3.2万亩。</p>"),
        _blank("招商引资", ul.format("")),
        _blank("便民服务", ul.format("<li>内容更新中...</li>")),
    )  # fmt: skip


def _mountain() -> Iterator[Column]:
    li = "<li><a href='/ysz/xx/{n}.html' title='{t}'>{t}</a><span>{d:%Y-%m-%d}</span></li>"
    ul = "<ul class='NewsList'>{}<li class='line'></li></ul>"
    yield from _site(
        "mountain", frames.mountain,
        _dated("镇内动态", ul.format(each(li, WEEK)), WEEK),
        _dated("通知公告", ul.format(papers(li, MONTH)), MONTH),
        _dated("财务公开", ul.format(papers(li, HALF, 6, 30)), HALF),
        _dated("党的建设", ul.format(each(li, YEAR)), YEAR),
        _dated("乡村旅游", ul.format(each(li, YEARS, 5)), YEARS),
        _dated("村务监督", "<table>" + papers("<tr><td>{p}</td><td><a href='/ysz/xx/{n}.html'>{t}</a></td><td>"
                                          "{d:%Y.%m.%d}</td></tr>",
               MONTH, 8, 20) + "</table>", MONTH),
        _dateless("机构设置", "<p>党政综合办公室　0851-5550011</p><p>社会事务办　0851-5550012</p>"),
        _blank("意见箱", ul.format("")),
    )  # fmt: skip


def _disease() -> Iterator[Column]:
    li = "<li><span class='rt'>{d:%Y-%m-%d} 10:2{p}:12</span>·<a href='/show-5-{n}-1.html' target='_blank'>{t}</a></li>"
    li = li.replace("10:2{p}:12", "10:22:12")
    ul = "<ul class='list lh24 f14'>{}</ul>"
    yield from _site(
        "disease", frames.disease,
        _dated("疾控动态", ul.format(each(li, WEEK)), WEEK),
        _dated("通知公告", ul.format(papers(li, YEAR)), YEAR),
        _dated("健康教育", ul.format(each(li, MONTH)), MONTH),
        _dated("疫情周报", ul.format("".join(
            f"<li><span class='rt'>2026-{m:02}-{d:02} 16:00:00</span>·<a href='/show-6-{m}{d}-1.html'>"
            f"2026年第{w}周流感监测周报</a></li>"
            for w, (m, d) in enumerate(((11, 18), (11, 11), (11, 4), (10, 28)), 44))), date(2026, 11, 18)),
        _dated("免疫规划", ul.format(papers(li, HALF, 5)), HALF),
        _dateless("中心概况", "<div><p>中心成立于2003年，现有职工86人。</p></div>"),
        _blank("科研培训", ul.format("")),
    )  # fmt: skip


def _academy() -> Iterator[Column]:
    li = (
        "<li><a href='/a/xinwen/{n}.html' class='title'>{t}</a><span class='info'><small>日期：</small>{d:%Y-%m-%d} "
        "08:30:00<small>"
        "点击：</small>{n}<small>好评：</small>0</span><p class='intro'>11月7日，学校举行活动。</p></li>"
    )
    box = "<div class='listbox'><ul class='e2'>{}</ul></div>"
    yield from _site(
        "academy", frames.academy,
        _dated("学校新闻", box.format(each(li, WEEK, 10, 2)), WEEK),
        _dated("公告", box.format(papers(li, HALF)), HALF),
        _dated("教研之窗", box.format(each(li, YEAR)), YEAR),
        _dated("学生作品", box.format(each(li, YEARS, 6)), YEARS),
        _dated("校务公开",
                "<ul>" + papers("<li><a href='/a/gk/{n}.html'>{t}</a> ({d.month}/{d.day}/{d.year})</li>", MONTH,
                6) + "<"
            "/ul>",
               MONTH),
        _dateless("名师风采", "<img src='/ms/1.jpg'><p>特级教师 冯某某</p><img src='/ms/2.jpg'><p>高级教师 陈某某</p>"),
        _blank("校友录", box.format("")),
    )  # fmt: skip


def _housing() -> Iterator[Column]:
    div = "<div class='i'><a href='/x?id={n}'>{t}</a><em>{d.year}-{d.month}-{d.day}</em></div>"
    yield from _site(
        "housing", frames.housing,
        _dated("住建动态", each(div, WEEK), WEEK),
        _dated("公示公告", papers(div, TODAY - timedelta(days=2)), TODAY - timedelta(days=2)),
        _dated("商品房预售", "<table><tr><td>预售证号</td><td>项目</td><td>发证日期</td></tr>" + papers(
            "<tr><td>临房预字{n}</td><td><a href='/x?id={n}'>某某小区{p}号楼</a></td><td>{d:%Y-%m-%d}</td></tr>",
                MONTH, 8, 6)
            + "</table>", MONTH),
        _dated("保障住房", papers(div, HALF), HALF),
        _dated("政策法规", papers(div, YEARS), YEARS),
        _dateless("办事指南", "<p><a href='/x?id=1'>施工许可证核发</a></p><p><a href='/x?id=2'>竣工验收备案</a></p>"),
        _blank("物业管理", "<p>该栏目暂无内容</p>"),
    )  # fmt: skip


EIGHTEENTH_COLUMNS = (
    *_southern(), *_openness(), *_eastern(), *_central(), *_riverside(), *_mountain(), *_disease(), *_academy(),
                *_housing(),
)  # fmt: skip
