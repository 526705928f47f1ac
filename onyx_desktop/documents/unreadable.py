"""Why a reader gives up: the one exception of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onyx_desktop.domain import Reason


class Unreadable(Exception):
    """No document comes of this file. `detail` is for the report and never holds a document's text.

    scanned: the numbers of the pages that are pictures, where there is no text.
    """

    def __init__(self, reason: Reason, detail: str = "", scanned: tuple[int, ...] = ()) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.scanned = scanned
