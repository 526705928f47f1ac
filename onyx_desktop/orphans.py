"""A process that another one started ends with it, however that one ended: nothing is left running behind a crash."""

from __future__ import annotations

import os
import threading
from multiprocessing import connection, process


def end_with_parent(status: int = 1) -> None:
    """Watch the process that started this one through `multiprocessing`; end with `status` when it is gone."""
    parent = process.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel, status), daemon=True).start()


def end_with_input() -> None:
    """Watch stdin, whose other end the process that started this one holds; end with 1 when that is gone."""
    threading.Thread(target=_end_after_input, daemon=True).start()


def _end_after(sentinel: int, status: int) -> None:
    connection.wait([sentinel])
    os._exit(status)


def _end_after_input() -> None:
    while os.read(0, 1):  # not sys.stdin, whose lock would hold up the end of this process
        continue
    os._exit(1)
