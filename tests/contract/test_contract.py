"""What the first release promised to other programs and to offices still holds; what is new may stand beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from tests.contract.gather import FILE, gather
from tests.each import each

PROMISED: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The contract as the program keeps it today."""
    return asdict(gather(tmp_path_factory.mktemp("contract")))


@each("path", PROMISED["commands"])
def test_a_command_line_of_the_first_release_is_still_understood(now: dict[str, Any], path: str) -> None:
    promised, there = PROMISED["commands"][path], now["commands"][path]
    for flag, said in promised["options"].items():
        option = there["options"][flag]
        assert option["value"] == said["value"], flag
        assert option["repeated"] or not said["repeated"], flag
    demanded = {flag for flag, option in there["options"].items() if option["required"]}
    assert demanded <= {flag for flag, said in promised["options"].items() if said["required"]}
    assert there["least"] <= promised["least"]
    assert there["most"] is None or (promised["most"] is not None and there["most"] >= promised["most"])


@pytest.mark.parametrize("call", PROMISED["exits"])
def test_a_call_ends_with_the_same_code(now: dict[str, Any], call: str) -> None:
    assert now["exits"][call] == PROMISED["exits"][call]


@pytest.mark.parametrize("call", PROMISED["keys"])
def test_every_json_key_is_there_and_holds_the_same_kind_of_value(now: dict[str, Any], call: str) -> None:
    there = now["keys"][call]
    assert not [path for path in PROMISED["keys"][call] if path not in there]
    for path, kinds in PROMISED["keys"][call].items():
        assert set(there[path]) - {"null"} <= set(kinds) or set(kinds) == {"null"}, path


@pytest.mark.parametrize("name", PROMISED["ledgers"])
def test_a_ledger_keeps_its_name_fields_and_choices_and_asks_for_no_more(now: dict[str, Any], name: str) -> None:
    promised, there = PROMISED["ledgers"][name], now["ledgers"][name]
    assert there["title"] == promised["title"]
    for field, said in promised["fields"].items():
        declared = there["fields"][field]
        assert (declared["label"], declared["kind"]) == (said["label"], said["kind"])
        assert set(said["choices"]) <= set(declared["choices"]), field
    demanded = {field for field, declared in there["fields"].items() if declared["required"]}
    assert demanded <= {field for field, said in promised["fields"].items() if said["required"]}


@pytest.mark.parametrize("call", PROMISED["documents"])
def test_a_document_has_the_same_sheets_and_headings_in_the_same_order(now: dict[str, Any], call: str) -> None:
    for sheet, headings in PROMISED["documents"][call].items():
        there = iter(now["documents"][call][sheet])
        assert all(heading in there for heading in headings), f"{sheet}: {headings}"
