"""Panes of tabs that wait, notices where notices are put up, names of offices that come on strangers' links."""

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, put

_PAPER = '<ul style="display:none"><li><a href="http://www.paper.example/">云山日报</a></li></ul>'
_SHOWN = '<ul><li><a href="http://www.jx.gov.cn/">省政府</a></li></ul>'
_HEAD = '<ul class="hd"><li>省内</li><li>市内</li></ul>'
PANES = {
    "a head before the panes": f'<div class="tab">{_HEAD}<div class="bd">{_SHOWN}{_PAPER}</div></div>',
    "a head among them": f'<div class="tab"><h3><a>省内</a><a>市内</a></h3>{_SHOWN}{_PAPER}</div>',
}
ADDED = {
    "beside the panes": f'<div class="tab">{_HEAD}<div class="bd">{_SHOWN}{_SHOWN}{_PAPER}</div></div>',
    "without a head": f'<div class="bd">{_SHOWN}{_PAPER}</div>',
    "alone": _PAPER,
    "a head, and nothing shown": f'<div class="tab">{_HEAD}<div class="bd">{_PAPER}{_PAPER}</div></div>',
    "a trade in a pane": f'<div class="tab">{_HEAD}<div>{_SHOWN}{_PAPER.replace("云山日报", "澳门新葡京")}</div></div>',
}


@pytest.mark.parametrize("html", PANES.values(), ids=PANES)
def test_a_pane_of_a_tab_that_waits_is_not_accused(html: str) -> None:
    assert violations(put(html)) == []


@pytest.mark.parametrize("html", ADDED.values(), ids=ADDED)
def test_what_is_hidden_and_no_pane_is_told(html: str) -> None:
    assert violations(put(html))


@pytest.mark.parametrize("host", ["www.zcygov.cn", "www.youzhicai.com", "paimai.caa123.org.cn"])
def test_a_notice_where_notices_are_put_up_is_not_accused(host: str) -> None:
    page = put(f"<li><a href='https://{host}/1.html'>云山县城区道路改造项目招标公告</a></li>")
    assert violations(page, shot(PAGE)) == []


@pytest.mark.parametrize("name", ["县教育局", "云山县人民法院网", "县发改委", "县纪委监委网站"])
def test_an_offices_name_that_comes_on_a_strangers_link_is_told(name: str) -> None:
    assert violations(put(f"<a href='http://fy.hyrx.example/'>{name}</a>"), shot(PAGE))


@pytest.mark.parametrize(
    "name", ["宣城市住房公积金管理中心", "云山县供电公司", "县教育局新闻中心记者站", "云山开发区管理委员会"]
)
def test_another_name_on_a_new_link_is_not_accused(name: str) -> None:
    assert violations(put(f"<a href='http://www.hyrx.example/'>{name}</a>"), shot(PAGE)) == []
