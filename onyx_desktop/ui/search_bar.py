"""Typing → questions: after a short rest, at once on Enter, and never while the text says nothing yet.

Emits `asked` for what should be searched and `emptied` when nothing is left to search. While an input method composes,
QLineEdit reports no text, so nothing is asked half-written. Refuses a text below two characters, or one where a
character is a word (CJK), unless chips below the field ask something by themselves. A filter is a part of the text: its
chip shows the text and changes it, and there is no other place where it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from onyx_desktop.domain import NO_SEED
from onyx_desktop.ranking import query_edit
from onyx_desktop.ui import icons
from onyx_desktop.ui.chips import Chips
from onyx_desktop.ui.filter_line import FilterLine
from onyx_desktop.ui.filter_menu import FilterMenu
from onyx_desktop.ui.mode_choice import ModeChoice
from onyx_desktop.ui.preview_bars import icon_px, tool
from onyx_desktop.ui.query_field import QueryField, worth_asking
from onyx_desktop.ui.typo_hint import TypoHint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onyx_desktop.domain import Mode
    from onyx_desktop.ui.chips import Chip
    from onyx_desktop.ui.filter_line import FilterChip
    from onyx_desktop.ui.palette import Tokens

QUICK_MS, QUICK_DEBOUNCE_MS = 200, 100  # an engine that answers as soon is asked sooner
SLOW_MS, SLOW_DEBOUNCE_MS = 400, 300  # one that takes longer is asked less often
_NUMBERED = 9  # chips that a key toggles
_REMEMBERED = 50  # changes of the chips that can be taken back


class SearchBar(QWidget):
    """The field, the choice of mode, room for the menu, and the chips."""

    asked = Signal(str, object, object)  # query, Mode, Seed
    long_pasted = Signal(str)
    emptied = Signal()
    undo_elsewhere = Signal()  # nothing was done here that could be taken back
    left_downwards = Signal()
    save_wanted = Signal()

    def __init__(self, debounce_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._debounce_ms = self.rest_ms = debounce_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_rested)
        self.field = QueryField(self)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.mode = ModeChoice(self)
        self.menu = QToolButton(self)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setToolTip(self.tr("Menu"))
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save = tool(self, self.tr("Save this search"))
        self.save.clicked.connect(self.save_wanted)
        self.chips = Chips(self)
        self.add, self.clear_all = QPushButton(self.tr("Filter"), self), QPushButton(self.tr("Clear all"), self)
        self.filter_menu, self.typo = FilterMenu(self), TypoHint(self)
        self._line = FilterLine("")
        self._seed = NO_SEED
        self._past: list[tuple[FilterLine, tuple[Chip, ...]]] = []
        self._arrange()
        self._connect()
        self._show_filters()

    def _arrange(self) -> None:
        for button in (self.add, self.clear_all):
            button.setObjectName("link")
        self.add.setMenu(self.filter_menu)
        self.add.setProperty("menu", True)  # leaves room for the arrow
        self.add.setAccessibleName(self.tr("Add a filter"))
        self.clear_all.setAccessibleName(self.tr("Take out all filters and likes"))
        self.chips.end_with(self.typo, self.add, self.clear_all)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for each in (self.mode, self.save, self.menu):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.chips)

    def _connect(self) -> None:
        self.field.changed.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_rested)
        self.field.long_pasted.connect(self.long_pasted)
        self.field.left_downwards.connect(self.left_downwards)
        self.field.taken_back.connect(self._on_taken_back)
        self.field.undo_wanted.connect(self.undo)
        self.mode.currentIndexChanged.connect(self._on_mode_changed)
        self.chips.changed.connect(self._on_chips_changed)
        self.chips.left.connect(self.field.setFocus)
        self.chips.filter_taken_out.connect(self.take_filter_out)
        self.chips.filter_toggled.connect(self.toggle_filter)
        self.chips.like_leaves.connect(self._remember)
        self.chips.undo_wanted.connect(self.undo)
        self.clear_all.clicked.connect(self.clear_chips)
        self.typo.taken.connect(self._on_typo_taken)
        self.typo.left.connect(self.field.setFocus)
        self.filter_menu.chosen.connect(self.add_filter)
        self.filter_menu.removed.connect(self.drop_filter)
        self.filter_menu.begun.connect(self.begin_filter)
        for number in range(_NUMBERED):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(lambda it=number: self._toggle_number(it))

    @property
    def query(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    @property
    def chosen_mode(self) -> Mode:
        """Which stages shall answer."""
        return self.mode.chosen

    @property
    def waiting(self) -> bool:
        """Whether a question rests before it is asked."""
        return self._timer.isActive()

    def ask_anew(self, query: str, chip: Chip | None = None, kept: Sequence[Chip] = ()) -> None:
        """Put another question in the place of this one, at once: a line, a new like, and those that stay."""
        self._remember()
        self._write(FilterLine(query))
        self.chips.put([*(each for each in kept if each != chip), *([chip] if chip is not None else [])])
        self._ask_or_tell()

    def ask_search(self, query: str, mode: Mode | None = None, likes: Sequence[Chip] = ()) -> None:
        """Ask an earlier search again, in its mode if it has one; nothing of the present one stays."""
        if mode is not None:
            self.mode.choose(mode)
        self.ask_anew(query, kept=likes)

    def ask_instead(self, query: str, mode: Mode) -> None:
        """Ask otherwise; the likes stay, and what stood here before can be brought back."""
        self.mode.choose(mode)
        self.ask_anew(query, kept=self.chips.chips)

    def add_filter(self, filter_text: str) -> None:
        """Narrow the question by a filter, in the place of those it contradicts."""
        self._change(self._line.added(filter_text))

    def drop_filter(self, filter_text: str) -> None:
        """Take a filter out that was written like this."""
        for chip in self.chips.filters:
            if not chip.off and query_edit.holds(filter_text, chip.part.text):
                self.take_filter_out(chip)
                return

    def begin_filter(self, begin: str) -> None:
        """Write the beginning of a filter and let a person type on."""
        self.field.setText(f"{self.query} {begin}".strip())
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)

    def take_filter_out(self, chip: FilterChip) -> None:
        """Take a filter out of the question."""
        self._change(self._line.without(chip))

    def toggle_filter(self, chip: FilterChip) -> None:
        """Leave a filter out for now, or use it again."""
        self._change(self._line.toggled(chip))

    def clear_chips(self) -> None:
        """Take out all filters and likes; the words stay."""
        self._remember()
        self._write(self._line.bare())
        self.chips.put([])
        self._ask_or_tell()

    def undo(self) -> None:
        """Take the last change of the chips back."""
        if self._past:
            line, likes = self._past.pop()
            self._write(line)
            self.chips.put(likes)
            self._ask_or_tell()
        else:
            self.undo_elsewhere.emit()

    def took(self, ms: float) -> None:
        """Tell how long the last search took: the next one waits less for more letters, or longer."""
        quick = min(self._debounce_ms, QUICK_DEBOUNCE_MS)
        slow = max(self._debounce_ms, SLOW_DEBOUNCE_MS) if self._debounce_ms else 0
        self.rest_ms = quick if ms < QUICK_MS else slow if ms > SLOW_MS else self._debounce_ms

    def focus(self) -> None:
        """Put the cursor into the field, all selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._glass.setIcon(icons.icon("search", tokens))
        self.menu.setIcon(icons.icon("menu", tokens))
        self.save.setIcon(icons.icon("bookmark", tokens))
        self.add.setIcon(icons.icon("plus", tokens))
        side = icon_px()
        for button in (self.menu, self.save, self.add):
            button.setIconSize(QSize(side, side))
        self.chips.retint(tokens)

    @property
    def _worth_asking(self) -> bool:
        seed = self.chips.seed
        return worth_asking(self.query) or (not self.query and (seed.wants_likeness or bool(seed.within)))

    def _change(self, line: FilterLine) -> None:
        self._remember()
        self._write(line)
        self._ask_or_tell()

    def _write(self, line: FilterLine) -> None:
        self._line = line
        self.field.write(line.text)
        self._show_filters()

    def _show_filters(self) -> None:
        """A chip for each filter of the text, and those that are left out where they were."""
        self.chips.show_filters(self._line.row(alone=not self.chips.seed.wants_likeness))
        self.clear_all.setVisible(bool(self.chips.buttons))
        self.filter_menu.query = self._line.text
        self.typo.look(self._line.text)

    def _toggle_number(self, number: int) -> None:
        if number < len(self.chips.filters):
            self.toggle_filter(self.chips.filters[number])

    def _ask_or_tell(self) -> None:
        self._timer.stop()
        if self._worth_asking:
            self._on_rested()
        elif not self.query:
            self.emptied.emit()

    @Slot()
    def _remember(self) -> None:
        """Note the question before its chips change; the field then has nothing of its own to undo."""
        self._past = [*self._past[1 - _REMEMBERED :], (self._line, self.chips.chips)]
        self.field.write(self.field.text())

    @Slot()
    def _on_text_changed(self) -> None:
        self._line = self._line.typed(self.field.text())
        if self._worth_asking:
            self._timer.start(self.rest_ms)
            return
        self._timer.stop()
        self._show_filters()
        if not self.query:
            self.emptied.emit()

    @Slot()
    def _on_taken_back(self) -> None:
        """Escape or Backspace with nothing left in front of the cursor: the last like goes."""
        if self.chips.chips:
            self._remember()
            self.chips.take_out(self.chips.chips[-1])

    @Slot()
    def _on_chips_changed(self) -> None:
        self._show_filters()
        if self.chips.seed != self._seed:
            self._seed = self.chips.seed
            self._ask_or_tell()

    @Slot()
    def _on_rested(self) -> None:
        self._timer.stop()
        self._show_filters()
        if self._worth_asking:
            self.asked.emit(self.query, self.chosen_mode, self.chips.seed)

    @Slot()
    def _on_mode_changed(self) -> None:
        self.mode.explain()
        self._on_rested()

    @Slot(str)
    def _on_typo_taken(self, line: str) -> None:
        self._change(self._line.typed(line))
