"""Pages: a healthy one, and such as are made to break whoever reads them."""

from __future__ import annotations

HEALTHY = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>测试县人民政府</title></head><body>"
    + "".join(
        f"<li><a href='/zwgk/t202611{day:02}_{day}.html'>关于第{day}次检查的通知</a><span>2026-11-{day:02}</span></li>"
        for day in range(1, 23)
    )
    + "<div class='footer'>主办：测试县人民政府办公室</div></body></html>"
)


def _page(title: str, inside: str) -> str:
    return f"<html><head><title>{title}</title></head><body><p>{'测试内容' * 60}</p>{inside}</body></html>"


def many_links(count: int = 100_000) -> bytes:
    """So many links, within 2 MB."""
    return _page("links", "".join(f"<a href=/{n}>{n % 10}</a>" for n in range(count))).encode()


def deep(depth: int = 100_000) -> bytes:
    """Elements within elements."""
    return _page("deep", "<div>" * depth + "x" + "</div>" * depth).encode()


def escapes() -> bytes:
    """Terminal escapes, direction marks and markup in the title and the text."""
    act = "\x1b]0;owned\x07\x1b[2J\x1b[31m\u202e[bold red]x[/bold red]\x9b5n"
    return _page(f"标题{act}", f"<p>{act}</p><a href='{act}'>{act}</a>").encode()


def nuls() -> bytes:
    """NUL bytes everywhere."""
    return HEALTHY.encode().replace(b"<li>", b"<li>\x00\x00").replace(b"title>", b"title>\x00")
