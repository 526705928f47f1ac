"""Opens the lab beside a window, keeps what it measured while it is closed, and lets it see what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from onyx_desktop.ui import open_file, palette, wording
from onyx_desktop.ui.lab_desk import LabDesk, Task
from onyx_desktop.ui.messages import Message

if TYPE_CHECKING:
    from onyx_desktop.domain import Answer
    from onyx_desktop.library.lab.chart import Dot
    from onyx_desktop.ui.lab_window import LabWindow
    from onyx_desktop.ui.main_window import MainWindow
    from onyx_desktop.ui.palette import Tokens


class Laboratory(QObject):
    """The lab of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.desk = LabDesk(window.desk, window.home)
        self.page: LabWindow | None = None
        window.search.answered.connect(self._on_answered)
        self.desk.changed.connect(self._on_changed)

    @Slot()
    def open(self) -> None:
        """Open the lab, or bring it forward."""
        if self.page is None:
            from onyx_desktop.ui.lab_window import LabWindow  # with the library of plots, which the start does without

            window = self._window
            desks = (window.desk, self.desk, window.models)
            self.page = LabWindow(desks, palette.tokens_for(window.settings.theme), window)
            self.page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.page.finished.connect(self._on_closed)
            self.page.passage_opened.connect(self._on_opened)
            self.page.model_wanted.connect(self._on_model_wanted)
            if window.search.answer is not None:
                self.page.show_answer(window.search.answer)
            self.page.show()
        self.page.raise_()
        self.page.activateWindow()

    def retint(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        if self.page is not None:
            self.page.retint(tokens)

    @Slot(object)
    def _on_changed(self, task: Task | None) -> None:
        """There may be a new model, also where measuring it was stopped."""
        if task in {Task.TUNE, Task.FAST} and self.desk.running is None:
            self._window.models.refresh()

    @Slot(str)
    def _on_model_wanted(self, model: str) -> None:
        self._window.show_models()
        page = self._window.model_page
        if page is not None:
            page.list.filter.clear()
            page.list.await_model(model)

    @Slot()
    def _on_closed(self) -> None:
        self.page = None

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if self.page is not None:
            self.page.show_answer(answer)

    @Slot(object)
    def _on_opened(self, dot: Dot) -> None:
        """Open a passage of the map in the user's program."""

        def opened(there: object) -> None:
            if there is None or not open_file.open_file(dot.path, open_file.viewer_command(dot.path, dot.page)):
                text = wording.say("No program opened {0}.").format(dot.path.name)
                self._window.message.tell(Message(text))

        self._window.desk.ask(lambda library: library.openable(dot.path), opened)
