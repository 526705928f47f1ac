"""The deeds in groups → the menu of the button, the menu bar where the system has one, and the menu of a result.

macOS keeps its menu bar at the top of the screen, and everything must be in it. Elsewhere the window has one button;
Alt alone or F10 opens it, as in browsers. All three are made from one table, so that none lacks a deed (a test looks).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QToolButton, QWidget

from onyx_desktop.ui import wording
from onyx_desktop.ui.actions import Actions, Deed

Groups = tuple[tuple[Deed, ...], ...]

_SIMILAR = (Deed.SIMILAR, Deed.SIMILAR_DOCUMENTS, Deed.MORE_LIKE, Deed.LESS_LIKE, Deed.WITHIN)
_LEFT_OUT = (Deed.LEAVE_OUT_FILE, Deed.LEAVE_OUT_FOLDER, Deed.LEAVE_OUT_TYPE)
_OF_HIT: Groups = (
    (Deed.OPEN, Deed.SHOW_IN_FOLDER, Deed.COPY_PASSAGE, Deed.COPY_CITATION, Deed.PIN, Deed.WHY),
    _SIMILAR,
    (Deed.EXPORT, *_LEFT_OUT),
)
MENUS: dict[str, Groups] = {
    "File": (
        (Deed.ADD_FOLDER, Deed.UPDATE, Deed.PAUSE, Deed.STOP),
        (Deed.MODELS, Deed.LAB, Deed.PROBLEMS, Deed.WHY_NOT),
        (Deed.EXPORT, Deed.SETTINGS),
        (Deed.CLOSE, Deed.QUIT),
    ),
    "Edit": (
        (Deed.UNDO, Deed.REDO),
        (Deed.COPY_PASSAGE, Deed.COPY_CITATION, Deed.SELECT_ALL),
        (Deed.FOCUS_SEARCH, Deed.SAVE_SEARCH),
    ),
    "Result": ((Deed.OPEN, Deed.SHOW_IN_FOLDER, Deed.PIN, Deed.WHY), _SIMILAR, _LEFT_OUT),
    "View": (
        (Deed.CARDS, Deed.TABLE, Deed.COLUMNS, Deed.GROUPED, Deed.SHOW_COSINE),
        (Deed.SIDEBAR, Deed.PREVIEW, Deed.NEXT_PANE, Deed.PREVIOUS_PANE),
        (Deed.LARGER, Deed.SMALLER, Deed.FIT_WIDTH, Deed.FIT_PAGE),
        (Deed.NEXT_MATCH, Deed.PREVIOUS_MATCH, Deed.GO_TO_PAGE, Deed.SMALL_PAGES, Deed.AS_TEXT, Deed.INVERT_PAGES),
    ),
    "Help": ((Deed.MANUAL, Deed.PALETTE, Deed.KEYS, Deed.MENU, Deed.ABOUT),),
}
_LAST = frozenset({Deed.CLOSE, Deed.QUIT})  # at the end of the button's menu
_ROLES = {
    Deed.SETTINGS: QAction.MenuRole.PreferencesRole,
    Deed.ABOUT: QAction.MenuRole.AboutRole,
    Deed.QUIT: QAction.MenuRole.QuitRole,
}


def title(name: str) -> str:
    """What a menu is called."""
    return wording.say(name)


def button_menu(actions: Actions, parent: QWidget) -> QMenu:
    """All deeds: the most frequent ones at once, the others one step further in."""
    menu = QMenu(parent)
    first, *others = MENUS
    for group in MENUS[first]:
        _add(menu, actions, [deed for deed in group if deed not in _LAST])
    for name in others:
        _fill(menu.addMenu(title(name)), actions, name)
    menu.addSeparator()
    _add(menu, actions, [deed for deed in Deed if deed in _LAST])
    return menu


def bar_menus(actions: Actions, bar: QMenuBar) -> None:
    """All deeds in a menu bar, where a person of macOS looks for them."""
    for deed, role in _ROLES.items():
        actions[deed].setMenuRole(role)
    for name in MENUS:
        _fill(bar.addMenu(title(name)), actions, name)


def of_hit(actions: Actions, parent: QWidget) -> list[QAction]:
    """What can be done with a result, for its context menu."""
    offered: list[QAction] = []
    for group in _OF_HIT:
        if offered:
            between = QAction(parent)
            between.setSeparator(True)
            offered.append(between)
        offered += [actions[deed] for deed in group]
    return offered


def give(actions: Actions, window: QMainWindow, button: QToolButton, platform: str = sys.platform) -> None:
    """The menus by the habit of the system."""
    button.setMenu(button_menu(actions, window))
    if platform == "darwin":
        bar_menus(actions, window.menuBar())
    else:
        window.installEventFilter(AltMenu(button))


class AltMenu(QObject):
    """Opens the menu of a button when Alt is pressed and let go alone."""

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button)
        self._button = button
        self._alone = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Watch the keys of the window; none is taken away from anybody."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            self._alone = event.key() == Qt.Key.Key_Alt
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyRelease:
            if event.key() == Qt.Key.Key_Alt and self._alone:
                self._button.showMenu()
            self._alone = False
        elif kind in {QEvent.Type.WindowDeactivate, QEvent.Type.MouseButtonPress}:
            self._alone = False  # Alt+Tab, or Alt and a click
        return False


def _fill(menu: QMenu, actions: Actions, name: str) -> None:
    for group in MENUS[name]:
        _add(menu, actions, group)
        if Deed.SHOW_COSINE in group:
            menu.addMenu(title("Colours")).addActions(actions.themes.actions())
            menu.addSeparator()


def _add(menu: QMenu, actions: Actions, deeds: tuple[Deed, ...] | list[Deed]) -> None:
    if menu.actions() and not menu.actions()[-1].isSeparator():
        menu.addSeparator()
    for deed in deeds:
        menu.addAction(actions[deed])
