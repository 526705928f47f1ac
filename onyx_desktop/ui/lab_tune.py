"""The page of the lab on which a model is trained on questions about the user's own files, and shown before and after.

It is put on the shelf only where it is better on questions that it was not trained with. A training that was stopped
can be gone on with, also after the program was closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from onyx_desktop.domain import Kind
from onyx_desktop.library.lab import extra
from onyx_desktop.library.lab.tune import Wish
from onyx_desktop.ui import lab_words, wording
from onyx_desktop.ui.lab_desk import Task
from onyx_desktop.ui.lab_making import FolderField, MakingPage
from onyx_desktop.ui.lab_pages import note
from onyx_desktop.ui.settings_kit import CalmComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from onyx_desktop.library.lab.begun import Begun
    from onyx_desktop.library.lab.tune import Tuned
    from onyx_desktop.ui.lab_desk import LabDesk
    from onyx_desktop.ui.model_desk import ModelDesk

_EPOCHS = 5


class TunePage(MakingPage):
    """Train a model."""

    def __init__(self, lab: LabDesk, models: ModelDesk, parent: QWidget) -> None:
        super().__init__(lab, models, parent)
        self.lead.setText(self.tr(
            "A model learns from the questions that are chosen above. A quarter of them is held back: the new model is"
            " kept only if it answers those better than before."
        ))  # fmt: skip
        self.start.setText(self.tr("Start the training"))
        self.published = FolderField(
            self.tr("Its published folder"), self.tr("the folder with model.safetensors in it"), self.inside
        )
        self.loss, self.teacher, self.epochs = (CalmComboBox(self.inside) for _ in range(3))
        for name, text in lab_words.LOSSES.items():
            self.loss.addItem(wording.say(text), name)
        for number in range(1, _EPOCHS + 1):
            self.epochs.addItem(str(number), number)
        self.epochs.setCurrentIndex(self.epochs.findData(Wish.__dataclass_fields__["epochs"].default))
        self.go_on, self.begun = QPushButton(self.tr("Go on with it"), self.inside), note("", self.inside)
        self.put(self.tr("Model to train"), self.model)
        self.put(self.published.field.accessibleName(), self.published)
        self.source = self.explain("")
        self.put(self.tr("How it learns"), self.loss)
        self.how = self.explain("")
        self.put(self.tr("Reranker that teaches"), self.teacher)
        self.put(self.tr("Rounds"), self.epochs)
        self.form.addRow(self.begun)
        self.deeds.addWidget(self.go_on)
        missing = extra.lacking(extra.TRAINING)
        self.lacking.setText(lab_words.training_lacks(missing))
        self.lacking.setVisible(bool(missing))
        self._there = not missing
        self._connect()
        self._on_models()
        self._on_loss()
        self.refresh()

    def _connect(self) -> None:
        self.model.currentIndexChanged.connect(self.show_models)
        self.loss.currentIndexChanged.connect(self._on_loss)
        self.published.changed.connect(self.show_start)
        self.teacher.currentIndexChanged.connect(self.show_start)

    @property
    def complete(self) -> bool:
        """Whether everything is chosen and installed."""
        taught = not self.by_margins or self.teacher.currentData() is not None
        return self._there and super().complete and self.published.folder is not None and taught

    @property
    def by_margins(self) -> bool:
        """Whether a reranker is to teach."""
        return bool(self.loss.currentData() == "margins")

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        folder = self.published.folder
        assert folder is not None
        loss = str(self.loss.currentData())
        teacher = str(self.teacher.currentData()) if self.by_margins else ""
        return Wish(str(self.model.currentData()), folder.absolute(), loss, self.epochs.currentData(), teacher=teacher)

    def show_start(self) -> None:
        """Offer the start and the going on."""
        super().show_start()
        self.go_on.setEnabled(not self._busy and self._there)

    def show_begun(self, begun: Begun | None) -> None:
        """Offer to go on with a training that was stopped."""
        self.go_on.setVisible(begun is not None and not self._busy)
        self.begun.setVisible(begun is not None and not self._busy)
        self.begun.setText("" if begun is None else lab_words.begun(begun))

    def refresh(self) -> None:
        """Show what came of the last training."""
        tuned: Tuned | None = self._lab.results.get(Task.TUNE)
        if tuned is None:
            self.show_outcomes((), "")
            return
        self.verdict.setText(lab_words.tuned_verdict(tuned))
        self.facts.setText(lab_words.tuned_facts(tuned))
        before, after = self.tr("{0}, before"), self.tr("{0}, after")
        parent, child = tuned.parent, tuned.child
        rows = [(after.format(child.contestant.model), child), (before.format(parent.contestant.model), parent)]
        self.show_outcomes(rows, "" if tuned.card is None else tuned.card.id)

    def show_models(self) -> None:
        """Say where the weights of the chosen model come from, and which rerankers are here."""
        state = self._models.state(str(self.model.currentData()))
        repository = "" if state is None else state.card.repository
        self.source.setText(lab_words.source(repository))
        self.source.setVisible(bool(repository))
        chosen = self.teacher.currentData()
        self.teacher.clear()
        for each in self._models.states:
            if each.installed and each.card.kind is Kind.RERANKER:
                self.teacher.addItem(each.card.name, each.card.id)
        self.teacher.setCurrentIndex(max(0, self.teacher.findData(chosen)) if self.teacher.count() else -1)
        self._on_loss()

    @Slot()
    def _on_loss(self) -> None:
        loss = str(self.loss.currentData())
        lacks = self.by_margins and not self.teacher.count()
        self.how.setText(lab_words.no_teacher() if lacks else wording.say(lab_words.HOW[loss]))
        self.form.setRowVisible(self.teacher, self.by_margins and not lacks)
        self.show_start()
