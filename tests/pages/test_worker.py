"""The worker process: real pages, real kills, real hangs."""

import asyncio
import importlib.util
import math
import os
import signal
import subprocess
import sys
import textwrap
import time
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from fjgov_tui.errors import InspectionProblem, MissingExtra, UnreadablePage
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.worker import PageWorker
from tests.hostile.pages import HEALTHY, deep, escapes, many_links, nuls

ABOUT: dict[str, Json] = {"url": "http://www.fengjie.example/", "today": "2026-11-23", "page_of": "site"}
PAGE = HEALTHY.encode()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Processes started in this test know more tasks: one that works for ever, one that waits for ever, ..."""
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(
            """
            import os, time
            from fjgov_tui.pages import tasks

            def hang(body, about):
                while True:
                    pass

            def wait(body, about):
                while True:
                    time.sleep(60)

            def die(body, about):
                os.abort()

            def eat(body, about):
                return {"size": len(bytes(400 * 1024 * 1024))}

            def shout(body, about):
                return {"x": "x" * 9_000_000}

            def fail(body, about):
                raise ValueError("no")

            tasks.TASKS.update(hang=hang, wait=wait, die=die, eat=eat, shout=shout, fail=fail)
            """
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])


async def healthy(worker: PageWorker) -> None:
    found = await worker("freshness", PAGE, ABOUT)
    assert found["newest"] == "2026-11-22"


async def test_pages_are_answered_in_order_of_asking() -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        pages = [f"<title>{n}</title><a href='/{n}'>x</a>".encode() for n in range(50)]
        found = await asyncio.gather(*(worker("links", one, ABOUT) for one in pages))
        assert [one["title"] for one in found] == [str(n) for n in range(50)]
        together = await worker("all", PAGE, ABOUT | {"tasks": ["freshness", "links", "standing", "all", "no"]})
        assert set(together) == {"freshness", "links", "standing"}


async def test_an_unknown_task_is_a_sentence() -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        with pytest.raises(InspectionProblem, match="没有“no”这种分析"):
            await worker("no", PAGE, ABOUT)
        with pytest.raises(InspectionProblem, match="分析出错"):
            await worker("freshness", PAGE, {})
        await healthy(worker)


@pytest.mark.usefixtures("slow")
async def test_a_page_that_hangs_is_given_up_and_the_next_is_served() -> None:
    """By the processor time that it used, as long as the clock may go on."""
    async with asyncio.timeout(60), PageWorker(seconds=0.5, clock=math.inf) as worker:
        first = worker.pid
        hanging = asyncio.create_task(worker("hang", PAGE, ABOUT))
        others = [asyncio.create_task(healthy(worker)) for _ in range(4)]
        with pytest.raises(UnreadablePage, match=r"超过 0\.5 秒"):
            await hanging
        await asyncio.gather(*others)
        assert worker.pid != first


@pytest.mark.usefixtures("slow")
async def test_a_page_that_only_the_clock_ended_is_not_blamed() -> None:
    """It never came to work, as on a busy machine: many times its processor time went by on the clock."""
    async with asyncio.timeout(60), PageWorker(seconds=0.05, clock=0.5) as worker:
        first = worker.pid
        with pytest.raises(InspectionProblem, match="没有检查") as told:
            await worker("wait", PAGE, ABOUT)
        assert not isinstance(told.value, UnreadablePage)
        assert worker.pid != first


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize(
    ("task", "why"), [("die", "意外结束"), ("eat", "内存超过 64 MB"), ("shout", "过大"), ("fail", "ValueError")]
)
async def test_a_page_that_breaks_the_process_costs_only_itself(task: str, why: str) -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        await healthy(worker)
        breaking = asyncio.create_task(worker(task, PAGE, ABOUT))
        others = [asyncio.create_task(healthy(worker)) for _ in range(4)]
        with pytest.raises(InspectionProblem, match=why):
            await breaking
        await asyncio.gather(*others)


async def test_a_process_killed_from_outside_is_replaced_and_nothing_is_lost() -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        await healthy(worker)
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        await asyncio.gather(*(healthy(worker) for _ in range(5)))


async def test_signals_for_the_terminal_do_not_reach_a_page_in_work() -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        await healthy(worker)
        first = worker.pid
        assert first
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(first, one)
        await healthy(worker)
        assert worker.pid == first


async def test_it_is_niced_and_ends_with_its_parent_s_end() -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        assert worker.pid
        pid = worker.pid
        assert os.getpriority(os.PRIO_PROCESS, pid) >= os.getpriority(os.PRIO_PROCESS, 0) + 5
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(InspectionProblem, match="没有运行"):
        await worker("links", PAGE, ABOUT)


@pytest.mark.usefixtures("slow")
async def test_leaving_does_not_wait_for_a_page_that_hangs() -> None:
    async with asyncio.timeout(20):
        async with PageWorker() as worker:
            await healthy(worker)
            waiting = [asyncio.create_task(worker("hang", PAGE, ABOUT)) for _ in range(3)]
            await asyncio.sleep(0)
        for one in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(one, InspectionProblem)


def test_it_dies_when_its_parent_is_killed() -> None:
    code = textwrap.dedent(
        """
        import asyncio
        from fjgov_tui.pages.worker import PageWorker

        async def main():
            async with PageWorker() as worker:
                print(worker.pid, flush=True)
                await asyncio.sleep(60)

        asyncio.run(main())
        """
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and _state(pid) != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


@pytest.mark.parametrize(
    "body", [many_links(), deep(), escapes(), nuls(), b"<b><div>" * 250_000, b"<table>" * 290_000, b"\xff" * 2_000_000],
    ids=["100,000 links", "100,000 deep", "escapes", "nuls", "misnested", "tables", "garbage"],
)  # fmt: skip
async def test_hostile_pages_are_read_within_the_limits_by_one_process(body: bytes) -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        first = worker.pid
        tasks: list[Json] = ["freshness", "links", "standing"]
        found = await worker("all", body, ABOUT | {"tasks": tasks})
        assert set(found) == set(tasks)
        await healthy(worker)
        assert worker.pid == first


async def test_many_pages_do_not_wear_it_out() -> None:
    async with asyncio.timeout(60), PageWorker() as worker:
        first = worker.pid
        body = many_links(20_000)
        for _ in range(20):
            await worker("links", body, ABOUT)
        assert worker.pid == first


async def test_a_missing_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without(name: str) -> ModuleSpec | None:
        return None if name == "selectolax" else real(name)

    monkeypatch.setattr("fjgov_tui.pages.worker.find_spec", without)
    with pytest.raises(MissingExtra, match="selectolax"):
        async with PageWorker():
            pass


async def test_a_library_that_breaks_at_import_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "selectolax.py").write_text("raise ImportError('no such CPU')")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(InspectionProblem, match="启动不了"):
        async with asyncio.timeout(60), PageWorker():
            pass


async def test_the_countys_words_reach_every_process_and_every_page() -> None:
    body = f"<title>x</title><p>{'本页是测试县的演示页面。' * 20}演示错词甲，演示错词乙。</p>".encode()

    async def told(worker: PageWorker, *words: str) -> str:
        terms: list[Json] = [[word, "错误表述", ""] for word in words]
        return str((await worker("content", body, ABOUT | {"terms": terms}))["faults"])

    async with asyncio.timeout(60), PageWorker() as worker:
        for _ in range(2):
            assert "演示错词甲" in (found := await told(worker, "演示错词甲"))
            assert "演示错词乙" not in found.replace("演示错词甲，演示错词乙", "")
        assert "演示错词乙”" in await told(worker, "演示错词乙")
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        assert "演示错词乙”" in await told(worker, "演示错词乙")
        assert "疑似" not in await told(worker)
