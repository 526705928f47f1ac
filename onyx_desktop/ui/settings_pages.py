"""The plain pages of the settings: search, model, performance, appearance, language. A row is a field of `Settings`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from onyx_desktop.settings import LANGUAGES, MOTIONS, PROVIDERS, SPEEDS, THEMES
from onyx_desktop.ui import filter_words, model_words, wording
from onyx_desktop.ui.settings_kit import Choices, SettingsPage, limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from onyx_desktop.settings import Settings


_STEP_PERCENT = 10
LANGUAGE_NAMES = {"system": "Like the system", "en": "English", "de": "Deutsch"}
THEME_NAMES = {"system": "Like the system", "light": "Light", "dark": "Dark"}
MOTION_NAMES = {"system": "Like the system", "less": "Less", "full": "Full"}


def search_page(choices: Choices) -> SettingsPage:
    """How results are found, ordered and shown."""
    page = SettingsPage(wording.say("Search"), choices)
    page.choice(
        "quality",
        wording.say("Quality"),
        [
            (wording.say("Fast: words and meaning"), "fast"),
            (wording.say("Balanced: and word by word"), "balanced"),
            (wording.say("Best: and read once more"), "best"),
        ],
        wording.say(
            "Balanced compares the best candidates with the question word by word. Best lets a reranker read them once"
            " more, if one is installed and chosen; it takes longest."
        ),
    )
    page.choice(
        "diversity",
        wording.say("Variety"),
        [
            (wording.say("The best passages, however alike"), 0.0),
            (wording.say("Some variety"), 0.3),
            (wording.say("Much variety"), 0.6),
        ],
        wording.say("With variety, passages that say nearly the same make room for others."),
    )
    page.switch(
        "show_cosine",
        wording.say("Show the cosine of each result"),
        wording.say("How close a passage is, from -1 to 1. Cosines of different models cannot be compared."),
    )
    return page


def performance_page(choices: Choices) -> SettingsPage:
    """How much of the computer the index may use."""
    page = SettingsPage(wording.say("Performance"), choices)
    page.choice(
        "speed",
        wording.say("While indexing"),
        [(model_words.speed_choice(each), each) for each in SPEEDS],
        wording.say("Searching is not slowed down by indexing; other programs may be."),
    )
    page.choice(
        "provider",
        wording.say("Compute on"),
        [(model_words.provider(each), each) for each in PROVIDERS],
        wording.say(
            "Graphics cards and other chips need another build of the runtime. Where it is missing, or computes"
            " something else than the processor, the processor does the work."
        ),
    )
    note = wording.say("Only updates that take longer than a minute wait; they go on by themselves.")
    page.switch("pause_on_battery", wording.say("Wait while on battery"), note)
    page.switch("pause_when_busy", wording.say("Wait while other programs need the processor"))
    _changes(page)
    _scans(page)
    _limits(page)
    return page


def _changes(page: SettingsPage) -> None:
    page.section(wording.say("New and changed files"))
    page.switch(
        "watch",
        wording.say("Notice changes at once"),
        wording.say("What is saved, moved or deleted in a folder is found a few seconds later."),
    )
    page.whole(
        "rescan_minutes",
        wording.say("Look at all folders every so many minutes"),
        wording.say("For drives that report no changes. 0: only when the program starts."),
    )


def _scans(page: SettingsPage) -> None:
    from onyx_desktop.library import recognising  # heavy, and loaded by now

    page.section(wording.say("Scanned pages"))
    page.switch(
        "recognise",
        wording.say("Recognise text in scanned pages"),
        wording.say("When everything else is done, page by page. What is recognised may hold mistakes and is marked."),
    )
    languages = sorted((filter_words.language(code), code) for code in recognising.LANGUAGES)
    page.choice("scan_language", wording.say("Their language"), [(wording.say("Any"), ""), *languages])
    state = page.note("")

    def show() -> None:
        eyes = recognising.engine(page.choices.settings)
        state.setText(_eyes(page.choices.settings, eyes.name if eyes is not None else ""))

    page.choices.changed.connect(show)
    show()


def _eyes(settings: Settings, name: str) -> str:
    """What recognises text here, or what there is to do where nothing does."""
    if not settings.recognise:
        return ""
    if name:
        return wording.say("{0} recognises the text, on this computer.").format(name)
    if settings.scan_language:
        return wording.say("Nothing here knows this language. Tesseract does with the pack of the language.")
    return wording.say(
        "Nothing that recognises text is installed. Install Tesseract (tesseract-ocr), or Onyx Desktop with “ocr”."
    )


def _limits(page: SettingsPage) -> None:
    page.section(wording.say("Limits for one file"))
    page.whole("max_file_mb", wording.say("Largest file, in MB"), wording.say("Larger files are listed as too large."))
    page.whole(
        "file_deadline_s",
        wording.say("Longest time to read it, in seconds"),
        wording.say("Then the reader is stopped, and the file is listed."),
    )
    page.whole(
        "reader_memory_mb",
        wording.say("Most memory for its reader, in MB"),
        wording.say("A reader that wants more is stopped, and the file is listed."),
    )


def appearance_page(choices: Choices) -> SettingsPage:
    """Colours and the size of text."""
    page = SettingsPage(wording.say("Appearance"), choices)
    page.choice(
        "theme",
        wording.say("Colours"),
        [(wording.say(THEME_NAMES[each]), each) for each in THEMES],
        wording.say("“Like the system” follows when the system changes from light to dark."),
    )
    size = TextSize(choices, page)
    page.row(wording.say("Text size"), size, wording.say("Of all text in the window, from 80 to 200 percent."))
    size.slider.setAccessibleName(wording.say("Text size"))
    size.setFocusProxy(size.slider)
    choices.changed.connect(size.refresh)
    size.refresh()
    page.choice(
        "motion",
        wording.say("Motion"),
        [(wording.say(MOTION_NAMES[each]), each) for each in MOTIONS],
        wording.say("With less motion nothing moves by itself: bars stand still, the cursor does not blink."),
    )
    return page


def language_page(choices: Choices) -> SettingsPage:
    """The language of the window."""
    page = SettingsPage(wording.say("Language"), choices)
    page.choice(
        "language",
        wording.say("Language of the window"),
        [(wording.say(LANGUAGE_NAMES[each]) if each == "system" else LANGUAGE_NAMES[each], each) for each in LANGUAGES],
        wording.say("Numbers, dates and sizes follow the language. Documents are searched in every language."),
    )
    return page


def model_page(choices: Choices, open_models: Callable[[], None], looks: QWidget) -> SettingsPage:
    """The way to the page of models, and how long and how precise the vectors of the model in use are."""
    page = SettingsPage(wording.say("Model"), choices)
    named = page.note("")
    button = QPushButton(wording.say("Choose another model…"), page.inside)
    button.clicked.connect(open_models)
    page.put(button, wide=False)
    page.put(looks)

    def show() -> None:
        named.setText(wording.say("The search works with {0}.").format(choices.settings.model))

    choices.changed.connect(show)
    show()
    return page


class TextSize(QWidget):
    """A slider in steps of ten percent; takes effect when it is let go."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self.slider, self.value = QSlider(Qt.Orientation.Horizontal, self), QLabel(self)
        self.slider.setRange(*limits("text_size"))
        self.slider.setSingleStep(_STEP_PERCENT)
        self.slider.setPageStep(_STEP_PERCENT)
        self.slider.setObjectName("textsize")
        self.slider.setTracking(False)  # a text that grows under the pointer would push the slider away
        self.slider.sliderMoved.connect(self._say)
        self.slider.valueChanged.connect(self._on_value)
        self.value.setMinimumWidth(self.fontMetrics().horizontalAdvance("200 %") + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.value)

    def refresh(self) -> None:
        """Show what is chosen."""
        self.slider.blockSignals(True)
        self.slider.setValue(self._choices.settings.text_size)
        self.slider.blockSignals(False)
        self._say(self._choices.settings.text_size)

    def _say(self, percent: int) -> None:
        self.value.setText(f"{_stepped(percent)} %")
        self.slider.setAccessibleDescription(self.value.text())

    def _on_value(self, percent: int) -> None:
        chosen = _stepped(percent)
        self._say(chosen)
        if chosen != self._choices.settings.text_size:
            self._choices.change(text_size=chosen)


def _stepped(percent: int) -> int:
    return round(percent / _STEP_PERCENT) * _STEP_PERCENT
