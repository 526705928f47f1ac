"""Searches a person saves, and the last ones they made → the left side, and a list below the empty field.

A question counts as made when it was asked with Enter or has stood for two seconds with results; what was typed on the
way to it is not kept. A saved search holds its likes too, by what names the same passages tomorrow; nothing is kept of
what they say. Refuses to keep likes among the recent searches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QMenu

from onyx_desktop.domain import NO_SEED, Like
from onyx_desktop.ui import icons, wording
from onyx_desktop.ui.chips import Chip
from onyx_desktop.ui.messages import Message
from onyx_desktop.ui.palette import tokens_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onyx_desktop.domain import Anchored, Answer, Mode, Seed
    from onyx_desktop.library.searches import SavedSearch, Searches
    from onyx_desktop.library.status import Status
    from onyx_desktop.ui.main_window import MainWindow

MADE_AFTER_MS = 2000
TOLD_S = 6.0
LIKES = ("like", "more like", "less like", "within")  # what chips say, in English
_LONGEST = 70  # characters of a search in the list


class SearchKeeping(QObject):
    """Of one window."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.searches: Searches | None = None  # until the library is open
        self._model = ""
        self._answered = ""
        self._made = QTimer(self, singleShot=True, interval=MADE_AFTER_MS)
        self._made.timeout.connect(self._on_made)
        self.menu = QMenu(window)
        bar, folders = window.bar, window.folders
        bar.field.returnPressed.connect(self._on_entered)
        bar.field.recent_wanted.connect(self.offer)
        bar.save_wanted.connect(self.save)
        window.search.answered.connect(self._on_answered)
        window.search.emptied.connect(self._made.stop)
        folders.search_chosen.connect(self.open)
        folders.search_renamed.connect(lambda key, name: self._do(lambda kept: kept.change(key, name=name)))
        folders.search_pinned.connect(lambda key, pinned: self._do(lambda kept: kept.change(key, pinned=pinned)))
        folders.search_removed.connect(self.remove)
        window.settings_kept.connect(self._on_settings)
        window.desk.status_changed.connect(self._on_status)
        window.desk.opened.connect(self.load)

    @property
    def saved(self) -> tuple[SavedSearch, ...]:
        """Those that are kept."""
        return self.searches.saved if self.searches is not None else ()

    @property
    def recent(self) -> tuple[str, ...]:
        """The last ones, the latest first."""
        return self.searches.recent if self.searches is not None else ()

    @Slot()
    def save(self) -> None:
        """Keep the question in the field, filters and all."""
        bar = self._window.bar
        query, mode, chips = bar.query, bar.chosen_mode, [each for each in bar.chips.chips if each.seed != NO_SEED]
        if not query and not chips:
            self._window.message.tell(Message(self.tr("Type a question first, then save it.")), TOLD_S)
        elif not chips:
            self._keep(query, mode, ())
        else:
            self._window.desk.ask(
                lambda library: [library.anchors.of(each.seed) for each in chips],
                lambda anchored: self._keep(query, mode, tuple(map(_like, chips, anchored))),
            )

    def _keep(self, query: str, mode: Mode, likes: tuple[Like, ...]) -> None:
        if self._do(lambda kept: kept.save(query, mode, self._model, likes=likes)):
            told = " · ".join(filter(None, (query, *(each.text for each in likes))))
            text = self.tr("Saved “{0}”. It stands on the left side; F2 gives it another name.")
            self._window.message.tell(Message(text.format(_short(told))), TOLD_S)

    @Slot(object)
    def open(self, key: str) -> None:
        """Ask a saved search."""
        search = self._saved(key)
        if search is None:
            return
        if not search.likes:
            self._window.bar.ask_search(search.query, search.mode)
            return
        self._window.desk.ask(
            lambda library: [library.anchors.seed(each.anchored) for each in search.likes],
            lambda seeds: self._ask_likes(search, seeds),
        )

    def _ask_likes(self, search: SavedSearch, seeds: Sequence[Seed]) -> None:
        """Ask a search with the likes that are still there; say which are not."""
        pairs = list(zip(search.likes, seeds, strict=True))
        chips = [Chip(wording.say(like.kind), like.text, seed) for like, seed in pairs if seed != NO_SEED]
        gone = [like.text for like, seed in pairs if seed == NO_SEED]
        self._window.bar.ask_search(search.query, search.mode, chips)
        if gone:
            text = self.tr("Not in the library any more, and left out of this search: {0}")
            self._window.message.tell(Message(text.format(", ".join(map(_short, gone)))))

    @Slot(object)
    def remove(self, key: str) -> None:
        """Keep a saved search no longer; it can be brought back."""
        search, before = self._saved(key), self.saved
        if search is not None:
            text = self.tr("Deleted the saved search “{0}”.").format(_short(search.name))
            self._window.removals.do(
                text,
                lambda: self._do(lambda kept: kept.remove(key)),
                lambda: self._do(lambda kept: kept.put(before)),
            )

    @Slot()
    def forget_recent(self) -> None:
        """Keep nothing of what was asked."""
        self._do(lambda kept: kept.forget_recent())

    @Slot()
    def offer(self) -> None:
        """List saved and recent searches below the field."""
        bar, menu = self._window.bar, self.menu
        tokens = tokens_for(self._window.settings.theme)
        menu.clear()
        for saved in self.saved:
            action = menu.addAction(icons.icon("bookmark", tokens), _short(saved.name))
            action.triggered.connect(lambda _=False, key=saved.key: self.open(key))
        if self.saved and self.recent:
            menu.addSeparator()
        for query in self.recent:
            action = menu.addAction(icons.icon("search", tokens), _short(query))
            action.triggered.connect(lambda _=False, it=query: bar.ask_search(it))
        if self.recent:
            menu.addSeparator()
            menu.addAction(self.tr("Clear recent searches")).triggered.connect(self.forget_recent)
        if menu.actions():
            menu.setMinimumWidth(min(bar.field.width(), 480))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(bar.field.mapToGlobal(QPoint(0, bar.field.height())))

    def _saved(self, key: str) -> SavedSearch | None:
        return next((each for each in self.saved if each.key == key), None)

    def _do(self, change: Callable[[Searches], object]) -> bool:
        """Change what is kept; where it can't be written it is kept until the program ends, and False."""
        if self.searches is None:
            return False
        written = True
        try:
            change(self.searches)
        except OSError:
            written = False
            self._window.message.tell(Message(self.tr("Your searches could not be written to the data folder.")))
        self._show()
        return written

    def _show(self) -> None:
        self._window.folders.show_saved(self.saved)
        self.changed.emit()

    def _remember(self, query: str) -> None:
        if query and self._window.settings.recent_searches and query not in self.recent[:1]:
            self._do(lambda kept: kept.remember(query))

    @Slot()
    def load(self) -> None:
        """Show what is kept; needs an open library."""
        self._window.desk.ask(lambda library: library.searches, self._on_loaded)

    def _on_loaded(self, searches: Searches) -> None:
        self.searches = searches
        self._on_settings()
        self._show()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.hits and answer.query != self._answered:
            self._answered = answer.query
            self._made.start()

    @Slot()
    def _on_made(self) -> None:
        if self._answered == self._window.bar.query:
            self._remember(self._answered)

    @Slot()
    def _on_entered(self) -> None:
        self._remember(self._window.bar.query)

    @Slot()
    def _on_settings(self) -> None:
        if not self._window.settings.recent_searches:
            self._do(lambda kept: kept.forget_recent())

    @Slot(object)
    def _on_status(self, status: Status) -> None:
        self._model = status.answering


def _like(chip: Chip, anchored: Anchored) -> Like:
    kind = next((each for each in LIKES if wording.say(each) == chip.kind), LIKES[0])
    return Like(kind, chip.text, anchored)


def _short(text: str) -> str:
    """On one line of a menu or a message."""
    line = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return line.replace("&", "&&")
