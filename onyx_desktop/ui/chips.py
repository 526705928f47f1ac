"""What a question is made of besides words, as a row of chips that can be taken out again.

A chip is a button: a click, Space, Enter, Delete or Backspace takes it out, the arrows go to its neighbours, Escape to
the search field. Refuses to hold the same thing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from onyx_desktop.domain import Seed
from onyx_desktop.ui import icons
from onyx_desktop.ui.flow import Flow
from onyx_desktop.ui.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from onyx_desktop.ui.palette import Tokens

WIDEST_PX = 340
_TAKEN_OUT = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Chip:
    """kind: what is said before the colon, as "like". text: what it is. hint: more about it."""

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

    taken_out = Signal(object)  # Chip
    stepped = Signal(int)  # to the next (1) or previous (-1) chip
    left = Signal()

    def __init__(self, chip: Chip, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip = chip
        self.setObjectName("chip")
        self.setAccessibleName(self.tr("{0}, press to take out").format(chip.label))
        self.setToolTip("\n".join(filter(None, (chip.label, chip.hint, self.tr("Press to take out.")))))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(_other(parent.layoutDirection()))  # the cross stands behind the text
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaximumWidth(WIDEST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        room = WIDEST_PX - 48
        self.setText(self.fontMetrics().elidedText(chip.label, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))
        self.clicked.connect(self._on_clicked)
        self.retint(tokens)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self.setIcon(icons.icon("close", tokens))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that take out, and keys that go elsewhere."""
        if event.key() in _TAKEN_OUT:
            self._on_clicked()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.LeftToRight  # a chip is turned, see above
            forward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
            self.stepped.emit(1 if event.key() == forward else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.taken_out.emit(self.chip)


class Chips(QWidget):
    """The row; hidden while it is empty."""

    changed = Signal()
    left = Signal()  # the focus belongs to the search field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What the results are like"))
        self._flow = Flow(self)
        self._tokens = LIGHT
        self.buttons: list[ChipButton] = []
        self.hide()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Those that are there."""
        return tuple(button.chip for button in self.buttons)

    @property
    def seed(self) -> Seed:
        """All that they ask for."""
        return Seed.joined(chip.seed for chip in self.chips)

    def replace(self, old: Chip, new: Chip) -> bool:
        """Put a chip in the place of another; False if that has been taken out."""
        if old not in self.chips:
            return False
        self.put([new if each == old else each for each in self.chips])
        return True

    def take_out(self, chip: Chip) -> None:
        """Take a chip out; the focus goes to its neighbour, or to the field."""
        at = next((number for number, each in enumerate(self.chips) if each == chip), None)
        if at is None:
            return
        focused = self.buttons[at].hasFocus()
        self.put([each for each in self.chips if each != chip])
        if focused and self.buttons:
            self.buttons[min(at, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif focused:
            self.left.emit()

    def put(self, chips: Sequence[Chip]) -> None:
        """Show these chips and no others, each once."""
        chips = tuple(dict.fromkeys(chips))
        if chips == self.chips:
            return
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(chip) for chip in chips]
        self.setVisible(bool(self.buttons))
        self.updateGeometry()
        self.changed.emit()

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._tokens = tokens
        for button in self.buttons:
            button.retint(tokens)

    def _button(self, chip: Chip) -> ChipButton:
        button = ChipButton(chip, self._tokens, self)
        button.taken_out.connect(self.take_out)
        button.stepped.connect(self._on_stepped)
        button.left.connect(self.left)
        self._flow.addWidget(button)
        button.show()
        return button

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        at = next((number for number, each in enumerate(self.buttons) if each.hasFocus()), 0) + step
        if 0 <= at < len(self.buttons):
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _other(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    left_to_right = direction == Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.RightToLeft if left_to_right else Qt.LayoutDirection.LeftToRight
