"""Charsets: declared rightly, wrongly, not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.pages.decoding import decode

TEXT = "奉节县人民政府办公室关于印发的通知，请认真贯彻执行"
HEAD = '<html><head><meta charset="{}"><title>{}</title>'


@pytest.mark.parametrize(
    ("header", "declared", "real", "charset"),
    [
        ("text/html; charset=utf-8", "utf-8", "utf-8", "utf-8"),
        ("text/html; charset=GBK", "gb2312", "gbk", "gb18030"),
        ("text/html", "gb2312", "gb18030", "gb18030"),
        ("text/html", "GBK", "utf-8", "utf-8"),
        ("text/html; charset=UTF-8", "utf-8", "gbk", "gb18030"),
        ("text/html; charset=ISO-8859-1", "gb2312", "gbk", "gb18030"),
        ("text/html; charset=ISO-8859-1", "iso-8859-1", "utf-8", "utf-8"),
        ("", "", "utf-8", "utf-8"),
        ("", "", "gbk", "gb18030"),
        ("text/html; charset=no-such-thing", "also-none", "gbk", "gb18030"),
        ("text/html; charset=base64", "hex", "utf-8", "utf-8"),
        ("text/html; charset=\"utf-8\"", "utf-16", "utf-8", "utf-8"),
        ("text/html", "big5", "big5", "big5"),
    ],
)  # fmt: skip
def test_the_bytes_decide_where_the_declaration_does_not_fit(
    header: str, declared: str, real: str, charset: str
) -> None:
    text = "測試縣政府辦公室" if real == "big5" else TEXT
    found = decode(HEAD.format(declared, text).encode(real), header)
    assert text in found.text
    assert found.charset == charset


@pytest.mark.parametrize("real", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_goes_first(real: str) -> None:
    found = decode((HEAD.format("gbk", TEXT)).encode(real), "text/html; charset=gbk")
    assert TEXT in found.text
    assert not found.text.startswith("\ufeff")


def test_how_it_was_decided_is_told_only_where_the_declaration_was_wrong() -> None:
    assert decode(TEXT.encode(), "text/html; charset=utf-8").how == ""
    assert "声明 utf-8" in decode(TEXT.encode("gbk"), "text/html; charset=utf-8").how
    assert "没有可用的编码声明" in decode(TEXT.encode()).how


def test_a_page_cut_in_the_middle_of_a_character_keeps_its_charset() -> None:
    for real, charset in (("utf-8", "utf-8"), ("gb18030", "gb18030")):
        found = decode((TEXT * 50).encode(real)[:-1], f"text/html; charset={charset}")
        assert found.charset == charset
        assert found.how == ""
        assert "\ufffd" not in found.text


def test_broken_bytes_are_replaced_and_told() -> None:
    body = TEXT.encode() * 40 + b"\xff\xfe\xff" + TEXT.encode()
    found = decode(body, "text/html; charset=utf-8")
    assert found.charset == "utf-8"
    assert found.text.count(TEXT) == 41
    assert "已替换" in found.how


def test_nul_bytes_go() -> None:
    assert decode(b"a\0b\0c").text == "abc"


@given(body=st.binary(max_size=3000), header=st.text(max_size=60))
def test_any_bytes_give_text_that_can_be_written_again(body: bytes, header: str) -> None:
    found = decode(body, header)
    assert "\0" not in found.text
    found.text.encode("utf-8")


@given(text=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=400))
def test_chinese_survives_either_charset_undeclared(text: str) -> None:
    assert decode((text + "。").encode("utf-8")).text == text + "。"
