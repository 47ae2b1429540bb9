"""What is inside, for whoever must account for it: CycloneDX, with the same serial number and time in every build."""

from __future__ import annotations

import json
import re
import uuid
from importlib import metadata

from release.core import LOCK, canonical

_NAMESPACE = uuid.UUID("6c6b0f3a-8a35-5a51-9d0e-2f1f0f3c7b11")


def sbom(version: str, names: list[str] | None = None) -> bytes:
    """The list of what a release holds, as JSON.

    Args:
        version: the program's.
        names: the distributions; everything that is locked where not given.
    """
    components = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text()):
        named = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^ \\;]+)", block)
        if named is None or (names is not None and canonical(named[1]) not in names):
            continue
        component: dict[str, object] = {
            "type": "library",
            "name": canonical(named[1]),
            "version": named[2],
            "purl": f"pkg:pypi/{canonical(named[1])}@{named[2]}",
        }
        licence = _licence(named[1])
        if licence:
            component["licenses"] = [{"license": {"name": licence}}]
        components.append(component)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, version)}",
        "version": 1,
        "metadata": {
            "timestamp": "1980-01-01T00:00:00Z",
            "component": {"type": "application", "name": "fjgov_tui", "version": version},
        },
        "components": components,
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def _licence(name: str) -> str:
    """What a distribution says of its licence; empty where it is not installed here or says nothing."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    for field in ("License-Expression", "License"):
        for value in said.get_all(field) or []:
            return str(value).split("\n")[0][:80]
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join(classified)
