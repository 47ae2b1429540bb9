"""The demo county's web pages as HTML: home pages, lists, articles, with whatever is planted in them."""

from collections.abc import Mapping, Sequence
from html import escape

from fjgov_tui.demo.draft import dice
from fjgov_tui.demo.faults import MOBILE, PlantedFault, idcard
from fjgov_tui.demo.web import Column, DemoItem, Site
from fjgov_tui.ledgers.sites import ColumnKind

_FORMS = ("{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y年%m月%d日}", "{0:%Y.%m.%d}")
"""How sites write the day of an article; news columns of some sites leave the year out."""
GONE = "zhuanti/meiyou.html"
"""Where the dead link leads, below the site's home page."""
_GAMES = ("bocai", "yulecheng", "caipiao")
_SAID = (
    "会议听取了前一阶段的工作情况，研究了存在的困难和问题，明确了下一步的任务、时限和责任人。",
    "参加人员实地查看了现场，与群众面对面交流，记下大家的意见和建议，并逐条作了回复。",
    "有关工作按照年度计划有序推进，各项任务已分解到人，完成情况按月登记，接受群众监督。",
    "大家表示，要把学到的内容用到日常工作中，把办事流程再理一遍，让群众少跑路、少等待。",
    "本页内容为演示数据，人物、单位电话和事件均为虚构，仅用于试用和测试。",
)


def home(site: Site, agent: str) -> str:
    """A site's home page.

    Args:
        site: the site.
        agent: the User-Agent that asks; cloaking depends on it.
    """
    kinds = {fault.kind: fault for fault in site.faults}
    if "cloak" in kinds and "baiduspider" in agent.casefold():
        return _cloaked(site)
    news = sorted((item for column in site.columns for item in column.items), key=lambda item: item.day, reverse=True)
    parts = [
        _block("最新信息", _list(news[:15], _FORMS[dice(site.path).randrange(len(_FORMS))])),
        _block("栏目", "<ul>" + "".join(f'<li><a href="{column.path}">{escape(column.name)}</a></li>'
                                      for column in site.columns) + "</ul>"),
        *(_INSERTED[fault.kind](site, fault) for fault in site.faults if fault.kind in _INSERTED),
    ]  # fmt: skip
    metas = {} if "unmeta" in kinds else _site_metas(site)
    return _page(site, site.name, metas, "".join(parts), site.id_code if "code" not in kinds else "YANSHI9999")


def listing(site: Site, column: Column) -> str:
    """A column's list page."""
    form = _FORMS[dice(site.path).randrange(len(_FORMS))]
    if column.kind == ColumnKind.NEWS and dice(site.path).random() < 0.3:
        form = "[{0:%m-%d}]"
    parts = [_list(column.items, form) if column.items else '<div class="empty">暂无内容</div>']
    parts += [_INSERTED[fault.kind](site, fault) for fault in column.faults if fault.kind in _INSERTED]
    where = f'<p class="place">当前位置：<a href="{site.path}">首页</a> &gt; {escape(column.name)}</p>'
    metas = _site_metas(site) | _column_metas(column)
    return _page(site, f"{column.name}-{site.name}", metas, where + _block(column.name, "".join(parts)), site.id_code)


def article(site: Site, column: Column, item: DemoItem) -> str:
    """An article's page."""
    chance = dice(item.path)
    metas = _site_metas(site) | _column_metas(column)
    metas |= {
        "ArticleTitle": item.title,
        "PubDate": f"{item.day} {8 + chance.randrange(9):02d}:{chance.randrange(60):02d}",
        "ContentSource": column.unit,
    }
    paragraphs = "".join(f"<p>{escape(chance.choice(_SAID))}</p>" for _ in range(6))
    head = f'<h1>{escape(item.title)}</h1><p class="info">发布时间：{item.day} 来源：{escape(column.unit)}</p>'
    return _page(
        site, f"{item.title}-{site.name}", metas, f'{head}<div class="content">{paragraphs}</div>', site.id_code
    )


def _list(items: Sequence[DemoItem], form: str) -> str:
    rows = (
        f'<li><a href="{item.path}" title="{escape(item.title)}">{escape(item.title)}</a>'
        f"<span>{form.format(item.day)}</span></li>"
        for item in items
    )
    return f'<ul class="list">{"".join(rows)}</ul>'


def _block(title: str, inner: str) -> str:
    return f'<div class="box"><h2>{escape(title)}</h2>{inner}</div>'


def _site_metas(site: Site) -> dict[str, str]:
    return {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.id_code}


def _column_metas(column: Column) -> dict[str, str]:
    return {
        "ColumnName": column.name,
        "ColumnDescription": f"{column.unit}{column.name}",
        "ColumnKeywords": column.name,
        "ColumnType": column.kind,
    }


def _page(site: Site, title: str, metas: Mapping[str, str], body: str, code: str) -> str:
    tags = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in metas.items())
    unit = escape(site.unit)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>{tags}'
        "<style>body{font-family:sans-serif}.list span{float:right}</style></head><body>"
        f'<div class="header"><a href="{site.path}">{escape(site.name)}</a></div><div class="main">{body}</div>'
        f'<div class="footer"><p>主办：{unit} 承办：县政府信息公开中心</p>'
        f"<p>网站标识码：{code} {escape(site.icp)} {escape(site.police)}</p>"
        f'<p><a href="{site.path}zhaocuo.html">我为政府网站找错</a> 党政机关 版权所有</p></div></body></html>'
    )


def plain(title: str) -> str:
    """A page that belongs to no column."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in _SAID)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{paragraphs}</body></html>"
    )


def _hidden(site: Site, _: PlantedFault) -> str:
    links = "".join(f'<a href="{site.foreign}{game}/">在线博彩娱乐城</a>' for game in _GAMES)
    return f'<div style="position:absolute;left:-9999px;top:-9999px">{links}</div>'


def _script(site: Site, _: PlantedFault) -> str:
    return (
        "<script>if(/baidu|sogou|so\\.com/i.test(document.referrer))"
        f'{{window.location.href="{site.foreign}{_GAMES[0]}/";}}</script>'
    )


def _words(_: Site, fault: PlantedFault) -> str:
    text = fault.text.replace("{idcard}", idcard()).replace("{mobile}", MOBILE)
    return f"<p>{escape(text)}</p>"


def _dead(site: Site, _: PlantedFault) -> str:
    return f'<p><a href="{site.path}{GONE}">专题：已撤下的专题</a></p>'


def _cloaked(site: Site) -> str:
    links = "".join(
        f'<li><a href="{site.foreign}{host}/">在线博彩 彩票投注 娱乐城注册送彩金</a></li>' for host in _GAMES
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>在线博彩_彩票投注_娱乐城官网</title>'
        f'<meta name="keywords" content="博彩 彩票 娱乐城"></head><body><ul>{links * 5}</ul></body></html>'
    )


_INSERTED = {"hidden": _hidden, "script": _script, "words": _words, "dead": _dead}
"""What faults put into a page."""
