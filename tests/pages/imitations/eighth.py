"""An eighth set: pages without any day, of which some are empty and some are not, in three more skins."""

from collections.abc import Iterator

from tests.pages.imitations.shape import Column


def _county(content: str, title: str) -> str:
    """A county's portal with menus that fold out, a search for hot words, a row of buttons and a bar at the edge."""
    folds = "".join(
        f"<dl><dt><a href='/{n}/'>{name}</a></dt><dd><a href='/{n}/a/'>{name}动态</a><a "
        f"href='/{n}/b/'>{name}公告</a></dd></dl>"
        for n, name in enumerate(("走进", "政务", "服务", "互动", "数据"))
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='ColumnName' content='{title}'><title>{title}_"
        "云山县人民政府网</title></head><body><div id='top'><a href='/reg'>注册</a><a href='/wap'>手机版</a></div>"
        f"<div id='banner'></div><div class='menu-wrap'>{folds}</div><div class='searchbar'>热词：<a "
        f"href='/s?q=1'>社保</a>"
        f"<a href='/s?q=2'>公积金</a></div><div class='bread'>当前位置： <a href='/'>首页</a> / <span>{title}"
        f"</span></div>"
        f"<div class='page-body'>{content}</div><ul class='fixed-right'><li><a href='/zn'>指南</a></li><li><a "
        f"href='/jc'>"
        "纠错</a></li></ul><div class='page-foot'><p>主办：云山县人民政府 承办：云山县人民政府办公室 "
        "技术支持电话：023-55500000</p>"
        "<p>网站标识码 5009990012 渝公网安备50099902000001号 渝ICP备05000001号</p></div></body></html>"
    )


def _bureau(content: str, title: str) -> str:
    """A bureau's page of tables without a single class."""
    names = ("首页", "局情", "动态", "公告", "法规")
    cells = "".join(f"<td><a href='l{n}.asp'>{name}</a></td>" for n, name in enumerate(names))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><table><tr><td><img "
        f"src='top.jpg'></td></tr>"
        f"</table><table><tr>{cells}</tr></table><table><tr><td>您的位置：首页 &gt; {title}</td></tr></table>"
        f"<table><tr><td>{content}</td></tr></table><table><tr><td>云山县水务局 版权所有 建议使用IE6.0以上浏览器"
        f"</td></tr>"
        "</table></body></html>"
    )


def _hall(content: str, title: str) -> str:
    """A service hall with its own header of sections."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><header><div>"
        f"云山县政务服务中心"
        "</div><nav><a href='/'>首页</a><a href='/gr'>个人办事</a><a href='/fr'>法人办事</a></nav></header><section>"
        f"<h2>{title}</h2>{content}</section><footer>服务热线 023-12345 主办单位 云山县政务服务管理办公室"
        f"</footer></body></html>"
    )


def _content() -> Iterator[Column]:
    yield Column(
        "county: a map of departments",
        _county("<ul><li><a href='/bm/1/'>县教委</a></li><li><a href='/bm/2/'>县民政局</a></li></ul>", "部门导航"),
        None,
    )
    yield Column(
        "county: what the county is",
        _county("<p>云山县位于长江三峡库区腹心，幅员面积4000余平方公里。</p>", "县情概况"),
        None,
    )
    yield Column("county: picture that tells", _county("<img src='/tj/1.png'>", "图解政策"), None)
    yield Column("county: files", _county("<a href='/f/1.docx'>信息公开申请表</a>", "下载中心"), None)
    yield Column(
        "county: list that comes later",
        _county("<div id='l'></div><script>$.getJSON('/l.json',f)</script>", "政务动态"),
        None,
    )
    yield Column("bureau: its chiefs", _bureau("局长：何一　副局长：周二", "局领导"), None)
    yield Column("bureau: its address", _bureau("<p>地址：云山县滨江路8号</p>", "联系方式"), None)
    yield Column(
        "bureau: a table of stations",
        _bureau("<table><tr><td>一水厂</td><td>供水正常</td></tr></table>", "供水信息"),
        None,
    )
    yield Column(
        "bureau: titles without days",
        _bureau("<p>·<a href='n1.htm'>中华人民共和国水法</a></p><p>·<a href='n2.htm'>取水许可管理办法</a></p>", "法规"),
        None,
    )
    yield Column("hall: steps", _hall("<ol><li>提交申请</li><li>受理</li><li>发证</li></ol>", "办事流程"), None)
    yield Column(
        "hall: windows",
        _hall("<table><tr><th>窗口</th><th>事项</th></tr><tr><td>1号</td><td>企业登记</td></tr></table>", "窗口设置"),
        None,
    )
    yield Column(
        "hall: a form to query", _hall("<form><input name='no'><button>查询</button></form>", "办件查询"), None
    )
    yield Column("hall: a frame", _hall("<iframe src='/queue.html'></iframe>", "排队叫号"), None)


def _empty() -> Iterator[Column]:
    yield Column("county: nothing", _county("", "政务动态"), None, blank=True)
    yield Column(
        "county: a list of nothing",
        _county("<ul class='list'></ul><div class='fanye'></div>", "公示公告"),
        None,
        blank=True,
    )
    yield Column("county: no information for now", _county("<p>暂时没有信息</p>", "招标采购"), None, blank=True)
    yield Column(
        "county: a heading",
        _county("<h3>行政许可</h3><table><tr><th>序号</th><th>名称</th></tr></table>", "行政许可"),
        None,
        blank=True,
    )
    yield Column("county: not opened yet", _county("<p>该栏目正在建设中</p>", "数据开放"), None, blank=True)
    yield Column("county: sum", _county("<div>总共 0 条记录</div>", "意见征集"), None, blank=True)
    yield Column("bureau: nothing", _bureau("", "动态"), None, blank=True)
    yield Column("bureau: blanks", _bureau("&nbsp;<br>&nbsp;", "公告"), None, blank=True)
    yield Column("bureau: none", _bureau("暂无", "公告"), None, blank=True)
    yield Column("bureau: no record", _bureau("<font color='red'>没有任何记录</font>", "公告"), None, blank=True)
    yield Column("hall: nothing", _hall("<ul></ul>", "最新通知"), None, blank=True)
    yield Column("hall: no data", _hall("<p class='n'>暂无数据</p>", "投诉公示"), None, blank=True)
    yield Column("hall: pages of none", _hall("<div>共 0 项 首页 上一页 下一页 末页</div>", "红黑榜"), None, blank=True)


EIGHTH_COLUMNS = (*_content(), *_empty())
