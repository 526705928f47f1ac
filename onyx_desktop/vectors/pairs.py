"""resources/models/sample.toml → questions, passages, languages.

Of many subjects and registers; each question is answered by its own passage and by no other.
"""

from __future__ import annotations

import tomllib

from onyx_desktop import paths

_FILE = "models/sample.toml"


def pairs() -> tuple[list[str], list[str]]:
    """The questions, and the passage that answers each."""
    read = _read()
    return [each["question"] for each in read], [each["passage"] for each in read]


def languages() -> list[str]:
    """The language of each pair, by its two letters."""
    return [each["language"] for each in _read()]


def _read() -> list[dict[str, str]]:
    content = tomllib.loads(paths.resource(_FILE).read_text(encoding="utf-8"))
    found: list[dict[str, str]] = content["pair"]
    return found
