"""With less motion nothing in the window moves by itself; who wishes it is asked of each system."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QProxyStyle, QStyle
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Phase, Step
from onyx_desktop.settings import Settings
from onyx_desktop.ui import motion
from onyx_desktop.ui.main_window import MainWindow
from tests.ui.shelf_of_hits import ShelfOfHits


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    motion.apply(qapp, "full")


def desktop(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str, code: str = "") -> None:
    """A GNOME whose settings say so."""
    program = folder / "gsettings"
    program.write_text(f"#!{sys.executable}\n{code}\nprint({answer!r})\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")


@pytest.mark.skipif(sys.platform != "linux", reason="as desktops on Linux say it")
@pytest.mark.parametrize(("answer", "less"), [("false", True), ("true", False), ("No such schema", False)])
def test_gnome_is_asked(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, less: bool
) -> None:
    monkeypatch.setattr(motion, "_ASK_S", 60.0)
    desktop(monkeypatch, tmp_path, answer)
    assert motion.asked_of_the_system(application) is less
    application.setProperty(motion._ASKED, None)
    motion.apply(application, "system")
    assert motion.less() is less
    application.setProperty(motion._ASKED, None)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    assert not motion.asked_of_the_system(application)


@pytest.mark.skipif(sys.platform != "linux", reason="as desktops on Linux say it")
def test_a_desktop_that_does_not_answer_has_no_wish(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motion, "_ASK_S", 0.2)
    desktop(monkeypatch, tmp_path, "false", "import time; time.sleep(60)")
    assert not motion.asked_of_the_system(application)


def test_the_wish_that_a_style_passes_on(application: QApplication) -> None:
    class Still(QProxyStyle):
        def styleHint(self, hint: QStyle.StyleHint, *more: object) -> int:
            if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
                return 0
            return super().styleHint(hint, *more)  # type: ignore[arg-type]  # handed on as they came

    before = application.style().name()
    application.setStyle(Still("fusion"))
    try:
        assert motion.asked_of_the_system(application)
    finally:
        application.setStyle(before)


def test_nothing_moves_with_less_motion(
    window: MainWindow, shelf: ShelfOfHits, kept: list[Settings], application: QApplication, qtbot: QtBot
) -> None:
    window.preferences.change(motion="less")
    assert kept[-1].motion == "less"
    assert application.styleHints().cursorFlashTime() == 0
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateCombo):
        assert not application.isEffectEnabled(effect)
    shelf.search_gate.clear()
    shelf.step_gate.clear()
    window.desk.update()
    window.bar.field.setText("heating")
    qtbot.waitUntil(lambda: window.search._line.value() == 1)
    window.strip.start()
    assert moving(window) == []
    window.preferences.change(motion="full")
    assert window.search._line in moving(window), "at once, also what is shown already"
    assert application.styleHints().cursorFlashTime() > 0
    with qtbot.waitSignals([window.desk.update_ended, window.search.answered]):
        shelf.let_go()
    assert window.search._line not in moving(window)


def moving(window: MainWindow) -> list[QProgressBar]:
    return [bar for bar in window.findChildren(QProgressBar) if bar.maximum() == bar.minimum() and bar.isVisible()]


def test_a_bar_whose_end_is_known_goes_on(window: MainWindow, application: QApplication) -> None:
    motion.apply(application, "less")
    window.strip.start()
    window.strip.show_step(Step(Phase.READING, 30, 60, Path("a.txt")))
    assert window.strip.bar.maximum() > 1
    motion.apply(application, "full")
    assert window.strip.bar.maximum() > 1
