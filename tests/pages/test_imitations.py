"""Pages invented after the habits of real ones, judged as a person would; the figures go into docs/监测.md."""

import pytest

from tests.pages.imitations.attacks import ATTACKS, SOUND, Attack
from tests.pages.imitations.columns import COLUMNS, Column
from tests.pages.imitations.judging import blank_is_right, date_is_right, dated, shot, violations


@pytest.mark.parametrize("column", COLUMNS, ids=[column.name for column in COLUMNS])
def test_a_column_is_dated_and_called_blank_as_a_person_would(column: Column) -> None:
    found = dated(column)
    assert date_is_right(column, found), found
    assert blank_is_right(column, found), found


BASE = shot(SOUND)


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_an_attack_is_a_violation_and_its_twin_is_not(attack: Attack) -> None:
    """At first sight where the page alone gives it away, against the baseline always; the honest twin never."""
    if attack.plain:
        assert violations(attack.page), "at first sight"
    assert violations(attack.page, BASE), "against the baseline"
    assert violations(attack.twin) == []
    assert violations(attack.twin, BASE) == []
