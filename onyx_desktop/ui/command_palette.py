"""A few letters → the deed that is meant, with its key beside it, so that one learns it by using it.

Letters need not stand together: "sif" finds "Show the file in its folder". What can't be done now is listed last and
does nothing. Refuses to guess: with nothing typed, all deeds are there in the order of the menus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_INDEX = QModelIndex()
_ROWS = 12
_LIST_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


def fit(typed: str, text: str) -> float:
    """How well letters fit a text: 0 if not all are in it in their order; more where they begin words or run on."""
    wanted, offered = typed.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return 1.0
    if typed.casefold().strip() in offered:
        return 3.0 * len(wanted) + (2.0 if offered.startswith(typed.casefold().strip()) else 0.0)
    score, at, before = 0.0, 0, -2
    for letter in wanted:
        starts = [n for n in range(at, len(offered)) if offered[n] == letter and (n == 0 or offered[n - 1] == " ")]
        place = offered.find(letter, at)
        if place < 0:
            return 0.0
        if place != before + 1 and starts:
            place = starts[0]
        score += 2.0 if place == before + 1 or place in starts else 0.5
        at, before = place + 1, place
    return score


class CommandModel(QAbstractTableModel):
    """Deeds that fit what is typed, best first: name and key."""

    def __init__(self, commands: Sequence[QAction], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = tuple(commands)
        self._rows: list[QAction] = []
        self._blank = QPixmap(16, 16)  # so that all names begin at the same place
        self._blank.fill(Qt.GlobalColor.transparent)
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Keep the deeds that fit."""
        scored = [(fit(typed, name_of(each)), each) for each in self._all]
        self.beginResetModel()
        best = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (not pair[1].isEnabled(), -pair[0]))
        self._rows = [each for _, each in best]
        self.endResetModel()

    def command(self, row: int) -> QAction:
        """The deed of a row."""
        return self._rows[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        """Deeds that fit."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        """Name and key."""
        return 0 if parent.isValid() else 2

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands there; a screen reader hears name and key together."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        command = self._rows[index.row()]
        key = command.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if role == Qt.ItemDataRole.DisplayRole:
            return key if index.column() else name_of(command)
        if role == Qt.ItemDataRole.DecorationRole and not index.column():
            return command.icon() if not command.icon().isNull() else self._blank
        if role == Qt.ItemDataRole.AccessibleTextRole and not index.column():
            return ", ".join(filter(None, (name_of(command), key)))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """What can't be done now is grey."""
        flags = super().flags(index)
        if index.isValid() and not self._rows[index.row()].isEnabled():
            flags &= ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        return flags


class CommandPalette(QDialog):
    """A field and the list below it."""

    def __init__(self, commands: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(self)
        self.field.setObjectName("field")
        self.field.setAccessibleName(self.tr("Command"))
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.model = CommandModel(commands, self)
        self.list = QTreeView(self)
        self.list.setObjectName("rows")
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setModel(self.model)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keys
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = QLabel(self.tr("No command is called so."), self)
        self.nothing.setObjectName("muted")
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for part in (self.field, self.nothing, self.list):
            column.addWidget(part)
        line = self.fontMetrics().height() + 12
        self.resize(70 * self.fontMetrics().averageCharWidth(), (_ROWS + 2) * line)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_chosen)
        self.list.clicked.connect(self._on_chosen)
        self._on_typed("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows of the field move in the list."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.field and isinstance(event, QKeyEvent) and key in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        self.model.narrow(typed)
        self.nothing.setVisible(self.model.rowCount() == 0)
        self.list.setCurrentIndex(self.model.index(0, 0))

    @Slot()
    def _on_chosen(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid() or not self.model.command(index.row()).isEnabled():
            return
        command = self.model.command(index.row())
        self.accept()
        command.trigger()


def name_of(command: QAction) -> str:
    """A deed's name without the marks of a menu; of a choice, what is chosen too."""
    group = command.actionGroup()
    text = command.text().replace("&", "").rstrip("…")
    return f"{group.objectName()}: {text}" if group is not None and group.objectName() else text
