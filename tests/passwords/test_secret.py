"""A password is not shown by accident."""

import pickle
import traceback

import pytest

from fjgov_tui.passwords.secret import Secret

TYPED = "Kq7#canary-Wt2"


def test_no_way_of_printing_shows_it() -> None:
    secret = Secret(TYPED)
    shown = f"{secret} {secret!r} {secret:>40} {[secret]} {secret.__dict__ if hasattr(secret, '__dict__') else ''}"
    assert TYPED not in shown
    assert "****" in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_it_is_gone_after_the_block() -> None:
    with Secret(TYPED) as secret:
        assert secret.reveal() == TYPED
    with pytest.raises(ValueError, match="wiped") as told:
        secret.reveal()
    assert TYPED not in "".join(traceback.format_exception(told.value))
