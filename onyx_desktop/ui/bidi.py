"""Text of unknown direction → the same between isolates, so that it does not turn round what stands beside it.

An Arabic file name in an English line, or "Lease (2).pdf" in a Hebrew window, would otherwise carry the page number and
the brackets to the wrong side. The marks are for the eye: nothing that is copied, opened or spoken holds them. A name
may hold marks of its own, to look like "report.pdf" when it ends in "exe", or a line end: neither is drawn.
"""

from __future__ import annotations

import html
import re

_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A file name, a folder or a passage between first-strong isolates; "" stays ""."""
    return f"{FIRST_STRONG}{plain(text)}{POP}" if text else ""


def plain(text: str) -> str:
    """The text on one line and without marks that turn it round."""
    return text if text.isprintable() else _UNSEEN.sub(" ", _TURNING.sub("", text))


def hint(text: str) -> str:
    """A tooltip that says what it says: Qt takes a text for markup as soon as a file is called "<b>"."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text
