"""The end of long work, and how far it is, for somebody who is looking elsewhere: a notice, and the taskbar.

A notice comes only if the work took over a minute and the window is not in front. The taskbar of desktops that know
com.canonical.Unity.LauncherEntry (KDE, Ubuntu's dock and others) shows the share of the update on the program's icon.
Where a desktop has neither, nothing happens. Refuses to name a file or a question: others may see the screen.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from onyx_desktop.ui import icons, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from onyx_desktop.domain import Updated
    from onyx_desktop.ui.main_window import MainWindow

LONG_S = 60.0
SHOWN_MS = 10_000
_STEPS = 100  # the taskbar is told of changes of a hundredth


def tray_shows(title: str, text: str, parent: QObject) -> None:
    """Say something through the desktop's tray, if it has one."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return
    icon = QSystemTrayIcon(icons.application_icon(), parent)
    icon.messageClicked.connect(icon.hide)
    icon.show()
    icon.showMessage(title, text, icons.application_icon(), SHOWN_MS)
    QTimer.singleShot(SHOWN_MS, icon, icon.deleteLater)


class Notice(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow, show: Callable[[str, str, QObject], None] = tray_shows) -> None:
        super().__init__(window)
        self._window = window
        self._show = show
        self._began: float | None = None
        self._told = -1
        window.desk.update_started.connect(self._on_started)
        window.desk.update_ended.connect(self._on_ended)
        window.strip.moved.connect(self._on_moved)

    @Slot()
    def _on_started(self) -> None:
        self._began = self._began or time.monotonic()

    @Slot(object)
    def _on_ended(self, result: Updated | None) -> None:
        began, self._began = self._began, None
        long = began is not None and time.monotonic() - began > LONG_S
        if result is not None and long and not self._window.isActiveWindow():
            self._show(self._window.windowTitle(), finished(result), self)

    @Slot(float)
    def _on_moved(self, share: float) -> None:
        told = round(_STEPS * share) if share > 0 else -1
        if told != self._told:
            self._told = told
            show_on_taskbar(share)


def finished(result: Updated) -> str:
    """What a person has now: "3,863 files ready, 7 could not be read"."""
    ready = wording.count(result.indexed + result.unchanged + result.moved, "file ready", "files ready")
    if not result.skipped:
        return ready
    return f"{ready}, {wording.count(result.skipped, 'could not be read', 'could not be read')}"


def launcher_message(share: float) -> tuple[str, list[object]]:
    """What the taskbar is told: the program's desktop file, and its properties. share below 0: nothing to show."""
    desktop_file = QGuiApplication.desktopFileName() or "onyx-desktop"
    visible = 0 < share < 1
    return f"application://{desktop_file}.desktop", [max(0.0, min(1.0, share)), visible]


def show_on_taskbar(share: float) -> None:
    """Tell the desktop's taskbar, where there is a session bus to tell it on."""
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:  # Qt would start a bus to ask it
        return
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage
    except ImportError:  # a build of Qt without D-Bus
        return
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return
    name, (value, visible) = launcher_message(share)
    signal = QDBusMessage.createSignal("/com/onyx_desktop/update", "com.canonical.Unity.LauncherEntry", "Update")
    signal.setArguments([name, {"progress": value, "progress-visible": visible}])
    bus.send(signal)
