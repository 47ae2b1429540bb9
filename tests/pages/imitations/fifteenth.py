"""A fifteenth set: six sites more, written after everything before had been mended, for a last look at first sight."""

from collections.abc import Iterator
from datetime import date

from tests.pages.imitations.fifteenth_sites import agri, charity, library, portal, shire, transport
from tests.pages.imitations.shape import NEW, OLD, Column
from tests.pages.imitations.thirteenth import SEASON, STALE, A, Articles, Frame, Row

WINTER = date(2026, 1, 15)
each = Articles(53102)


def _site(name: str, frame: Frame, *rows: Row) -> Iterator[Column]:
    for title, content, newest, blank in rows:
        yield Column(f"{name}: {title}", frame(content, title), newest, blank, site=name)


def _ol(form: str, newest: date, number: int = 10, gap: int = 6) -> str:
    return f"<ul class='lb'>{each(f'<li>{form}</li>', newest, number, gap)}</ul>"


def _portal() -> Iterator[Column]:
    yield from _site(
        "portal",
        portal,
        ("要闻", _ol(A + "<span>{d:%Y-%m-%d}</span>", NEW, 15, 1), NEW, False),
        ("公示公告", _ol("<span>{d:%Y-%m-%d}</span>" + A, NEW, 15, 2), NEW, False),
        ("政策文件", _ol(A + "<em>成文日期：2025-10-02</em><em>发布日期：{d:%Y-%m-%d}</em>", STALE, 8), STALE, False),
        ("专项规划", _ol(A + "<span>{d:%Y-%m-%d}</span>", OLD, 2, 200), OLD, False),
        ("统计公报", _ol("<a href='/tj/{n}.html'>{d.year}年{d.month}月经济运行简况</a><span>{d:%m-%d}"
                     "</span>", SEASON, 8, 30), SEASON, False),
        ("应急管理", _ol(A + "<p>近日，县应急局召开会议。</p><i>{d:%Y-%m-%d} 来源：县应急局"
                         "</i>", STALE), STALE, False),
        ("县情", "<p>全县面积2330平方公里。</p>", None, False),
        ("领导分工", "<ul><li><a href='/ld/1.html'>何一</a> 县长</li></ul>", None, False),
        ("执法公示", "<p>本栏目暂无信息</p>", None, True),
        ("建议提案", "<ul class='lb'></ul>", None, True),
    )  # fmt: skip


def _agri() -> Iterator[Column]:
    row = "<tr><td>&nbsp;</td><td>" + A + "</td><td nowrap>{}</td></tr>"
    yield from _site(
        "agri",
        agri,
        ("农业要闻", f"<table>{each(row.replace('{}', '{d:%Y-%m-%d}'), NEW)}</table>", NEW, False),
        ("价格行情", f"<table>{each(row.replace('{}', '{d:%m-%d}'), NEW, 12, 3)}</table>", NEW, False),
        ("病虫测报", f"<table>{each(row.replace('{}', '{d:%Y/%m/%d} 08:30:00'), SEASON)}</table>", SEASON, False),
        ("惠农政策", f"<table>{each(row.replace('{}', '〔{d:%Y-%m-%d}〕'), OLD)}</table>", OLD, False),
        ("项目公示", f"<table>{each(row.replace('{}', '{d:%Y年%m月%d日}至{d:%Y年}12月31日'), STALE, 4)}"
                 f"</table>", STALE, False),
        ("种植技术", f"<table>{each('<tr><td>' + A + '</td></tr>', STALE, 8)}</table>", None, False),
        ("单位职能", "<p>拟订农业农村发展规划。</p>", None, False),
        ("供求信息", "<table></table>", None, True),
        ("农机补贴", "<p>暂无数据</p>", None, True),
        ("合作社", "", None, True),
    )  # fmt: skip


