"""What the two pages of the lab that make a model have in common: choices, a start, and figures before and after.

The choices stand in a column that scrolls where letters are large. What was made is told in a sentence first, then in a
table; where there is something to use, a button leads to it on the page of models.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.domain import Kind
from onyx_desktop.ui import lab_words
from onyx_desktop.ui.flow import Flow
from onyx_desktop.ui.lab_pages import deeds, fill, note, table
from onyx_desktop.ui.settings_kit import CalmComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.library.lab.trial import Outcome
    from onyx_desktop.ui.lab_desk import LabDesk
    from onyx_desktop.ui.model_desk import ModelDesk

_LETTERS = 26


class FolderField(QWidget):
    """A folder, written or chosen."""

    changed = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.field, self.choose = QLineEdit(self), QPushButton(self.tr("Choose…"), self)
        self.field.setObjectName("field")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.choose.setAccessibleName(f"{name}: {self.tr('Choose…')}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.choose)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.choose.clicked.connect(self._on_choose)

    @property
    def folder(self) -> Path | None:
        """What stands there."""
        text = self.field.text().strip()
        return Path(text).expanduser() if text else None

    @Slot()
    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._name, str(self.folder or Path.home()))
        if chosen:
            self.field.setText(chosen)


class MakingPage(QScrollArea):
    """Choices above, what came of them below."""

    use_wanted = Signal(str)  # model id

    def __init__(self, lab: LabDesk, models: ModelDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._lab, self._models = lab, models
        self._made = ""
        self._busy = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget(self)
        self.inside.setObjectName("sheet")
        self.model, self.start = CalmComboBox(self.inside), QPushButton(self.inside)
        self.lead, self.lacking = note("", self.inside), note("", self.inside, "")
        self.lacking.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.lacking.setAccessibleName(self.tr("What is missing"))
        self.lacking.hide()
        self.verdict, self.facts = note("", self.inside, "headline"), note("", self.inside)
        self.use = QPushButton(self.tr("Use it…"), self.inside)
        heads = (self.tr("Model"), "nDCG@10", self.tr("Between"), self.tr("Recall@10"), self.tr("Size"))
        self.rows = table(self.inside, self.tr("Before and after"), (*heads, self.tr("Passages a second")))
        self.form, self.deeds = QFormLayout(), Flow(spacing=8)
        self._arrange()
        self.use.clicked.connect(lambda: self.use_wanted.emit(self._made))
        models.changed.connect(self._on_models)

    def _arrange(self) -> None:
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)  # where letters are large
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setFormAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.form.setHorizontalSpacing(14)
        self.form.setVerticalSpacing(8)
        self.deeds.addWidget(self.start)
        column = QVBoxLayout(self.inside)
        column.setSpacing(12)
        for part in (self.lead, self.lacking, self.form, self.deeds, self.verdict, self.facts):
            column.addLayout(part) if isinstance(part, QLayout) else column.addWidget(part)
        column.addLayout(deeds(self.use))
        column.addWidget(self.rows)
        column.addStretch(1)
        self.setWidget(self.inside)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put(self, name: str, control: QWidget) -> QLabel:
        """A choice with its name beside it; gives the name's label."""
        label = QLabel(name, self.inside)
        label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(name)
        if isinstance(control, CalmComboBox):
            control.setMinimumContentsLength(_LETTERS)
        self.form.addRow(label, control)
        return label

    def explain(self, text: str) -> QLabel:
        """A quiet line below the last choice."""
        made = note(text, self.inside)
        policy = made.sizePolicy()  # a new one would forget that its height goes with its width
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        made.setSizePolicy(policy)
        self.form.addRow("", made)
        return made

    def show_busy(self, busy: bool) -> None:
        """Something is under way in the lab, or not any more."""
        self._busy = busy
        self.show_start()

    def show_start(self) -> None:
        """Offer the start where everything is there that it needs."""
        self.start.setEnabled(not self._busy and self.complete)

    @property
    def complete(self) -> bool:
        """Whether everything is chosen."""
        return self.model.currentData() is not None

    def show_outcomes(self, outcomes: Sequence[tuple[str, Outcome]], made: str) -> None:
        """Figures, each with its name; made: the id of a model that can be used, or ""."""
        self._made = made
        there = bool(outcomes)
        for part in (self.verdict, self.facts, self.rows):
            part.setVisible(there)
        self.use.setVisible(bool(made))
        fill(self.rows, [lab_words.outcome(name, each) for name, each in outcomes])

    @Slot()
    def _on_models(self) -> None:
        """Offer the transformers that are here, the one in use first chosen."""
        there = [each for each in self._models.states if each.installed and each.card.kind is Kind.DENSE]
        chosen = self.model.currentData() or next((each.card.id for each in there if each.answering), None)
        self.model.blockSignals(True)
        self.model.clear()
        for each in there:
            self.model.addItem(each.card.name, each.card.id)
        self.model.setCurrentIndex(max(0, self.model.findData(chosen)))
        self.model.blockSignals(False)
        self.show_models()
        self.show_start()

    def show_models(self) -> None:
        """The models on the shelf are others, or another one is chosen."""
