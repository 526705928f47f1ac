"""Looking at all widgets of a window: which there are, what they say, and whether it is cut off."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from onyx_desktop.ui.elided_button import ElidedButton
from onyx_desktop.ui.preview_bars import ElidedLabel
from onyx_desktop.ui.settings_kit import CalmComboBox


def visible(root: QWidget) -> Iterator[QWidget]:
    """Widgets that a person sees, `root` among them."""
    yield from (each for each in (root, *root.findChildren(QWidget)) if each.isVisible() and each.window() is root)


def inner(widget: QWidget) -> bool:
    """Parts of Qt's own widgets, which speak for themselves."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(parent, QComboBox | QSpinBox | QAbstractItemView)


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Widgets that take the keys."""
    for each in visible(root):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isEnabled() and not inner(each):
            yield each


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or text).replace("&", "")


def said(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Each widget with each text on it, in its tooltip or for its name."""
    for each in visible(root):
        if inner(each):
            continue
        texts = [each.toolTip(), each.accessibleName()]
        if isinstance(each, QLabel | QAbstractButton) and not isinstance(each, ElidedLabel | ElidedButton):
            texts.append(each.text())
        if isinstance(each, QLineEdit):
            texts.append(each.placeholderText())
        if isinstance(each, QComboBox):
            texts += [each.itemText(row) for row in range(each.count())]
        yield from ((each, text) for text in texts if text)


def cut(root: QWidget) -> list[str]:
    """Texts that do not fit on their widgets, and widgets that do not fit into their parents."""
    return [f"{type(each).__name__}: {what}" for each in visible(root) if (what := _cut(each))]


def _cut(widget: QWidget) -> str:
    if isinstance(widget, ElidedLabel) or inner(widget):
        return ""
    if isinstance(widget, QLabel) and widget.text():
        text = widget.text().replace("\n", " ⏎ ")
        if widget.wordWrap() and widget.height() + 1 < widget.heightForWidth(widget.width()):
            return f"{text} is {widget.height()} px high, not {widget.heightForWidth(widget.width())}"
        if not widget.wordWrap() and widget.width() + 1 < widget.minimumSizeHint().width():
            return f"{text} is {widget.width()} px wide, not {widget.minimumSizeHint().width()}"
    if isinstance(widget, QPushButton | QToolButton) and widget.text():
        icon = 0 if widget.icon().isNull() else widget.iconSize().width() + 4
        needed = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")) + icon + 8
        if widget.width() < needed:
            return f"{widget.text()} is {widget.width()} px wide, not {needed}"
    if isinstance(widget, QComboBox) and not isinstance(widget, CalmComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 24
        if widget.width() < needed:
            return f"{widget.currentText()} is {widget.width()} px wide, not {needed}"
    return ""


def overlaps(root: QWidget) -> list[str]:
    """Siblings that lie upon each other although a layout puts them side by side."""
    found = []
    for parent in visible(root):
        layout = parent.layout()
        if layout is None:
            continue
        shown = [item.widget() for item in map(layout.itemAt, range(layout.count())) if item.widget() is not None]
        boxes = [(each, QRect(each.geometry())) for each in shown if each.isVisible()]
        found += [
            f"{type(one).__name__} and {type(two).__name__}"
            for number, (one, first) in enumerate(boxes)
            for two, second in boxes[number + 1 :]
            if first.intersects(second)
        ]
    return found
