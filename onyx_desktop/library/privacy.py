"""Is it true that nothing leaves this computer? Checks that a person can ask for at any time, of the program that runs.

Each tries or looks at the thing itself, and says what it found; none of them sends anything. What they can't see is
tried by the tests: system calls, and runs without any network (tests/test_privacy.py).
"""

from __future__ import annotations

import enum
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from onyx_desktop import network
from onyx_desktop.library import computer

if TYPE_CHECKING:
    from pathlib import Path

    from onyx_desktop.domain import Server
    from onyx_desktop.paths import Home

_SILENCED = {"ORT_DISABLE_TELEMETRY": "1", "ANONYMIZED_TELEMETRY": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}


class Claim(enum.Enum):
    """What is checked. The value is what `--json` says."""

    REFUSED = "connections-are-refused"
    NO_SOCKETS = "no-open-connections"
    SILENCED = "libraries-send-nothing"
    OWNER_ONLY = "only-you-may-read"


class Check(NamedTuple):
    """number: processes that were looked at, or files; 0 where none is meant."""

    claim: Claim
    holds: bool
    number: int = 0


def checks(home: Home, server: Server | None = None) -> tuple[Check, ...]:
    """All of them, in a fraction of a second. server: a connection to the one that a person chose is no finding."""
    sockets, processes = computer.sockets(server.port if server is not None else None)
    others, files = _readable_by_others(home.data)
    return (
        Check(Claim.REFUSED, network.refuses()),
        Check(Claim.NO_SOCKETS, sockets == 0, processes),
        Check(Claim.SILENCED, all(os.environ.get(name) == value for name, value in _SILENCED.items())),
        Check(Claim.OWNER_ONLY, others == 0, files),
    )


def _readable_by_others(folder: Path) -> tuple[int, int]:
    """Files below a folder that other accounts may open, and how many there are; on Windows the profile keeps them."""
    if sys.platform == "win32":
        return 0, 0
    closed = folder.stat().st_mode & 0o077 == 0
    files = [path for path in folder.rglob("*") if path.is_file()]
    return (0 if closed else len(files)), len(files)
