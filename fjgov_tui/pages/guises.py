"""What gives itself out for an office's and is a stranger's: links with its words, codes to scan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.called import poses_by_words, words_of
from fjgov_tui.pages.entries import data_entries
from fjgov_tui.pages.homophones import unmasked
from fjgov_tui.pages.hosts import Neighbours, disguised, host_of, office_like
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.signs import DRAWING, LEADS, PRESSED, PROGRAMS, TYPED
from fjgov_tui.pages.swindles import CLAIM, LONGEST_NOTE
from fjgov_tui.pages.trade import traded

_ELSEWHERE = "option[value*='//'],area[href],[onclick*='//'],[data-href*='//'],[data-url*='//'],[data-link*='//'],svg a"
_OPENS = re.compile(
    r"(?:open|location(?:\s*\.\s*(?:href|replace|assign))?)\s*[=(]\s*\(?['\"]((?:https?:)?//[^'\"\s]{3,300})"
)
_OFFICE = re.compile(
    r"(?:县|市|区|省|镇|乡|州|旗|中国|中央|国务院|街道)\S{0,6}(?:人民政府|政府)(?:办公室|门户|公众信息|信息|政务|官方)*(?:网|网站|门户|主站)?$"
    r"|(?:人民政府|政务服务|政府信息公开|政府门户|中国政府)(?:网|网站|平台|大厅)(?:[(（]\S{1,8}[)）])?$|^(?:国务院|中国政府网)"
)
"""How links to offices are called; these are to be found under `gov.cn` by the rule of 2018."""
_OF_OFFICES = re.compile(r"\.gov\.[a-z]{2,3}$|(?:^|\.)gov\.(?:hk|mo)$")
_LONGEST = 120
_MOST = 300
_BARE = frozenset({"href", "target", "rel"})
"""Attributes that draw nothing and hold nothing for a script."""
_UP = 3
_OFTEN = 3
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
_ROW = re.compile(rf"[{_UNSEEN}]{{16}}")
_BETWEEN = re.compile(rf"[\u3400-\u9fff](?:[{_UNSEEN}]+[\u3400-\u9fff]){{3}}|{_ROW.pattern}")
"""What is not seen behind one Chinese character after the other, where no word ends; or as much as a message."""
_PROGRAM = re.compile(r"\.(?:exe|msi|scr|apk|bat|cmd|hta|vbs|dmg|pkg|zip|rar)(?:$|[?#])", re.IGNORECASE)
_NEEDED = re.compile(
    r"(?:浏览器|flash|播放器|组件|插件|控件|证书|系统|字体|安全|驱动|内核|java|silverlight|player|解码器)[^。;；\n]{0,16}(?:过低|过[期旧时]|太旧|缺失|未安装|未检测到|损坏|漏洞|不支持|不兼容|失效|异常|停止|需要?更新)"
    r"|(?:立即|马上|请|一键|点击|现在)(?:安装)?(?:更新|升级|修复)"
    r"|(?<!如)(?<!果)(?<!若)无法(?:正常)?(?:显示|播放|浏览)\S{0,12}[,，。!！ ]\S{0,12}(?:安装|下载|更新|升级)"
    r"|(?:全体|所有|必须|务必|须|要求)\S{0,20}(?:下载|安装)|(?:下载|安装)\S{0,16}(?:实名|登记|认证|领取|申领)",
    re.IGNORECASE,
)
_SENT_IN = re.compile(r"/(?:up_?loads?|up_?files?|user_?files|attach(?:ment)?s?|uploadfiles?)/", re.IGNORECASE)
_IN_ITS_PLACE = re.compile(
    r"卸载\S{0,4}(?:旧|原|老)版|(?:旧|原|老)版\S{0,6}(?:停用|卸载|失效)|强制(?:升级|更新)|(?:重要|紧急)(?:升级|更新)"
)
"""A program that lies where files are sent in, and is to take the place of one that people have."""
_DOCUMENT = r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|txt|jpe?g|png|gif|mp4)"
_PROGRAM_FEIGNED = re.compile(rf"{_DOCUMENT}\s*({'|'.join(map(re.escape, sorted(PROGRAMS)))})(?:$|[?#])", re.IGNORECASE)
"""A program that is called like a document, which is all that Windows shows of its name."""
_PICTURE_OR_TEXT = re.compile(rf"({_DOCUMENT}|\.(?:bmp|ico|webp|rar|zip))(?:$|[?#])", re.IGNORECASE)
_TOLD_TO_RUN = re.compile(r"win(?:dows)?\s*(?:徽标)?键?\s*\+\s*r(?![a-z])[\s\S]{0,200}?ctrl\s*\+\s*v", re.IGNORECASE)
"""Visitors are told to paste what they cannot see into the window where Windows takes orders."""
_SIGNBOARD = re.compile(
    r"\S{2,8}(?:棋牌|电玩城?|捕鱼|博彩|娱乐城)|(?:[a-z]{0,3}\d{2,5}|ag|pg|bb|mg|im|og|ob|ng|ky|jdb|cq9)(?:体育|娱乐|彩票|电竞|真人|棋牌|国际|平台|电子)(?:官网|app|入口|下载)?"
    r"|(?:开云|乐鱼|华体会|九游会|米乐|爱游戏|金年会|亚博|万博|新葡京|威尼斯人|尊龙|凯发|必一)(?:体育|娱乐|官网|集团|国际|平台|网址|入口)?"
    r"|(?:免费)?彩票(?:大全|网|站|开奖网?|走势图?|论坛|之家)|\S{0,4}(?:新开)?(?:传奇|奇迹|魔域|天龙)(?:私服|sf|发布网|搜服网?)|(?:美女|性感|人体|少妇|丝袜|风骚)\S{0,2}(?:写真|图片|视频|直播|自拍)"
    r"|\S{0,4}(?:免费|高清)\S{0,6}(?:观看|看片|成人)\S{0,8}|\S{0,4}在线(?:看片|成人)\S{0,8}|\S{1,8}(?:电影|电视剧|影院|影视|大片|动漫)\S{0,4}在线观看\S{0,8}|\S{0,6}(?:无痛人流|男科|包皮|人流|牛皮癣|白癜风|性病|早泄)\S{0,6}|\S{0,6}(?:私家侦探|侦探(?:调查|公司|社)|婚外情|讨债|要债)\S{0,6}"
    r"|办\S{0,6}(?:文凭|毕业证|学位证|学历证?|四六级证?)|\S{0,6}(?:代生|代孕|供卵|捐卵)\S{0,8}",
    re.IGNORECASE,
)
"""How houses of gambling and their like call themselves; of a link to a stranger it is the whole text."""


@dataclass(frozen=True)
class Led:
    """Something that is no link of its own, and leads to a stranger."""

    text: str
    url: str
    host: str


def guises(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """What is wrong with what leads to strangers, whatever the page was before."""
    itself = host_of(page.url)
    for links in page.origins.values():
        host = near.outside(links[0].url)
        # A page that comes from a stranger leads to him with all its own links: that is told as the redirect.
        if host and host != itself and not disguised(host, page.url):
            for link in links[:_MOST]:
                words = words_of(page, link)
                if why := _pretends(words, host) or _before_the_host(link.url, page.url):
                    yield Alarm("outbound", host, f"链接“{words[:30]}”{why} {host}", link.url[:300])
                    break
    for led in led_elsewhere(page, near):
        why = disguised(led.host, page.url) or office_like(led.host, led.text)
        if why:
            yield Alarm("outbound", led.host, f"“{led.text[:30]}”指向{why} {led.host}", led.url[:300])
        elif words := traded(led.text):
            yield Alarm(
                "outbound", led.host, f"指向外站 {led.host} 的“{led.text[:30]}”写着黑产用语“{words}”", led.url[:300]
            )
        elif why := _pretends(led.text, led.host):
            yield Alarm("outbound", led.host, f"“{led.text[:30]}”{why} {led.host}", led.url[:300])
    yield from _opened_beside(page, near)
    yield from _broken_up(page)
    yield from _offered_programs(page, near)
    yield from _turned_in_data(page, near)
    yield from _feigned_files(page)
    yield from _nothing_to_press(page, near)
    if TYPED in page.signs and (orders := _TOLD_TO_RUN.search(page.plain.text)):
        yield Alarm("script", "told-to-run", "叫访问者打开“运行”窗口粘贴并执行看不见的命令", orders[0][:300])


def _nothing_to_press(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Links to strangers that have nothing in them, or stand in a drawing of no size: for searchers, not for people."""
    parents = page.flat.parents
    empty = [
        (link, host)
        for links in page.origins.values()
        if (host := near.outside(links[0].url))
        for link in links[:_MOST]
        if not link.text and _BARE.issuperset(page.flat.attributes(link.index)) and link.index not in parents
    ]
    if len(empty) >= _OFTEN:
        what = f"{len(empty)} 个指向外站 {empty[0][1]} 等的链接里什么也没有，没有人看得见"
        yield Alarm("hidden-link", f"empty:{empty[0][1]}", what, empty[0][0].url[:300])
    for node in page.tree.css("svg[width='0'] a,svg[height='0'] a")[:_MOST] if DRAWING in page.signs else ():
        attributes = node.attributes
        url = attributes.get("href") or attributes.get("xlink:href") or ""
        if host := near.outside(page.join(url)):
            what = f"没有大小的图形里藏着指向外站 {host} 的链接“{node.text()[:20]}”"
            yield Alarm("hidden-link", f"drawing:{host}", what, url[:300])
            return


