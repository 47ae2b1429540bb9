"""A sixteenth set: nine sites of a county in the proportions of a real one, where most columns are ordinary lists.

The markup follows what crawlers of offices' sites take for granted (the record sets that scripts lay out, tables of a
catalogue, cards, the pagers), written before the code that judges it was read.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

from tests.pages.imitations import sixteenth_sites as frames
from tests.pages.imitations.shape import Column

Row = tuple[str, str, date | None, bool]
"""Title, content, the newest day, whether it is empty."""
FRESH, LATELY, AUTUMN = date(2026, 11, 20), date(2026, 11, 6), date(2026, 9, 18)
SPRING, PAST, LONG_AGO = date(2026, 3, 27), date(2025, 10, 31), date(2023, 4, 12)
_NEWS = (
    "县委常委会会议召开", "县政府第96次常务会议召开", "县领导调研重点项目建设", "我县举办新型职业农民培训", "全县安全"
        "生产工作会议召开",
    "雁溪脐橙亮相西部农交会", "“我们的节日”主题活动举行", "县领导接待来访群众", "全县招商引资推进会召开", "志愿者走进"
        "敬老院",
    "乡村振兴项目集中开工", "我县3家企业入选市级名单", "文化进万家活动启动",
)  # fmt: skip
_NOTICES = (
    "关于印发《雁溪县城市供水管理办法》的通知", "关于开展2026年度职称评审工作的通知", "关于拟表彰先进集体的公示",
    "关于2026年第三批惠企资金安排的公示", "关于公开选聘工作人员的公告", "关于征集2027年民生实事项目的公告",
    "关于取消一批证明事项的通知", "关于部分路段交通管制的通告", "关于调整基准地价的公告", "关于做好岁末年初安全防范工"
        "作的通知",
    "2026年10月份行政处罚信息", "关于注销部分取水许可证的公告", "雁府办发〔2026〕58号关于成立工作专班的通知",
)  # fmt: skip
_WHERE = (
    "",
    "（一）",
    "（第二批）",
    "之三",
    "（补充）",
    "（更正）",
    "（2026年版）",
    "（试行）",
    "续报",
    "（图）",
    "（视频）",
)
_number = count(70011, 7)


def each(form: str, newest: date, number: int = 15, gap: int = 2, titles: tuple[str, ...] = _NEWS) -> str:
    """A row for each of some articles that no other column has, the newest first."""
    out = list[str]()
    for place in range(number):
        n = next(_number)
        title = titles[n // 7 % len(titles)] + _WHERE[n // 91 % len(_WHERE)]
        day = newest - timedelta(days=gap * place)
        out.append(form.format(t=title, d=day, n=n, f=f"t{day:%Y%m%d}_{n}"))
    return "".join(out)


def notices(form: str, newest: date, number: int = 12, gap: int = 9) -> str:
    """The same of notices and papers."""
    return each(form, newest, number, gap, _NOTICES)


def _site(name: str, frame: Callable[[str, str], str], *rows: Row) -> Iterator[Column]:
    for title, content, newest, blank in rows:
        yield Column(f"{name}: {title}", frame(content, title), newest, blank, site=name)


def _dated(title: str, content: str, newest: date) -> Row:
    return title, content, newest, False


def _dateless(title: str, content: str) -> Row:
    return title, content, None, False


def _blank(title: str, content: str) -> Row:
    return title, content, None, True


def _county() -> Iterator[Column]:
    li = (
        "<li class='clearfix'><a href='./{d:%Y%m}/{f}.html' target='_blank' title='{t}'>{t}</a><span>"
        "{d:%Y-%m-%d}</span></li>"
    )
    ul = "<ul class='tab-item'>{}</ul>"
    yield from _site(
        "yanxi", frames.county,
        _dated("雁溪要闻", ul.format(each(li, FRESH, 20, 1)), FRESH),
        _dated("部门动态", ul.format(each(li, FRESH - timedelta(days=1), 20, 1)), FRESH - timedelta(days=1)),
        _dated("公示公告", ul.format(notices(li, LATELY, 20, 4)), LATELY),
        _dated("政策解读", ul.format(notices(li, AUTUMN)), AUTUMN),
        _dated("人事信息", ul.format(notices(li, SPRING, 6, 40)), SPRING),
        _dated("乡镇街道", "<ul class='tab-item'><li class='clearfix top'><a href='./202501/t20250106_1.html'><b>"
                       "[置顶]</b>"
               "乡镇信息报送要求</a><span>2025-01-06</span></li>" + each(li, FRESH) + "</ul>", FRESH),
        _dated("政府工作报告", ul.format("".join(
            f"<li class='clearfix'><a href='./{y}/t{y}0118_{y}.html'>{y}年政府工作报告</a><span>{y}-01-18</span></li>"
            for y in range(2026, 2016, -1))), date(2026, 1, 18)),
        _dated("图片新闻", "<ul class='pic-list clearfix'>" + each(
            "<li><a href='./{d:%Y%m}/{f}.html'><img src='./{d:%Y%m}/W0{n}.jpg'><p>{t}</p></a><span>{d:%Y-%m-%d}</span>"
            "</li>", LATELY, 9, 3) + "</ul>", LATELY),
        _dateless("政府领导", "<div class='ld'><dl><dt><a href='./xz/'><img src='./a.jpg'></a></dt><dd><a "
                          "href='./xz/'>周某某</a>"
                  "<p>县委副书记、县长</p></dd></dl><dl><dt><a href='./fxz/'><img src='./b.jpg'></a></dt><dd><a "
                  "href='./fxz/'>"
                  "吴某某</a><p>常务副县长</p></dd></dl></div>"),
        _blank("重大项目", "<ul class='tab-item'></ul>"),
    )  # fmt: skip


def _disclosure() -> Iterator[Column]:
    row = (
        "<tr><td class='info'><a href='../202611/{f}.html' target='_blank'>{t}</a><div class='xx' style='display:none'>"
        "<p>索 引 号：11500236/2026-{n}</p><p>发布机构：县政府办公室</p><p>成文日期：{d:%Y-%m-%d}</p></div></td>"
        "<td>{d:%Y-%m-%d}</td></tr>"
    )
    head = "<table class='zfxxgk'><thead><tr><th>标题</th><th>发布日期</th></tr></thead><tbody>{}</tbody></table>"
    paper = (
        "<li><a href='./{f}.html'>{t}</a><p>发文字号：雁府发〔{d.year}〕{d.month}号　成文日期：{d.year}年{d.month}月"
        "{d.day}日"
        "　发布日期：{d:%Y-%m-%d}</p></li>"
    )
    yield from _site(
        "disclosure", frames.disclosure,
        _dated("法定主动公开内容", head.format(notices(row, LATELY, 15, 6)), LATELY),
        _dated("规范性文件", "<ul class='gfxwj'>" + notices(paper, AUTUMN, 8, 30) + "</ul>", AUTUMN),
        _dated("财政预决算", head.format(notices(row, SPRING, 6, 1)), SPRING),
        _dated("政府信息公开年报", "<ul class='nb'>" + "".join(
            f"<li><a href='./{y}/t{y + 1}0126_{y}.html'>雁溪县{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-26</s"
            f"pan></li>"
            for y in range(2025, 2018, -1)) + "</ul>", date(2026, 1, 26)),
        _dated("政府信息公开指南", "<div class='article'><h1>雁溪县人民政府信息公开指南</h1><div class='sx'>"
                           "日期：2026-02-11　来源："
               "县政府办公室　字体：[大 中 小]</div><div class='TRS_Editor'><p>为了更好地提供政府信息公开服务，"
               "编制本指南。</p><p>"
               "《中华人民共和国政府信息公开条例》自2019年5月15日起施行。</p><p>受理时间：工作日9:00-12:00。</p>"
               "</div></div>",
               date(2026, 2, 11)),
        _dated("政府信息公开制度", head.format(notices(row, LONG_AGO, 5, 60)), LONG_AGO),
        _dateless("依申请公开", "<div class='ysq'><p>公民、法人或者其他组织可以向县政府及其部门申请获取相关政府信息。"
                           "</p><a href='/ysq/form'>"
                  "在线申请</a><a href='/ysq/query'>结果查询</a></div>"),
        _dated("行政许可", "<table class='sgs'><tr><th>序号</th><th>决定书文号</th><th>项目名称</th><th>决定日期</th>"
                       "<th>有效期至"
               "</th></tr>" + each("<tr><td>{d.day}</td><td>雁水许〔2026〕{n}号</td><td><a href='./{n}.html'>{t}</a>"
                                   "</td><td>"
               "{d:%Y/%m/%d}</td><td>2031/11/05</td></tr>", LATELY, 12, 3) + "</table>", LATELY),
        _blank("行政强制", "<table class='zfxxgk'><thead><tr><th>标题</th><th>发布日期</th></tr></thead><tbody>"
                       "</tbody></table>"),
    )  # fmt: skip


def _education() -> Iterator[Column]:
    record = (
        "<record><![CDATA[<li><a href='/art/{d.year}/{d.month}/{d.day}/art_1102_{n}.html' title='{t}' "
        "target='_blank'>{t}"
        "</a><span class='bt-data-time'>[{d:%Y-%m-%d}]</span></li>]]></record>"
    )
    cell = (
        "<record><![CDATA[<table width='100%'><tr><td>·</td><td><a href='/art/{d.year}/{d.month}/{d.day}/art_1103_{n}"
        ".html'>"
        "{t}</a></td><td width='90'>{d:%m-%d}</td></tr></table>]]></record>"
    )

    def store(records: str, pages: int = 9) -> str:
        return (
            "<div id='5501'><script type='text/xml'><datastore><nextgroup><![CDATA[<a "
            "href='/module/web/jpage/dataproxy.jsp"
            "?page=1'></a>]]></nextgroup><recordset>" + records + "</recordset></datastore></script></div><script>"
            "$(function(){$('#5501').jpage({perPage:15,totalRecord:" + str(pages * 15) + "});});</script>"
        )

    yield from _site(
        "education", frames.education,
        _dated("教育新闻", store(each(record, FRESH, 45, 1)), FRESH),
        _dated("公示公告", store(notices(record, LATELY, 30, 5)), LATELY),
        _dated("招生考试", store(notices(cell, AUTUMN, 20, 11)), AUTUMN),
        _dated("政策文件", store(notices(record, SPRING, 15, 20)), SPRING),
        _dated("校园风采", store(each(record, PAST, 15, 10)), PAST),
        _dated("学生资助", "<ul>" + notices("<li><span class='right'>{d:%Y-%m-%d}</span><a href='/art/{n}.html'>{t}</a>"
               "</li>", SPRING, 8, 20) + "</ul>", SPRING),
        _dateless("机构职能", "<div><p>一、贯彻执行教育工作方针政策。</p><p>二、负责各级各类教育的统筹规划。</p><p>"
                          "内设机构：办公室、"
                  "基础教育科、职成教科。</p></div>"),
        _blank("校外培训", store("", 0)),
    )  # fmt: skip


def _town() -> Iterator[Column]:
    li = "<li><a href='./{d:%Y%m}/{f}.html' target='_blank'>{t}</a><i>{d:%Y-%m-%d}</i></li>"
    card = (
        "<div class='item'><h4><a href='./{d:%Y%m}/{f}.html'>{t}</a></h4><p class='zy'>11月3日，"
        "镇党委政府组织干部职工开展活动，"
        "与会人员认真学习有关精神……</p><p class='sj'>发布时间：{d:%Y-%m-%d} 来源：清江镇</p></div>"
    )
    yield from _site(
        "town", frames.town,
        _dated("镇街动态", "<ul class='lists'>" + each(li, LATELY, 20, 2) + "</ul>", LATELY),
        _dated("公示公告", "<ul class='lists'>" + notices(li, FRESH) + "</ul>", FRESH),
        _dated("法定主动公开", "<ul class='lists'>" + notices(li, PAST, 7, 30) + "</ul>", PAST),
        _dated("乡村振兴", each(card, AUTUMN, 8, 7), AUTUMN),
        _dated("涉农补贴", "<ul class='lists'>" + notices(li, AUTUMN, 9, 20) + "</ul>", AUTUMN),
        _dated("社会救助", "<table border='1'><tr><td>序号</td><td>名称</td><td>公开时间</td></tr>" + notices(
            "<tr><td>{n}</td><td><a href='./{f}.html'>{t}</a></td><td>{d:%Y-%m-%d}</td></tr>", LATELY, 6, 30)
            + "</table>", LATELY),
        _dateless("镇情概况", "<div class='TRS_UEDITOR'><p>清江镇位于雁溪县东北部，幅员面积126平方公里，"
                          "辖8个村、2个社区。</p><p>2025年，"
                  "全镇实现生产总值12.6亿元。</p><p><img src='./W020240105.jpg'></p></div>"),
        _dateless("领导之窗", "<table><tr><td>姓名</td><td>职务</td><td>分工</td></tr><tr><td>郑某</td><td>镇长</td>"
                          "<td>主持政府"
                  "全面工作</td></tr></table>"),
        _blank("应急预案", "<ul class='lists'></ul><p class='none'>暂无数据</p>"),
    )  # fmt: skip


def _street() -> Iterator[Column]:
    li = (
        "<li class='list-item'><a href='/fxjd/xx/{n}.html' title='{t}'>{t}</a><span class='rq'>{d:%Y-%m-%d}</span></li>"
    )
    yield from _site(
        "street", frames.street,
        _dated("街道动态", "<ul>" + each(li, FRESH - timedelta(days=2), 15, 1) + "</ul>", FRESH - timedelta(days=2)),
        _dated("通知公告", "<ul>" + notices(li, AUTUMN) + "</ul>", AUTUMN),
        _dated("党建引领", "<ul>" + each(li, PAST, 15, 5) + "</ul>", PAST),
        _dated("社区风采", "<div class='grid'>" + each(
            "<div class='g'><img src='/u/{n}.png'><a href='/fxjd/xx/{n}.html'>{t}</a><span class='rq'>"
            "{d:%Y-%m-%d}</span>"
            "</div>", SPRING, 8, 6) + "</div>", SPRING),
        _dated("重点领域公开", "<ul>" + notices(li, LONG_AGO, 4, 50) + "</ul>", LONG_AGO),
        _dateless("办事指南", "<ul><li><a href='/fxjd/bs/1.html'>城乡居民养老保险参保登记</a></li><li><a "
                          "href='/fxjd/bs/2.html'>"
                  "生育服务登记</a></li><li><a href='/fxjd/bs/3.html'>临时救助申请</a></li></ul>"),
        _blank("建议征集", "<ul></ul>"),
        _blank("文件下载", "<div class='empty'><img src='/static/empty.png'><p>暂无相关内容</p></div>"),
    )  # fmt: skip


def _bureau() -> Iterator[Column]:
    row = "<tr><td height=26>·<a href=shownews.asp?id={n} target=_blank>{t}</a></td><td width=80>{}</td></tr>"
    table = (
        "<table width=100%>{}</table><div align=right>共 46 条记录 第 1/4 页 首页 上一页 <a href=?p=2>下一页</a></div>"
    )
    yield from _site(
        "bureau", frames.bureau,
        _dated("水利新闻", table.format(each(row.replace("{}", "{d.year}-{d.month}-{d.day}"), LATELY)), LATELY),
        _dated("通知公告", table.format(notices(row.replace("{}", "{d.year}-{d.month}-{d.day}"), SPRING)), SPRING),
        _dated("政策法规", table.format(notices(row.replace("{}", "[{d:%Y/%m/%d}]"), LONG_AGO, 10, 70)), LONG_AGO),
        _dated("防汛抗旱", table.format(each(row.replace("{}", "<font color=red>{d:%m-%d}</font>"), AUTUMN, 12,
                20)), AUTUMN),
        _dated("党务公开", table.format(each(row.replace("{}", "{d:%y-%m-%d}"), PAST, 12, 20)), PAST),
        _dateless("机构设置", "<p>办公室：58551001</p><p>河长办：58551002</p><p>水资源科：58551003</p>"),
        _blank("水利统计", "<table width=100%></table><div align=right>共 0 条记录 第 1/1 页</div>"),
    )  # fmt: skip


def _hospital() -> Iterator[Column]:
    media = (
        "<div class='media'><div class='date'><strong>{d:%d}</strong><span>{d:%Y-%m}</span></div><div "
        "class='media-body'><h4>"
        "<a href='/news/{n}'>{t}</a></h4><p>近日，我院开展相关工作，取得良好成效。</p></div></div>"
    )
    yield from _site(
        "hospital", frames.hospital,
        _dated("医院新闻", each(media, LATELY, 10, 3), LATELY),
        _dated("招标采购", "<ul class='list-unstyled'>" + notices(
            "<li><a href='/bid/{n}'>{t}</a><time datetime='{d:%Y-%m-%dT10:12:33+08:00}'>{d:%Y-%m-%d}</time></li>",
                FRESH)
            + "</ul>", FRESH),
        _dated("健康科普", each("<article><h3><a href='/health/{n}'>{t}</a></h3><small>作者：宣传科 | "
                            "{d.year}年{d.month}月"
               "{d.day}日 | 阅读 {n}</small></article>", AUTUMN, 10, 9), AUTUMN),
        _dated("招聘信息", "<ul>" + notices("<li><a href='/job/{n}'>{t}</a> <em>{d:%Y.%m.%d}</em></li>", PAST, 5, 90)
               + "</ul>", PAST),
        _dateless("专家介绍", "<div class='row'><div class='col'><img src='/d/1.jpg'><h5>钱某某</h5><p>主任医师 "
                          "心内科</p></div>"
                  "<div class='col'><img src='/d/2.jpg'><h5>孙某某</h5><p>副主任医师 骨科</p></div></div>"),
        _dateless("就诊须知", "<ol><li>请携带有效身份证件。</li><li>预约挂号请提前30分钟取号。</li></ol>"),
    )  # fmt: skip


def _trade() -> Iterator[Column]:
    li = (
        "<li class='ewb-info-item clearfix'><div class='ewb-info-a l'><a href='/jyxx/003001/{d:%Y%m%d}/{n}.html' "
        "title='{t}'>{t}</a></div><span class='ewb-date r'>{d:%Y-%m-%d}</span></li>"
    )
    yield from _site(
        "trade", frames.trade,
        _dated("招标公告", "<ul class='ewb-info-items'>" + notices(li, FRESH, 15, 1) + "</ul>", FRESH),
        _dated("中标候选人公示", "<ul class='ewb-info-items'>" + notices(li, LATELY, 15, 1) + "</ul>", LATELY),
        _dated("采购公告", "<ul class='ewb-info-items'>" + notices(
            li.replace("</div><span", "<p>开标时间：2026-12-08 09:30　项目编号：YX2026-{n}</p></div><span"), FRESH,
                12, 2)
            + "</ul>", FRESH),
        _dated("土地出让", "<table class='ewb-table'><thead><tr><th>地块编号</th><th>位置</th><th>公告日期</th><th>"
                       "截止日期</th></tr>"
               "</thead><tbody>" + notices("<tr><td><a href='/td/{n}.html'>YX-{n}</a></td><td>滨江新区</td><td>"
                                           "{d:%Y-%m-%d}</td>"
               "<td>2026-12-25</td></tr>", LATELY, 6, 12) + "</tbody></table>", LATELY),
        _dated("政策法规", "<ul class='ewb-info-items'>" + notices(li, PAST, 8, 40) + "</ul>", PAST),
        _dated("信用动态", "<ul class='ewb-info-items'>" + each(li, SPRING, 8, 15) + "</ul>", SPRING),
        _blank("排污权交易", "<ul class='ewb-info-items'><li class='ewb-none'>暂无信息！</li></ul>"),
    )  # fmt: skip


def _media() -> Iterator[Column]:
    card = (
        "<div class='news'><a class='pic' href='/xw/{n}.html'><img src='/pic/{n}.jpg'></a><div class='txt'><h3><a "
        "href='/xw/{n}.html'>{t}</a></h3><div class='info'><span>雁溪融媒</span><span>{d:%Y-%m-%d} 18:2{d.day}</span>"
        "</div>"
        "</div></div>"
    ).replace("18:2{d.day}", "18:22")
    yield from _site(
        "media", frames.media,
        _dated("本地新闻", each(card, FRESH, 20, 1), FRESH),
        _dated("雁溪新闻联播", "<ul class='sp'>" + each("<li><a href='/sp/{n}.html'><img src='/pic/{n}.jpg'><i "
                                                  "class='play'></i>"
               "</a><a href='/sp/{n}.html'>{d.year}年{d.month}月{d.day}日雁溪新闻</a></li>", FRESH, 12,
                1) + "</ul>", FRESH),
        _dated("文艺副刊", each(card, SPRING, 10, 20), SPRING),
        _dated("深度报道", each(card, PAST, 10, 20), PAST),
        _dated("数字报", "<ul>" + each("<li><a href='/szb/{d:%Y%m}/{d:%d}/node_1.htm'>第{n}期 {d:%Y年%m月%d日}</a>"
                                    "</li>",
               LATELY, 8, 7) + "</ul>", LATELY),
        _dateless("专题", "<div class='zt'><a href='/zt/1/'><img src='/zt/1.jpg'></a><a href='/zt/2/'><img "
                        "src='/zt/2.jpg'></a>"
                  "</div>"),
    )  # fmt: skip


SIXTEENTH_COLUMNS = (
    *_county(), *_disclosure(), *_education(), *_town(), *_street(), *_bureau(), *_hospital(), *_trade(), *_media(),
)  # fmt: skip
