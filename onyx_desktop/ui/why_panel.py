"""Where an explanation stands: a title, the text, the way to ask about another file, and to close it.

A file that is dropped here is asked about. The text is read only and made by us; it fetches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from onyx_desktop.ui import icons, why_text
from onyx_desktop.ui.bidi import hint
from onyx_desktop.ui.drop_sheet import local_paths
from onyx_desktop.ui.preview_bars import ElidedLabel, tool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from onyx_desktop.domain import Explanation
    from onyx_desktop.ui.palette import Tokens


class WhyPanel(QFrame):
    """Shows one explanation."""

    closed = Signal()
    file_wanted = Signal()
    file_dropped = Signal(object)  # Path

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whypanel")
        self.setAcceptDrops(True)
        self.tokens = tokens
        self.told: Explanation | None = None
        self._timings: Mapping[str, float] = {}
        self._chosen = False
        self.title = ElidedLabel(self)
        self.title.setObjectName("title")
        self.other = QPushButton(self.tr("Why not another file…"), self)
        self.other.setObjectName("link")
        self.other.setToolTip(self.tr("Choose a file, or drop one here"))
        self.other.clicked.connect(self.file_wanted)
        self.close_button = tool(self, self.tr("Close the explanation"))
        self.close_button.clicked.connect(self.closed)
        self.view = QTextBrowser(self)
        self.view.setObjectName("why")
        self.view.setAccessibleName(self.tr("Explanation"))
        self.view.setOpenLinks(False)
        self.view.setAcceptDrops(False)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.document().setDocumentMargin(0)
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.other)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.retint(tokens)

    def sizeHint(self) -> QSize:
        """Room for the sentences and the table."""
        return QSize(400, 320)

    def explain(self, told: Explanation, timings: Mapping[str, float], *, chosen: bool) -> None:
        """Show an explanation, of the chosen result or of a file; scrolled as before where the file is the same."""
        same = self.told is not None and self.told.path == told.path
        at = self.view.verticalScrollBar().value() if same else 0
        self.told, self._timings, self._chosen = told, timings, chosen
        self.title.tell(why_text.headline(told, chosen=chosen))
        self.title.setToolTip(hint(str(told.path)))
        self.view.setHtml(why_text.body(told, timings, self.tokens))
        self.view.verticalScrollBar().setValue(at)

    def tell(self, title: str, sentence: str) -> None:
        """A sentence where there is nothing to explain."""
        self.told = None
        self.title.tell(title)
        self.view.setPlainText(sentence)

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.tokens = tokens
        self.close_button.setIcon(icons.icon("close", tokens))
        if self.told is not None:
            self.explain(self.told, self._timings, chosen=self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file at a time."""
        paths = local_paths(event.mimeData())
        if len(paths) == 1 and not paths[0].is_dir():
            event.acceptProposedAction()
        else:
            event.ignore()  # the window takes folders

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask about the file."""
        event.acceptProposedAction()
        self.file_dropped.emit(local_paths(event.mimeData())[0])
