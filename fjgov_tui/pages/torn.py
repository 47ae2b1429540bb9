"""Words that are drawn otherwise than they are written: from right to left, or with something above each character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.strangers import hijackers, terms
from fjgov_tui.pages.trade import traded

_TURNED = "[style*='bidi-override' i],bdo[dir='rtl' i]"
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_ABOVE = frozenset({"rt", "rp"})
_MOST = 40
_LONGEST = 400


def torn(page: ParsedPage) -> Iterator[Alarm]:
    """What no search for words finds, because it is written backwards or torn apart by its own annotations."""
    if b"bidi-override" in page.lower or b"<bdo" in page.lower:
        for node in page.tree.css(_TURNED)[:_MOST]:
            text = " ".join(node.text().split())[:_LONGEST]
            if _CHINESE.search(text):
                yield Alarm("title", "turned-round", f"文字倒着写，显示时再翻过来：“{text[::-1][:30]}”", text[:300])
                return
    for node in page.elements("ruby")[:_MOST]:
        above = node.parent or node
        text = "".join(
            each.text_content or ""
            for each in above.traverse(include_text=True)
            if each.tag == "-text" and (each.parent is None or each.parent.tag not in _ABOVE)
        )[:_LONGEST]
        if offer := next((word.text for word in terms(hijackers().find(text))), "") or traded(text):
            yield Alarm("title", f"carried:{offer}", f"字上加了注，拆开了黑产用语“{offer}”", text[:200])
            return
