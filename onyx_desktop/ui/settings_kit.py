"""A setting's name → a row on a page: a label, a control that takes effect at once, a note, and room for a refusal.

A page shows what is chosen whenever anything changes, also elsewhere. Refuses a value out of range in a sentence below
its field, and keeps the old one.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from onyx_desktop.settings import Settings
from onyx_desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QWheelEvent

_LABEL_PX = 150
_BESIDE = 7  # px: a label's text stands beside the text of its field


class Choices(QObject):
    """What is chosen, and the way to choose otherwise."""

    changed = Signal()

    def __init__(self, current: Callable[[], Settings], change: Callable[..., None], parent: QObject) -> None:
        super().__init__(parent)
        self._current = current
        self.change = change

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return self._current()


class CalmComboBox(QComboBox):
    """A choice that the wheel leaves alone, so that a page can be scrolled across it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


class SettingsPage(QScrollArea):
    """One page of the settings."""

    def __init__(self, title: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.choices = choices
        self._showing: list[Callable[[Settings], None]] = []
        self._below: dict[QCheckBox, QLabel] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget(self)
        self.inside.setObjectName("sheet")
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(14)
        self.column.addStretch(1)
        self.setWidget(self.inside)
        head = QLabel(title, self.inside)
        head.setObjectName("pagetitle")
        self.put(head)
        choices.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is chosen now."""
        for show in self._showing:
            show(self.choices.settings)

    # Parts of a page.

    def put(self, part: QWidget | QLayout, *, wide: bool = True) -> None:
        """Add a part below the others; not wide: as narrow as it can be, at the beginning of the line."""
        at = self.column.count() - 1  # the stretch below stays last; an alignment would cut wrapped lines
        if isinstance(part, QLayout):
            self.column.insertLayout(at, part)
        elif wide:
            self.column.insertWidget(at, part)
        else:
            row = QHBoxLayout()
            row.addWidget(part)
            row.addStretch(1)
            self.column.insertLayout(at, row)

    def section(self, text: str) -> None:
        """A line that names what follows."""
        label = QLabel(text, self.inside)
        label.setObjectName("headline")
        label.setContentsMargins(0, 8, 0, 0)
        self.put(label)

    def note(self, text: str) -> QLabel:
        """A quiet sentence."""
        label = QLabel(text, self.inside)
        label.setObjectName("muted")
        label.setWordWrap(True)
        self.put(label)
        return label

    def row(self, text: str, control: QWidget, note: str = "") -> QLabel:
        """A labelled control; returns the line below it, which says the note or a refusal."""
        label = QLabel(text, self.inside)
        label.setBuddy(control)
        label.setWordWrap(True)
        label.setContentsMargins(0, _BESIDE, 0, 0)
        label.setMinimumWidth(_LABEL_PX)
        control.setAccessibleName(text)
        control.setAccessibleDescription(note)
        below = QLabel(note, self.inside)
        below.setObjectName("muted")
        below.setWordWrap(True)
        below.setVisible(bool(note))
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(control)
        right.addWidget(below)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(label, 2, Qt.AlignmentFlag.AlignTop)
        both.addLayout(right, 3)
        self.put(both)
        return below

    def choice(self, name: str, text: str, options: Sequence[tuple[str, object]], note: str = "") -> QComboBox:
        """One of some values."""
        box = CalmComboBox(self.inside)
        for words, value in options:
            box.addItem(words, value)
        self.row(text, box, note)
        box.view().setAccessibleName(text)
        box.activated.connect(lambda _row: self._take(name, box.currentData()))
        self._showing.append(lambda settings: box.setCurrentIndex(box.findData(getattr(settings, name))))
        return box

    def switch(self, name: str, text: str, note: str = "") -> QCheckBox:
        """Yes or no."""
        box = self._box(text, note)
        box.clicked.connect(lambda checked: self._take(name, checked))
        self._showing.append(lambda settings: box.setChecked(bool(getattr(settings, name))))
        return box

    def _box(self, text: str, note: str) -> QCheckBox:
        box = QCheckBox(text, self.inside)
        box.setAccessibleDescription(note)
        below = QLabel(note, self.inside)
        below.setObjectName("muted")
        below.setWordWrap(True)
        below.setContentsMargins(28, 0, 0, 0)
        below.setVisible(bool(note))
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(box)
        both.addWidget(below)
        self.put(both)
        self._below[box] = below
        return box

    def fact(self, text: str, note: str, holds: Callable[[], bool], make: Callable[[bool], None]) -> QCheckBox:
        """Yes or no about something outside of the settings, looked at anew with them. make: may raise OSError."""
        box = self._box(text, note)
        below = self._below[box]

        def on_clicked(checked: bool) -> None:
            try:
                make(checked)
                below.setText(note)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                below.setText(wording.say("This could not be changed: {0}").format(reason))
            below.setVisible(bool(below.text()))
            box.setChecked(holds())

        box.clicked.connect(on_clicked)
        self._showing.append(lambda _settings: box.setChecked(holds()))
        return box

    def whole(self, name: str, text: str, note: str = "") -> QLineEdit:
        """A whole number within the range of its setting."""
        field = self._field(text, note, functools.partial(self._take_whole, name))
        self._show_in(field, lambda settings: wording.number(getattr(settings, name)))
        return field

    def line(self, name: str, text: str, refuse: Callable[[str], str] = lambda _typed: "") -> QLineEdit:
        """A line of text. refuse: what is wrong with it, in a sentence; "" for nothing."""

        def take(typed: str) -> str:
            refusal = refuse(typed)
            if not refusal:
                self._take(name, typed)
            return refusal

        field = self._field(text, "", take)
        self._show_in(field, lambda settings: str(getattr(settings, name)))
        return field

    def _field(self, text: str, note: str, take: Callable[[str], str]) -> QLineEdit:
        """A field that hands on what was typed when it is left; `take` returns a refusal, or nothing."""
        field = QLineEdit(self.inside)
        field.setObjectName("field")
        below = self.row(text, field, note)

        def on_left() -> None:
            if not field.isModified():
                return
            field.setModified(False)
            refusal = take(field.text().strip())
            below.setText(refusal or note)
            below.setVisible(bool(refusal or note))
            below.setObjectName("trouble" if refusal else "muted")
            below.style().unpolish(below)
            below.style().polish(below)
            field.setAccessibleDescription(refusal or note)

        field.editingFinished.connect(on_left)
        return field

    def _show_in(self, field: QLineEdit, text_of: Callable[[Settings], str]) -> None:
        def show(settings: Settings) -> None:
            if not field.hasFocus() or not field.isModified():
                field.setText(text_of(settings))

        self._showing.append(show)

    def _take(self, name: str, value: object) -> None:
        if getattr(self.choices.settings, name) != value:
            self.choices.change(**{name: value})

    def _take_whole(self, name: str, typed: str) -> str:
        low, high = limits(name)
        number, readable = QLocale().toInt(typed)
        if not readable or not low <= number <= high:
            return wording.say("Give a whole number from {0} to {1}. The old one is kept.").format(
                wording.number(low), wording.number(high)
            )
        self._take(name, number)
        return ""


def limits(name: str) -> tuple[int, int]:
    """The range of a whole number among the settings."""
    spec = next(each for each in dataclasses.fields(Settings) if each.name == name)
    low, high = spec.metadata["range"]
    return int(low), int(high)
