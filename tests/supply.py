"""What the program stands on: licences as installed, what nobody imports, and what an advisory service says of it.

`python -m tests.supply` writes the table of `docs/第三方组件.md`; `python -m tests.supply FILE` takes in what
`pip-audit --format json` wrote to the file (`make audit-deps`).
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "第三方组件.md"
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
TABLE, ANSWER = ("<!-- 组件 -->", "<!-- /组件 -->"), ("<!-- 漏洞 -->", "<!-- /漏洞 -->")
_IN_VAIN = re.compile(r"\n最近一次问：.*")
FAMILIES = {
    "MIT License": "MIT",
    "MIT": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "BSD-3-Clause": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "zlib/libpng License": "Zlib",
    "Apache 2.0": "Apache-2.0",
}
"""What licences are called where a package says it in words; anything else is taken as it stands."""
READ = {"pysqlite3": "Zlib"}
"""Packages whose metadata is silent, with the licence that their licence file is."""
FREE = frozenset(
    {
        "MIT",
        "MIT-0",
        "Public Domain",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "Apache-2.0",
        "PSF-2.0",
        "Zlib",
        "ISC",
        "MPL-2.0",
    }
)
"""Licences under which a county may use and pass on the program without a further thought."""


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def locked(path: Path) -> Mapping[str, str]:
    """The versions that a lock names."""
    lines = re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)", path.read_text(encoding="utf-8"))
    return {normal(name): version for name, version in lines}


def declared() -> Mapping[str, frozenset[str]]:
    """The packages that pyproject asks for: those of the core, and by the name of each extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        group: frozenset(normal(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]) for requirement in wanted)
        for group, wanted in groups.items()
    }


def imported() -> frozenset[str]:
    """The top-level modules that the program imports, wherever in a file it does."""
    modules = set[str]()
    for path in (ROOT / "fjgov_tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    return frozenset(modules - sys.stdlib_module_names - {"fjgov_tui"})


def providers(modules: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The packages that are installed and bring each module; none where it is not there."""
    known = packages_distributions()
    return {module: frozenset(map(normal, known.get(module, ()))) for module in modules}


def licence_of(package: Distribution) -> str:
    """What an installed package says of its licence."""
    facts: Any = package.metadata
    named = facts.get("License-Expression") or ""
    if not named:
        classifiers = [line for line in facts.get_all("Classifier") or () if line.startswith("License ::")]
        words = [line.rpartition(" :: ")[2] for line in classifiers if not line.endswith("OSI Approved")]
        named = " AND ".join(FAMILIES.get(word, word) for word in words)
    first = str(named or facts.get("License") or "").strip().split("\n")[0]
    return FAMILIES.get(first, first)


def part_of(name: str) -> str:
    """What of the program needs a package, in Chinese."""
    groups = declared()
    titles = {"": "程序", "accel": "较新的 SQLite", "sealed": "密封字段加密", "monitor": "监测"}
    parts = [title for group, title in titles.items() if name in groups[group]]
    return "、".join(parts) or "随别的组件来"


def rows() -> Iterator[str]:
    """The table's lines: what is locked for offices; what another system alone needs is said to be so."""
    for name, version in sorted(locked(LOCKS[0]).items()):
        try:
            licence = licence_of(distribution(name)) or READ.get(name, "（没有写明）")
        except PackageNotFoundError:
            licence = "（本机不装）"
        yield f"| {name} | {version} | {licence} | {part_of(name)} |"


def filled(page: str, marks: tuple[str, str], content: str) -> str:
    """A page with what stands between two marks put anew."""
    before, _, rest = page.partition(marks[0])
    return f"{before}{marks[0]}\n{content}\n{marks[1]}{rest.partition(marks[1])[2]}"


def write_table() -> None:
    """Write the table of the page anew."""
    lines = ["| 组件 | 版本 | 许可 | 谁用 |", "| --- | --- | --- | --- |", *rows()]
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), TABLE, "\n".join(lines)), encoding="utf-8")


def answer_of(report: Mapping[str, Any], today: date) -> tuple[str, bool]:
    """What pip-audit's report comes to, for the page, and whether all is well.

    Args:
        report: its JSON.
        today: the day on which it was asked.
    """
    asked = [package for package in report.get("dependencies", ()) if "skip_reason" not in package]
    skipped = len(report.get("dependencies", ())) - len(asked)
    if not asked:
        return "", False
    faults = [
        f"{package['name']} {package['version']}：{fault['id']}" for package in asked for fault in package["vulns"]
    ]
    some = f"，另有 {skipped} 个没有答复（未检查）" if skipped else ""
    known = f"已知漏洞 {len(faults)} 个：{'；'.join(faults)}" if faults else "没有已知漏洞"
    return f"{today.isoformat()} 问过 {len(asked)} 个组件{some}：{known}。", not faults and not skipped


def in_vain(before: str, today: date) -> str:
    """What the page says when nobody answers: what it said, and on which day it was asked in vain since.

    Args:
        before: what stands there.
        today: the day.
    """
    return f"{_IN_VAIN.sub('', before.strip())}\n最近一次问：{today.isoformat()}，漏洞库没有应答。"


def take_in(report: Path) -> int:
    """Write the answer into the page; where the service was silent, the last answer stays, with the day of the silence.

    Returns:
        0 where no fault is known, 1 where one is, 2 where nobody answered.
    """
    try:
        words, fine = answer_of(json.loads(report.read_text(encoding="utf-8") or "{}"), date.today())
    except ValueError:
        words, fine = "", False
    page = PAGE.read_text(encoding="utf-8")
    if not words:
        before = page.partition(ANSWER[0])[2].partition(ANSWER[1])[0]
        PAGE.write_text(filled(page, ANSWER, in_vain(before, date.today())), encoding="utf-8")
        sys.stderr.write("漏洞库没有应答，没有检查；上一次的答复留在 docs/第三方组件.md\n")
        return 2
    PAGE.write_text(filled(page, ANSWER, words), encoding="utf-8")
    sys.stderr.write(f"{words}\n")
    return 0 if fine else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        raise SystemExit(take_in(Path(sys.argv[1])))
    write_table()
