"""Whether anything in the window may move by itself, and the bars that do.

What moves: a bar whose end is not known runs to and fro, the text cursor blinks, menus, lists and tooltips may slide or
fade in where the desktop does so. Nothing else: no pane slides, no list scrolls by itself. Where a person asked their
system for less motion, or says so in the settings, a bar stands still and is full, the cursor does not blink and
everything appears at once. Qt's style passes on KDE's wish; GNOME, Windows and macOS are asked. A system that does not
answer within a second counts as having no wish.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROPERTY = "less motion"
_ASKED, _BLINKS = "asked for less motion", "blinks"
_GET_CLIENT_AREA_ANIMATION = 0x1042
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_DEFAULTS = ("read", "com.apple.universalaccess", "reduceMotion")
_GSETTINGS = ("get", "org.gnome.desktop.interface", "enable-animations")
_GNOMES = frozenset({"gnome", "unity", "budgie", "pantheon", "x-cinnamon", "cinnamon"})
_ASK_S = 1.0


def apply(application: QApplication, wish: str) -> None:
    """Move, or stand still. wish: as in the settings, "system", "less" or "full"."""
    if wish == "system" and application.property(_ASKED) is None:  # once: an answer takes some 20 ms
        application.setProperty(_ASKED, asked_of_the_system(application))
    less = wish == "less" or (wish == "system" and bool(application.property(_ASKED)))
    application.setProperty(_PROPERTY, less)
    hints = application.styleHints()
    if application.property(_BLINKS) is None:
        application.setProperty(_BLINKS, hints.cursorFlashTime())
    hints.setCursorFlashTime(0 if less else int(application.property(_BLINKS)))
    if less:
        for effect in _EFFECTS:
            application.setEffectEnabled(effect, False)
    for bar in application.allWidgets():
        if isinstance(bar, QProgressBar) and bar.property(_PROPERTY) is not None:
            run(bar)


def less() -> bool:
    """Whether nothing shall move by itself."""
    application = QApplication.instance()
    return application is not None and bool(application.property(_PROPERTY))


def run(bar: QProgressBar) -> None:
    """Show that something goes on whose end is not known; a range and a value end it."""
    bar.setProperty(_PROPERTY, True)
    if less():
        bar.setRange(0, 1)
        bar.setValue(1)
    else:
        bar.setRange(0, 0)


def stop(bar: QProgressBar, steps: int) -> None:
    """What goes on has an end now, at so many steps; or it is over."""
    bar.setProperty(_PROPERTY, None)
    bar.setRange(0, steps)


def asked_of_the_system(application: QApplication) -> bool:
    """Whether a person asked their system for less motion."""
    style = application.style()
    if style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0:
        return True
    if sys.platform == "win32":
        return not _windows_animates()
    if sys.platform == "darwin":
        return _said("defaults", _DEFAULTS) == "1"
    return gnome(os.environ) and _said("gsettings", _GSETTINGS) == "false"


def gnome(environment: Mapping[str, str]) -> bool:
    """Whether the desktop keeps its wishes where GNOME does."""
    return bool(_GNOMES & set(environment.get("XDG_CURRENT_DESKTOP", "").casefold().split(":")))


def _said(program: str, arguments: tuple[str, ...]) -> str:
    """What a program of the system prints; "" where it does not, or not soon."""
    path = shutil.which(program)
    if path is None:
        return ""
    try:
        done = subprocess.run((path, *arguments), capture_output=True, text=True, timeout=_ASK_S, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _windows_animates() -> bool:
    animates = ctypes.c_int(1)
    ask = ctypes.windll.user32.SystemParametersInfoW  # type: ignore[attr-defined,unused-ignore]  # there on Windows only
    ask(_GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animates), 0)
    return bool(animates.value)
