"""What was compiled before the tests are read is what pytest would have made itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from tests.compiling import compile_test


def test_pytest_takes_what_was_compiled_ahead(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    file = tmp_path / "test_sum.py"
    file.write_text("def test_sum() -> None:\n    assert sum([1, 2]) == 4\n", encoding="utf-8")
    compile_test(file, pytestconfig)
    code = rewrite._read_pyc(file, rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}")
    assert code is not None
    names: dict[str, object] = {}
    exec(code, names)
    test = names["test_sum"]
    assert callable(test)
    with pytest.raises(AssertionError, match=r"assert 3 == 4\n.*where 3 = sum\(\[1, 2\]\)"):
        test()
    file.write_text("def test_sum() -> None: ...\n\n\n", encoding="utf-8")
    assert rewrite._read_pyc(file, rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}") is None
