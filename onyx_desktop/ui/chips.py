"""What a question is made of besides words, as a row of chips that can be taken out again.

Two kinds: filters, each a part of the typed text, and likes, which no text can say. A chip is a button: a click, Space,
Enter, Delete or Backspace takes it out, the arrows go to its neighbours, Escape to the search field. A filter can also
be left out for now; it stays in the row, and a press puts it back. Refuses to hold the same like twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from onyx_desktop.domain import Seed
from onyx_desktop.ui import icons
from onyx_desktop.ui.bidi import hint
from onyx_desktop.ui.filter_line import FilterChip
from onyx_desktop.ui.flow import Flow
from onyx_desktop.ui.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.ui.palette import Tokens

WIDEST_PX = 340
_TAKEN_OUT = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_PRESSED = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Chip:
    """A like. kind: what is said before the colon, as "like". text: what it is. hint: more about it."""

    kind: str
    text: str
    seed: Seed
    hint: str = ""

    @property
    def label(self) -> str:
        """What stands on it: "like: Lease_2024 p. 4"."""
        return f"{self.kind}: {self.text}"


class ChipButton(QToolButton):
    """One chip."""

    taken_out = Signal(object)  # Chip or FilterChip
    toggled_off = Signal(object)  # FilterChip: leave it out, or put it back
    stepped = Signal(int)  # to the next (1) or previous (-1) chip
    left = Signal()
    undo_wanted = Signal()

    def __init__(self, chip: Chip | FilterChip, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip = chip
        self._off = isinstance(chip, FilterChip) and chip.off
        self._wrong = chip.wrong if isinstance(chip, FilterChip) else ""
        self.setObjectName("chip")
        self.setProperty("state", "off" if self._off else "wrong" if self._wrong else "on")
        self._describe(chip)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(_other(parent.layoutDirection()))  # the cross stands behind the text
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaximumWidth(WIDEST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.retint(tokens)

    def _describe(self, chip: Chip | FilterChip) -> None:
        """Its words: on it, in the tooltip, and spoken."""
        press = self.tr("Press to use it again.") if self._off else self.tr("Press to take it out.")
        name = self.tr("{0}, left out, press to use it again") if self._off else self.tr("{0}, press to take out")
        name = self.tr("{0}, not understood, press to take out") if self._wrong else name
        self.setAccessibleName(name.format(chip.label))
        self.setAccessibleDescription(self._wrong)
        self.setToolTip(hint("\n".join(filter(None, (chip.label, chip.hint, press)))))
        shown = self.tr("{0} · not understood").format(chip.label) if self._wrong else chip.label
        room = WIDEST_PX - 48
        self.setText(self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))
        if isinstance(chip, FilterChip):
            toggle = QAction(self.tr("Use again") if self._off else self.tr("Leave out for now"), self)
            toggle.triggered.connect(self._on_toggled)
            remove = QAction(self.tr("Take out"), self)
            remove.triggered.connect(self._on_removed)
            self.addActions([toggle, remove])
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self.setIcon(icons.icon("plus" if self._off else "close", tokens))

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z on a chip is about the chips, whatever else the window could take back."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.matches(QKeySequence.StandardKey.Undo):  # type: ignore[attr-defined]  # a key event, see above
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that take out, and keys that go elsewhere."""
        if event.key() in _TAKEN_OUT:
            self._on_removed()
        elif event.key() in _PRESSED:
            self._on_clicked()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.LeftToRight  # a chip is turned, see above
            forward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
            self.stepped.emit(1 if event.key() == forward else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        (self.toggled_off if self._off else self.taken_out).emit(self.chip)

    @Slot()
    def _on_toggled(self) -> None:
        self.toggled_off.emit(self.chip)

    @Slot()
    def _on_removed(self) -> None:
        self.taken_out.emit(self.chip)


class Chips(QWidget):
    """The row: filters, likes, and room for more widgets at its end."""

    changed = Signal()  # of the likes
    filters_changed = Signal()
    left = Signal()  # the focus belongs to the search field
    filter_taken_out = Signal(object)  # FilterChip
    filter_toggled = Signal(object)  # FilterChip
    like_leaves = Signal()  # a person takes one out; it is still there
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filters, and what the results are like"))
        self._flow = Flow(self)
        self._tokens = LIGHT
        self._last: list[QPushButton] = []
        self.filters: tuple[FilterChip, ...] = ()
        self.buttons: list[ChipButton] = []

    def end_with(self, *buttons: QPushButton) -> None:
        """Put buttons behind the chips, once and for all."""
        self._last = [*buttons]
        for each in buttons:
            self._flow.addWidget(each)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The likes that are there."""
        return tuple(button.chip for button in self.buttons if isinstance(button.chip, Chip))

    @property
    def seed(self) -> Seed:
        """All that they ask for."""
        return Seed.joined(chip.seed for chip in self.chips)

    def show_filters(self, filters: Sequence[FilterChip]) -> None:
        """Show these filters and no others."""
        if tuple(filters) != self.filters:
            self.filters = tuple(filters)
            self._fill(self.chips)
            self.filters_changed.emit()

    def replace(self, old: Chip, new: Chip) -> bool:
        """Put a like in the place of another; False if that has been taken out."""
        if old not in self.chips:
            return False
        self.put([new if each == old else each for each in self.chips])
        return True

    def take_out(self, chip: Chip) -> None:
        """Take a like out; the focus goes to its neighbour, or to the field."""
        if chip in self.chips:
            self.put([each for each in self.chips if each != chip])

    def put(self, chips: Sequence[Chip]) -> None:
        """Show these likes and no others, each once."""
        chips = tuple(dict.fromkeys(chips))
        if chips != self.chips:
            self._fill(chips)
            self.changed.emit()

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._tokens = tokens
        for button in self.buttons:
            button.retint(tokens)

    def _fill(self, likes: Sequence[Chip]) -> None:
        focused = next((number for number, each in enumerate(self.buttons) if each.hasFocus()), None)
        for old in (*self.buttons, *self._last):
            self._flow.removeWidget(old)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        shown: list[Chip | FilterChip] = [*self.filters, *likes]
        self.buttons = [self._button(chip) for chip in shown]
        for each in (*self.buttons, *self._last):
            self._flow.addWidget(each)
        self.updateGeometry()
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif focused is not None:
            self.left.emit()

    def _button(self, chip: Chip | FilterChip) -> ChipButton:
        button = ChipButton(chip, self._tokens, self)
        filtering = isinstance(chip, FilterChip)
        button.taken_out.connect(self.filter_taken_out if filtering else self._on_like_taken_out)
        button.toggled_off.connect(self.filter_toggled)
        button.stepped.connect(self._on_stepped)
        button.left.connect(self.left)
        button.undo_wanted.connect(self.undo_wanted)
        button.show()
        return button

    @Slot(object)
    def _on_like_taken_out(self, chip: Chip) -> None:
        self.like_leaves.emit()
        self.take_out(chip)

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        at = next((number for number, each in enumerate(self.buttons) if each.hasFocus()), 0) + step
        if 0 <= at < len(self.buttons):
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _other(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    left_to_right = direction == Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.RightToLeft if left_to_right else Qt.LayoutDirection.LeftToRight
