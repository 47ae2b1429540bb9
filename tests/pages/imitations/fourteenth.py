"""A fourteenth set: eight more sites with their columns, as varied as offices and those who build for them are."""

from collections.abc import Iterator
from datetime import date

from tests.pages.imitations.fourteenth_sites import (
    college,
    county,
    court,
    hospital,
    purchase,
    square,
    township,
    water,
)
from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.thirteenth import SEASON, STALE, A, Articles, Frame, Row

LI = "<li>" + A + "<span>{}</span></li>"
each = Articles(53102)


def _site(name: str, frame: Frame, *rows: Row) -> Iterator[Column]:
    for title, content, newest, blank in rows:
        yield Column(f"{name}: {title}", frame(content, title), newest, blank, site=name)


def _ul(form: str, newest: date, number: int = 10, gap: int = 6) -> str:
    return f"<ul>{each(form, newest, number, gap)}</ul>"


def _county() -> Iterator[Column]:
    yield from _site(
        "shimen",
        county,
        ("石门要闻", _ul(LI.replace("{}", "{d:%Y-%m-%d}"), NEW, 20, 1), NEW, False),
        ("部门动态", _ul(LI.replace("{}", "{d:%m-%d}"), NEW, 20, 2), NEW, False),
        ("县政府文件", _ul("<li>" + A + "<b>石政发〔2025〕7号</b><span>{d:%Y-%m-%d}</span>"
                                   "</li>", STALE, 6, 40), STALE, False),
        ("政策解读", _ul(LI.replace("{}", "[{d:%Y/%m/%d}]"), SEASON), SEASON, False),
        ("人事信息", _ul(LI.replace("{}", "{d:%Y年%m月%d日}"), OLD, 5, 60), OLD, False),
        ("建议提案办理", _ul("<li>" + A + "<p>答复时间：{d:%Y-%m-%d}</p></li>", SEASON, 7), SEASON, False),
        ("规划计划", "<ul><li><a href='/gk/gh/1.html'>石门县国民经济和社会发展第十四个五年规划纲要</a></li>"
                 "</ul>", None, False),
        ("领导之窗", "<div class='ld'><img src='/x.jpg'><p>何一　县长</p></div>", None, False),
        ("重大决策预公开", "<ul></ul>", None, True),
        ("审计公开", "<p>暂无内容</p>", None, True),
        ("网上信访", "<div class='page'></div>", None, True),
    )  # fmt: skip


def _water() -> Iterator[Column]:
    row = "<tr><td>■" + A + "</td><td>{}</td></tr>"
    yield from _site(
        "water",
        water,
        ("水利要闻", "<table>" + each(row.replace("{}", "{d:%Y-%m-%d}")) + "</table>", NEW, False),
        (
            "防汛动态",
            "<table>" + each(row.replace("{}", "{d.year}-{d.month}-{d.day}"), SEASON) + "</table>",
            SEASON,
            False,
        ),
        ("政策法规", "<table>" + each(row.replace("{}", "{d:%Y.%m}.{d:%d}"), OLD) + "</table>", OLD, False),
        ("水土保持", "<table>" + each("<tr><td>{d:%Y-%m-%d}</td>"
                                  "<td>" + A + "</td></tr>", STALE) + "</table>", STALE, False),
        ("水质公报", "<table>" + each("<tr><td><a href='/{n}.asp'>{d.year}年第{d.month}期水质公报</a></td><td>"
                                  "{d:%m/%d}</td></tr>", SEASON, 4, 30) + "</table>", SEASON, False),
        ("取水许可", "<table><tr><td>申请单位</td><td>批准文号</td><td>批准日期</td>"
                 "</tr>" + each("<tr>"
                                "<td>" + A + "</td><td>石水〔2025〕{n}号</td><td>{d:%Y-%m-%d}</td>"
                                             "</tr>", STALE) + "</table>", STALE, False),
        ("机构职能", "<p>办公室：负责机关日常运转。</p>", None, False),
        ("河长公示", "<table><tr><td>渫水</td><td>河长：何一</td></tr></table>", None, False),
        ("招标公告", "<table><tr><td></td></tr></table>", None, True),
        ("水利科普", "<p>内容建设中</p>", None, True),
    )  # fmt: skip


