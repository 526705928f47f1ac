"""The choice of how to search: by everything, by meaning, by words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from onyx_desktop.domain import Mode
from onyx_desktop.ui import wording


class ModeChoice(QComboBox):
    """Says of each mode what it is good for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("How to search"))
        self.view().setAccessibleName(self.tr("How to search"))
        for each in Mode:
            self.addItem(wording.mode(each), each)
            self.setItemData(self.count() - 1, wording.mode_hint(each), Qt.ItemDataRole.ToolTipRole)
        self.explain()

    @property
    def chosen(self) -> Mode:
        """Which stages shall answer."""
        return Mode(self.currentData())

    def choose(self, mode: Mode) -> None:
        """Show another one without telling."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(mode))
        self.blockSignals(False)
        self.explain()

    def explain(self) -> None:
        """What the chosen one is good for, for the pointer."""
        self.setToolTip(wording.mode_hint(self.chosen))
