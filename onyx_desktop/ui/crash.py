"""An exception nobody expected → one dialog, with a report that can be sent to strangers.

The report names versions, the kind of the exception and the places in the code; never its message, because messages may
quote a document, a query or a path. One dialog at a time: a bug that repeats must not bury the window.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from onyx_desktop import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_FRAMES = 30


def report(error: BaseException) -> str:
    """Versions, kinds and places of an exception and of what caused it; no message, no text, no query, no path."""
    lines = [
        f"Onyx Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.machine()}",
        "",
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(cause.__traceback__)[-_FRAMES:]
        lines.extend(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _place(filename: str) -> str:
    """A source file without the folders above its package: they may name a person."""
    return "/".join(Path(filename).parts[-2:])


class Crash(QObject):
    """Takes both excepthooks; shows the dialog in the main thread by the bridge's `post`."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        super().__init__()
        self._post = post
        self.dialog: QMessageBox | None = None
        self.window: QWidget | None = None

    def install(self) -> None:
        """Stand in for both hooks; the old ones still print for those who started from a terminal."""
        sys.excepthook = self._on_exception
        threading.excepthook = self.on_thread_exception

    def show(self, error: BaseException) -> None:
        """Tell about a bug, in the main thread, once at a time."""
        if self.dialog is not None:
            return
        text = report(error)
        self.dialog = QMessageBox(self.window)
        self.dialog.setIcon(QMessageBox.Icon.Warning)
        self.dialog.setWindowTitle(self.tr("Onyx Desktop"))
        self.dialog.setText(self.tr("Something went wrong inside Onyx Desktop."))
        self.dialog.setInformativeText(
            self.tr("Your documents are not touched. The report holds no text, no question and no file name.")
        )
        self.dialog.setDetailedText(text)
        copy = self.dialog.addButton(self.tr("Copy report"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.dialog.addButton(QMessageBox.StandardButton.Close)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self._post(lambda: self.show(error))

    def on_thread_exception(self, happened: threading.ExceptHookArgs) -> None:
        """What `threading` calls when a thread of ours ends with a bug."""
        error = happened.exc_value
        if error is not None and not isinstance(error, SystemExit):
            self._on_exception(type(error), error, happened.exc_traceback)
