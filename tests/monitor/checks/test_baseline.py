"""What the baseline knows: all that a page reaches for, files behind the first ten; and what older releases kept."""

from dataclasses import replace

from fjgov_tui.monitor.checks.integrity import check_integrity
from fjgov_tui.pages.shot import digest, read_shot
from tests.monitor.checks.test_integrity import Site, based, bench, told
from tests.pages.tampered import EVIL, sound

SCRIPT = "<script>var count = 17; document.title = document.title;</script>"
PRESS = f"<a href='/zwgk/' onclick=\"window.open('{EVIL}/k')\">政务公开</a>"


def age(site: Site) -> None:
    """Make of the baseline one that the first release kept."""
    old = read_shot(site.kept["baseline"].body)
    body = replace(old, shapes=frozenset(), reaches=frozenset()).body()
    site.kept["baseline"] = replace(site.kept["baseline"], body=body, digest=digest(body))


async def test_a_baseline_of_an_older_release_is_completed_and_accuses_nobody() -> None:
    site = Site()
    site.show(sound(SCRIPT))
    async with bench(site) as ready:
        await based(ready, site)
        kept = read_shot(site.kept["baseline"].body)
        age(site)
        result = await check_integrity(ready, site.target)
        assert told(result) == []
        assert "已补全" in result.note
        site.remember(result)
        assert read_shot(site.kept["baseline"].body) == kept
        site.show(sound(SCRIPT + "<script>function greet(name) { return 'x' + name; }</script>"))
        assert ("script", "notice") in told(await check_integrity(ready, site.target))


async def test_what_the_first_release_did_not_look_at_is_no_change_since_its_baseline() -> None:
    site = Site()
    site.show(sound(PRESS + f"<link rel='stylesheet' href='{EVIL}/z.css'>"))
    async with bench(site) as ready:
        site.remember(await check_integrity(ready, site.target))
        site.kept["baseline"] = replace(site.kept["latest"], kind="baseline")
        assert told(await check_integrity(ready, site.target)) == []
        age(site)
        assert told(await check_integrity(ready, site.target)) == []
        site.show(sound(PRESS + "<script>eval(location.hash)</script>"))
        assert ("script", "violation") in told(await check_integrity(ready, site.target))


async def test_a_script_file_behind_the_first_ten_is_seen_when_it_comes() -> None:
    files = {f"/js/{number}.js": f"var f{number}=1" for number in range(14)}
    site = Site()

    def show() -> None:
        page = sound("".join(f"<script src='{path}'></script>" for path in files))
        site.answer = lambda path, _agent, _referer: (200, "", files.get(path, page))

    show()
    async with bench(site) as ready:
        await based(ready, site)
        assert told(await check_integrity(ready, site.target)) == [], "those that were never fetched are known"
        files["/upload/x.js"] = f"location.href='{EVIL}'"
        show()
        result = await check_integrity(ready, site.target)
        assert told(result) == [("script", "violation")]
        assert "多出本站的脚本文件" in result.seen[0].what


async def test_headers_that_lead_away_are_redirects() -> None:
    site = Site()
    site.show(sound())
    async with bench(site) as ready:
        await based(ready, site)
        for header in (f"Refresh: 0;url={EVIL}/x\r\n", f'Link: <{EVIL}/>; rel="canonical"\r\n'):
            site.headers = header
            assert told(await check_integrity(ready, site.target)) == [("redirect", "violation")]
        site.headers = 'Refresh: 600\r\nLink: </css/a.css>; rel="preload"\r\n'
        assert told(await check_integrity(ready, site.target)) == []
