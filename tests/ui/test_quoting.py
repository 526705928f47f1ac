"""Before a large folder is indexed: the quote, and what a person says to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Counted, Phase, Quote, Step, quoting
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.quote_dialog import QuoteDialog, duration
from onyx_desktop.ui.quoting import Quoting
from tests.ui.model_pages import LONG_MS

QUOTE = Quote(
    Path("/data/All"), 3870, 1_200_000_000,
    (Counted(".pdf", 812, 1_000_000_000), Counted(".docx", 201, 100_000_000)),
    (Counted("Films", 870, 600_000_000), Counted("Papers", 3000, 600_000_000)),
    12, 0, sampled=24, pages=41_234, passages=98_765, seconds=1500, disk_bytes=800_000_000,
)  # fmt: skip


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is large for once."""
    monkeypatch.setattr(quoting, "LARGE_FILES", 4)
    folder = tmp_path / "All"
    for inside in ("Letters", "Drafts"):
        (folder / inside).mkdir(parents=True)
        for number in range(4):
            text = f"Letter {number} about the roof of the {inside} house."
            (folder / inside / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def shown(window: MainWindow, qtbot: QtBot) -> QuoteDialog:
    qtbot.waitUntil(
        lambda: window.quoting.dialog is not None and window.quoting.dialog.quote is not None, timeout=LONG_MS
    )
    dialog = window.quoting.dialog
    assert dialog is not None
    return dialog


def paths(window: MainWindow) -> set[str]:
    return {path.name for path in window.folders.folders}


def test_a_large_folder_is_quoted_and_started(real_window: MainWindow, large: Path, qtbot: QtBot) -> None:
    window = real_window
    window.quoting.add([large])
    dialog = shown(window, qtbot)
    assert dialog.head.text().startswith("8 files, ")
    assert "Measured on 8 of its files" in dialog.figures.text()
    assert paths(window) == {"Letters"}
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "All" in paths(window), timeout=LONG_MS)


def test_what_is_unticked_is_left_out(real_window: MainWindow, large: Path, qtbot: QtBot) -> None:
    window = real_window
    window.quoting.add([large])
    dialog = shown(window, qtbot)
    row = next(
        item for at in range(2) if (item := dialog.inside.topLevelItem(at)) is not None and item.text(0) == "Drafts"
    )
    row.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.head.text().startswith("4 files, ")
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS) as ended:
        dialog.start.click()
    assert str(large / "Drafts") in window.settings.excluded
    assert ended.args[0].indexed == 4


def test_cancel_adds_nothing(real_window: MainWindow, large: Path, qtbot: QtBot) -> None:
    window = real_window
    window.quoting.add([large])
    dialog = shown(window, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.quoting.dialog is None
    done: list[object] = []
    window.desk.ask(lambda library: library.folders(), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=LONG_MS)
    assert len(done[0]) == 1  # type: ignore[arg-type]  # a list of folders


def test_a_small_folder_is_added_without_a_word(real_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window = real_window
    (tmp_path / "Few").mkdir()
    (tmp_path / "Few/one.txt").write_text("A letter about the roof.", encoding="utf-8")
    with qtbot.waitSignal(window.desk.update_ended, timeout=LONG_MS):
        window.quoting.add([tmp_path / "Few"])
    assert window.quoting.dialog is None
    qtbot.waitUntil(lambda: "Few" in paths(window), timeout=LONG_MS)


def test_start_does_not_wait_for_the_count(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    asked = Quoting(window)
    folder = tmp_path / "Slow"
    folder.mkdir()
    asked._waiting = [folder]
    dialog = asked._shown(folder)
    dialog.show_step(Step(Phase.COUNTING, 1204))
    assert dialog.head.text() == "Counting: 1,204 files so far"
    dialog.show_step(Step(Phase.READING, 3, 24))
    assert "Measuring" in dialog.head.text()
    with qtbot.waitSignal(window.desk.update_started):
        dialog.start.click()


def test_the_figures_follow_what_is_left_out(qtbot: QtBot, window: MainWindow) -> None:
    dialog = QuoteDialog(QUOTE.folder, window)
    qtbot.addWidget(dialog)
    dialog.show_quote(QUOTE)
    assert dialog.head.text() == "3,870 files, 1.2 GB"
    assert "41,000 pages with 99,000 passages. About 25 min on this computer" in dialog.figures.text()
    assert dialog.kinds.text() == "PDF 812 · DOCX 201 · 12 of a type that is not read"
    films = dialog.inside.topLevelItem(0)
    assert films is not None
    films.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.left_out() == [QUOTE.folder / "Films"]
    assert dialog.head.text() == "3,000 files, 600 MB"
    assert "About 12 min" in dialog.figures.text()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "less than a minute"), (700, "about 12 min"), (2000, "about 35 min"), (7300, "about 2 h")],
)
def test_times_are_round(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_everything_in_the_quote_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    dialog = QuoteDialog(QUOTE.folder, window)
    qtbot.addWidget(dialog)
    dialog.show_quote(QUOTE)
    dialog.show()
    taking = [each for each in dialog.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert {dialog.start, dialog.cancel, dialog.inside} <= set(taking)
    assert all(each.accessibleName() or (isinstance(each, QPushButton) and each.text()) for each in taking)
    assert dialog.bar.accessibleName()
    QAbstractItemModelTester(dialog.inside.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
