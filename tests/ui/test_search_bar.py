import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import NO_SEED, Mode
from onyx_desktop.ui.query_field import worth_asking
from onyx_desktop.ui.search_bar import SearchBar


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("", False), ("a", False), (" a ", False), ("ab", True), ("猫", True), ("か", True), ("é", False)],
)
def test_what_is_worth_asking(text: str, verdict: bool) -> None:
    assert worth_asking(text) is verdict


def test_enter_asks_at_once(qtbot: QtBot) -> None:
    bar = SearchBar(60_000)
    qtbot.addWidget(bar)
    bar.field.setText("heating")
    with qtbot.waitSignal(bar.asked) as asked:
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert asked.args == ["heating", Mode.AUTO, NO_SEED]
    assert not bar.waiting, "not asked again when the rest is over"


def test_a_rest_asks_once(qtbot: QtBot) -> None:
    bar = SearchBar(40)
    qtbot.addWidget(bar)
    asked: list[str] = []
    bar.asked.connect(lambda query, _mode, _seed: asked.append(query))
    qtbot.keyClicks(bar.field, "heating costs")
    qtbot.waitUntil(lambda: not bar.waiting)
    assert asked == ["heating costs"]


def test_a_slow_engine_is_asked_less_often(qtbot: QtBot) -> None:
    bar = SearchBar(150)
    qtbot.addWidget(bar)
    assert bar.rest_ms == 150
    bar.took(500)
    assert bar.rest_ms == 300
    bar.took(300)
    assert bar.rest_ms == 150
    bar.took(20)
    assert bar.rest_ms == 100


def test_escape_empties_the_field(qtbot: QtBot) -> None:
    bar = SearchBar(10)
    qtbot.addWidget(bar)
    bar.field.setText("heating")
    with qtbot.waitSignal(bar.emptied):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.query == ""
