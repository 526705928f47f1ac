"""A theme's name → colours: tokens, a QPalette of Fusion, and the style sheet with the tokens filled in.

Two own palettes instead of the system's, because `setColorScheme` does nothing where no desktop theme runs, and because
the contrasts can then be tested: text on every ground is at least 4.5 : 1 (tests/ui/test_palette.py).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette

from onyx_desktop import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_TITLE = 1.4  # times the size of text


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by their part. window, canvas, card, hover, selected, highlight and passage are grounds."""

    dark: bool
    window: str
    canvas: str
    card: str
    hover: str
    selected: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    highlight: str
    passage: str
    error: str
    warn: str
    border: str
    line: str
    line_strong: str
    pdf: str
    office: str
    table: str


LIGHT = Tokens(
    dark=False,
    window="#F4F5F8",
    canvas="#E6E8EE",
    card="#FFFFFF",
    hover="#EDEFF4",
    selected="#E6EEFD",
    text="#1B1E25",
    muted="#5A6170",
    accent="#2457C5",
    accent_hover="#1D47A3",
    on_accent="#FFFFFF",
    highlight="#FFE58A",
    passage="#FFF6D6",
    error="#B3261E",
    warn="#8A5A00",
    border="#8A90A0",
    line="#DFE2E9",
    line_strong="#B9BECA",
    pdf="#B3261E",
    office="#2457C5",
    table="#1B6E3C",
)
DARK = Tokens(
    dark=True,
    window="#16181D",
    canvas="#0F1115",
    card="#1F2229",
    hover="#282C35",
    selected="#263350",
    text="#E8EAF0",
    muted="#A7AEBD",
    accent="#8FB3FF",
    accent_hover="#AFC8FF",
    on_accent="#10131A",
    highlight="#5C4A00",
    passage="#352F18",
    error="#FF9A91",
    warn="#F2C063",
    border="#6B7385",
    line="#2E333D",
    line_strong="#4A5160",
    pdf="#FF9A91",
    office="#8FB3FF",
    table="#7FD29B",
)


def tokens_for(theme: str) -> Tokens:
    """The tokens of "light" or "dark"; "system" asks the desktop, and is light where the desktop does not say.

    Whoever asks the system for more contrast gets edges and side remarks in the colour of text.
    """
    hints = QGuiApplication.styleHints()
    if theme == "system":
        theme = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    tokens = DARK if theme == "dark" else LIGHT
    accessibility = hints.accessibility()
    if accessibility is not None and accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return dataclasses.replace(
            tokens, muted=tokens.text, border=tokens.text, line=tokens.border, line_strong=tokens.text
        )
    return tokens


def palette(tokens: Tokens) -> QPalette:
    """Tokens as Fusion wants them."""
    made, role = QPalette(), QPalette.ColorRole
    for each, name in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.hover),
        (role.Text, tokens.text),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.error),
        (role.ToolTipBase, tokens.card),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.hover),
        (role.Midlight, tokens.line),
        (role.Mid, tokens.line_strong),
        (role.Dark, tokens.border),
        (role.Shadow, tokens.border),
    ):
        made.setColor(each, QColor(name))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return made


def stylesheet(tokens: Tokens, text_points: float = 10.0) -> str:
    """resources/styles/window.qss with every @token replaced; longer names first, so that @line spares @line_strong."""
    sheet = (paths.resource("styles") / "window.qss").read_text(encoding="utf-8")
    values = {name: str(value) for name, value in dataclasses.asdict(tokens).items()}
    for name in ("arrow", "tick"):
        values[name] = (paths.resource("icons") / f"{name}-{'dark' if tokens.dark else 'light'}.svg").as_posix()
    values["title_size"] = f"{_TITLE * text_points:.1f}pt"
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet


def base_font() -> QFont:
    """The font of the system, as it is at 100 percent."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


def apply(application: QApplication, theme: str, text_percent: int = 100) -> Tokens:
    """Dress the application; returns the tokens for those who paint themselves. text_percent: of the system's size."""
    tokens = tokens_for(theme)
    application.setStyle("Fusion")
    font = base_font()
    font.setPointSizeF(QFontInfo(font).pointSizeF() * text_percent / 100)
    application.setFont(font)
    application.setPalette(palette(tokens))
    application.setStyleSheet(stylesheet(tokens, font.pointSizeF()))
    return tokens
