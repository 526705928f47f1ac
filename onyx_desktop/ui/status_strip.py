"""Steps of an update → one quiet line: what is done, how far, how long still; beside it the model and the promise.

How far and how long is the matter of `pace`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from onyx_desktop.domain import Phase, Step
from onyx_desktop.ui import icons, motion, wording
from onyx_desktop.ui.pace import Pace
from onyx_desktop.ui.preview_bars import ElidedLabel, icon_px, tool

if TYPE_CHECKING:
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.palette import Tokens

_STEPS = 1000  # of the bar


class StatusStrip(QWidget):
    """The lowest line of the window."""

    pause_wanted = Signal(bool)
    cancel_wanted = Signal()
    models_wanted = Signal()
    moved = Signal(float)  # share of the update that is done; below 0: none runs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = QLabel(self)
        self.file = ElidedLabel(self, Qt.TextElideMode.ElideLeft)
        self.file.setObjectName("muted")
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(self.tr("Indexing"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.pause, self.cancel = tool(self, self.tr("Pause")), tool(self, self.tr("Stop indexing"))
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self.pause_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.model, self._shield, self.privacy = QToolButton(self), QLabel(self), QLabel(self)
        self.model.setToolTip(self.tr("The search model. Choose another one, or shorter vectors."))
        self.model.clicked.connect(self.models_wanted)
        self.model.hide()
        self.privacy.setObjectName("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        self.setMinimumHeight(36)
        row.setSpacing(8)
        parts: list[QWidget] = [self.text, self.bar, self.file, self.pause, self.cancel, self.model, self._shield]
        for part in [*parts, self.privacy]:
            row.addWidget(part, 1 if part is self.file else 0)
        self.show_online(False)
        self._tokens: Tokens | None = None
        self._pace = Pace(time.monotonic())
        self._held = ""
        self._working = False
        self.finish()

    def start(self) -> None:
        """An update began."""
        self._pace = Pace(time.monotonic())
        self.text.setText(wording.progress(Step(Phase.COUNTING)))
        motion.run(self.bar)
        self._show_work(True)

    def show_step(self, step: Step) -> None:
        """Show how far the update is; called ten times a second."""
        look = self._pace.look(step, time.monotonic())
        if look.share is not None:
            motion.stop(self.bar, _STEPS)
            self.bar.setValue(round(_STEPS * look.share))
        if not self._held:
            self.text.setText(look.text)
        self.text.setToolTip(look.rate)
        self.file.tell(" · ".join(filter(None, (look.rate, str(step.path) if step.path is not None else ""))))
        self.moved.emit(look.share if look.share is not None else 0.0)

    def show_held(self, why: str) -> None:
        """Say why the update waits by itself; "" when it goes on."""
        self._held = why
        self.show_paused(bool(why))
        if why:
            self.text.setText(why)

    def show_paused(self, paused: bool) -> None:
        """Show whether indexing is held, without telling anyone."""
        self.pause.blockSignals(True)
        self.pause.setChecked(paused)
        self.pause.blockSignals(False)
        name = self.tr("Go on") if paused else self.tr("Pause")
        self.pause.setAccessibleName(name)
        self.pause.setToolTip(name)
        if paused:
            self.text.setText(self.tr("Paused"))
        if self._tokens is not None:
            self.retint(self._tokens)

    def finish(self) -> None:
        """The update is over; what is ready comes with the next status."""
        self.text.setText("")
        self.file.tell("")
        self._held = ""
        self._show_work(False)
        self.moved.emit(-1.0)

    def show_status(self, status: Status) -> None:
        """Name the model and, unless an update is speaking, say what is ready."""
        if not self._working:
            self.text.setText(wording.ready(status))
        name = f"{status.answering} · {status.dimensions}" if status.answering else ""
        if status.model != status.answering:
            name = self.tr("{0}, {1} is being built").format(name, status.model)
        self.model.setText(name)
        self.model.setAccessibleName(self.tr("Search model: {0}").format(name))
        self.model.setVisible(bool(name))

    def show_online(self, online: bool) -> None:
        """Say whether a model is being downloaded, the only thing that makes connections."""
        self.privacy.setText(self.tr("Downloading a model") if online else self.tr("Offline"))
        text = self.tr("Onyx Desktop connects only while it installs a model that you asked for.")
        self.privacy.setToolTip(text + " " + self.tr("Your documents never leave this computer."))

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._tokens = tokens
        self.pause.setIcon(icons.icon("play" if self.pause.isChecked() else "pause", tokens))
        self.cancel.setIcon(icons.icon("close", tokens))
        side = icon_px()
        for button in (self.pause, self.cancel):
            button.setIconSize(QSize(side, side))
        self._shield.setPixmap(icons.pixmap("shield", tokens.muted, side, self.devicePixelRatioF()))

    def _show_work(self, visible: bool) -> None:
        self._working = visible
        for each in (self.bar, self.pause, self.cancel):
            each.setVisible(visible)
