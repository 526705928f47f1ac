"""The first module of the frozen program: decides by the program's name whether the window or the command line runs.

One program under two names, because a second one would carry all of Python's modules again (a quarter of the size). On
Windows, where a program either has a console or not, both names are programs of their own.
"""

import multiprocessing
import os
import sys
from pathlib import PurePath

multiprocessing.freeze_support()  # a child process ends here, before it could take itself for the program


def _let_others_find_their_libraries() -> None:
    """Take our own libraries out of the environment, which the programs that open a document would inherit.

    The start of the frozen program (PyInstaller's) has put them in; our own children are started by it again.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)


def main() -> int:
    """Run the program of this name; the return value is the exit status."""
    _let_others_find_their_libraries()
    if PurePath(sys.argv[0]).stem.lower() == "onyx":
        from onyx_desktop.cli import main as run
    else:
        from onyx_desktop.__main__ import main as run
    return run()


if __name__ == "__main__":
    sys.exit(main())
