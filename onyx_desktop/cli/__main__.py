"""`python -m onyx_desktop.cli`."""

import multiprocessing
import sys

from onyx_desktop.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
