"""Where models are downloaded from, and what computes their vectors: three fields and two choices, folded away.

A field takes effect when it is left. Refuses to promise a graphics card: the sentence says that another build of the
runtime is needed, and that the processor does the work where there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from onyx_desktop.settings import PROVIDERS, SPEEDS
from onyx_desktop.ui import model_words as words

if TYPE_CHECKING:
    from onyx_desktop.settings import Settings
    from onyx_desktop.ui.model_desk import ModelDesk


class ModelSettings(QWidget):
    """A line that unfolds."""

    def __init__(self, models: ModelDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.fold = QToolButton(self)
        self.fold.setText(self.tr("Download settings and processor"))
        self.fold.setObjectName("fold")
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.inside = QWidget(self)
        self.hub, self.proxy, self.token = (QLineEdit(self.inside) for _ in range(3))
        self.speed, self.provider = QComboBox(self.inside), QComboBox(self.inside)
        self._note = QLabel(
            self.tr(
                "Graphics cards and other chips need another build of the runtime. Where it is missing, or computes"
                " something else than the processor, the processor does the work."
            ),
            self,
        )
        self._note.setContentsMargins(8, 0, 0, 4)
        self._fill()
        self._on_folded(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inside)
        column.addWidget(self._note)
        self.fold.toggled.connect(self._on_folded)
        self.hub.editingFinished.connect(self._on_addresses)
        self.proxy.editingFinished.connect(self._on_addresses)
        self.token.editingFinished.connect(self._on_addresses)
        self.speed.activated.connect(self._on_computing)
        self.provider.activated.connect(self._on_computing)

    def _fill(self) -> None:
        self.hub.setPlaceholderText("https://huggingface.co")
        self.proxy.setPlaceholderText(self.tr("as the system has it"))
        self.token.setPlaceholderText(self.tr("only for models that ask for permission"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        for name in SPEEDS:
            self.speed.addItem(words.speed_choice(name), name)
        for name in PROVIDERS:
            self.provider.addItem(words.provider(name), name)
        for field in (self.hub, self.proxy, self.token):
            field.setObjectName("field")
        self._note.setObjectName("muted")
        self._note.setWordWrap(True)
        grid = QGridLayout(self.inside)
        grid.setContentsMargins(8, 0, 0, 4)
        grid.setHorizontalSpacing(12)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Model hub or mirror"), self.hub),
            (self.tr("Proxy"), self.proxy),
            (self.tr("Access token"), self.token),
            (self.tr("While indexing"), self.speed),
            (self.tr("Compute on"), self.provider),
        )
        for number, (text, each) in enumerate(rows):
            label, column = QLabel(text, self.inside), 2 * (number % 2)
            label.setBuddy(each)
            each.setAccessibleName(text)
            grid.addWidget(label, number // 2, column)
            grid.addWidget(each, number // 2, column + 1)
            grid.setColumnStretch(column + 1, 1)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen; a field that is being edited is left alone."""
        kept = (settings.hub_endpoint, settings.hub_proxy, settings.hub_token)
        for field, text in zip((self.hub, self.proxy, self.token), kept, strict=True):
            if not field.hasFocus():
                field.setText(text)
        self.speed.setCurrentIndex(self.speed.findData(settings.speed))
        self.provider.setCurrentIndex(self.provider.findData(settings.provider))

    @Slot(bool)
    def _on_folded(self, open_: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        self.inside.setVisible(open_)
        self._note.setVisible(open_)

    @Slot()
    def _on_addresses(self) -> None:
        hub, proxy, token = (field.text().strip() for field in (self.hub, self.proxy, self.token))
        settings = self._models.settings
        if (hub, proxy, token) != (settings.hub_endpoint, settings.hub_proxy, settings.hub_token):
            self._models.change(hub_endpoint=hub, hub_proxy=proxy, hub_token=token)

    @Slot()
    def _on_computing(self) -> None:
        speed, provider, settings = self.speed.currentData(), self.provider.currentData(), self._models.settings
        if (speed, provider) != (settings.speed, settings.provider):
            self._models.change(speed=speed, provider=provider)