def _court() -> Iterator[Column]:
    yield from _site(
        "court",
        court,
        ("法院要闻", _ul(LI.replace("{}", "{d:%Y-%m-%d}"), NEW), NEW, False),
        ("典型案例", _ul(LI.replace("{}", "发布时间：{d:%Y-%m-%d}"), OLD), OLD, False),
        ("裁判文书", _ul("<li>" + A + "<p>（2025）湘0726民初{n}号　{d:%Y-%m-%d}</p></li>", STALE), STALE, False),
        ("开庭公告", _ul("<li>" + A + "<p>开庭时间：2026-12-08 09:00</p><p>公告日期：{d:%Y-%m-%d}</p>"
                                  "</li>", NEW), NEW, False),
        ("法官风采", "<div class='fg'><img src='/1.jpg'><span>何一</span></div>", None, False),
        ("诉讼指南", "<h3>立案须知</h3><p>请携带身份证明。</p>", None, False),
        ("执行悬赏", "<ul></ul>", None, True),
        ("司法拍卖", "", None, True),
        ("调研成果", "<p>没有数据</p>", None, True),
    )  # fmt: skip


def _hospital() -> Iterator[Column]:
    card = "<div class='card'><img src='/{n}.jpg'><h4>" + A + "</h4><p>{}</p></div>"
    yield from _site(
        "hospital",
        hospital,
        ("医院新闻", each(card.replace("{}", "{d:%Y-%m-%d}　浏览 326")), NEW, False),
        ("党建园地", each(card.replace("{}", "来源：党办　时间：{d:%Y-%m-%d}"), OLD), OLD, False),
        ("招标采购", _ul("<li><i>{d:%d}<br>{d:%Y-%m}</i>" + A + "</li>", SEASON), SEASON, False),
        ("人才招聘", _ul(LI.replace("{}", "{d:%Y-%m-%d}"), STALE, 2, 100), STALE, False),
        ("医院简介", "<p>医院始建于1956年，开放床位600张。</p>", None, False),
        ("专家介绍", "<div class='zj'><img src='/z1.jpg'><h5>何一</h5><p>擅长脾胃病</p></div>", None, False),
        ("健康讲堂", "<ul></ul>", None, True),
        ("价格公示", "<p>暂无相关内容！</p>", None, True),
        ("院报", "", None, True),
    )  # fmt: skip


def _square() -> Iterator[Column]:
    cell = "<a class='van-cell' href='/p/{n}'><div class='van-title'>{t}</div><div class='van-label'>{}</div></a>"
    yield from _site(
        "square",
        square,
        ("头条", each(cell.replace("{}", "石门发布 · {d:%m-%d}")), NEW, False),
        ("政务", each(cell.replace("{}", "{d:%Y-%m-%d %H:%M:%S}"), OLD), OLD, False),
        ("专题", each(cell.replace("{}", "{d:%Y年%m月%d日} 10阅读"), STALE, 4), STALE, False),
        ("视频", each("<div class='v'><a href='/v/{n}'><img src='/{n}.jpg'><p>{t}</p></a><small>{d:%Y/%m/%d} 02:31"
                    "</small></div>", SEASON), SEASON, False),
        ("办事", "<a href='/b/1'><img src='/b1.png'>社保查询</a><a href='/b/2'><img src='/b2.png'>违章查询"
               "</a>", None, False),
        ("问政", "<form><textarea placeholder='请输入您的问题'></textarea></form>", None, False),
        ("直播", "<div class='van-empty'><p>暂无直播</p></div>", None, True),
        ("活动", "<div class='van-list__finished-text'>没有更多了</div>", None, True),
    )  # fmt: skip


