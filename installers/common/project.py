"""The facts about the project that every installer says, each from the one place where it is written."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "onyx-desktop"
TITLE = "Onyx Desktop"
# The project has no address yet: whoever publishes it puts theirs here, and changes the names of the files that
# begin with it. `.invalid` belongs to nobody for ever (RFC 2606).
IDENTIFIER = "invalid.onyx_desktop.OnyxDesktop"
MAINTAINER = "The Onyx Desktop founders <founders@onyx-desktop.invalid>"
_PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SUMMARY: str = _PYPROJECT["description"]


def version() -> str:
    """As the program says it; pyproject.toml reads the same line."""
    text = (ROOT / "onyx_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, flags=re.MULTILINE)
    if found is None:
        raise ValueError("onyx_desktop/__init__.py names no version")
    return found[1]


def epoch() -> int:
    """The moment that all files of a release bear: SOURCE_DATE_EPOCH, else that of the last commit, else 1980."""
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return int(os.environ["SOURCE_DATE_EPOCH"])
    asked = ["git", "-c", "safe.directory=*", "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        said = ""
    return int(said) if said else 315_532_800


def version_numbers() -> tuple[int, int, int, int]:
    """1.2.3rc1 → (1, 2, 3, 0), as Windows wants it."""
    major, minor, patch = (int(re.match(r"\d+", part)[0]) for part in version().split(".")[:3])
    return major, minor, patch, 0
