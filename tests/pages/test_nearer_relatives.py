"""Relatives of what strangers did last, each beside what an honest office does that looks like it."""

import pytest

from tests.pages.imitations.judging import shot, violations
from tests.pages.test_relatives import PAGE, put


def closed(words: str, title: str = "网站升级维护公告") -> str:
    """A page in the place of the whole one."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"


_FLOATS = "<div style='position:fixed;left:0;top:90px'><a href='{}'><img src='/i/f.jpg' alt='问卷'></a></div>"
_MAIL = "bgs@yunshan.gov.cn"
AN_OFFICE_DOES = {
    "a mailbox where anybody has one": PAGE.replace(_MAIL, "yunshanbgs@126.com"),
    "another one of those": PAGE.replace(_MAIL, "3391827@qq.com"),
    "a questionnaire that floats": put(_FLOATS.format("https://www.wjx.cn/vm/ys24.aspx")),
    "a registration that floats": put(_FLOATS.format("https://jinshuju.net/f/Ab12cd")),
    "closed for work, in the place's name": closed(
        "云山县政务网定于2026年11月29日0时至30日8时进行系统升级，暂停访问。云山县电子政务中心 0795-6120118"
    ),
    "closed for work, in the office's name": closed("因机房割接，云山县人民政府网站暂停服务两小时，请谅解。", "公告"),
}
NO_OFFICE_DOES = {
    "a mailbox at a stranger's": PAGE.replace(_MAIL, "bgs@yunshan-gov.example"),
    "a stranger's picture that floats": put(_FLOATS.format("https://wjx.bad.example/vm/1.aspx")),
    "closed for work in nobody's name": closed("本站域名出售，网站维护中，请稍后访问。"),
    "closed for work, with a stranger's link": closed(
        "云山县人民政府网站维护中，请访问<a href='http://a.bad.example/'>备用站点</a>"
    ),
}


@pytest.mark.parametrize("page", AN_OFFICE_DOES.values(), ids=AN_OFFICE_DOES)
def test_what_an_office_may_have_done_is_for_a_person_to_check(page: str) -> None:
    assert violations(page, shot(PAGE)) == []


@pytest.mark.parametrize("page", NO_OFFICE_DOES.values(), ids=NO_OFFICE_DOES)
def test_what_no_office_does_is_a_violation(page: str) -> None:
    assert violations(page, shot(PAGE))