def _college() -> Iterator[Column]:
    yield from _site(
        "college",
        college,
        ("校园新闻", _ul("<li><a href='info/1/{n}.htm'><span>{t}</span><span>{d:%Y-%m-%d}</span></a>"
                     "</li>", NEW), NEW, False),
        ("通知公告", _ul("<li><a href='info/2/{n}.htm'>{t}</a>({d:%Y-%m-%d})</li>", SEASON), SEASON, False),
        ("教学科研", _ul("<li><a href='info/3/{n}.htm'>{t}</a><span>{d:%b.%d,%Y}</span></li>", OLD), OLD, False),
        ("学生工作", _ul("<li><a href='info/4/{n}.htm'>{t}</a><span>{d:%Y}<br>{d:%m-%d}</span>"
                     "</li>", STALE), STALE, False),
        ("就业信息", _ul("<li><a href='info/5/{n}.htm'>{t}</a><span>招聘会时间：2026-12-20</span><span>"
                     "{d:%Y-%m-%d}</span></li>", NEW, 5), NEW, False),
        ("学校概况", "<p>学校占地230亩，教职工186人。</p>", None, False),
        ("专业介绍", "<ul><li><a href='/zy/1.htm'>数控技术应用</a></li><li><a href='/zy/2.htm'>护理</a></li>"
                 "</ul>", None, False),
        ("校友之家", "<ul></ul><div>共0条 1/0</div>", None, True),
        ("下载中心", "", None, True),
    )  # fmt: skip


def _purchase() -> Iterator[Column]:
    yield from _site(
        "purchase",
        purchase,
        ("招标公告", _ul("<li>" + A + "<span class='zt'>进行中</span><span>{d:%Y-%m-%d}</span>"
                                  "</li>", NEW, 15, 1), NEW, False),
        ("中标结果", _ul(LI.replace("{}", "{d:%Y-%m-%d}"), SEASON), SEASON, False),
        ("合同公示", "<table><tr><th>合同名称</th><th>签订日期</th><th>公示日期</th>"
                 "</tr>" + each("<tr>"
                                "<td>" + A + "</td><td>2025-01-08</td><td>{d:%Y-%m-%d}</td>"
                                             "</tr>", STALE) + "</table>", STALE, False),
        ("更正公告", _ul("<li>" + A + "<p>更正日期：{d:%Y-%m-%d}　原定开标：2026-12-01</p></li>", OLD), OLD, False),
        ("操作手册", "<a href='/d/1.pdf'>供应商操作手册</a>", None, False),
        ("常见问题", "<dl><dt>问：如何缴纳保证金？</dt><dd>答：网银转账。</dd></dl>", None, False),
        ("异常名录", "<table><tr><th>企业名称</th><th>列入日期</th></tr></table>", None, True),
        ("电子卖场", "<ul></ul>", None, True),
        ("框架协议", "<p>查询无结果</p>", None, True),
    )  # fmt: skip


def _township() -> Iterator[Column]:
    yield from _site(
        "township",
        township,
        ("本镇新闻", each("<p>" + A + " {d:%Y-%m-%d}</p>", SEASON, 14), SEASON, False),
        ("公示公告", each("<p>[{d:%Y-%m-%d}]" + A + "</p>", OLD, 9), OLD, False),
        ("惠农补贴", "<table>" + each("<tr><td><a href='/{n}.xls'>{d.year}年{d.month}月补贴明细</a></td><td>"
                                  "{d:%Y-%m-%d}</td></tr>", STALE, 5, 30) + "</table>", STALE, False),
        ("镇长信箱", "<table><tr><td>主题</td><td>来信日期</td><td>回复日期</td>"
                 "</tr>" + each("<tr>"
                                "<td>" + A + "</td><td>2025-05-20</td><td>{d:%Y-%m-%d}</td>"
                                             "</tr>", OLD) + "</table>", OLD, False),
        ("镇情概览", "<p>壶瓶山镇面积587平方公里。</p>", None, False),
        ("景点", "<img src='/hps.jpg'><br>湖南屋脊", None, False),
        ("村级事务", "<div></div>", None, True),
        ("党务公开", "<p>资料正在整理</p>", None, True),
        ("便民电话", "<table><tr><td></td><td></td></tr></table>", None, True),
    )  # fmt: skip


FOURTEENTH_COLUMNS = (
    *_county(),
    *_water(),
    *_court(),
    *_hospital(),
    *_square(),
    *_college(),
    *_purchase(),
    *_township(),
)
