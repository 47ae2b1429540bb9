"""The screens' files, for a real terminal."""

from tests.screens.conftest import add, samples, towns

__all__ = ["add", "samples", "towns"]
