"""What a command says: one JSON document, or lines for people that no terminal acts on."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def show(arguments: argparse.Namespace, document: Any, lines: list[str]) -> int:  # noqa: ANN401 - any JSON
    """Print the document with --json, else the lines; the exit status."""
    if arguments.json:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print(_printable("\n".join(lines)))
    return 0


def _printable(text: str) -> str:
    """Without what a terminal would act on (file names and documents may hold escape codes) or can't encode."""
    clean = "".join(each if each.isprintable() or each in "\n\t" else "�" for each in text)
    return clean.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8")


def as_text(path: Path) -> str:
    """A path as JSON can carry it: undecodable bytes become �."""
    return os.fsencode(path).decode("utf-8", "replace")