_UPLOADED = re.compile(
    r"/(?:uploads?|up_?files?|user_?files|attach(?:ment)?s?)/(?:[^/?#]{1,40}/){0,4}?\d{6,8}/[^/?#]{1,80}\.js(?:$|[?#])",
    re.IGNORECASE,
)
"""Where the days of what was sent in stand: nobody keeps the site's own scripts there."""


def _path(url: str) -> str:
    """The name of a file on its server: hosts end in `.com` as programs do, and a question may hold any name."""
    return "/" + url.partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]


def _feigned_files(page: ParsedPage) -> Iterator[Alarm]:
    """Programs that are called like documents, and scripts that are called like pictures."""
    if not PROGRAMS.isdisjoint(page.signs):
        for link in page.links:
            if feigned := _PROGRAM_FEIGNED.search(_path(link.url)):
                what = f"链接“{link.text[:30]}”的附件名像文档，其实是程序（{feigned[1]}）"
                yield Alarm("script", f"feigned:{link.url[-80:]}", what, link.url[:300])
    for src in page.script_files:
        path = _path(page.join(src))
        if posed := _PICTURE_OR_TEXT.search(path):
            what = f"装入的脚本名像图片或文档（{posed[1]}）"
            yield Alarm("script", f"feigned:{src[-80:]}", what, page.join(src)[:300])
        elif _UPLOADED.search(path):
            what = "装入的脚本放在存放上传文件的文件夹里"
            yield Alarm("script", f"uploaded:{src[-80:]}", what, page.join(src)[:300])


