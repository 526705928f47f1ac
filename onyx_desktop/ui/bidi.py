"""Text of unknown direction → the same between isolates, so that it does not turn round what stands beside it.

An Arabic file name in an English line, or "Lease (2).pdf" in a Hebrew window, would otherwise carry the page number and
the brackets to the wrong side. The marks are for the eye: nothing that is copied, opened or spoken holds them.
"""

from __future__ import annotations

import html

FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A file name, a folder or a passage between first-strong isolates; "" stays ""."""
    return f"{FIRST_STRONG}{text}{POP}" if text else ""


def hint(text: str) -> str:
    """A tooltip that says what it says: Qt takes a text for markup as soon as a file is called "<b>"."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text
