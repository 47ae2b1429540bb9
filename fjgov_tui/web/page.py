"""What the browser is given: one page, its style, and the terminal of textual-serve; nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.util import find_spec
from pathlib import Path

from fjgov_tui.errors import MissingExtra

FONT_SIZE = 16
"""Pixels of a character's height where nothing was chosen."""
_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/xterm.css">
<link rel="stylesheet" href="/page.css">
<script src="/textual.js"></script>
<script src="/page.js"></script>
</head>
<body>
<div class="notice opening"><p>正在打开…</p></div>
<div class="notice closed"><p>看板已退出，或者连接断了。没存的表单留作草稿。</p><p><a href="/">重新连接</a></p></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}" data-font-size="{size}"></div>
</body>
</html>
"""
_REFUSED = """\
<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>fjgov</title>
<link rel="stylesheet" href="/page.css"></head>
<body><div class="notice shown"><p>{why}</p></div></body></html>
"""
STYLE = """\
@font-face { font-family: 'Roboto Mono'; font-weight: 400; src: local('Noto Sans Mono CJK SC'),
  local('Sarasa Mono SC'), local('Source Han Mono SC'), local('WenQuanYi Zen Hei Mono'),
  local('WenQuanYi Micro Hei Mono'), local('NSimSun'), local('DejaVu Sans Mono'); }
@font-face { font-family: 'Roboto Mono'; font-weight: 400; size-adjust: 83%;
  unicode-range: U+B7, U+D7, U+2010-2027, U+2190-22FF, U+25A0-25FF, U+2600-27BF;
  src: local('DejaVu Sans Mono'), local('Consolas'), local('Menlo'); }
html, body { margin: 0; height: 100%; overflow: hidden; background: #12171e; color: #d8dee6; }
body { font: 16px/1.8 'Noto Sans CJK SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif; }
.textual-terminal { width: 100vw; height: 100vh; }
.xterm .xterm-viewport { overflow-y: hidden !important; }
.notice { display: none; position: absolute; z-index: 20; inset: 0; align-items: center; justify-content: center;
  flex-direction: column; background: #12171e; }
.notice a { color: #5aa2d8; }
.opening, .shown { display: flex; }
body.-first-byte .opening, body.-closed .opening { display: none; }
body.-closed .closed { display: flex; }
"""
"""textual.js asks for the font `Roboto Mono`: here that is a font of the machine which has Chinese; quotation marks,
dots and signs, which such fonts draw two cells wide, are of a Western one."""
SCRIPT = """\
// What is typed goes to the terminal without a click, also after a look at another window.
addEventListener("load", () => {
  const line = () => document.querySelector(".xterm-helper-textarea")?.focus();
  line();
  addEventListener("focus", line);
});
"""


def policy(socket: str) -> str:
    """What the page may load: from us alone, and no line but that to the program.

    Styles are also made by the terminal's script; scripts only come as files.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"connect-src {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def headers(socket: str) -> Mapping[str, str]:
    """What every answer carries."""
    return {
        "Content-Security-Policy": policy(socket),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }


def page(title: str, socket: str, font_size: int = FONT_SIZE) -> str:
    """The one page.

    Args:
        title: of the window.
        socket: the address of the line to the program.
        font_size: pixels.
    """
    return _PAGE.format(title=escape(title), socket=escape(socket), size=font_size)


def refused(why: str) -> str:
    """What is shown to whoever may not come in."""
    return _REFUSED.format(why=escape(why))


def terminal_files() -> Mapping[str, tuple[Path, str]]:
    """The files of the terminal by address, with their kind.

    Raises:
        MissingExtra: they are not installed.
    """
    found_module = find_spec("textual_serve")
    places = found_module.submodule_search_locations if found_module else None
    folder = Path(next(iter(places or ()), "")) / "static"
    listed = {
        "/textual.js": (folder / "js/textual.js", "text/javascript"),
        "/xterm.css": (folder / "css/xterm.css", "text/css"),
    }
    if places is None or not all(path.is_file() for path, _ in listed.values()):
        raise MissingExtra(
            "浏览器里看要用的部件没有安装（textual-serve）", remedy="请安装 fjgov_tui[serve]，或在终端里打开"
        )
    return listed
