"""The model page over the real library: what a person sees and does with models that are there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Kind, ModelCard, Precision
from onyx_desktop.errors import HubUnreachable
from onyx_desktop.models.cards import write_card
from onyx_desktop.models.convert import convert
from onyx_desktop.settings import Settings
from onyx_desktop.ui import wording
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.model_desk import Work
from onyx_desktop.ui.model_dialog import ModelDialog
from tests import tiny
from tests.ui import second_model
from tests.ui.model_pages import LONG_MS, MINILM, of
from tests.ui.second_model import SECOND


@pytest.fixture
def switch(real_window: MainWindow, page: ModelDialog, qtbot: QtBot) -> Callable[[], None]:
    """Makes the second model answer, from its card and its button."""

    def run() -> None:
        page.list.choose(SECOND)
        with qtbot.waitSignal(real_window.models.switched, timeout=LONG_MS):
            page.detail.use.click()

    return run


def test_it_opens_at_the_model_in_use(page: ModelDialog) -> None:
    assert page.detail.name.text() == MINILM
    assert page.detail.stand.text() == "In use"
    assert dict(page.detail.facts.rows)["Size"].startswith("24 MB on disk")
    assert not page.detail.use.isVisible()
    assert not page.detail.remove.isVisible()
    assert page.looks.isVisible()


def test_the_strip_opens_it_once(real_window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: real_window.strip.model.text() == f"{MINILM} · 384")
    real_window.strip.model.click()
    first = real_window.model_page
    real_window.strip.model.click()
    assert real_window.model_page is first
    assert first is not None
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert real_window.model_page is None
    real_window.show_models()
    assert real_window.model_page is not first


def test_a_model_that_is_installed_is_timed_when_it_is_looked_at(
    real_window: MainWindow, page: ModelDialog, qtbot: QtBot
) -> None:
    page.list.choose(SECOND)
    qtbot.waitUntil(lambda: SECOND in real_window.models.speeds, timeout=LONG_MS)
    assert "passages a minute · re-indexing takes" in page.detail.speed.text()
    row = page.list.rows.row(SECOND)
    assert row is not None
    assert row.speed == real_window.models.speeds[SECOND]


def test_using_another_model_builds_it_beside_the_first(
    real_window: MainWindow, page: ModelDialog, kept: list[Settings], qtbot: QtBot
) -> None:
    page.list.choose(SECOND)
    assert page.detail.use.text() == "Use and re-index"
    real_window.desk.pause()
    page.detail.use.click()
    qtbot.waitUntil(lambda: page.detail.stand.text() == "Being built")
    assert real_window.models.answering is not None
    assert real_window.models.answering.card.id == MINILM, "the old one answers meanwhile"
    assert kept[-1].model == SECOND
    assert page.detail.cancel.text() == f"Stop, stay with {MINILM}"
    assert not page.looks.isVisible()
    with qtbot.waitSignal(real_window.models.switched, timeout=LONG_MS):
        real_window.desk.resume()
    qtbot.waitUntil(lambda: page.detail.stand.text() == "In use")
    assert page.offer.isVisible()
    assert page.offer.delete.text().startswith("Delete old, ")
    qtbot.waitUntil(lambda: real_window.strip.model.text() == f"{SECOND} · 64")


def test_a_build_can_be_given_up(
    real_window: MainWindow, page: ModelDialog, kept: list[Settings], qtbot: QtBot
) -> None:
    page.list.choose(SECOND)
    real_window.desk.pause()
    page.detail.use.click()
    qtbot.waitUntil(page.detail.cancel.isVisible)
    page.detail.cancel.click()
    qtbot.waitUntil(lambda: page.detail.stand.text() == "Installed")
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS):
        real_window.desk.resume()
    assert kept[-1].model == MINILM
    assert real_window.models.answering is not None
    assert real_window.models.answering.card.id == MINILM
    assert not page.offer.isVisible()


def test_both_are_kept_and_switching_back_is_at_once(
    real_window: MainWindow, page: ModelDialog, switch: Callable[[], None], qtbot: QtBot
) -> None:
    switch()
    page.offer.keep.click()
    assert not page.offer.isVisible()
    page.list.choose(MINILM)
    assert page.detail.use.text() == "Use", "nothing is to be embedded again"
    with qtbot.assertNotEmitted(real_window.desk.update_started):
        page.detail.use.click()
        qtbot.waitUntil(lambda: page.detail.stand.text() == "In use")


def test_the_old_vectors_are_deleted(
    real_window: MainWindow, page: ModelDialog, switch: Callable[[], None], qtbot: QtBot
) -> None:
    switch()
    page.offer.delete.click()

    def gone() -> bool:
        old = real_window.models.state(MINILM)
        return old is not None and (old.vectors_bytes, old.documents) == (0, 0)

    qtbot.waitUntil(gone)
    assert not page.offer.isVisible()
    page.list.choose(MINILM)
    assert page.detail.use.text() == "Use and re-index"
    assert not page.detail.drop.isVisible()


def test_kept_vectors_can_be_deleted_later(
    real_window: MainWindow, page: ModelDialog, switch: Callable[[], None], qtbot: QtBot
) -> None:
    switch()
    page.offer.keep.click()
    page.list.choose(MINILM)
    assert page.detail.drop.text().startswith("Delete its vectors, ")
    page.detail.drop.click()
    qtbot.waitUntil(lambda: not page.detail.drop.isVisible())


def test_the_window_tells_when_the_page_is_closed(real_window: MainWindow, page: ModelDialog, qtbot: QtBot) -> None:
    real_window.models.use(SECOND)
    page.close()
    with qtbot.waitSignal(real_window.models.switched, timeout=LONG_MS):
        pass
    assert real_window.message.text.text().startswith(f"{second_model.NAME} answers your searches now.")
    real_window.message.button.click()
    assert real_window.model_page is not None
    assert real_window.model_page.offer.isVisible(), "the offer waited"


def test_a_model_is_removed(real_window: MainWindow, page: ModelDialog, qtbot: QtBot) -> None:
    page.list.choose(SECOND)
    assert page.detail.remove.isVisible()
    page.detail.remove.click()
    qtbot.waitUntil(lambda: real_window.models.state(SECOND) is None, timeout=LONG_MS)
    assert not (real_window.home.models / SECOND).exists()


def test_the_slider_takes_effect_at_once_and_is_measured(
    real_window: MainWindow, page: ModelDialog, kept: list[Settings], qtbot: QtBot
) -> None:
    assert page.looks.slider.stops == (64, 128, 256, 384)
    assert "not trained for shorter vectors" in page.looks.note.text()
    qtbot.waitUntil(lambda: page.looks.line.text().startswith("Index "), timeout=LONG_MS)
    page.looks.slider.setFocus()
    qtbot.keyClick(page.looks.slider, Qt.Key.Key_Home)
    assert kept[-1].dimensions == 64
    assert page.looks.value.text() == "64 dimensions"
    qtbot.waitUntil(lambda: (MINILM, 64, Precision.FLOAT16) in real_window.models.figures, timeout=LONG_MS)
    assert page.looks.line.text().endswith(" of 10 of your passages")
    qtbot.waitUntil(lambda: real_window.strip.model.text() == f"{MINILM} · 64")
    qtbot.keyClick(page.looks.slider, Qt.Key.Key_End)
    assert kept[-1].dimensions == 0, "full length is no number, so that it fits every model"


def test_a_trained_length_is_not_warned_of(page: ModelDialog, switch: Callable[[], None], qtbot: QtBot) -> None:
    switch()
    qtbot.waitUntil(page.looks.isVisible)
    assert page.looks.slider.stops == (32, 64)
    qtbot.keyClick(page.looks.slider, Qt.Key.Key_Home)
    assert not page.looks.note.isVisible()


def test_the_table_is_measured_on_the_own_index(real_window: MainWindow, page: ModelDialog, qtbot: QtBot) -> None:
    assert page.looks.table.cells[Precision.BINARY][0].text() == "–"
    page.looks.measure.click()
    assert not page.looks.measure.isEnabled()
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.LOOKS)):
        pass
    qtbot.waitUntil(page.looks.measure.isEnabled)
    for each in (Precision.FLOAT16, Precision.INT8, Precision.PRODUCT, Precision.BINARY, Precision.TIERED):
        texts = [cell.text() for cell in page.looks.table.cells[each]]
        assert "–" not in texts, each
        assert "same top 10" in page.looks.table.buttons[each].accessibleDescription()
    assert page.looks.table.cells[Precision.FLOAT32][0].text() == "–", "its vectors are not stored"


@pytest.mark.parametrize("precision", [Precision.INT8, Precision.BINARY])
def test_a_precision_is_taken_at_once(
    real_window: MainWindow, page: ModelDialog, kept: list[Settings], precision: Precision, qtbot: QtBot
) -> None:
    page.looks.table.buttons[precision].click()
    assert kept[-1].precision == precision.value
    qtbot.waitUntil(lambda: (MINILM, 384, precision) in real_window.models.figures, timeout=LONG_MS)
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        real_window.bar.field.setText("who repairs the heating")
    assert real_window.search.model.hits[0].path.name == "lease.txt"


def test_a_distance_is_taken_at_once(page: ModelDialog, kept: list[Settings], qtbot: QtBot) -> None:
    qtbot.keyClicks(page.looks.distance, "M")
    page.looks.distance.activated.emit(page.looks.distance.currentIndex())
    assert kept[-1].distance == "manhattan"
    assert page.looks.guide.text().startswith("Cosine fits every model here")


def test_settings_unfold_and_are_kept(page: ModelDialog, kept: list[Settings], qtbot: QtBot) -> None:
    assert not page.settings.hub.isVisible()
    page.settings.fold.click()
    assert page.settings.hub.isVisible()
    qtbot.keyClicks(page.settings.hub, "https://mirror.example")
    qtbot.keyClick(page.settings.hub, Qt.Key.Key_Return)
    assert kept[-1].hub_endpoint == "https://mirror.example"
    qtbot.keyClicks(page.settings.token, "hf_secret")
    qtbot.keyClick(page.settings.token, Qt.Key.Key_Return)
    assert kept[-1].hub_token == "hf_secret"
    assert page.settings.token.displayText() == 9 * page.settings.token.displayText()[0] != "hf_secret"
    assert page.isVisible(), "Enter in a field closes nothing"
    page.settings.speed.setCurrentIndex(page.settings.speed.findData("background"))
    page.settings.speed.activated.emit(0)
    assert kept[-1].speed == "background"


def test_a_runtime_that_is_not_there_falls_back(real_window: MainWindow, page: ModelDialog, qtbot: QtBot) -> None:
    page.settings.provider.setCurrentIndex(page.settings.provider.findData("cuda"))
    page.settings.provider.activated.emit(0)
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        real_window.bar.field.setText("who repairs the heating")
    assert real_window.search.model.hits[0].path.name == "lease.txt"


def test_word_vectors_are_imported_by_dropping_them(
    real_window: MainWindow, page: ModelDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    rows, tokenizer = second_model.table(16)
    words = sorted(tokenizer.get_vocab().items(), key=lambda each: each[1])[1:]
    lines = (f"{word} {' '.join(f'{value:.4f}' for value in rows[place])}" for word, place in words)
    file = tmp_path / "mine.16d.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys, act = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QCoreApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), act, carried, buttons, keys))
    QCoreApplication.sendEvent(page, QDropEvent(QPointF(9, 9), act, carried, buttons, keys))
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.IMPORT)) as ended:
        pass
    assert ended.args is not None
    card = ended.args[2]
    assert card is not None, page.message.text.text()
    assert card.dimensions == 16
    qtbot.waitUntil(lambda: page.list.model == card.id and page.detail.use.isVisible())
    assert page.message.text.text() == f"{card.name} is imported."


def test_what_is_no_model_is_refused_in_a_sentence(
    page: ModelDialog, real_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(real_window.models.failed, timeout=LONG_MS):
        real_window.models.import_model(tmp_path / "Letters")
    assert page.message.isVisible()
    assert "cannot be used as a model" in page.message.text.text()
    assert page.importing.text() == ""


def test_everything_that_takes_the_focus_has_a_name(page: ModelDialog, switch: Callable[[], None]) -> None:
    switch()
    page.settings.fold.click()
    page.message.tell(wording.error(HubUnreachable(SECOND, "https://hub.example", "")))
    popups = {inner for each in page.findChildren(QComboBox) for inner in each.findChildren(QWidget)}
    walked = 0
    for widget in page.findChildren(QWidget):
        inner = widget in popups
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or inner or widget.objectName().startswith("qt_"):
            continue
        walked += 1
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, f"{type(widget).__name__} {widget.objectName()} has no name"
    assert walked > 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_wears_the_theme(real_window: MainWindow, page: ModelDialog, theme: str) -> None:
    real_window.dress("light" if theme == "dark" else "dark")
    real_window.dress(theme)
    card = page.list.view.viewport().grab().toImage().pixelColor(20, page.list.view.viewport().height() - 20)
    assert (card.lightness() < 128) is (theme == "dark")


def test_full_precision_embeds_once_more_while_half_answers(
    real_window: MainWindow, page: ModelDialog, kept: list[Settings], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(real_window.desk.update_ended, timeout=LONG_MS) as ended:
        page.looks.table.buttons[Precision.FLOAT32].click()
    assert kept[-1].precision == "float32"
    assert ended.args is not None
    assert (ended.args[0].indexed, ended.args[0].embedded) == (0, 6)
    qtbot.waitUntil(lambda: (MINILM, 384, Precision.FLOAT32) in real_window.models.figures, timeout=LONG_MS)


def test_a_refining_model_is_used_beside_the_other(
    real_window: MainWindow, page: ModelDialog, kept: list[Settings], tmp_path: Path, qtbot: QtBot
) -> None:
    source, target = tmp_path / "source", tmp_path / "home" / "models" / "terms"
    source.mkdir()
    tiny.publish(source, head="sparse")
    files = convert(source, target, "float32")
    card = ModelCard(
        "terms", "Terms", "", "", "MIT", 0, 64, kind=Kind.SPARSE, activation="log1p", languages="en", files=files
    )
    write_card(card, target / "card.toml")
    real_window.models.refresh()
    qtbot.waitUntil(lambda: real_window.models.state("terms") is not None)
    page.list.choose("terms")
    assert (page.detail.stand.text(), page.detail.use.text()) == ("Installed", "Use and re-index")
    page.detail.use.click()
    known = len(second_model.TEXTS)
    qtbot.waitUntil(lambda: real_window.models.state("terms").documents == known, timeout=LONG_MS)
    assert (page.detail.stand.text(), page.detail.use.text()) == ("In use", "Stop using it")
    assert not page.detail.remove.isVisible()
    assert (kept[-1].sparse, kept[-1].model) == ("terms", MINILM)
    assert real_window.models.answering.card.id == MINILM

    page.detail.use.click()
    qtbot.waitUntil(lambda: page.detail.stand.text() == "Installed")
    assert kept[-1].sparse == ""
    assert page.detail.use.text() == "Use"
    assert page.detail.drop.isVisible()
