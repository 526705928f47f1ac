"""A text and things to press, in the middle of the window where there are no results to show.

What is said and offered comes from others, group by group; the page lays it out, keeps the focus where it was, and lets
the arrows go from offer to offer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from onyx_desktop.ui import icons
from onyx_desktop.ui.elided_button import ElidedButton
from onyx_desktop.ui.palette import LIGHT
from onyx_desktop.ui.preview_bars import icon_px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onyx_desktop.ui.palette import Tokens

WIDEST_PX = 520


@dataclass(frozen=True)
class Offer:
    """Something to press. text: what it says; icon: its name; hint: more about it."""

    text: str
    icon: str
    act: Callable[[], object] = field(compare=False)
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Offers below a title; "" for none."""

    title: str
    offers: tuple[Offer, ...]


class QuietPage(QScrollArea):
    """`text` is a label of rich text, without links: what can be pressed is an offer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("quiet")
        inside = QWidget(self)
        inside.setObjectName("pane")
        self.text = QLabel(inside)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self._groups: tuple[Group, ...] = ()
        self._below: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self._tokens = LIGHT
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        around = QVBoxLayout(inside)
        around.setContentsMargins(24, 24, 24, 40)
        around.addStretch(2)
        around.addWidget(self.text)
        around.addSpacing(8)
        around.addLayout(self._column)
        around.addStretch(3)
        self.setWidget(inside)

    def offer(self, groups: Sequence[Group]) -> None:
        """Show these offers below the text and no others; empty groups are left out."""
        groups = tuple(group for group in groups if group.offers)
        if groups == self._groups:
            return
        focused = next((number for number, each in enumerate(self.buttons) if each.hasFocus()), None)
        self._groups = groups
        for each in self._below:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._below, self.buttons = [], []
        for group in groups:
            if group.title:
                title = QLabel(group.title, self.widget())
                title.setObjectName("section")
                title.setContentsMargins(6, 12, 6, 2)
                self._column.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)  # which a layout turns round
                self._below.append(title)
            for offer in group.offers:
                self.buttons.append(self._button(offer))
                self._add(self.buttons[-1])
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def retint(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self._tokens = tokens
        offers = [offer for group in self._groups for offer in group.offers]
        for button, offer in zip(self.buttons, offers, strict=True):
            button.setIcon(icons.icon(offer.icon, tokens))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from offer to offer."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self.buttons:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            at = self.buttons.index(watched) + step if isinstance(watched, QPushButton) else -1
            if step and 0 <= at < len(self.buttons):
                self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _add(self, widget: QWidget) -> None:
        widget.setMaximumWidth(WIDEST_PX)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column.addWidget(widget)
        self._below.append(widget)

    def _button(self, offer: Offer) -> QPushButton:
        button = ElidedButton(self.widget(), Qt.TextElideMode.ElideMiddle)
        button.setObjectName("link")
        button.setIcon(icons.icon(offer.icon, self._tokens))
        side = icon_px()
        button.setIconSize(QSize(side, side))
        button.tell(offer.text, offer.hint)
        button.setAccessibleDescription(offer.hint)
        button.clicked.connect(lambda _checked=False: offer.act())
        button.installEventFilter(self)
        return button
