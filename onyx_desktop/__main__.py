"""`onyx-desktop` and `python -m onyx_desktop`: the window.

Nothing of Qt at module level: the reader processes import this module again when they are spawned. `freeze_support()`
comes first, else a frozen program would start itself for each of them. Without a display it says what to use instead.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WINDOWLESS = {"--help", "-h", "--version", "--install-desktop-entry", "--remove-desktop-entry"}
NO_DISPLAY = (
    'onyx-desktop: there is no display here; use `onyx index FOLDER` and `onyx search "your question"` instead.'
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; the return value is the exit status."""
    multiprocessing.freeze_support()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not has_display(os.environ, sys.platform):
        if "--selftest" in given:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        elif not WINDOWLESS & set(given):
            print(NO_DISPLAY, file=sys.stderr)
            return 1
    from onyx_desktop import app

    return app.main(given)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether Qt can open a window: always on other systems than Linux, or where a platform is named."""
    named = any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or not platform.startswith("linux")


if __name__ == "__main__":
    sys.exit(main())
