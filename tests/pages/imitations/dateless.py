"""Columns without a day that counts, columns that list nothing, and home pages. Invented, as the others."""

from collections.abc import Iterator

from tests.pages.imitations.shape import NEW, OLD, Column, listed
from tests.pages.imitations.skins import bare, portal, township


def undated() -> Iterator[Column]:
    """Content without a day: neither fresh nor blank."""
    yield Column(
        "topics",
        portal(
            "<div class='zt'>"
            + "".join(f"<a href='/zt/{n}/'><img src='/z{n}.jpg' alt=''></a>" for n in range(9))
            + "</div>",
            "专题专栏",
        ),
        None,
    )
    yield Column(
        "names of leaders",
        portal(
            "<ul>"
            + "".join(
                f"<li><a href='/ld/{n}'>{name}</a></li>" for n, name in enumerate(("张一", "王二三", "李四", "赵五六"))
            )
            + "</ul>",
            "领导之窗",
        ),
        None,
    )
    yield Column("organisation chart", portal("<img src='/jg.png' alt='组织机构图'>", "机构设置"), None)
    yield Column(
        "address of the office",
        portal("<p>地址：云山县清溪路1号　邮编：404600</p><p>电话：023-55500000</p>", "联系我们"),
        None,
    )
    yield Column(
        "departments",
        township(
            "".join(
                f"<a href='bm{n}.htm'>{name}</a><br>" for n, name in enumerate(("发改委", "教委", "民政局", "司法局"))
            ),
            "部门导航",
        ),
        None,
    )
    yield Column(
        "attachments",
        portal("<ul>" + "".join(f"<li><a href='/f/{n}.pdf'>附件{n}</a></li>" for n in range(4)) + "</ul>", "下载中心"),
        None,
    )
    yield Column(
        "loaded by a script",
        portal("<div id='list'></div><script>$.get('/api/list',function(d){$('#list').html(d)})</script>"),
        None,
    )
    yield Column("a frame of its own", bare("<iframe src='/list/inner.html' width='100%' height='900'></iframe>"), None)
    yield Column(
        "duties in words",
        portal("<p>云山县统计局主要职责：贯彻执行统计法律法规，组织实施统计调查。</p>", "机构职能"),
        None,
    )
    yield Column("plays", portal("<video src='/v.mp4' controls></video>", "视频点播"), None)


def blank() -> Iterator[Column]:
    """Pages that list nothing."""
    yield Column("nothing at all", portal("<div class='list'><ul></ul></div>"), None, blank=True)
    yield Column("says no content", portal("<div class='list'><p>暂无内容</p></div>"), None, blank=True)
    yield Column(
        "says nought entries",
        portal("<ul></ul><div class='page'>共 0 条记录 第 1/1 页 首页 上一页 下一页 尾页</div>"),
        None,
        blank=True,
    )
    yield Column(
        "empty table", township("<table><tr><td>标题</td><td>时间</td></tr></table><p>共0条</p>"), None, blank=True
    )
    yield Column("being built", portal("<p>栏目建设中，敬请期待！</p>"), None, blank=True)
    yield Column("no data yet", township("<font color='red'>暂时没有数据</font>"), None, blank=True)
    yield Column(
        "no related information",
        portal("<div class='no-data'><img src='/images/nodata.png'>暂无相关信息</div>"),
        None,
        blank=True,
    )


def homes() -> Iterator[Column]:
    yield Column(
        "home of several lists",
        portal(
            listed(OLD, "{:%m-%d}", count=4, href="/{1:%Y/%m/%d}/{2}.html")
            + "<h2>政务动态</h2>"
            + listed(NEW, "{:%Y-%m-%d}", count=6),
            "首页",
        ),
        NEW,
        home=True,
    )
    yield Column(
        "home with a calendar of meetings",
        portal("<div>会议时间：2026-11-20 全体会议</div>" + listed(OLD, "{:%Y-%m-%d}"), "首页"),
        OLD,
        home=True,
    )