def signboard(text: str) -> str:
    """The text of a link to a stranger where it is what a house of gambling calls itself; else empty."""
    name = text.strip()
    return name if _SIGNBOARD.fullmatch(name) or _SIGNBOARD.fullmatch(unmasked(name)) else ""


def _before_the_host(url: str, own: str) -> str:
    """How an address makes a stranger's host look like an office's: by what stands before an `@`, which is no host."""
    name, at, _ = url.partition("://")[2].partition("/")[0].rpartition("@")
    return "把政府网站的域名写在 @ 前面，其实指向" if at and (host_of(own) in name or ".gov.cn" in name) else ""


def _pretends(text: str, host: str) -> str:
    """How the words of a link to a stranger make people trust it; empty where they do not."""
    if len(text) > _LONGEST or _OF_OFFICES.search(host):
        return ""
    if _OFFICE.search(text.strip()):
        return "写着政府网站的名称，却指向外站"
    return "叫人来领钱、认证、登记，却指向外站" if CLAIM.search(text) else poses_by_words(host, text)


def led_elsewhere(page: ParsedPage, near: Neighbours) -> Iterator[Led]:
    """What leads to strangers without being a link: options, areas, whatever opens a window when pressed."""
    if page.signs.isdisjoint(LEADS):
        return
    for node in page.tree.css(_ELSEWHERE)[:_MOST]:
        for url in _addresses(node):
            if host := near.outside(page.join(url)):
                yield Led(_words(node), url, host)
                break


