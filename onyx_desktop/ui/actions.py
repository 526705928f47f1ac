"""Every deed of the window, once: its name, its keys, its icon.

The menus, the shortcuts, the palette of commands and the sheet of keys come from here. Refuses deeds that nobody
connected: `tests/ui/test_actions.py` triggers each one.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from onyx_desktop.settings import THEMES
from onyx_desktop.ui import icons, wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from onyx_desktop.ui.palette import Tokens


class Deed(enum.Enum):
    """What a person can do: (text, keys, icon)."""

    FOCUS_SEARCH = ("Search", ("Ctrl+K", "Ctrl+L", "Ctrl+F", "/"), "search")
    SAVE_SEARCH = ("Save this search", ("Ctrl+D",), "bookmark")
    ADD_FOLDER = ("Add folder…", ("Ctrl+O",), "folder-plus")
    UPDATE = ("Look for changed files", ("F5",), "refresh")
    PAUSE = ("Pause indexing", ("Ctrl+Shift+I",), "pause")
    STOP = ("Stop indexing", (), "close")
    MODELS = ("Search model…", ("Ctrl+Shift+M",), "model")
    LAB = ("Lab…", (), "speed")
    SETTINGS = ("Settings…", ("Ctrl+,",), "settings")
    PROBLEMS = ("Files that could not be read…", (), "warning")
    OPEN = ("Open the file at the page", (), "open")
    SHOW_IN_FOLDER = ("Show the file in its folder", (), "folder-open")
    WHY = ("Why this result?", ("Ctrl+E",), "info")
    WHY_NOT = ("Why not this file…", ("Ctrl+Shift+E",), "info")
    COPY_PASSAGE = ("Copy passage", (), "copy")
    COPY_CITATION = ("Copy citation", ("Ctrl+Shift+C",), "copy")
    PIN = ("Pin to the top, or let go", ("Ctrl+Shift+Up",), "pin")
    EXPORT = ("Export results…", ("Ctrl+Shift+X",), "export")
    LEAVE_OUT_FILE = ("Leave out this file", ("Ctrl+Delete",), "leave-out")
    LEAVE_OUT_FOLDER = ("Leave out its folder", (), "")
    LEAVE_OUT_TYPE = ("Leave out files of this type", (), "")
    UNDO = ("Undo", ("Ctrl+Z",), "undo")
    REDO = ("Redo", ("Ctrl+Shift+Z",), "redo")
    SIMILAR = ("Find similar passages", ("Ctrl+Shift+S",), "similar")
    SIMILAR_DOCUMENTS = ("Find similar documents", ("Ctrl+Alt+S",), "")
    MORE_LIKE = ("More like this", ("Ctrl+Shift+L",), "plus")
    LESS_LIKE = ("Less like this", ("Ctrl+Shift+D",), "minus")
    WITHIN = ("Search within these results", ("Ctrl+Shift+F",), "")
    NEXT_PANE = ("Next pane", ("F6",), "")
    PREVIOUS_PANE = ("Previous pane", ("Shift+F6",), "")
    CARDS = ("Results as cards", ("Ctrl+1",), "cards")
    TABLE = ("Results as a table", ("Ctrl+2",), "table")
    COLUMNS = ("Columns of the table…", (), "")
    GROUPED = ("Documents or passages", ("Ctrl+3",), "")
    SELECT_ALL = ("Select all results", (), "")  # Ctrl+A is for the pane that has the keys
    NEXT_MATCH = ("Next match in the document", ("F3", "Ctrl+G"), "chevron-down")
    PREVIOUS_MATCH = ("Previous match in the document", ("Shift+F3", "Ctrl+Shift+G"), "chevron-up")
    GO_TO_PAGE = ("Go to page…", ("Ctrl+J",), "")
    SMALL_PAGES = ("Small pages beside the page", ("F4",), "pages")
    AS_TEXT = ("Page or text", ("Ctrl+Shift+T",), "")
    INVERT_PAGES = ("Dark pages in the dark", (), "")
    SIDEBAR = ("Show folders", ("Ctrl+B",), "sidebar")
    PREVIEW = ("Show preview", ("Ctrl+Shift+B",), "preview")
    LARGER = ("Larger page", ("Ctrl++", "Ctrl+="), "plus")
    SMALLER = ("Smaller page", ("Ctrl+-",), "minus")
    FIT_WIDTH = ("Page as wide as the pane", ("Ctrl+0",), "fit-width")
    FIT_PAGE = ("The whole page", ("Ctrl+9",), "fit-page")
    SHOW_COSINE = ("Show cosine", (), "")
    PALETTE = ("Commands…", ("Ctrl+Shift+P",), "search")
    MENU = ("Open the menu", ("F10",), "menu")
    MANUAL = ("Manual", ("F1",), "info")
    KEYS = ("Keyboard shortcuts", ("Ctrl+?",), "info")
    ABOUT = ("About Onyx Desktop", (), "info")
    CLOSE = ("Close window", ("Ctrl+W",), "")
    QUIT = ("Quit", ("Ctrl+Q",), "quit")

    def __init__(self, text: str, keys: tuple[str, ...], icon: str) -> None:
        self._text = text
        self.keys = keys  # the one to show first
        self.icon = icon  # its name, or ""

    @property
    def text(self) -> str:
        """What the menu says."""
        return wording.say(self._text)


# Keys that belong to a pane rather than to the window; the sheet of keys shows them too.
PANE_KEYS = (
    ("Down, from the search field", "First result"),
    ("Up, from the first result", "Back to the search field"),
    ("Enter", "Open the file at the page"),
    ("Ctrl+Enter", "Show the file in its folder"),
    ("Right / Left, in the results", "Unfold the other passages of a document / fold them"),
    ("Alt", "Open the menu"),
    ("Shift+Down, Ctrl+Click", "Select several results"),
    ("Space, in the results", "Show or hide the preview"),
    ("Ctrl+C, in the results", "Copy passage"),
    ("Ctrl+A, in the results", "Select all results"),
    ("Ctrl+C, in the preview", "Copy the selected text"),
    ("PgUp / PgDn, in the preview", "Previous / next page"),
    ("Esc, in the search field", "Let go of the selection, then of the text, then of the last like"),
    ("Backspace, at the beginning of the search field", "Take out the last like"),
    ("Alt+1 … Alt+9", "Leave the first … ninth filter out, or use it again"),
    ("Ctrl+Z, in the search field", "Take back what was typed, then what was done to the filters"),
    ("A file dropped on the search field", "Find what is similar to it"),
    ("A long text pasted into the search field", "Find what is similar to it"),
)
_CHECKABLE = frozenset({Deed.PAUSE, Deed.SIDEBAR, Deed.PREVIEW, Deed.SHOW_COSINE, Deed.INVERT_PAGES})


class Actions(QObject):
    """One QAction a deed, valid in the whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[Deed, QAction] = {}
        for deed in Deed:
            action = QAction(deed.text, window)
            action.setShortcuts([QKeySequence(key) for key in deed.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(deed in _CHECKABLE)
            window.addAction(action)
            self._actions[deed] = action
        self.themes = QActionGroup(self)
        self.themes.setObjectName(wording.say("Colours"))
        for theme, text in zip(THEMES, ("Like the system", "Light", "Dark"), strict=True):
            action = QAction(wording.say(text), self.themes)
            action.setData(theme)
            action.setCheckable(True)

    def __getitem__(self, deed: Deed) -> QAction:
        return self._actions[deed]

    @property
    def all(self) -> list[QAction]:
        """Every deed, and the choice of colours."""
        return [*self._actions.values(), *self.themes.actions()]

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        for deed, action in self._actions.items():
            if deed.icon:
                action.setIcon(icons.icon(deed.icon, tokens))
