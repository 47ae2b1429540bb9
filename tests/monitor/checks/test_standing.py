"""Certificate, IPv6, tags, identifier code, filings: each fault alone, and a page without any."""

import asyncio
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.monitor.checks.standing import check_standing
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.pages import Target
from tests.hostile.certs import Authority, server_context
from tests.monitor.checks.serving import FILLER, HOST, Web, bench

CODE, ICP, POLICE = "5002360001", "渝ICP备05001234号-1", "渝公网安备 50023602000123号"
METAS = {"SiteName": "测试县人民政府", "SiteDomain": HOST, "SiteIDCode": CODE}
FOOT = {
    "code": f"<p>网站标识码：{CODE}</p>",
    "icp": "<p>渝ICP备 ０５００１２３４ 号</p>",
    "police": f"<p><img src='/gongan.png'>{POLICE}</p>",
    "correction": f"<script src='http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code={CODE}'></script>",
    "badge": "<a href='http://bszs.conac.cn/sitename'>党政机关</a>",
}


def home(metas: dict[str, str] = METAS, **foot: str) -> str:
    tags = "".join(f"<meta name='{name}' content='{value}'>" for name, value in metas.items())
    return f"<title>测试县人民政府</title>{tags}{FILLER}<div class='footer'>{''.join((FOOT | foot).values())}</div>"


def target(web: Web) -> Target:
    return Target(
        page_of="site", record=3, site=3, name="门户", url=web.url(), unit="", id_code=CODE, icp=ICP, police=POLICE
    )


async def check(page: str, *, code: str = CODE, icp: str = ICP, police: str = POLICE, ipv6: bool = False) -> Result:
    web = Web({"/": page})
    async with bench(web, ipv6=ipv6) as ready:
        return await check_standing(ready, replace(target(web), id_code=code, icp=icp, police=police))


async def test_a_sound_page_has_no_fault() -> None:
    result = await check(home())
    assert (result.ok, result.seen) == (True, ())
    assert result.facts
    assert (result.facts.site, result.facts.cert_until, result.facts.cert_note) == (3, None, "没有使用 HTTPS")


@pytest.mark.parametrize(
    ("page", "rule", "says"),
    [
        (home({"SiteName": "x", "SiteIDCode": CODE}), "meta", "SiteDomain"),
        (home({**METAS, "SiteDomain": " "}), "meta", "SiteDomain"),
        (home(code="<p>网站标识码：5002369999</p>"), "id-code", "5002369999"),
        (home({**METAS, "SiteIDCode": "5002369999"}), "id-code", "5002369999"),
        (home(correction="<a href='//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5002368888'>"), "id-code", "88"),
        (home(correction="<script id='_jiucuo_' sitecode='5002368888'></script>"), "id-code", "5002368888"),
        (home(correction="<img src='/jiucuo.png' onclick=\"Link('5002368888')\">"), "id-code", "5002368888"),
        (home(correction=f"<!--{FOOT['correction']}-->"), "correction", "找错"),
        (home(icp=""), "icp", "没有写明"),
        (home(icp="<p>渝ICP备05009999号</p>"), "icp", "05009999"),
        (home(police="<p>渝公网安备50023602000999号</p>"), "police", "50023602000999"),
        (home(correction=""), "correction", "找错"),
        (home(badge=""), "badge", "标识"),
    ],
)  # fmt: skip
async def test_each_fault_alone(page: str, rule: str, says: str) -> None:
    result = await check(page)
    assert [one.rule for one in result.seen] == [rule]
    assert says in result.seen[0].what


async def test_what_the_ledger_does_not_know_is_not_compared() -> None:
    bare = home({**METAS, "SiteIDCode": "5002369999"}, code="", icp="", police="", correction="我为政府网站找错")
    assert (await check(bare, code="", icp="", police="")).seen == ()


async def test_notes_in_the_ledger_s_filing_do_not_matter() -> None:
    assert (
        await check(home(), icp="渝ICP备05001234号（演示）", police="渝公网安备50023602000123号（演示）")
    ).seen == ()


@pytest.fixture
def authority() -> Authority:
    return Authority.make("测试机构")


async def encrypted(folder: Path, authority: Authority, *, since: int = -40, until: int) -> Result:
    context = server_context(folder, "leaf", authority.issue((HOST,), since=since, until=until))
    ca_file = authority.write(folder / "ca.pem")
    web = Web({"/": home()})
    async with bench(web, tls=context, ca_file=ca_file, now=lambda: datetime.now(UTC)) as ready:
        return await check_standing(ready, target(web), ca_file=ca_file)


