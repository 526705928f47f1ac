"""Steps of an update → one quiet line: what is done, how far, how long still; beside it the model and the promise.

Percent and time only after 10 seconds and 2 percent, the bar never moves back within a phase, and the time is rounded
and renewed at most every five seconds: a promise that jumps is worth less than none.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from onyx_desktop.domain import Phase, Step
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.preview_bars import ElidedLabel, tool

if TYPE_CHECKING:
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.palette import Tokens

PROMISE_AFTER_S = 10.0
PROMISE_AFTER_SHARE = 0.02
RENEW_S = 5.0


class StatusStrip(QWidget):
    """The lowest line of the window."""

    pause_wanted = Signal(bool)
    cancel_wanted = Signal()
    models_wanted = Signal()

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
        self._phase: Phase | None = None
        self._since = self._renewed = 0.0
        self._promise = ""
        self._working = False
        self.finish()

    def start(self) -> None:
        """An update began."""
        self._phase, self._since, self._renewed, self._promise = None, time.monotonic(), 0.0, ""
        self.text.setText(wording.progress(Step(Phase.COUNTING)))
        self._show_work(True)

    def show_step(self, step: Step) -> None:
        """Show how far the update is; called ten times a second."""
        now = time.monotonic()
        if step.phase is not self._phase:
            self._phase = step.phase
            self.bar.setRange(0, 0 if not step.total else step.total)
            self.bar.reset()
        if step.total:
            self.bar.setRange(0, step.total)
            self.bar.setValue(max(self.bar.value(), step.done))
        share = step.done / step.total if step.total else 0.0
        if now - self._since >= PROMISE_AFTER_S and share >= PROMISE_AFTER_SHARE and now - self._renewed >= RENEW_S:
            left = "" if step.seconds_left is None else f" · {wording.time_left(step.seconds_left)}"
            self._promise, self._renewed = f" · {int(share * 100)} %{left}", now
        self.text.setText(wording.progress(step) + (self._promise if share else ""))
        self.file.tell(str(step.path) if step.path is not None else "")

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
        self._promise = ""
        if self._tokens is not None:
            self.retint(self._tokens)

    def finish(self) -> None:
        """The update is over; what is ready comes with the next status."""
        self.text.setText("")
        self.file.tell("")
        self._show_work(False)

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
        self._shield.setPixmap(icons.pixmap("shield", tokens.muted, 16, self.devicePixelRatioF()))

    def _show_work(self, visible: bool) -> None:
        self._working = visible
        for each in (self.bar, self.pause, self.cancel):
            each.setVisible(visible)
