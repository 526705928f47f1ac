"""The page of privacy: what is stored, where, how large each part is, and the two ways to be rid of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget

from onyx_desktop.ui import model_words, wording
from onyx_desktop.ui.bidi import isolated
from onyx_desktop.ui.privacy_checks import PrivacyChecks
from onyx_desktop.ui.settings_kit import Choices, SettingsPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onyx_desktop.paths import Home
    from onyx_desktop.settings import Settings

_PARTS = {
    "catalog": "The text of your documents, and the list of files",
    "words": "Index of words",
    "matrix": "Vectors",
    "tokens": "Vectors of words, for late interaction",
    "terms": "Learned terms",
    "chroma": "Vector index (Chroma)",
    "models": "Installed models",
    "logs": "Log of crashes",
}
_ALL = "All together"
_KEPT = (
    "Everything stays on this computer. Onyx Desktop connects only while it installs a model that you asked for; your"
    " documents and your questions are never sent anywhere."
)
_SERVED = (
    "You chose the Chroma server {0}: the text of your passages, the list of your files and the vectors are there, too,"
    " and the vector of each question is sent to it. Otherwise Onyx Desktop connects only while it installs a model."
)


def part(name: str) -> str:
    """What a part of the storage is."""
    return wording.say(_PARTS[name])


class PrivacyPage(SettingsPage):
    """What is kept of your documents."""

    folder_wanted = Signal()
    erase_wanted = Signal()
    forget_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, choices: Choices, home: Home, parent: QWidget | None = None) -> None:
        super().__init__(wording.say("Privacy"), choices, parent)
        self.promise = self.note("")
        self._showing.append(self._show_promise)
        self.note(
            wording.say(
                "The index contains the text of your documents and is not encrypted. Only your user account may open"
                " its folder. Where others use this account, or the disk may be lost, encrypt the disk."
            )
        ).setObjectName("")
        self.checks = PrivacyChecks(self.inside)
        self.checks.button.clicked.connect(self.check_wanted)
        self.put(self.checks)
        self.section(wording.say("What is stored"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(0, 1)
        self.put(self._grid)
        self.sizes: dict[str, QLabel] = {}
        for name, text in (*_PARTS.items(), ("", _ALL)):
            self._size_row(name, wording.say(text))
        self.place = self.note(wording.say("In {0}").format(isolated(str(home.data))))
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_folder = QPushButton(wording.say("Open data folder"), self.inside)
        self.erase = QPushButton(wording.say("Delete the index…"), self.inside)
        self.erase.setObjectName("danger")
        self.open_folder.clicked.connect(self.folder_wanted)
        self.erase.clicked.connect(self._on_erase)
        row = QHBoxLayout()
        row.addWidget(self.open_folder)
        row.addWidget(self.erase)
        row.addStretch(1)
        self.put(row)
        self.question: QMessageBox | None = None
        self._add_recent()

    def _add_recent(self) -> None:
        self.section(wording.say("Recent searches"))
        note = wording.say("The last twenty, in the data folder, for the list below the empty search field.")
        self.switch("recent_searches", wording.say("Remember recent searches"), note)
        self.forget = QPushButton(wording.say("Clear recent searches"), self.inside)
        self.forget.clicked.connect(self.forget_wanted)
        self.put(self.forget, wide=False)

    def _show_promise(self, chosen: Settings) -> None:
        host = chosen.chroma_host
        self.promise.setText(wording.say(_SERVED).format(host) if host else wording.say(_KEPT))

    def show_sizes(self, sizes: Mapping[str, int]) -> None:
        """Say how large each part is."""
        for name, label in self.sizes.items():
            label.setText(model_words.size(sizes.get(name, 0) if name else sum(sizes.values())))

    def _size_row(self, name: str, text: str) -> None:
        row = self._grid.rowCount()
        what, label = QLabel(text, self.inside), QLabel("…", self.inside)
        what.setWordWrap(True)
        for each in (what, label):
            each.setObjectName("" if name else "headline")
        self._grid.addWidget(what, row, 0)
        self._grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignRight)
        self.sizes[name] = label

    @Slot()
    def _on_erase(self) -> None:
        """The one deed that can't be undone, and so the one that is asked about."""
        asked = QMessageBox(self)
        asked.setIcon(QMessageBox.Icon.Warning)
        asked.setWindowTitle(wording.say("Delete the index"))
        asked.setText(wording.say("Delete the whole index?"))
        asked.setInformativeText(
            wording.say(
                "The list of folders, the stored text, the words and the vectors are deleted. Your own files are not"
                " touched. This cannot be undone; adding the folders again takes as long as the first time."
            )
        )
        delete = asked.addButton(wording.say("Delete the index"), QMessageBox.ButtonRole.DestructiveRole)
        asked.setDefaultButton(asked.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(self.erase_wanted)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question = asked
        asked.open()