@pytest.mark.parametrize(
    ("until", "mark", "severity"),
    [(90, "", ""), (29, "ends-30", "notice"), (13, "ends-14", "warning"), (6, "ends-7", "warning")],
)
async def test_the_end_of_a_certificate_is_told_in_steps(
    tmp_path: Path, authority: Authority, until: int, mark: str, severity: str
) -> None:
    result = await encrypted(tmp_path, authority, until=until)
    assert result.ok
    assert [(one.rule, one.mark, one.severity) for one in result.seen] == (
        [("certificate", mark, severity)] if mark else []
    )
    assert result.facts
    assert result.facts.cert_until
    assert abs((result.facts.cert_until - datetime.now(UTC).date()).days - until) <= 1
    assert "测试机构 颁发" in result.facts.cert_note


async def test_in_the_chain_the_one_that_ends_first_is_named(tmp_path: Path) -> None:
    result = await encrypted(tmp_path, Authority.make("中间机构", days=5), until=90)
    (seen,) = result.seen
    assert "证书链中的“中间机构”" in seen.what
    assert result.facts
    assert result.facts.chain_until
    assert result.facts.cert_until
    assert result.facts.chain_until < result.facts.cert_until


async def test_an_expired_certificate_is_told_with_its_facts_though_the_page_does_not_open(
    tmp_path: Path, authority: Authority
) -> None:
    result = await encrypted(tmp_path, authority, until=-3)
    assert not result.ok
    assert [(one.rule, one.mark, one.severity) for one in result.seen] == [("certificate", "expired", "violation")]
    assert result.facts
    assert result.facts.cert_until
    assert result.facts.cert_until < (datetime.now(UTC) - timedelta(days=1)).date()
    assert "已过期 3 天" in result.facts.cert_note


async def test_the_certificate_is_that_of_the_address_to_which_the_home_page_leads(
    tmp_path: Path, authority: Authority
) -> None:
    context = server_context(tmp_path, "leaf", authority.issue((HOST,), since=-40, until=-3))
    web = Web({"/": home()})

    async def lead_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {web.url()}\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()

    async with (
        bench(web, tls=context, ca_file=authority.write(tmp_path / "ca.pem"), now=lambda: datetime.now(UTC)) as ready,
        await asyncio.start_server(lead_on, "127.0.0.1", 0) as plain,
    ):
        port = plain.sockets[0].getsockname()[1]
        result = await check_standing(ready, replace(target(web), url=f"http://{HOST}:{port}/"))
    assert [(one.rule, one.mark) for one in result.seen] == [("certificate", "expired")]


def loopback_has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as trying:
            trying.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.fixture
def has_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has a way into the IPv6 internet, not yet proven."""
    monkeypatch.setattr("fjgov_tui.monitor.checks.standing.own_ipv6", lambda: True)
    monkeypatch.setattr("fjgov_tui.monitor.checks.standing._Proof.works", False)


async def test_without_ipv6_here_it_is_untested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fjgov_tui.monitor.checks.standing.own_ipv6", lambda: False)
    result = await check(home(), ipv6=True)
    assert result.seen == ()
    assert result.facts
    assert result.facts.ipv6 is None
    assert "本机没有 IPv6" in result.facts.ipv6_note


@pytest.mark.usefixtures("has_ipv6")
async def test_a_name_without_an_ipv6_address() -> None:
    result = await check(home(), ipv6=True)
    assert [(one.rule, one.severity) for one in result.seen] == [("ipv6", "notice")]
    assert result.facts
    assert result.facts.ipv6 is False


LOOPBACK6 = pytest.mark.skipif(not loopback_has_ipv6(), reason="no IPv6 on this machine's loopback")


@LOOPBACK6
@pytest.mark.usefixtures("has_ipv6")
@pytest.mark.parametrize(
    ("other", "works"), [(None, True), ({"/": "<title>欢迎</title>" + FILLER}, False), ({"/x": ""}, False)]
)
async def test_over_ipv6_the_same_page_has_to_come(other: dict[str, bytes | str] | None, works: bool) -> None:
    web = Web({"/": home()}, over_ipv6=other)
    async with bench(web, addresses=("127.0.0.1", "::1"), ipv6=True) as ready:
        result = await check_standing(ready, target(web))
    assert result.facts
    assert result.facts.ipv6 is works
    assert [one.rule for one in result.seen] == ([] if works else ["ipv6"])


@LOOPBACK6
@pytest.mark.usefixtures("has_ipv6")
async def test_an_address_that_is_silent_is_at_fault_only_once_our_own_ipv6_is_proven() -> None:
    sound, silent = Web({"/": home()}), Web({"/": home()})
    async with bench(silent, resolved=("127.0.0.1", "::1"), ipv6=True) as ready:
        before = await check_standing(ready, target(silent))
        async with bench(sound, addresses=("127.0.0.1", "::1"), ipv6=True) as other:
            await check_standing(other, target(sound))
        after = await check_standing(ready, target(silent))
    assert before.facts
    assert after.facts
    assert (before.facts.ipv6, after.facts.ipv6) == (None, False)
    assert before.seen == ()
