"""Packages (.docx, .zip) from outside: how one that is damaged shows itself."""

import zipfile
import zlib

NO_PACKAGE = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError,
)  # fmt: skip
"""What is raised when a damaged or encrypted package is opened or a part of it is read."""
