"""`onyx`: the same engine without a window.

Exit 0 on success, 1 for an error the user can act on (one sentence on stderr, never a traceback), 2 for usage. With
`--json` one JSON document goes to stdout; progress and messages go to stderr. Heavy libraries are imported by the
command that needs them, so that `--help` and a usage error answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from onyx_desktop import network, paths
from onyx_desktop.cli.arguments import parser
from onyx_desktop.cli.wording import sentence
from onyx_desktop.errors import OnyxError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the return value is the exit status."""
    chosen = parser().parse_args(arguments, argparse.Namespace(data_dir=None, json=False))
    network.guard()
    paths.private()
    try:
        from onyx_desktop.cli import commands

        return commands.run(chosen)
    except OnyxError as error:
        print(f"onyx: {sentence(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("onyx: stopped; what was indexed so far is kept", file=sys.stderr)
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("ONYX_DEBUG"):
            raise
        print(
            f"onyx: an error in the program ({type(error).__name__}); your files are untouched. "
            "Set ONYX_DEBUG=1 to see the details for a report.",
            file=sys.stderr,
        )
    return 1
