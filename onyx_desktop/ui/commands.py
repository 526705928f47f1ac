"""Each deed of the menu → what the window does for it. One table, so that none is forgotten (a test looks)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onyx_desktop.ui import manual, sheets
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.command_palette import CommandPalette
from onyx_desktop.ui.deeds import chosen
from onyx_desktop.ui.messages import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from onyx_desktop.domain import Hit
    from onyx_desktop.ui.main_window import MainWindow


MOST_OPENED = 10
ON_HITS = frozenset(
    {
        Deed.OPEN,
        Deed.SHOW_IN_FOLDER,
        Deed.COPY_PASSAGE,
        Deed.COPY_CITATION,
        Deed.PIN,
        Deed.LEAVE_OUT_FILE,
        Deed.LEAVE_OUT_FOLDER,
        Deed.LEAVE_OUT_TYPE,
        Deed.SIMILAR,
        Deed.SIMILAR_DOCUMENTS,
        Deed.MORE_LIKE,
        Deed.LESS_LIKE,
    }
)
Slots = dict[Deed, Callable[..., object]]


def slots(window: MainWindow) -> Slots:
    """What each deed calls."""
    return _on_hits(window) | _on_window(window) | _on_preview(window)


def _on_hits(window: MainWindow) -> Slots:
    """Deeds on the chosen result, or on all of them."""

    def with_hit(call: Callable[[Hit], None]) -> Callable[[], None]:
        def run() -> None:
            hit = window.search.list.hit
            if hit is not None:
                call(hit)

        return run

    def with_hits(call: Callable[[Sequence[Hit]], None]) -> Callable[[], None]:
        def run() -> None:
            hits = chosen(window)
            if hits:
                call(hits)

        return run

    deeds, similarity, removals = window.deeds, window.similarity, window.removals
    return {
        Deed.OPEN: with_hits(lambda hits: deeds.open_all(hits[:MOST_OPENED])),
        Deed.SHOW_IN_FOLDER: with_hit(deeds.show_in_folder),
        Deed.WHY: window.why.toggle,
        Deed.WHY_NOT: window.why.choose_file,
        Deed.COPY_PASSAGE: with_hits(deeds.copy_passages),
        Deed.COPY_CITATION: with_hits(deeds.copy_citations),
        Deed.PIN: with_hits(window.pins.toggle),
        Deed.EXPORT: window.exports.choose,
        Deed.LEAVE_OUT_FILE: with_hits(removals.files),
        Deed.LEAVE_OUT_FOLDER: with_hits(removals.folders),
        Deed.LEAVE_OUT_TYPE: with_hits(removals.types),
        Deed.SIMILAR: with_hit(similarity.to_passage),
        Deed.SIMILAR_DOCUMENTS: with_hit(similarity.to_document),
        Deed.MORE_LIKE: with_hit(similarity.more),
        Deed.LESS_LIKE: with_hit(similarity.less),
        Deed.WITHIN: lambda: similarity.within(window.search.answer),
    }


def _on_window(window: MainWindow) -> Slots:
    def update_all() -> None:
        window.desk.update()

    panes, views = window.panes, window.search.views
    return {
        Deed.FOCUS_SEARCH: window.bar.focus,
        Deed.SAVE_SEARCH: window.keeping.save,
        Deed.ADD_FOLDER: window.choose_folder,
        Deed.UPDATE: update_all,
        Deed.PAUSE: window.set_paused,
        Deed.STOP: window.desk.cancel,
        Deed.MODELS: window.show_models,
        Deed.LAB: window.laboratory.open,
        Deed.PROBLEMS: window.show_problems,
        Deed.SETTINGS: window.preferences.open,
        Deed.NEXT_PANE: lambda: panes.cycle(1),
        Deed.PREVIOUS_PANE: lambda: panes.cycle(-1),
        Deed.CARDS: lambda: views.show_table(False),
        Deed.TABLE: lambda: views.show_table(True),
        Deed.COLUMNS: views.offer_columns,
        Deed.GROUPED: views.turn_grouping,
        Deed.SELECT_ALL: views.select_all,
        Deed.SIDEBAR: panes.show_sidebar,
        Deed.PREVIEW: panes.show_preview,
        Deed.SHOW_COSINE: window.show_cosine,
        Deed.UNDO: window.removals.stack.undo,
        Deed.REDO: window.removals.stack.redo,
        Deed.PALETTE: lambda: CommandPalette([*window.deed_actions.all, *window.preferences.commands], window).open(),
        Deed.MENU: window.bar.menu.showMenu,
        Deed.MANUAL: lambda: manual.opened(window),
        Deed.KEYS: lambda: sheets.keys_sheet(window).open(),
        Deed.ABOUT: lambda: sheets.about(window, window.home.data).open(),
        Deed.CLOSE: window.close,
        Deed.QUIT: window.close,
    }


def _on_preview(window: MainWindow) -> Slots:
    preview, matches = window.preview, window.matches
    return {
        Deed.LARGER: lambda: preview.step_zoom(1),
        Deed.SMALLER: lambda: preview.step_zoom(-1),
        Deed.FIT_WIDTH: preview.fit_width,
        Deed.FIT_PAGE: preview.fit_page,
        Deed.NEXT_MATCH: lambda: matches.step(1),
        Deed.PREVIOUS_MATCH: lambda: matches.step(-1),
        Deed.GO_TO_PAGE: preview.head.enter_page,
        Deed.SMALL_PAGES: lambda: preview.show_strip(not preview.wants_strip),
        Deed.AS_TEXT: lambda: preview.show_text(not preview.wants_text),
        Deed.INVERT_PAGES: window.invert_pages,
    }


def act(window: MainWindow, what: Act) -> None:
    """Do what the message bar offers."""
    match what:
        case Act.RETRY if window.desk.ready:
            window.desk.update()
        case Act.RETRY:
            window.desk.open()
        case Act.QUIT:
            window.close()
        case Act.REPAIR:
            window.repair.start()
        case Act.MODELS:
            window.show_models()
        case Act.UNDO:
            window.removals.stack.undo()


def _follow_results(window: MainWindow) -> None:
    """Let the deeds on a result be grey while there is none."""

    def follow() -> None:
        there = bool(chosen(window))
        for deed in ON_HITS:
            window.deed_actions[deed].setEnabled(there)

    for changed in (window.search.answered, window.search.emptied, window.search.chosen):
        changed.connect(follow)
    follow()


def connect(window: MainWindow) -> None:
    """Give every action its slot and its first state."""
    for deed, slot in slots(window).items():
        window.deed_actions[deed].triggered.connect(slot)
    settings = window.settings
    for deed, checked in (
        (Deed.SIDEBAR, True),
        (Deed.PREVIEW, True),
        (Deed.SHOW_COSINE, settings.show_cosine),
        (Deed.INVERT_PAGES, settings.invert_pages),
        (Deed.PAUSE, settings.paused),
    ):
        window.deed_actions[deed].setChecked(checked)
    _follow_results(window)
    window.search.list.copied.connect(window.deed_actions[Deed.COPY_PASSAGE].trigger)
    window.search.list.peeked.connect(window.deed_actions[Deed.PREVIEW].trigger)
    for action in window.deed_actions.themes.actions():
        action.setChecked(action.data() == settings.theme)

    def on_theme(action: QAction) -> None:
        window.dress(str(action.data()))

    window.deed_actions.themes.triggered.connect(on_theme)
