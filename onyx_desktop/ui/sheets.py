"""The sheet of keys and the word about the program: plain texts in a small dialog each."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop import __version__
from onyx_desktop.ui import icons, menus, wording
from onyx_desktop.ui.actions import PANE_KEYS, Deed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def keys_sheet(parent: QWidget) -> QDialog:
    """All shortcuts, by menu, in two columns that scroll where the screen is low."""
    dialog, column = _dialog(parent, wording.say("Keyboard shortcuts"))
    groups = [
        (menus.title(name), [(_keys(deed), deed.text) for group in deeds for deed in group if deed.keys])
        for name, deeds in menus.MENUS.items()
    ]
    in_panes = (wording.say("In the panes"), [(wording.say(key), wording.say(text)) for key, text in PANE_KEYS])
    inside = QWidget(dialog)
    across = QHBoxLayout()
    across.setSpacing(40)
    for some in (groups[:3], groups[3:]):
        across.addLayout(_key_column(some, inside))
    whole = QVBoxLayout(inside)
    whole.setContentsMargins(0, 0, 8, 0)
    whole.addLayout(across)
    whole.addLayout(_key_column([in_panes], inside))
    scroll = QScrollArea(dialog)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setAccessibleName(wording.say("Keyboard shortcuts"))
    scroll.setWidget(inside)
    column.insertWidget(0, scroll, 1)
    room = dialog.screen().availableSize()
    dialog.resize((inside.sizeHint() + QSize(96, 120)).boundedTo(room))
    return dialog


def _keys(deed: Deed) -> str:
    return " · ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in deed.keys)


def _key_column(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for name, rows in groups:
        head = QLabel(name, parent)
        head.setObjectName("section")
        head.setContentsMargins(0, 8, 0, 2)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for number, (key, text) in enumerate(rows):
            shown = QLabel(key, parent)
            shown.setObjectName("title")
            grid.addWidget(shown, number, 0)
            does = QLabel(text, parent)
            does.setWordWrap(True)
            grid.addWidget(does, number, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column


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
