"""A thirteenth set: eight sites with their columns, every article its own, so that the columns can be seen together."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.thirteenth_sites import archive, culture, finance, health, invest, street, trading, village

STALE = date(2025, 11, 5)
SEASON = date(2026, 8, 21)
_WHO = (
    "县卫健委",
    "云阳路街道",
    "青年突击队",
    "各乡镇",
    "驻村工作队",
    "县图书馆",
    "河长办",
    "老年大学",
    "消防救援队",
    "供水公司",
    "农技站",
)
_WHAT = (
    "开展冬季安全检查", "走访慰问困难群众", "举办业务培训班", "推进项目建设提速", "召开季度工作例会",
    "完成年度目标任务", "组织志愿服务活动", "部署森林防火工作", "公布服务事项清单", "征求群众意见建议",
    "接受市级复核验收", "调整对外办公时间", "启用新版便民系统",
)  # fmt: skip


class Articles:
    """Articles of one set, each with a number and a title that no other column of its site has."""

    def __init__(self, first: int) -> None:
        self._numbers = count(first, 3)

    def __call__(self, form: str, newest: date = NEW, number: int = 10, gap: int = 6) -> str:
        """The same row for each of some articles, the newest first."""
        rows = list[str]()
        for place in range(number):
            n = next(self._numbers)
            title = f"{_WHO[n % len(_WHO)]}{_WHAT[n // 3 % len(_WHAT)]}"
            rows.append(form.format(t=title, d=newest - timedelta(days=gap * place), n=n))
        return "".join(rows)


each = Articles(52001)


A = "<a href='/c/{n}.html'>{t}</a>"
Frame = Callable[[str, str], str]
Row = tuple[str, str, date | None, bool]
"""Title, content, the newest day, whether it is empty."""


def _site(name: str, frame: Frame, *rows: Row) -> Iterator[Column]:
    for title, content, newest, blank in rows:
        yield Column(f"{name}: {title}", frame(content, title), newest, blank, site=name)


def _health() -> Iterator[Column]:
    media = "<div class='media'><div class='media-body'><h5>" + A + "</h5><small>{d:%Y-%m-%d}</small></div></div>"
    yield from _site(
        "health",
        health,
        ("工作动态", each(media), NEW, False),
        ("健康科普", each(media, OLD), OLD, False),
        ("政策文件", "<ul>" + each("<li>" + A + "<span>{d:%Y年%m月%d日}</span>"
                                            "</li>", STALE, 4, 40) + "</ul>", STALE, False),
        (
            "疫情信息",
            "<ul>" + each("<li><a href='/c/{n}.html'>{d.year}年{d.month}月法定传染病疫情</a><i>{d:%Y-%m-%d}</i>"
                          "</li>", SEASON, 6, 30)
            + "</ul>",
            SEASON,
            False,
        ),
        (
            "医师执业公示",
            "<table><tr><th>姓名</th><th>执业机构</th><th>批准日期</th><th>有效期至</th></tr>"
            + each("<tr><td><a href='/c/{n}.html'>执业许可{n}号</a></td><td>县医院</td><td>{d:%Y-%m-%d}</td><td>"
                   "2031-12-31</td></tr>", OLD)
            + "</table>",
            OLD,
            False,
        ),
        ("机构设置", "<p>办公室、规划科、医政科、妇幼科。</p>", None, False),
        ("就医指南", "<img src='/map.png'>", None, False),
        ("招聘信息", "<ul></ul>", None, True),
        ("意见征集", "<p>暂无征集</p>", None, True),
        ("健康专题", "", None, True),
    )  # fmt: skip


def _trading() -> Iterator[Column]:
    table = "<table><tr><th>序号</th><th>项目名称</th><th>状态</th><th>{}</th></tr>"
    yield from _site(
        "trading",
        trading,
        (
            "工程建设",
            table.replace("{}", "发布时间")
            + each("<tr><td>1</td>"
                   "<td>" + A + "</td><td>报名中</td><td>{d:%Y-%m-%d}</td></tr>", NEW, 15, 1) + "</table>",
            NEW,
            False,
        ),
        (
            "政府采购",
            each("<li><a href='/c/{n}.html' title='{t}'>{t}</a><p>发布：{d:%Y-%m-%d}　截止：2026-12-15 09:30　"
                 "预算：120万元</p></li>", SEASON),
            SEASON,
            False,
        ),
        (
            "土地出让",
            table.replace("{}", "开标时间").replace("</tr>", "<th>公告时间</th></tr>")
            + each("<tr><td>1</td>"
                   "<td>" + A + "</td><td>公告中</td><td>2026-12-20</td><td>{d:%Y/%m/%d}</td></tr>", STALE)
            + "</table>",
            STALE,
            False,
        ),
        (
            "中标公示",
            each("<div class='x'>" + A + "<em>公示期：{d:%Y-%m-%d}起三个工作日</em></div>", OLD),
            OLD,
            False,
        ),
        ("政策法规", "<ul>" + each("<li>[{d:%m-%d}] " + A + "</li>", NEW, 8, 9) + "</ul>", NEW, False),
        ("办事指南", "<h4>一、注册</h4><p>登录系统，填写资料。</p>", None, False),
        ("软件下载", "<a href='/d/tb.exe'>投标工具</a>", None, False),
        ("产权交易", table.replace("{}", "发布时间") + "</table>", None, True),
        ("失信名单", "<div class='list'></div><div class='pg'>共0条记录 第1/1页</div>", None, True),
        ("药品采购", "<p>没有相关公告</p>", None, True),
    )  # fmt: skip


def _street() -> Iterator[Column]:
    yield from _site(
        "street",
        street,
        ("街道要闻", "<ul "
                 "class='e2'>" + each("<li>" + A + "<span>{d:%Y-%m-%d %H:%M}</span><p>点击：2025</p>"
                                                   "</li>") + "</ul>", NEW, False),
        ("社区风采", each("<dl><dt><img src='/{n}.jpg'></dt>"
                      "<dd>" + A + "</dd><dd>{d:%Y/%m/%d}</dd></dl>", SEASON, 6), SEASON, False),
        ("党建", "<ul>" + each("<li><b>{d:%d}</b><i>{d:%Y-%m}</i>" + A + "</li>", OLD) + "</ul>", OLD, False),
        ("惠民政策", "<ul>" + each("<li>" + A + "（{d:%Y-%m-%d}）</li>", STALE) + "</ul>", STALE, False),
        (
            "低保公示",
            "<ul>" + each("<li><a href='/c/{n}.html'>{d.year}年{d.month}月低保金发放表</a>&nbsp;&nbsp;{d:%Y.%m.%d}"
                          "</li>", STALE, 9, 30)
            + "</ul>",
            STALE,
            False,
        ),
        ("通知", "<ul>" + each("<li>" + A + "<span>{d:%m-%d}</span></li>", SEASON, 12, 8) + "</ul>", SEASON, False),
        ("街道简介", "<p>云阳路街道位于县城东部，辖9个社区，常住人口4.2万。</p>", None, False),
        ("社区名录", "<table><tr><td>东门社区</td><td>56558801</td></tr></table>", None, False),
        ("网上评议", "<ul class='e2'></ul><div class='dede_pages'><ul></ul></div>", None, True),
        ("文明实践", "<p>更新中</p>", None, True),
        ("安全生产", "", None, True),
    )  # fmt: skip


def _culture() -> Iterator[Column]:
    yield from _site(
        "culture",
        culture,
        ("馆内动态", each("<article><time>{d:%d %b %Y}</time><h3>" + A + "</h3></article>"), NEW, False),
        ("展览预告", each("<article>"
                      "<h3>" + A + "</h3><p>展期：2026-12-01至2027-03-01</p><span>发布于 {d:%Y-%m-%d}</span>"
                                   "</article>", SEASON), SEASON, False),
        ("文物研究", each("<article>"
                      "<h3>" + A + "</h3><p>作者：何一　{d.year}年{d.month}月{d.day}日</p>"
                                   "</article>", OLD), OLD, False),
        (
            "讲座回顾",
            each("<article><div><span>{d:%d}</span><span>{d:%m}</span><span>{d:%Y}</span></div>"
                 "<h3>" + A + "</h3></article>", STALE),
            STALE,
            False,
        ),
        ("藏品精粹", "<figure><img src='/1.jpg'><figcaption>东汉陶俑</figcaption></figure>", None, False),
        ("开放时间", "<p>周二至周日 9:00-17:00，周一闭馆。</p>", None, False),
        ("志愿者", "<form><input name='xm' placeholder='姓名'><button>报名</button></form>", None, False),
        ("文创商店", "<section></section>", None, True),
        ("学术期刊", "<p>敬请期待</p>", None, True),
        ("音视频", "<div class='swiper-wrapper'></div>", None, True),
    )  # fmt: skip


def _finance() -> Iterator[Column]:
    def store(row: str, newest: date, number: int = 12, gap: int = 6) -> str:
        records = each(f"<record><![CDATA[{row}]]></record>", newest, number, gap)
        return f"<div><script type='text/xml'><datastore><recordset>{records}</recordset></datastore></script></div>"

    yield from _site(
        "finance",
        finance,
        ("财政要闻", store("<li>" + A + "<span>{d:%Y-%m-%d}</span></li>", NEW), NEW, False),
        ("预算公开", store("<li>" + A + "<span>{d:%Y-%m-%d}</span>"
                                    "</li>", date(2026, 2, 13), 5, 365), date(2026, 2, 13), False),
        ("会计管理", store("<tr><td>" + A + "</td><td>{d:%Y/%m/%d}</td></tr>", OLD), OLD, False),
        ("政府债务", store("<li>" + A + "<b>{d:%m-%d}</b></li>", SEASON, 6, 20), SEASON, False),
        ("资产评估", store("<li><a href='/art/{d:%Y}/{d.month}/{d.day}/art_7_{n}.html'>{t}</a>"
                       "</li>", STALE), STALE, False),
        ("行政处罚", store("<li>" + A + "<span>决定日期：{d:%Y-%m-%d}</span></li>", STALE, 3, 50), STALE, False),
        ("领导信息", "<h4>何一</h4><p>党组书记、局长，主持全面工作。</p>", None, False),
        ("下属单位", "<ul><li>国库支付中心</li><li>评审中心</li></ul>", None, False),
        ("监督举报", "<p>举报电话：023-56559911</p>", None, False),
        ("采购监管", "<div><script type='text/xml'><datastore><recordset></recordset></datastore></script>"
                 "</div>", None, True),
        ("税费政策", "<div class='nolist'>暂无数据！</div>", None, True),
        ("彩票公益金", "<div class='list'></div>", None, True),
    )  # fmt: skip


def _village() -> Iterator[Column]:
    card = "<a class='card' href='/c/{n}'><h3>{t}</h3><p class='info'><span>村委会</span><span>{}</span></p></a>"
    yield from _site(
        "village",
        village,
        ("村里新鲜事", each(card.replace("{}", "{d:%m月%d日}"), NEW, 6), NEW, False),
        ("村务公开", each(card.replace("{}", "{d:%Y-%m-%d}"), OLD, 8), OLD, False),
        (
            "财务收支",
            "<table><tr><th>月份</th><th>收入</th><th>支出</th><th>公开日期</th></tr>"
            + each("<tr><td><a href='/c/{n}'>{d.year}年{d.month}月收支明细</a></td><td>20251</td><td>20262</td>"
                   "<td>{d:%Y-%m-%d}</td></tr>", STALE, 6, 30)
            + "</table>",
            STALE,
            False,
        ),
        ("民生实事", each(card.replace("{}", "{d:%Y.%m.%d}"), SEASON, 3, 30), SEASON, False),
        ("村规民约", "<p>一、爱党爱国，遵纪守法。</p><p>二、尊老爱幼，邻里和睦。</p>", None, False),
        ("特产", "<a class='good'><img src='/cy.jpg'><p>高山脆李 12元/斤</p></a>", None, False),
        ("随手拍", "<div class='up'><input type='file'><textarea></textarea></div>", None, False),
        ("议事", "<p class='empty'>这里空空如也</p>", None, True),
        ("招工", "<div class='cards'></div>", None, True),
        ("农技", "<div class='cards'></div><p class='more'>已加载全部</p>", None, True),
    )  # fmt: skip


def _invest() -> Iterator[Column]:
    yield from _site(
        "invest",
        invest,
        ("新闻中心", "<ul>" + each("<li><span>{d:%Y-%m}</span><em>{d:%d}</em>" + A + "</li>") + "</ul>", NEW, False),
        ("招商项目", "<ul>" + each("<li>" + A + "<p>投资额：2.3亿元　推介时间：{d:%Y-%m-%d}</p>"
                                            "</li>", OLD) + "</ul>", OLD, False),
        ("优惠政策", "<ul>" + each("<li><a href='/c/{n}.html'><p>{t}</p><p>{d:%Y-%m-%d}</p></a>"
                               "</li>", STALE) + "</ul>", STALE, False),
        ("Events", "<ul>" + each("<li>"
                                 "<h4>" + A + "</h4><p>Posted on {d:%B} {d.day}, {d.year} by admin</p>"
                                              "</li>", SEASON) + "</ul>", SEASON, False),
        ("签约落地", "<ul>" + each("<li>{d:%Y-%m-%d}　" + A + "</li>", OLD, 20, 3) + "</ul>", OLD, False),
        ("投资环境", "<p>距机场40公里，高铁1小时到达主城。</p>", None, False),
        ("联系我们", "<p>电话：023-56557700</p><p>传真：023-56557701</p>", None, False),
        ("厂房出租", "<ul></ul>", None, True),
        ("企业风采", "<p>资料整理中…</p>", None, True),
        ("视频", "", None, True),
    )  # fmt: skip


def _archive() -> Iterator[Column]:
    row = "<tr><td><font color=red>·</font>" + A + "</td><td align=right><font size=1>{}</font></td></tr>"
    yield from _site(
        "archive",
        archive,
        ("馆务动态", "<table>" + each(row.replace("{}", "{d:%Y-%m-%d}")) + "</table>", NEW, False),
        ("档案法规", "<table>" + each(row.replace("{}", "({d:%y.%m.%d})"), OLD) + "</table>", OLD, False),
        ("编研成果", "<table>" + each(row.replace("{}", "{d.month}/{d.day}/{d.year}"), OLD) + "</table>", OLD, False),
        ("学会通知", "<table>" + each(row.replace("{}", "{d:%Y年%m月%d日}"), SEASON, 6) + "</table>", SEASON, False),
        ("往事钩沉", each("<p>" + A + "<br>记者 何一　{d:%Y-%m-%d} 第3版</p>", STALE, 8), STALE, False),
        ("查档须知", "<p>凭有效身份证件查阅。</p>", None, False),
        ("库房介绍", "<img src=kf.jpg><br>建筑面积3000平方米", None, False),
        ("征集启事", "<table><tr><td></td></tr></table>", None, True),
        ("在线展厅", "<center>正在建设中，请稍候访问</center>", None, True),
        ("目录检索", "<table><tr><td colspan=2>无记录</td></tr></table>", None, True),
    )  # fmt: skip


THIRTEENTH_COLUMNS = (
    *_health(),
    *_trading(),
    *_street(),
    *_culture(),
    *_finance(),
    *_village(),
    *_invest(),
    *_archive(),
)
