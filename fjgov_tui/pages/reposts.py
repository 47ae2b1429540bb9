"""Reposts without a source (article 22): an article that has a place for its source, and nothing in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LABEL = re.compile(r"(?:信息来源|文章来源|稿件来源|新闻来源|来\s*源)\s*[:：]")
_NEXT = re.compile(
    r"\s*(?:$|\n|[|｜]|(?:发布|更新|时间|日期|作者|编辑|责编|责任|浏览|点击|阅读|字体|字号|字\s*[:：]|大\s*中\s*小|分享|打印|审核)|[【\[（(])"
)
_SAYS = re.compile(
    r"[（(【]\s*(?:本文)?(?:转载|转发|摘编|摘录)\s*[）)】]|本文(?:系|为|属)?(?:转载|摘编)(?:文章|稿件)?[。，；\n]"
)
_NAMED = re.compile(r"(?:转载自|转自|摘自|摘编自|来自|原载)\s*+[:：“《]?\s*+[\w《“]")


def unsourced(visible: str, metas: Mapping[str, str]) -> tuple[int, int] | None:
    """Where an article shows that it comes from elsewhere, or keeps a place for its source, and names none.

    Args:
        visible: what a visitor reads.
        metas: by lower-case name.

    Returns:
        The stretch that says so; `None` where a source is named, or nothing asks for one.
    """
    if metas.get("contentsource", "").strip() or _NAMED.search(visible):
        return None
    empty = None
    for label in _LABEL.finditer(visible):
        if not _NEXT.match(visible, label.end()):
            return None
        empty = empty or label.span()
    says = _SAYS.search(visible)
    return empty or (says.span() if says else None)
