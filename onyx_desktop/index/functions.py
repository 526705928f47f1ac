"""What our SQLite connections can compute besides SQL: lexemes of a text, and paths without case and accents.

The view `lexical` calls `lexemes`, so that FTS5 gets its text from the truth and can check and undo what it holds.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from onyx_desktop.index.lexemes import Lexemes, fold

if TYPE_CHECKING:
    import sqlite3

_FOLDERS = 4096


def teach(connection: sqlite3.Connection) -> None:
    """Give a connection its functions; they remember words, so each thread's connection has its own."""
    known: dict[str, Lexemes] = {}

    def lexemes(text: str, language: str | None) -> str:
        if language is None:  # the document waits for its words
            return ""
        if language not in known:
            known[language] = Lexemes(language)
        return known[language].of(text)

    @functools.lru_cache(maxsize=_FOLDERS)
    def folder(path: str) -> str:
        return fold(path.replace("\\", "/"))

    def folded_path(path: bytes) -> str:
        above, name = _parted(path)
        return f"{folder(above)}/{fold(name)}"

    connection.create_function("lexemes", 2, lexemes, deterministic=True)
    connection.create_function("folded_path", 1, folded_path, deterministic=True)
    connection.create_function("folded_name", 1, _folded_name, deterministic=True)


def _folded_name(path: bytes) -> str:
    return fold(_parted(path)[1])


def _parted(path: bytes) -> tuple[str, str]:
    """The folder and the name of a file."""
    text = path.decode(errors="replace")
    above, _, name = text.rpartition("\\" if "\\" in text and "/" not in text else "/")
    return above, name
