"""A large folder → what indexing it would take, and the choice: start, leave parts of it out, or do nothing.

Shows the count while it runs and then the quote; folders inside can be left out by unticking them, and the figures
follow at once, by bytes. Refuses to hide how it knows: it says on how many files it was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QProgressBar, QTreeWidget, QVBoxLayout
from PySide6.QtWidgets import QTreeWidgetItem as Item

from onyx_desktop.ui import filter_words, motion, wording
from onyx_desktop.ui.model_words import size as size_words

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from onyx_desktop.domain import Counted, Quote, Step

_NAME = Qt.ItemDataRole.UserRole
_TYPES, _INSIDE = 6, 200


def duration(seconds: float) -> str:
    """A rounded time: "less than a minute", "about 12 min", "about 2 h"."""
    if seconds < 55:
        return wording.say("less than a minute")
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return wording.say("about {0} min").format(minutes if minutes < 15 else round(minutes / 5) * 5)
    return wording.say("about {0} h").format(max(1, round(seconds / 3600)))


class QuoteDialog(QDialog):
    """Of one folder. `accepted`: start now; `left_out`: the folders that were unticked."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder = folder
        self.quote: Quote | None = None
        self.setWindowTitle(self.tr("Before {0} is indexed").format(wording.folder_name(folder)))
        self.setMinimumSize(520, 320)
        self.resize(620, 520)
        self.head, self.figures = QLabel(self), QLabel(self)
        for label in (self.head, self.figures):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setObjectName("headline")
        self.bar = QProgressBar(self)
        motion.run(self.bar)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Counting and measuring"))
        self.kinds = QLabel(self)
        self.kinds.setWordWrap(True)
        self.kinds.setObjectName("muted")
        self.inside = QTreeWidget(self)
        self.buttons = QDialogButtonBox(self)
        self._list_folders()
        self._ask()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for part in (self.head, self.bar, self.figures, self.kinds, self.inside):
            column.addWidget(part, 1 if part is self.inside else 0)
        column.addStretch(0)
        column.addWidget(self.buttons)
        self.head.setText(self.tr("Counting files in {0} …").format(wording.folder_name(folder)))

    def _list_folders(self) -> None:
        self.inside.setHeaderLabels([self.tr("Folder inside"), self.tr("Files"), self.tr("Size")])
        self.inside.setAccessibleName(self.tr("Folders inside; untick what is to be left out"))
        self.inside.setRootIsDecorated(False)
        self.inside.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.inside.header().setStretchLastSection(False)
        for number in (1, 2):
            self.inside.headerItem().setTextAlignment(number, Qt.AlignmentFlag.AlignRight)
        self.inside.itemChanged.connect(self._on_ticked)
        self.inside.hide()

    def _ask(self) -> None:
        self.start = self.buttons.addButton(self.tr("Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.start.setObjectName("primary")
        self.start.setDefault(True)
        self.start.style().unpolish(self.start)
        self.start.style().polish(self.start)
        self.start.setFocus()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def show_step(self, step: Step) -> None:
        """Show how far counting or measuring is."""
        if step.total:
            self.head.setText(self.tr("Measuring on some of the files …"))
            motion.stop(self.bar, step.total)
            self.bar.setValue(step.done)
        elif step.done:
            count = wording.count(step.done, "file", "files")
            self.head.setText(self.tr("Counting: {0} so far").format(count))

    def show_quote(self, quote: Quote) -> None:
        """Show what it would take."""
        self.quote = quote
        self.bar.hide()
        names = [(filter_words.type_name(each.name.lstrip(".")), each.files) for each in quote.types[:_TYPES]]
        kinds = [f"{name} {wording.number(files)}" for name, files in names]
        if quote.left_out:
            kinds.append(self.tr("{0} of a type that is not read").format(wording.number(quote.left_out)))
        self.kinds.setText(" · ".join(kinds))
        self.inside.blockSignals(True)
        for each in quote.inside[:_INSIDE]:
            self.inside.addTopLevelItem(_row(each))
        self.inside.blockSignals(False)
        self.inside.setVisible(bool(quote.inside))
        for column in (1, 2):
            self.inside.resizeColumnToContents(column)
        self._tell()

    def left_out(self) -> list[Path]:
        """The folders inside that were unticked."""
        rows = [self.inside.topLevelItem(at) for at in range(self.inside.topLevelItemCount())]
        return [
            self.folder / row.data(0, _NAME)
            for row in rows
            if row is not None and row.checkState(0) == Qt.CheckState.Unchecked
        ]

    @Slot()
    def _on_ticked(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """The figures without what is left out; all but files and bytes go by the share of bytes."""
        quote = self.quote
        if quote is None:
            return
        gone = {path.name for path in self.left_out()}
        out = [each for each in quote.inside if each.name in gone]
        files = quote.files - sum(each.files for each in out)
        size_bytes = quote.size_bytes - sum(each.size_bytes for each in out)
        share = size_bytes / quote.size_bytes if quote.size_bytes else 1.0
        count = wording.count(files, "file", "files")
        self.head.setText(self.tr("{0}, {1}").format(count, size_words(size_bytes)))
        self.start.setEnabled(files > 0)
        if quote.sampled:
            pages = wording.count(_rounded(quote.pages * share), "page", "pages")
            passages = wording.count(_rounded(quote.passages * share), "passage", "passages")
            text = self.tr("About {0} with {1}. {2} on this computer, and {3} on disk. Measured on {4} of its files.")
            taken = duration(quote.seconds * share)
            sampled = wording.number(quote.sampled)
            disk = size_words(round(quote.disk_bytes * share))
            sentence = text.format(pages, passages, taken[:1].upper() + taken[1:], disk, sampled)
        else:
            sentence = self.tr("None of its files could be read for a measurement.")
        self.figures.setText(sentence + " " + self.tr("You can search from the first minute, and pause at any time."))


def _row(counted: Counted) -> Item:
    row = Item([counted.name, wording.number(counted.files), size_words(counted.size_bytes)])
    row.setData(0, _NAME, counted.name)
    row.setCheckState(0, Qt.CheckState.Checked)
    for column in (1, 2):
        row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return row


def _rounded(value: float) -> int:
    """To two figures: an estimate that ends in odd digits pretends."""
    digits = max(0, len(str(int(value))) - 2)
    return int(round(value / 10**digits) * 10**digits)
