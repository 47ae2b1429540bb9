"""What became of each odd server, broken certificate and failing name server, written down by a run of their tests.

`python -m tests.net.record` runs them and writes `record.json`; docs/监测.md shows its table. `test_record.py` fails
where an example has been added, removed or renamed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_name("record.json")
"""By test, with its parameters: whether it did as it should."""
_GUARD = "tests/monitor/process/test_network_guard.py"


@dataclass(frozen=True)
class Kind:
    """Examples of one kind."""

    title: str
    expected: str
    """What should become of each."""
    tests: tuple[str, ...]
    """Files, or tests of files, whose every case is an example."""

    def holds(self, test: str) -> bool:
        """Whether a case is one of them."""
        return test.partition("[")[0] in self.tests or test.partition("::")[0] in self.tests


KINDS = (
    Kind(
        "怪异而浏览器打得开的应答（头部不合规、长度和编码怪异、跳转 6 次和 20 次、只认浏览器、一句话的页面……）",
        "打开",
        (
            "tests/net/test_oddities.py::test_what_browsers_open_is_open",
            "tests/net/test_oddities.py::test_a_page_that_only_a_browser_can_decompress_is_open_and_not_read",
        ),
    ),
    Kind(
        "防护的拒绝、浏览器验证，和真正的失败（403、410、503、长度不符、绕圈跳转……）",
        "防护是测不了，失败是失败，各写原因",
        ("tests/net/test_oddities.py::test_refusals_and_failures_are_told_apart",),
    ),
    Kind(
        "要先运行一段脚本的防护页面，四种状态码各一遍",
        "测不了",
        ("tests/net/test_error_pages.py::test_a_script_that_has_to_be_run_first_is_a_shield",),
    ),
    Kind(
        "状态码 200 的错误页面，UTF-8 和 GB18030 各一遍",
        "错误页面",
        ("tests/net/test_error_pages.py::test_an_error_page_with_status_200_is_a_failure_of_its_own",),
    ),
    Kind(
        "只是说到维护、备案、数据库的正常页面，两种编码各一遍",
        "打开",
        ("tests/net/test_error_pages.py::test_what_only_speaks_of_such_things_is_open",),
    ),
    Kind(
        "有意做坏的服务器（不答、慢滴、重置、压缩炸弹、没完没了、跳到内网……）",
        "有一句原因，不超过时限和上限",
        ("tests/net/test_hostile.py::test_each_has_one_clear_reason_in_time",),
    ),
    Kind(
        "只接受 HTTP/2 的服务器，应答正常、残缺、过大、没完没了，证书不对",
        "正常的打开，别的有时限和上限",
        ("tests/net/test_http2.py",),
    ),
    Kind(
        "证书：缺中间证书（补得上、补不上、补上也不可信）、过期、域名不符、自签名、陌生机构、协议过旧",
        "浏览器打得开的打开，别的失败并写明",
        ("tests/net/test_chains.py", "tests/net/test_tls.py"),
    ),
    Kind(
        "域名解析：失效的、一直不答的、全部失效、单个失效、从未解析过、只有数字地址",
        "不怪别的站点，本机的故障不怪任何站点",
        (
            "tests/net/test_resolver.py",
            *(
                f"{_GUARD}::test_{name}"
                for name in (
                    "names_that_do_not_resolve_everywhere_are_held_even_where_an_anchor_answers",
                    "while_no_name_of_the_last_hour_resolves_nobody_is_condemned_however_long",
                    "a_name_that_alone_does_not_resolve_is_its_sites_own_fault",
                    "a_named_anchor_that_resolves_clears_the_resolver",
                    "names_that_never_resolved_prove_nothing",
                    "a_numeric_address_that_opens_does_not_end_the_alarm",
                )
            ),
        ),
    ),
    Kind(
        "一个县首次监测：11 个站点、125 个栏目，大半有毛病",
        "一份汇总，不到 40 行",
        ("tests/monitor/alerts/test_survey.py",),
    ),
)


@dataclass(eq=False)
class Recorder:
    """A plugin that notes each case as it ends, or as it is collected."""

    collected: list[str] = field(default_factory=list)
    passed: dict[str, bool] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note what there is."""
        self.collected = [item.nodeid for item in items if any(kind.holds(item.nodeid) for kind in KINDS)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how it went: nothing of it may fail, preparing and clearing up included."""
        self.passed[report.nodeid] = self.passed.get(report.nodeid, True) and report.passed


def recorded() -> Mapping[str, bool]:
    """What the last run wrote."""
    kept = json.loads(RECORD.read_text("utf-8"))
    return {str(test): bool(passed) for test, passed in kept.items()}


def run(*options: str) -> Recorder:
    """Run, or with `--collect-only` only find, every case."""
    recorder = Recorder()
    tests = [test for kind in KINDS for test in kind.tests]
    pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", *options, *tests], plugins=[recorder])
    return recorder


def table(record: Mapping[str, bool] | None = None) -> str:
    """The table of docs/监测.md."""
    cases: Mapping[str, bool] = recorded() if record is None else record
    lines = ["| 试的是什么 | 应当 | 种数 | 如此 |", "| --- | --- | --- | --- |"]
    for kind in KINDS:
        right: Sequence[bool] = [passed for test, passed in cases.items() if kind.holds(test)]
        lines.append(f"| {kind.title} | {kind.expected} | {len(right)} | {sum(right)} |")
    total = len(cases)
    return "\n".join([*lines, f"| 合计 |  | {total} | {sum(cases.values())} |"]) + "\n"


def main() -> None:
    """Run every case and write down what became of it."""
    recorder = run()
    cases = {test: recorder.passed.get(test, False) for test in recorder.collected}
    RECORD.write_text(json.dumps(cases, ensure_ascii=True, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