def _opened_beside(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Links to the site's own pages that open a stranger's at the same press."""
    for node in page.tree.css("a[href][onclick*='//']")[:_MOST] if PRESSED in page.signs else ():
        attributes = node.attributes
        href = (attributes.get("href") or "").strip()
        if not href or href[0] == "#" or ":" in href.partition("/")[0] or near.outside(page.join(href)):
            continue
        for url in _OPENS.findall(attributes.get("onclick") or ""):
            if host := near.outside(page.join(url)):
                what = f"本站的链接“{_words(node)[:30]}”按下去另外打开外站 {host}"
                yield Alarm("outbound", host, what, url[:300])
                return


def _addresses(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    for name in ("value",) if node.tag == "option" else ("href", "xlink:href", "data-href", "data-url", "data-link"):
        if (url := attributes.get(name) or "") and (node.tag != "a" or name != "href" or not url.startswith("#")):
            yield url
    yield from _OPENS.findall(attributes.get("onclick") or "")


def _words(node: LexborNode) -> str:
    attributes = node.attributes
    text = (
        " ".join(node.text().split())
        or attributes.get("alt")
        or attributes.get("title")
        or attributes.get("value")
        or ""
    )
    if not text and (inner := node.css_first("img[alt]")) is not None:
        text = inner.attributes.get("alt") or ""
    return text[:_LONGEST]


def _broken_up(page: ParsedPage) -> Iterator[Alarm]:
    """A text with what nobody sees between its letters, so that no search for words finds it."""
    # Most pages have none of them, and to look through text after text costs a tenth of all.
    if len(page.plain.starts) == 1 or not any(char in page.visible for char in _UNSEEN):
        return
    for text in page.flat.texts.values():
        if _BETWEEN.search(text):
            plain = "".join(char for char in text if char not in _UNSEEN)
            # A heading that was pasted together has some, too; a row of them is a message.
            harmless = not (_ROW.search(text) or traded(plain) or CLAIM.search(plain))
            severity = Severity.WARNING if harmless else Severity.VIOLATION
            yield Alarm("title", "broken-up", f"文字里夹着看不见的字符，躲避查找：“{plain[:40]}”", text[:300], severity)
            return


def _offered_programs(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Programs of strangers that a visitor is told to need before he can go on."""
    for links in page.origins.values():
        host = near.outside(links[0].url)
        for link in links[:_MOST] if host or not PROGRAMS.isdisjoint(page.signs) else ():
            up = page.flat.parents[link.index] if host or _SENT_IN.search(link.url) else 0
            for _ in range(_UP):
                if up <= 0 or not _PROGRAM.search(link.url):
                    break
                text = page.flat.text_of(up)
                if len(text) <= LONGEST_NOTE and (_NEEDED if host else _IN_ITS_PLACE).search(text):
                    what = f"是外站 {host} 的程序" if host else "是上传文件的文件夹里的程序"
                    yield Alarm(
                        "outbound", host or f"sent-in:{link.url[-80:]}", f"叫人非下载不可的，{what}", link.url[:300]
                    )
                    return
                up = page.flat.parents[up]


def _turned_in_data(page: ParsedPage, near: Neighbours) -> Iterator[Alarm]:
    """Entries in a script's data that are called like a link to the site's own page, and lead to a stranger."""
    away = [(title, host) for title, host in data_entries(page, near) if host]
    for title, host in away:
        why = disguised(host, page.url) or _pretends(title, host)
        if words := traded(title):
            what = f"脚本数据里指向外站 {host} 的“{title[:30]}”写着黑产用语“{words}”"
            yield Alarm("outbound", host, what, title)
        elif why:
            yield Alarm("outbound", host, f"脚本数据里的“{title[:30]}”{why} {host}", title)
    own = {link.text for link in page.links if not near.outside(link.url)} if away else set[str]()
    for title, host in away:
        if title in own:
            yield Alarm("outbound", host, f"本站的“{title[:40]}”在脚本里指向外站 {host}", title)
