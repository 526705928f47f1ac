import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from onyx_desktop.ui.model_slider import StopSlider

STOPS = (64, 128, 256, 384)


@pytest.fixture
def slider(qtbot: QtBot) -> StopSlider:
    made = StopSlider()
    qtbot.addWidget(made)
    made.show_stops(STOPS, 384)
    made.resize(400, 60)
    made.show()
    return made


def test_keys_go_from_stop_to_stop(slider: StopSlider, qtbot: QtBot) -> None:
    seen: list[int] = []
    slider.chosen.connect(seen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(slider, key)
    assert seen == [256, 128, 256, 64, 384]


def test_any_value_snaps_to_a_stop(slider: StopSlider) -> None:
    slider.setValue(200)
    assert slider.value() == 256
    slider.setValue(70)
    assert slider.value() == 64


def test_a_click_goes_to_the_nearest_stop(slider: StopSlider, qtbot: QtBot) -> None:
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(30, 14))
    assert slider.value() == 64
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(150, 14))
    assert slider.value() == 128, "stops lie evenly, whatever their distance"


def test_a_screen_reader_hears_the_length(slider: StopSlider, qtbot: QtBot) -> None:
    slider.setValue(256)
    assert slider.accessibleName() == "Length of the vectors"
    assert slider.accessibleDescription() == "256 dimensions"
    spoken = QAccessible.queryAccessibleInterface(slider)
    assert spoken.role() == QAccessible.Role.Slider
    assert spoken.text(QAccessible.Text.Value) == "256"


def test_showing_stops_tells_nobody(slider: StopSlider, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(slider.chosen):
        slider.show_stops((128, 256, 512, 768), 512)
    assert slider.value() == 512
    assert slider.accessibleDescription() == "512 dimensions"


def test_one_length_is_no_choice(slider: StopSlider) -> None:
    slider.show_stops((64,), 64)
    assert not slider.isEnabled()


def test_the_wheel_belongs_to_the_page(slider: StopSlider) -> None:
    event = QWheelEvent(
        QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, event)
    assert slider.value() == 384
