"""Typing → questions: after a short rest, at once on Enter, and never while the text says nothing yet.

Emits `asked` for what should be searched and `emptied` when nothing is left to search. While an input method composes,
QLineEdit reports no text, so nothing is asked half-written. Refuses a text below two characters, or one where a
character is a word (CJK), unless chips below the field ask something by themselves. A long text that is pasted or
dropped is no line to be typed on: it goes to `long_pasted` instead of the field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from onyx_desktop.domain import NO_SEED, Mode
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.chips import Chips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.ui.chips import Chip
    from onyx_desktop.ui.palette import Tokens

SLOW_MS = 100  # an engine that takes longer is asked less often
SLOW_DEBOUNCE_MS = 300
LONG_CHARACTERS = 300  # a text that arrives at once and is longer is something to be like, no question
_MOST_CHARACTERS = 1_000_000
_CJK = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0x20000, 0x3FFFF))


def worth_asking(text: str) -> bool:
    """Whether a text says enough to search for."""
    text = text.strip()
    return len(text) >= 2 or any(low <= ord(each) <= high for each in text for low, high in _CJK)


def inserted(before: str, after: str) -> tuple[str, str]:
    """What a change of the text put in, and the text without it."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return after[start : len(after) - end], after[:start] + after[len(after) - end :]


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))


class SearchBar(QWidget):
    """The field, the choice of mode, room for the menu, and the chips."""

    asked = Signal(str, object, object)  # query, Mode, Seed
    long_pasted = Signal(str)
    emptied = Signal()
    left_downwards = Signal()

    def __init__(self, debounce_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._debounce_ms = self.rest_ms = debounce_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_rested)
        self.field = QLineEdit(self)
        self.field.setObjectName("query")
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setPlaceholderText(self.tr("Describe what you are looking for"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(_MOST_CHARACTERS)
        self.field.setAcceptDrops(False)  # a folder dropped here is for the window
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_rested)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.mode = QComboBox(self)
        self.mode.setAccessibleName(self.tr("How to search"))
        self.mode.view().setAccessibleName(self.tr("How to search"))
        for each in Mode:
            self.mode.addItem(wording.mode(each), each)
            self.mode.setItemData(self.mode.count() - 1, wording.mode_hint(each), Qt.ItemDataRole.ToolTipRole)
        self.mode.currentIndexChanged.connect(self._on_mode_changed)
        self.menu = QToolButton(self)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setToolTip(self.tr("Menu"))
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chips = Chips(self)
        self.chips.changed.connect(self._on_chips_changed)
        self.chips.left.connect(self.field.setFocus)
        self._before, self._seed = "", NO_SEED
        self._arrange()
        self._explain_mode()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.mode)
        row.addWidget(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.chips)

    @property
    def query(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    @property
    def chosen_mode(self) -> Mode:
        """Which stages shall answer."""
        return Mode(self.mode.currentData())

    @property
    def waiting(self) -> bool:
        """Whether a question rests before it is asked."""
        return self._timer.isActive()

    def ask_anew(self, query: str, chip: Chip, kept: Sequence[Chip]) -> None:
        """Put another question in the place of this one, at once: a line, a new chip, and those that stay."""
        self.field.blockSignals(True)
        self.field.setText(query)
        self.field.blockSignals(False)
        self._before = query
        self._timer.stop()
        self.chips.put([*(each for each in kept if each != chip), chip])
        self._on_rested()

    def took(self, ms: float) -> None:
        """Tell how long the last search took; slow ones are asked for less often."""
        slow = ms > SLOW_MS and self._debounce_ms > 0
        self.rest_ms = max(self._debounce_ms, SLOW_DEBOUNCE_MS) if slow else self._debounce_ms

    def focus(self) -> None:
        """Put the cursor into the field, all selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._glass.setIcon(icons.icon("search", tokens))
        self.menu.setIcon(icons.icon("menu", tokens))
        self.chips.retint(tokens)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the first result and keeps the text; Escape empties the field, then takes out the last chip.

        Backspace at the beginning of the field takes it out too.
        """
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.left_downwards.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
            at_start = self.field.cursorPosition() == 0 and not self.field.hasSelectedText()
            backwards = event.key() == Qt.Key.Key_Backspace and at_start and not event.isAutoRepeat()
            if (event.key() == Qt.Key.Key_Escape or backwards) and self.chips.chips:
                self.chips.take_out(self.chips.chips[-1])
                return True
        return super().eventFilter(watched, event)

    @property
    def _worth_asking(self) -> bool:
        seed = self.chips.seed
        return worth_asking(self.query) or (not self.query and (seed.wants_likeness or bool(seed.within)))

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        new, rest = inserted(self._before, text)
        self._before = text
        if len(new) > LONG_CHARACTERS:
            self.field.setText(rest)
            self.long_pasted.emit(new)
        elif self._worth_asking:
            self._timer.start(self.rest_ms)
        else:
            self._timer.stop()
            if not text.strip():
                self.emptied.emit()

    @Slot()
    def _on_chips_changed(self) -> None:
        if self.chips.seed == self._seed:
            return
        self._seed = self.chips.seed
        if self._worth_asking:
            self._on_rested()
        elif not self.query:
            self._timer.stop()
            self.emptied.emit()

    @Slot()
    def _on_rested(self) -> None:
        self._timer.stop()
        if self._worth_asking:
            self.asked.emit(self.query, self.chosen_mode, self.chips.seed)

    @Slot()
    def _on_mode_changed(self) -> None:
        self._explain_mode()
        self._on_rested()

    def _explain_mode(self) -> None:
        self.mode.setToolTip(wording.mode_hint(self.chosen_mode))
