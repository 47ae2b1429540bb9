"""What scripts do to the looks of a page while it loads, as rules of a style sheet: they hide, remove, move away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fjgov_tui.pages.scripts import Script, at_top

_CHOICE = (
    r"(?:getElementById\(\s*['\"](?P<{0}id>[\w-]{{1,80}})['\"]\s*\)"
    r"|getElementsByClassName\(\s*['\"](?P<{0}class>[\w-]{{1,80}})['\"]\s*\)(?:\s*\[\s*\d+\s*\])?"
    r"|querySelector(?:All)?\(\s*['\"](?P<{0}query>[^'\"{{}}]{{1,200}})['\"]\s*\)(?:\s*\[\s*\d+\s*\])?"
    r"|(?:\$|jQuery)\(\s*['\"](?P<{0}jquery>[^'\"<>{{}}]{{1,200}})['\"]\s*\))"
)
_NAMED = re.compile(rf"\b(?P<name>[A-Za-z_$][\w$]{{0,30}})\s*=\s*[\w$.]{{0,40}}?{_CHOICE.format('')}")
_GONE = (
    r"remove\(\s*\)|detach\(\s*\)|empty\(\s*\)|hide\(\s*0?\s*\)|(?:outer|inner)HTML\s*=\s*(?:''|\"\")"
    r"|replaceWith\(\s*(?:''|\"\")?\s*\)|parent(?:Node|Element)\s*\.\s*removeChild\("
)
_ACTS = re.compile(
    rf"(?:{_CHOICE.format('')}|\b(?P<name>[A-Za-z_$][\w$]{{0,30}}))"
    r"(?:\s*\.\s*forEach\s*\(\s*(?:function\s*\([^()]{1,40}\)\s*\{|\(?[\w$, ]{1,40}\)?\s*=>\s*\{?)\s*[\w$]{1,30})?"
    rf"\s*\.\s*(?:(?P<gone>{_GONE})"
    r"|style\s*\.\s*cssText\s*\+?=\s*['\"](?P<text>[^'\"{}]{1,300})"
    r"|style\s*\.\s*(?P<property>[a-zA-Z]{3,20})\s*=\s*['\"](?P<value>[^'\"{}]{1,100})"
    r"|(?:setAttribute|attr)\(\s*['\"]style['\"]\s*,\s*['\"](?P<attribute>[^'\"{}]{1,300})"
    r"|css\(\s*['\"](?P<one>[a-zA-Z-]{3,20})['\"]\s*,\s*['\"]?(?P<of>[^'\",){}]{1,60})"
    r"|css\(\s*\{(?P<several>[^{}]{1,300})\})"
)
_LATER = re.compile(r"[^{}]{0,120}\}\s*,\s*(\d{4,})\s*\)")
"""The end of a timer of a second or more: what is gone then has been seen."""
_MAKES_SHEET = re.compile(r"createElement\(\s*['\"]style|insertRule\(|<style")
_RULE = re.compile(r"['\"`](?:<style[^<>]{0,60}>)?\s*([.#\[\w*][^'\"`{}<>]{0,200}\{[^'\"`{}<>]{1,300}\})")
_PAIR = re.compile(r"['\"]?([a-zA-Z-]{3,20})['\"]?\s*:\s*['\"]?([^'\",}]{1,60})")
_UPPER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TELLS = re.compile(r"style|hide|remove|css|HTML|empty|detach")


def rules_of_scripts(scripts: Sequence[Script]) -> Iterator[str]:
    """Rules of a style sheet that stand for what scripts do as the page loads; nothing is run."""
    for script in scripts:
        text = script.plain
        if _TELLS.search(text) is None:
            continue
        if _MAKES_SHEET.search(text):
            yield from (match[1] for match in _RULE.finditer(text))
        names = {match["name"]: selector for match in _NAMED.finditer(text) if (selector := _selector(match))}
        for match in at_top(text, _ACTS.finditer(text)):
            selector = _selector(match) or names.get(match["name"] or "", "")
            if selector and not (match["gone"] and _LATER.match(text, match.end())):
                yield f"{selector}{{{_important(_declarations(match))}}}"


def _selector(match: re.Match[str]) -> str:
    """What a call chooses, as a selector; empty where nothing is chosen."""
    if match["id"]:
        return f'[id="{match["id"]}"]'
    return f".{match['class']}" if match["class"] else match["query"] or match["jquery"] or ""


def _declarations(match: re.Match[str]) -> str:
    """What is declared for it."""
    if match["gone"]:
        return "display:none"
    if match["several"]:
        return ";".join(f"{_dashed(name)}:{value.strip()}" for name, value in _PAIR.findall(match["several"]))
    name, value = match["property"] or match["one"], match["value"] or match["of"]
    return f"{_dashed(name)}:{value}" if name else match["text"] or match["attribute"] or ""


def _dashed(name: str) -> str:
    return _UPPER.sub("-", name).lower()


def _important(declarations: str) -> str:
    """The same so that no other rule is stronger: what a script does is done last."""
    parts = (part.replace("!important", "").strip() for part in declarations.split(";"))
    return ";".join(f"{part}!important" for part in parts if part)
