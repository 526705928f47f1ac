"""The chosen card → all its facts, what it costs on this computer, and what can be done with it.

Shows only buttons that do something now. Refuses to ask back: installing can be cancelled, a switch keeps the old
vectors, and a removed model can be installed again.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from onyx_desktop.domain import Phase, Step
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui import motion, wording
from onyx_desktop.ui.model_desk import ModelDesk, Work
from onyx_desktop.ui.model_facts import FactsGrid
from onyx_desktop.ui.model_words import Stand

if TYPE_CHECKING:
    from onyx_desktop.library.shelves import ModelState

_RATE_OVER_S = 5.0


class Rate:
    """Bytes a second over the last few seconds."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def take(self, done: int) -> float:
        """Note how much is there; the rate, 0 before there is anything to go by."""
        now = time.monotonic()
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done))
        while now - self._seen[0][0] > _RATE_OVER_S:
            self._seen.popleft()
        since, before = self._seen[0]
        return (done - before) / (now - since) if now - since > 0.5 else 0.0


class ModelDetail(QWidget):
    """The right side of the model page."""

    def __init__(self, models: ModelDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._state: ModelState | None = None
        self._rate = Rate()
        self.name, self.stand, self.summary = QLabel(self), QLabel(self), QLabel(self)
        self.facts = FactsGrid(self)
        self.speed, self.note, self.progress = QLabel(self), QLabel(self), QLabel(self)
        self.bar = QProgressBar(self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.install, self.use = QPushButton(self), QPushButton(self)
        self.measure = QPushButton(self.tr("Measure speed"), self)
        self.remove, self.drop = QPushButton(self.tr("Remove"), self), QPushButton(self)
        self._dress()
        self._arrange()
        for button, slot in (
            (self.measure, self._on_measure),
            (self.cancel, self._on_cancel),
            (self.install, self._on_install),
            (self.use, self._on_use),
            (self.remove, self._on_remove),
            (self.drop, self._on_drop),
        ):
            button.clicked.connect(slot)
        models.stepped.connect(self._on_step)
        self.hide()

    def _dress(self) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        for each in (self.name, self.summary, self.speed, self.note, self.progress):
            each.setWordWrap(True)
            each.setTextFormat(Qt.TextFormat.PlainText)
        for each in (self.stand, self.note, self.progress):
            each.setObjectName("muted")
        for button in (self.install, self.use):
            button.setObjectName("primary")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))

    def _arrange(self) -> None:
        head, work, deeds = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.stand, 0, Qt.AlignmentFlag.AlignVCenter)
        work.addWidget(self.progress, 1)
        work.addWidget(self.cancel)
        for button in (self.install, self.use, self.measure, self.remove, self.drop):
            deeds.addWidget(button)
        deeds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (head, self.summary, self.facts, self.speed, self.note, work, self.bar, deeds):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)

    def show_model(self, state: ModelState | None) -> None:
        """Show what is known of a model now."""
        if state is not None and (self._state is None or state.card.id != self._state.card.id):
            self._rate = Rate()
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self.name.setText(state.card.name)
        self.stand.setText(self._stand(state).text)
        self.summary.setText(wording.say(state.card.summary) if state.card.summary else "")
        self.summary.setVisible(bool(state.card.summary))
        self.facts.show_facts(state)
        self._show_speed(state)
        self._show_note(state)
        self._show_work(state)
        self._show_deeds(state)

    def _stand(self, state: ModelState) -> Stand:
        return words.stand(state, self._models.running(Work.INSTALL, state.card.id))

    def _show_speed(self, state: ModelState) -> None:
        able = state.installed and words.embeds(state.card.kind)
        timing = self._models.running(Work.SPEED, state.card.id)
        known = self._models.speeds.get(state.card.id)
        for each in (self.speed, self.measure):
            each.setVisible(able)
        self.measure.setEnabled(not timing)
        if timing:
            self.speed.setText(self.tr("Measuring on 20 of your passages …"))
        elif known is None:
            self.speed.setText(self.tr("Speed on this computer: not measured yet"))
        else:
            self.speed.setText(self.tr("On this computer: {0}").format(words.measured(known)))

    def _show_note(self, state: ModelState) -> None:
        if not words.embeds(state.card.kind):
            self.note.setText(words.refining())
        elif not state.installed and not state.card.download:
            self.note.setText(self.tr("This model cannot be downloaded. Import it from a folder or a file."))
        else:
            self.note.setText("")
        self.note.setVisible(bool(self.note.text()))

    def _show_work(self, state: ModelState) -> None:
        stand = self._stand(state)
        busy = stand in {Stand.DOWNLOADING, Stand.BUILDING}
        for each in (self.progress, self.bar, self.cancel):
            each.setVisible(busy)
        if busy and not self.progress.text():
            motion.run(self.bar)
            self.progress.setText(self.tr("Getting ready …"))
        if not busy:
            self.progress.setText("")
        elif stand is Stand.BUILDING:
            used = self._models.answering
            self.cancel.setText(self.tr("Stop, stay with {0}").format(used.card.name if used is not None else ""))
            self.cancel.setVisible(used is not None)
        else:
            self.cancel.setText(self.tr("Cancel"))

    def _show_deeds(self, state: ModelState) -> None:
        stand, used = self._stand(state), self._models.answering
        idle = stand in {Stand.INSTALLED, Stand.EMBEDDED}
        complete = used is not None and 0 < used.documents <= state.documents
        self.install.setVisible(stand is Stand.ABSENT and bool(state.card.download))
        weight = words.size(state.card.size_mb * 1_000_000) if state.card.size_mb else ""
        self.install.setText(self.tr("Install, {0}").format(weight) if weight else self.tr("Install"))
        self.use.setVisible(idle or state.refines)
        self.use.setText(words.use(state, complete))
        self.remove.setVisible(stand is Stand.INSTALLED)
        self.drop.setVisible(idle and state.vectors_bytes > 0)
        self.drop.setText(self.tr("Delete its vectors, {0}").format(words.size(state.vectors_bytes)))

    def show_build(self, step: Step) -> None:
        """An update is a step further; shown if the model on this page is being built."""
        if self._state is not None and self._stand(self._state) is Stand.BUILDING:
            left = f" · {wording.time_left(step.seconds_left)}" if step.seconds_left is not None else ""
            self._tell(wording.progress(step) + left, step)

    @Slot(object, str, object)
    def _on_step(self, work: Work, model: str, step: Step) -> None:
        if work is Work.INSTALL and self._state is not None and model == self._state.card.id:
            rate = self._rate.take(step.done) if step.phase is Phase.DOWNLOADING else 0.0
            waiting = step.phase is Phase.COUNTING
            self._tell(self.tr("Getting ready …") if waiting else words.download(step, rate), step)

    def _tell(self, text: str, step: Step) -> None:
        self.progress.setText(text)
        if step.total:
            motion.stop(self.bar, 1000)
            self.bar.setValue(1000 * step.done // step.total)
        else:
            motion.run(self.bar)

    # What a person can do.

    @Slot()
    def _on_measure(self) -> None:
        if self._state is not None:
            self._models.measure_speed(self._state.card.id)

    @Slot()
    def _on_cancel(self) -> None:
        used = self._models.answering
        if self._state is None:
            return
        if self._stand(self._state) is Stand.DOWNLOADING:
            self._models.cancel(Work.INSTALL, self._state.card.id)
        elif used is not None:
            self._models.use(used.card.id)

    @Slot()
    def _on_install(self) -> None:
        if self._state is not None:
            self._models.install(self._state.card.id)

    @Slot()
    def _on_use(self) -> None:
        if self._state is not None:
            act = self._models.leave if self._state.refines else self._models.use
            act(self._state.card.id)

    @Slot()
    def _on_remove(self) -> None:
        if self._state is not None:
            self._models.remove(self._state.card.id)

    @Slot()
    def _on_drop(self) -> None:
        if self._state is not None:
            self._models.drop_vectors(self._state.card.id)
