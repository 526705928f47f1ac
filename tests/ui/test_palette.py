import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.ui import palette
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.palette import DARK, LIGHT, Tokens, stylesheet, tokens_for

GROUNDS = ("window", "card", "hover", "selected", "highlight", "passage")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ground in GROUNDS:
        assert contrast(tokens.text, getattr(tokens, ground)) >= 4.5, ground
    for ground in ("window", "card", "hover", "selected"):
        for name in ("muted", "accent", "error", "warn", "pdf", "office", "table"):
            assert contrast(getattr(tokens, name), getattr(tokens, ground)) >= 4.5, (name, ground)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.border, tokens.card) >= 3
    assert contrast(tokens.accent, tokens.card) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_no_token_left(tokens: Tokens) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", stylesheet(tokens), flags=re.S)
    assert "@" not in sheet
    for file in re.findall(r'url\("([^"]+)"\)', sheet):
        assert paths.resource(f"icons/{file.rsplit('/', 1)[-1]}").exists()


class Wishes:
    """What a system may say of its user."""

    def __init__(self, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> None:
        self._scheme, self._contrast = scheme, contrast

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme

    def accessibility(self) -> "Wishes":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self._contrast


class Hints:
    """The application, as the palette asks it."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes

    def styleHints(self) -> Wishes:
        return self._wishes


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark], ids=["light", "dark"])
def test_the_wishes_of_the_system_are_followed(
    scheme: Qt.ColorScheme, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = Wishes(scheme, Qt.ContrastPreference.HighContrast)
    monkeypatch.setattr(palette, "QGuiApplication", Hints(wishes))
    tokens = tokens_for("system")
    assert tokens.dark is (scheme is Qt.ColorScheme.Dark)
    for name in ("muted", "border", "line_strong"):
        assert contrast(getattr(tokens, name), tokens.card) >= 7, name
    assert contrast(tokens.line, tokens.card) >= 3
    assert tokens_for("light").dark is False


def test_a_change_of_the_system_is_worn_at_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    hints = QGuiApplication.styleHints()
    window.dress("system")
    monkeypatch.setattr(
        palette, "QGuiApplication", Hints(Wishes(Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference))
    )
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.palette().window().color().lightness() < 128
    monkeypatch.undo()
    monkeypatch.setattr(
        palette, "QGuiApplication", Hints(Wishes(Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast))
    )
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert window.palette().placeholderText().color() == window.palette().text().color()
    monkeypatch.undo()
    window.dress("light")


def test_a_named_theme_is_taken(qapp: object) -> None:
    assert tokens_for("dark") is DARK
    assert tokens_for("light") is LIGHT
    assert tokens_for("system") in {LIGHT, DARK}
