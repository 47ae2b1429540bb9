"""Addresses that cannot have been meant so, and domains that somebody sells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.monitor.checks.crawl import mistyped, parked


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://http://www.cq.gov.cn/", "多写了一遍"),
        ("http://https%3A//www.cq.gov.cn/", "多写了一遍"),
        ("htttp://www.cq.gov.cn/", "协议"),
        ("http;//www.cq.gov.cn/", "协议"),
        ("http:///index.html", "没有域名"),
        ("http://www.cq gov.cn/", "空格"),
        ("http://www.cq.gov.cn。/", "全角"),
        ("http://www,cq.gov.cn/", "域名的写法"),
        ("http://wwwcqgovcn/", "域名的写法"),
        ("http://x.gov.cn/www.cq.gov.cn/a", "站内路径"),
        ("http://[bad/", "写法不对"),
    ],
)
def test_an_address_that_was_mistyped_is_recognised_without_a_visit(url: str, why: str) -> None:
    assert why in mistyped(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.cq.gov.cn/zwgk/202611/t20261120_1.html?x=http://y.cn/",
        "http://127.0.0.1:8080/bdz/",
        "http://[::1]:8080/",
        "https://重庆市奉节县.政务/",
        "https://www.fengjie.gov.cn:8443/a%20b/",
        "javascript:void(0)",
        "mailto:a@b.cn",
        "tel:023",
    ],
)
def test_addresses_as_offices_write_them_are_left_alone(url: str) -> None:
    assert mistyped(url) == ""


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(mistyped(text), str)
    assert isinstance(mistyped(f"http://{text}"), str)


def test_a_domain_for_sale_is_recognised_and_a_site_that_speaks_of_domains_is_not() -> None:
    assert parked("<title>example.com</title>本域名正在出售，请联系")
    assert parked("This domain is for sale!")
    assert not parked("本域名由县政府办公室管理，已备案。土地出售公告；拍卖公告")