def _library() -> Iterator[Column]:
    yield from _site(
        "library",
        library,
        ("馆情动态", each("<div class='i'>"
                      "<h4>" + A + "</h4><div class='x'>时间：{d:%Y-%m-%d} 点击：202</div></div>"), NEW, False),
        ("活动预告", each("<div class='i'>"
                      "<h4>" + A + "</h4><div class='x'>活动时间：2026-12-05 | 发布：{d:%Y-%m-%d}</div>"
                                   "</div>", SEASON), SEASON, False),
        ("新书推荐", each("<div class='b'><img src='/{n}.jpg'>"
                      "<p>" + A + "</p><p>{d:%Y.%m.%d}</p></div>", STALE, 8), STALE, False),
        ("读者园地", each("<div class='i'><div class='r'><b>{d:%d}</b>{d:%Y/%m}"
                      "</div>" + A + "</div>", OLD, 6), OLD, False),
        ("借阅规则", "<p>每证限借五册，借期三十天。</p>", None, False),
        ("电子资源", "<a href='/e/1'><img src='/cnki.png'></a>", None, False),
        ("志愿服务", "<p>敬请期待！</p>", None, True),
        ("地方文献", "<div class='i'></div>", None, True),
    )  # fmt: skip


def _transport() -> Iterator[Column]:
    item = "<dd><a href='/view?id={n}'>{t}</a><time>{}</time></dd>"
    yield from _site(
        "transport",
        transport,
        ("交通新闻", f"<dl>{each(item.replace('{}', '{d:%Y-%m-%d}'))}</dl>", NEW, False),
        ("路况信息", f"<dl>{each(item.replace('{}', '{d:%m月%d日} 16:40'), NEW, 8, 1)}</dl>", NEW, False),
        ("执法案例", f"<dl>{each(item.replace('{}', '{d:%Y-%m-%d}'), WINTER)}</dl>", WINTER, False),
        ("行业管理", f"<dl>{each('<dd>' + A + '<s>发布人：办公室　发布日期：{d:%Y-%m-%d}</s></dd>', OLD)}"
                 f"</dl>", OLD, False),
        ("公路养护", f"<dl>{each('<dd>' + A + '<s>{d:%d}/{d:%m}/{d:%Y}</s></dd>', STALE)}</dl>", STALE, False),
        ("客运班次", "<table><tr><td>县城至奉节</td><td>07:30</td></tr></table>", None, False),
        ("驾考预约", "<form><input name='sfz' placeholder='身份证号'><button>查询</button></form>", None, False),
        ("超限公告", "<dl></dl>", None, True),
        ("养护招标", "<dl><dd>没有符合条件的数据</dd></dl>", None, True),
    )  # fmt: skip


def _charity() -> Iterator[Column]:
    yield from _site(
        "charity",
        charity,
        ("慈善动态", each("<article><h2>" + A + "</h2><footer>{d:%Y-%m-%d} / 秘书处</footer></article>"), NEW, False),
        ("捐赠公示", "<table><tr><th>捐赠人</th><th>金额</th><th>捐赠日期</th>"
                 "</tr>" + each("<tr>"
                                "<td>" + A + "</td><td>2000元</td><td>{d:%Y-%m-%d}</td>"
                                             "</tr>", SEASON) + "</table>", SEASON, False),
        ("项目进展", each("<article>"
                      "<h2>" + A + "</h2><p>{d:%Y年%m月}</p><span>{d:%Y-%m-%d}</span>"
                                   "</article>", STALE), STALE, False),
        ("组织机构", "<img src='/zz.png'>", None, False),
        ("捐赠方式", "<p>户名：县慈善会　账号：见办公室公示栏</p>", None, False),
        ("审计报告", "<p>暂未公布</p>", None, True),
        ("志愿风采", "", None, True),
    )  # fmt: skip


def _shire() -> Iterator[Column]:
    yield from _site(
        "shire",
        shire,
        ("乡内要闻", each("<div><a href=\"/x/{n}.html\">{t}</a> <font>{d:%Y-%m-%d}</font></div>", NEW), NEW, False),
        ("政务公开", each("<div>·" + A + "[{d:%y-%m-%d}]</div>", OLD), OLD, False),
        ("扶贫资金", each("<div>{d:%m.%d} " + A + "</div>", SEASON, 9, 10), SEASON, False),
        ("组织人事", each("<div>" + A + "<i>{d.year}.{d.month}.{d.day}</i></div>", STALE, 3, 70), STALE, False),
        ("乡情简介", "<p>红池乡平均海拔1800米。</p>", None, False),
        ("通讯录", "<p>党政办：56557001</p><p>财政所：56557002</p>", None, False),
        ("民意征集", "<div></div>", None, True),
        ("农家书屋", "<p>栏目正在完善</p>", None, True),
    )  # fmt: skip


FIFTEENTH_COLUMNS = (*_portal(), *_agri(), *_library(), *_transport(), *_charity(), *_shire())
