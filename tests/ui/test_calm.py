"""Long updates wait on battery and while others need the processor, and nobody else's pause is touched."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop.library.computer import Computer, Condition
from onyx_desktop.ui import calm
from onyx_desktop.ui.calm import Calm
from onyx_desktop.ui.main_window import MainWindow
from tests.ui.shelf_of_hits import ShelfOfHits

BATTERY, MAINS = Condition(True, 0.0), Condition(False, 0.0)
BUSY, FREE = Condition(False, 0.9), Condition(False, 0.1)


class Held:
    """A window with an update in hand, and a computer that is told how it is."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.now = MAINS
        self.asked = 0
        self.calm = Calm(window, self._condition)
        window.desk.update()

    def _condition(self) -> Condition:
        self.asked += 1
        return self.now

    def look(self, condition: Condition, times: int = 1) -> None:
        self.now = condition
        for _ in range(times):
            before = self.asked
            done: list[object] = []
            self.calm.look()
            self.window.desk.ask(lambda _library: None, done.append)
            self.qtbot.waitUntil(lambda: bool(done))  # noqa: B023 - waited for here
            assert self.asked == before + 1


@pytest.fixture
def held(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Held:
    monkeypatch.setattr(calm, "HELD_AFTER_S", 0.0)
    shelf.step_gate.clear()
    return Held(window, qtbot)


def test_an_update_waits_on_battery_and_goes_on_by_itself(held: Held) -> None:
    window = held.window
    held.look(BATTERY)
    assert window.desk.paused
    assert "on battery" in window.strip.text.text()
    assert not window.settings.paused, "nobody has chosen this"
    held.look(MAINS)
    assert not window.desk.paused


def test_a_busy_computer_is_left_alone_when_it_stays_busy(held: Held) -> None:
    window = held.window
    window.keep(pause_when_busy=True)
    held.look(BUSY, calm.LOOKS - 1)
    assert not window.desk.paused, "a moment is no reason"
    held.look(BUSY)
    assert window.desk.paused
    held.look(FREE)
    assert window.desk.paused, "nor is a moment of rest"
    held.look(FREE, calm.LOOKS - 1)
    assert not window.desk.paused


def test_it_is_not_asked_for(held: Held) -> None:
    held.look(BUSY, calm.LOOKS)
    assert not held.window.desk.paused, "off unless chosen"
    held.window.keep(pause_on_battery=False)
    held.calm.look()
    assert held.asked == calm.LOOKS, "nothing to ask for"


def test_a_person_overrules_it(held: Held, qtbot: QtBot) -> None:
    window = held.window
    held.look(BATTERY)
    qtbot.mouseClick(window.strip.pause, Qt.MouseButton.LeftButton)
    assert not window.desk.paused
    held.calm.look()
    assert held.asked == 1, "not asked again until the update ends"


def test_a_pause_that_a_person_chose_stays(held: Held) -> None:
    held.window.set_paused(True)
    held.calm.look()
    assert held.asked == 0
    assert held.window.desk.paused


def test_switching_it_off_lets_the_update_go_on(held: Held) -> None:
    held.look(BATTERY)
    held.window.keep(pause_on_battery=False)
    assert not held.window.desk.paused


def test_a_short_update_is_not_held(window: MainWindow, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    shelf.step_gate.clear()
    held = Held(window, qtbot)
    held.calm.look()
    assert held.asked == 0


def test_the_end_of_an_update_ends_the_wait(held: Held, shelf: ShelfOfHits, qtbot: QtBot) -> None:
    held.look(BATTERY)
    with qtbot.waitSignal(held.window.desk.update_ended):
        held.window.desk.cancel()
    assert not held.window.desk.paused
    assert held.calm.held == ""


def test_the_real_computer_answers() -> None:
    computer = Computer()
    for _ in range(2):
        condition = computer.condition()
        assert isinstance(condition.on_battery, bool)
        assert 0 <= condition.others <= 1.5
