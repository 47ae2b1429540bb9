"""The screens' files, for a real terminal."""

from tests.screens.conftest import add, furnished, samples, towns

__all__ = ["add", "furnished", "samples", "towns"]
