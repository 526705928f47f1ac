"""What is told to somebody who looks elsewhere, and what is not."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Updated
from onyx_desktop.ui import notice
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.notice import Notice, launcher_message


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    shown: list[tuple[str, str]] = []

    def show(title: str, text: str, _parent: QObject) -> None:
        shown.append((title, text))

    Notice(window, show)
    return shown


def end(window: MainWindow, result: Updated | None) -> None:
    window.desk.update_started.emit()
    window.desk.update_ended.emit(result)


def test_a_long_update_is_told_when_the_window_is_not_in_front(
    window: MainWindow, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice, "LONG_S", -1.0)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    end(window, Updated(files=3870, indexed=3000, unchanged=863, skipped=7))
    assert told == [("Onyx Desktop", "3,863 files ready, 7 could not be read")]
    end(window, None)
    assert len(told) == 1, "what was stopped is not finished"


def test_a_short_one_is_not_told(
    window: MainWindow, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    end(window, Updated(files=3, indexed=3))
    assert told == []


def test_nor_to_somebody_who_is_looking(
    window: MainWindow, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice, "LONG_S", -1.0)
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    end(window, Updated(files=3, indexed=3))
    assert told == []


@pytest.mark.parametrize("there", [True, False])
def test_a_desktop_without_a_tray_is_left_alone(
    window: MainWindow, there: bool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: there)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, _title, text, *_rest: shown.append(text))
    notice.tray_shows("Onyx Desktop", "3 files ready", window)
    assert shown == (["3 files ready"] if there else [])


def test_what_the_taskbar_is_told(qapp: object) -> None:
    assert launcher_message(0.42)[1] == [0.42, True]
    assert launcher_message(-1.0)[1] == [0.0, False]
    assert launcher_message(1.0)[1] == [1.0, False]
    assert launcher_message(0.1)[0].endswith(".desktop")


def test_the_taskbar_follows_the_strip(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []
    monkeypatch.setattr(notice, "show_on_taskbar", shares.append)
    for share in (0.1, 0.101, 0.2, -1.0, -1.0):
        window.strip.moved.emit(share)
    assert shares == [0.1, 0.2, -1.0], "a hundredth at a time"


def test_no_bus_no_taskbar(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    notice.show_on_taskbar(0.5)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    notice.show_on_taskbar(0.5)
