"""The sheet of keys and the word about the program: plain texts in a small dialog each."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from onyx_desktop import __version__
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.actions import PANE_KEYS, Deed

if TYPE_CHECKING:
    from pathlib import Path


def keys_sheet(parent: QWidget) -> QDialog:
    """All shortcuts."""
    rows = [(QKeySequence(deed.keys[0]), deed.text) for deed in Deed if deed.keys]
    shown = [(key.toString(QKeySequence.SequenceFormat.NativeText), text) for key, text in rows]
    dialog, column = _dialog(parent, wording.say("Keyboard shortcuts"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    for number, (key, text) in enumerate([*shown, *((wording.say(k), wording.say(t)) for k, t in PANE_KEYS)]):
        name = QLabel(key, dialog)
        name.setObjectName("title")
        grid.addWidget(name, number, 0)
        grid.addWidget(QLabel(text, dialog), number, 1)
    column.insertLayout(0, grid)
    return dialog


def about(parent: QWidget, data_folder: Path) -> QDialog:
    """Version, licence, and where the index lies."""
    dialog, column = _dialog(parent, wording.say("About Onyx Desktop"))
    picture = QLabel(dialog)
    picture.setPixmap(icons.application_icon().pixmap(72, 72))
    picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
    text = QLabel(
        QCoreApplication.translate(
            "Sheets",
            "Onyx Desktop {0}\n\nFinds passages in your own documents by meaning, on your own computer.\n"
            "It makes no connections, except while it installs a model that you asked for.\n\n"
            "The index holds the text of your documents, unencrypted, in\n{1}\n\n"
            "Free software, Apache-2.0. Built with Qt {2} (LGPL-3) and Python {3}.",
        ).format(__version__, data_folder, qVersion(), platform.python_version()),
        dialog,
    )
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.insertWidget(0, picture)
    column.insertWidget(1, text)
    return dialog


def _dialog(parent: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(16)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    return dialog, column
