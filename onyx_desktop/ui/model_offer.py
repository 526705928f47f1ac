"""A new model answers now → two buttons: keep the vectors of the one before too, or delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from onyx_desktop.ui import model_words as words

if TYPE_CHECKING:
    from onyx_desktop.ui.model_desk import ModelDesk


class ModelOffer(QFrame):
    """Shown while the model desk has an offer."""

    def __init__(self, models: ModelDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.setObjectName("banner")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.keep, self.delete = QPushButton(self.tr("Keep both"), self), QPushButton(self)
        self.keep.clicked.connect(models.keep_both)
        self.delete.clicked.connect(self._on_delete)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(self.text, 1)
        row.addWidget(self.keep)
        row.addWidget(self.delete)
        self.hide()

    def refresh(self) -> None:
        """Show the offer, or nothing."""
        old, now = self._models.offer, self._models.answering
        self.setVisible(old is not None and now is not None)
        if old is None or now is None:
            return
        text = self.tr("{0} answers now. With the vectors of {1} kept, you can switch back at once.")
        self.text.setText(text.format(now.card.name, old.card.name))
        self.delete.setText(self.tr("Delete old, {0}").format(words.size(old.vectors_bytes)))
        self.setAccessibleName(self.text.text())

    @Slot()
    def _on_delete(self) -> None:
        if self._models.offer is not None:
            self._models.drop_vectors(self._models.offer.card.id)
