"""The page of the lab on which a fast model is made of a slow one, and measured beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from onyx_desktop.domain import Recipe
from onyx_desktop.library.distilling import Wish
from onyx_desktop.ui import lab_words
from onyx_desktop.ui.lab_desk import Task
from onyx_desktop.ui.lab_making import FolderField, MakingPage
from onyx_desktop.ui.settings_kit import CalmComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from onyx_desktop.library.lab.fast import Fast
    from onyx_desktop.ui.lab_desk import LabDesk
    from onyx_desktop.ui.model_desk import ModelDesk

_LENGTHS = (64, 128, 256, 384, 512, 768, 1024)


class FastPage(MakingPage):
    """Make a static model."""

    def __init__(self, lab: LabDesk, models: ModelDesk, parent: QWidget) -> None:
        super().__init__(lab, models, parent)
        self.lead.setText(self.tr(
            "A fast model knows for each word what the slow one makes of it, and reads a hundred times as quickly; it"
            " finds somewhat less. Both are asked the questions that are chosen above."
        ))  # fmt: skip
        self.start.setText(self.tr("Make the fast model"))
        self.length, self.name = CalmComboBox(self.inside), QLineEdit(self.inside)
        self.name.setObjectName("field")
        self.text = FolderField(self.tr("Texts to learn from"), self.tr("none: from the model alone"), self.inside)
        self.put(self.tr("Model to make it of"), self.model)
        self.put(self.tr("Numbers of a vector"), self.length)
        self.put(self.text.field.accessibleName(), self.text)
        self.explain(self.tr(
            "With a folder of documents of your own it finds more, and takes longer: every sentence is read by the slow"
            " model once."
        ))  # fmt: skip
        self.put(self.tr("Name"), self.name)
        self.model.currentIndexChanged.connect(self.show_models)
        self.length.currentIndexChanged.connect(self._show_name)
        self._on_models()
        self.refresh()

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        name = self.name.text().strip() or self.name.placeholderText()
        return Wish(str(self.model.currentData()), Recipe(self.length.currentData()), self.text.folder, name)

    def refresh(self) -> None:
        """Show what was made last."""
        fast: Fast | None = self._lab.results.get(Task.FAST)
        if fast is None:
            self.show_outcomes((), "")
            return
        self.verdict.setText(lab_words.fast_verdict(fast))
        self.facts.setText(lab_words.fast_facts(fast))
        shown = [fast.teacher, *([fast.embedded] if fast.embedded is not None else []), fast.made]
        self.show_outcomes([(each.contestant.model, each) for each in shown], fast.card.id)

    def show_models(self) -> None:
        """Offer the lengths that the chosen model has room for, and a name that is free."""
        state = self._models.state(str(self.model.currentData()))
        most = 0 if state is None else state.card.dimensions
        chosen = self.length.currentData() or Recipe().dimensions
        self.length.blockSignals(True)
        self.length.clear()
        for each in sorted({*(each for each in _LENGTHS if each < most), *([most] if most else [])}):
            self.length.addItem(str(each), each)
        nearest = max(
            (place for place in range(self.length.count()) if self.length.itemData(place) <= chosen), default=0
        )
        self.length.setCurrentIndex(nearest)
        self.length.blockSignals(False)
        self._show_name()

    @Slot()
    def _show_name(self) -> None:
        taken = {each.card.id.casefold() for each in self._models.states}
        first = f"{self.model.currentData()}-static-{self.length.currentData()}"
        name, number = first, 2
        while name.casefold() in taken:
            name, number = f"{first}-{number}", number + 1
        self.name.setPlaceholderText(name)
