"""Files may be called anything: markup, line breaks, reversed text, bytes that are no text, long names."""

import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import File, Reason, Skipped
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.problems_dialog import ProblemsDialog
from tests.ui.shelf_of_hits import ShelfOfHits

NAMES = {
    "markup": "<b>bold<u> & more <img src='x.png'>.txt",
    "line break": "two\nlines.txt",
    "reversed": "invoice_\u202efdp.txt",
    "no text": os.fsdecode(b"caf\xe9 \xff.txt"),
    "long": "long " * 48 + ".txt",
    "brackets": "[1] {0} %s %1 \\n.txt",
}


def rich(text: str) -> bool:
    """As Qt guesses: a tag in the first line."""
    return re.search(r"<\w+[^<>]*>", text.lstrip().partition("\n")[0]) is not None


def hints(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    """All tooltips of a model."""
    parent = parent or QModelIndex()
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        columns = range(model.columnCount(parent))
        found += [model.index(row, column, parent).data(Qt.ItemDataRole.ToolTipRole) for column in columns]
        found += hints(model, index)
    return [each for each in found if each]


def check(root: QWidget) -> None:
    """Nothing that a file is called becomes markup, on a label or in a hint."""
    root.grab()
    for widget in (root, *root.findChildren(QWidget)):
        assert not ("<b>" in widget.toolTip() and rich(widget.toolTip())), f"hint of {type(widget).__name__}"
        if isinstance(widget, QLabel) and "bold" in widget.text():
            plain = widget.textFormat() == Qt.TextFormat.PlainText
            shown = widget.textFormat() == Qt.TextFormat.AutoText and not rich(widget.text())
            escaped = "&lt;b" in widget.text()
            assert plain or shown or escaped, f"{type(widget).__name__}: {widget.text()}"
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            assert not [hint for hint in hints(widget.model()) if "<b>" in hint and rich(hint)], type(widget).__name__


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_is_shown_as_it_is(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, name: str, tmp_path: Path, qtbot: QtBot
) -> None:
    path = documents / name
    text = "A marmalade recipe with bitter oranges."
    path.write_text(text)
    shelf.add(path, text)
    shelf.skipped = [Skipped(File(documents / name.replace("txt", "zip"), 1, 0), Reason.DAMAGED)]
    window.desk.refresh_status()
    with qtbot.waitSignal(window.preview.shown):
        window.bar.field.setText("marmalade")
    hit = window.search.list.hit
    assert hit is not None
    assert hit.path == path
    check(window)
    window.deed_actions[Deed.COPY_CITATION].trigger()
    assert QGuiApplication.clipboard().text().splitlines()
    window.removals.do(f"{name} is left out.", lambda: None, lambda: None)
    check(window)
    with qtbot.waitSignal(window.exports.told):
        window.exports.write(tmp_path / "found.html")
    assert "<b>bold" not in (tmp_path / "found.html").read_text(encoding="utf-8")
    dialog = ProblemsDialog(shelf.skipped, [documents], window)
    dialog.show()
    dialog.tree.expandAll()
    check(dialog)
    dialog.copy.click()
    dialog.close()
    window.search.views.show_table(True)
    check(window)
    window.bar.field.clear()
    QApplication.processEvents()


def test_a_folder_may_be_called_anything(window: MainWindow, shelf: ShelfOfHits, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "<b>bold<u> & [x]"
    folder.mkdir()
    with qtbot.waitSignal(window.desk.update_ended):
        window.add_folders([folder])
    check(window)
    window.remove_folder(folder)
    check(window)
