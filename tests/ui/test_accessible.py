"""For those who do not see well, do not use a mouse, or read from right to left: names, roles, rings, sizes, sides."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.errors import DiskFull
from onyx_desktop.ui import manual, sheets, wording
from onyx_desktop.ui.actions import Deed
from onyx_desktop.ui.command_palette import CommandPalette
from onyx_desktop.ui.crash import Crash
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.problems_dialog import ProblemsDialog
from tests.ui import widgets
from tests.ui.model_pages import LONG_MS
from tests.ui.shelf_of_hits import ShelfOfHits, refused

NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}
ROLE_BY_NAME = {"PageCanvas", "QScrollArea"}  # Qt has no better word for a page, or for what the keys only scroll


def check(root: QWidget) -> None:
    """Every widget that takes the keys has a name and a role, and no two have the same."""
    names: Counter[str] = Counter()
    for widget in widgets.focusable(root):
        what = f"{type(widget).__name__} {widget.objectName()}"
        spoken = QAccessible.queryAccessibleInterface(widget)
        assert spoken is not None, what
        name = spoken.text(QAccessible.Text.Name) or widgets.name_of(widget)
        assert name.strip(), f"{what} in {type(widget.parent()).__name__} {widget.parent().objectName()} has no name"
        assert spoken.role() not in NO_ROLE or type(widget).__name__ in ROLE_BY_NAME, f"{what} has no role"
        names[name] += 1
    assert len(names) >= 1
    assert [name for name, count in names.items() if count > 1] == []


def full(window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot) -> None:
    """Results, a page, a bar and problems: as much as can be seen at once."""
    shelf.skipped = refused(documents)
    window.desk.refresh_status()
    with qtbot.waitSignal(window.preview.shown):
        window.bar.field.setText("heating")
    window.message.tell(wording.error(DiskFull(Path("data"))))
    qtbot.waitUntil(window.folders.problems.isVisible)


def test_the_window_speaks(window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot) -> None:
    full(window, shelf, documents, qtbot)
    check(window)
    window.panes.show_welcome(True)
    check(window)


@pytest.mark.parametrize("number", range(8))
def test_every_page_of_the_settings_speaks(real_window: MainWindow, number: int, qtbot: QtBot) -> None:
    page = real_window.preferences.open()
    qtbot.waitUntil(lambda: page.folders.folders.count() > 0, timeout=LONG_MS)
    page.list.setCurrentRow(number)
    check(page)


def dialogs(window: MainWindow, documents: Path) -> Iterator[Callable[[], QDialog]]:
    crash = Crash(lambda call: call())

    def crashed() -> QDialog:
        crash.show(ValueError())
        assert crash.dialog is not None
        return crash.dialog

    yield lambda: ProblemsDialog(refused(documents), [documents], window)
    yield lambda: CommandPalette(window.deed_actions.all, window)
    yield lambda: sheets.keys_sheet(window)
    yield lambda: sheets.about(window, window.home.data)
    yield lambda: manual.opened(window)
    yield crashed


def test_every_dialog_speaks(window: MainWindow, documents: Path) -> None:
    for make in dialogs(window, documents):
        dialog = make()
        dialog.show()
        check(dialog)
        dialog.close()


def test_the_page_of_models_speaks(real_window: MainWindow, qtbot: QtBot) -> None:
    real_window.deed_actions[Deed.MODELS].trigger()
    page = real_window.model_page
    assert page is not None
    qtbot.waitUntil(page.looks.isVisible)
    page.settings.fold.click()
    check(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_can_be_seen_everywhere(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, theme: str, qtbot: QtBot
) -> None:
    window.dress(theme)
    full(window, shelf, documents, qtbot)
    stops = list(widgets.focusable(window))
    assert len(stops) > 12
    for number, widget in enumerate(stops):
        elsewhere = stops[number - 1]
        elsewhere.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus() or widget.focusProxy() is not None, widget
        assert widget.grab().toImage() != without, f"{type(widget).__name__} {widget.objectName()} shows no focus"
    window.dress("light")


def test_text_of_double_size_fits(window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot) -> None:
    window.resize(1440, 900)
    window.preferences.change(text_size=200)
    try:
        full(window, shelf, documents, qtbot)
        QApplication.processEvents()
        assert widgets.cut(window) == []
        assert widgets.overlaps(window) == []
        letters = QFontMetrics(QApplication.font())
        assert window.bar.menu.iconSize().height() >= letters.height()
        assert window.folders.width() > 1.6 * letters.horizontalAdvance("Web pages")
    finally:
        window.preferences.change(text_size=100)


def test_from_right_to_left_the_sides_change(
    window: MainWindow, shelf: ShelfOfHits, documents: Path, qtbot: QtBot
) -> None:
    full(window, shelf, documents, qtbot)

    def left(widget: QWidget) -> int:
        return widget.mapTo(window, widget.rect().topLeft()).x()

    assert left(window.folders) < left(window.search) < left(window.preview)
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        QApplication.processEvents()
        assert left(window.folders) > left(window.search) > left(window.preview)
        assert left(window.bar.menu) < left(window.bar.field)
        assert widgets.cut(window) == []
        assert widgets.overlaps(window) == []
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
