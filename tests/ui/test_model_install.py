"""Downloads as a person sees them, from a hub on this computer through the real client."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from onyx_desktop.models.cards import load_cards
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.messages import Act
from onyx_desktop.ui.model_desk import Work
from onyx_desktop.ui.model_dialog import ModelDialog
from tests.models.hub_server import Fault, Published, serving
from tests.ui import second_model
from tests.ui.model_pages import LONG_MS, of

CARD = load_cards()["potion-base-2M"]


@pytest.fixture
def hub() -> Iterator[Published]:
    files = second_model.published(CARD.dimensions)
    with serving(Published({CARD.repository: files}, commit=CARD.revision)) as served:
        yield served


@pytest.fixture
def absent(page: ModelDialog, real_window: MainWindow, hub: Published, qtbot: QtBot) -> ModelDialog:
    """The page at a model that can be had from the hub."""
    real_window.models.change(hub_endpoint=hub.url)
    page.list.choose(CARD.id)
    assert page.detail.stand.text() == "Not installed"
    assert page.detail.install.text() == f"Install, {CARD.size_mb}.0 MB"
    return page


def test_a_model_is_downloaded_and_can_be_used(absent: ModelDialog, real_window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.INSTALL)) as ended:
        absent.detail.install.click()
        assert absent.detail.stand.text() == "Downloading"
        assert real_window.strip.privacy.text() == "Downloading a model"
    assert ended.args is not None
    assert ended.args[2] is not None, absent.message.text.text()
    qtbot.waitUntil(absent.detail.use.isVisible)
    assert absent.message.text.text() == f"{CARD.name} is installed."
    assert absent.detail.stand.text() == "Installed"
    assert real_window.strip.privacy.text() == "Offline"
    with qtbot.waitSignal(real_window.models.switched, timeout=LONG_MS):
        absent.detail.use.click()
    assert absent.detail.stand.text() == "In use"


def share(page: ModelDialog) -> float:
    """How far the card's bar is."""
    row = page.list.rows.row(CARD.id)
    return row.share or 0.0 if row is not None else 0.0


def test_progress_is_shown_and_a_cancelled_download_goes_on_later(
    absent: ModelDialog, real_window: MainWindow, hub: Published, qtbot: QtBot
) -> None:
    hub.bytes_a_second = len(hub.repositories[CARD.repository]["model.safetensors"]) // 3
    absent.detail.install.click()
    qtbot.waitUntil(lambda: " of " in absent.detail.progress.text(), timeout=LONG_MS)
    qtbot.waitUntil(lambda: "a second" in absent.detail.progress.text(), timeout=LONG_MS)
    qtbot.waitUntil(lambda: share(absent) > 0.6, timeout=LONG_MS)
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.INSTALL)):
        absent.detail.cancel.click()
    qtbot.waitUntil(absent.detail.install.isVisible)
    assert absent.detail.stand.text() == "Not installed"
    assert not absent.message.isVisible(), "who cancels knows it"
    hub.bytes_a_second = 0
    hub.requests.clear()
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.INSTALL)):
        absent.detail.install.click()
    qtbot.waitUntil(absent.detail.use.isVisible)
    (asked,) = hub.asked("model.safetensors")
    assert asked is not None, "it goes on where it stopped"


def test_a_download_goes_on_while_the_page_is_closed(
    absent: ModelDialog, real_window: MainWindow, hub: Published, qtbot: QtBot
) -> None:
    hub.bytes_a_second = len(hub.repositories[CARD.repository]["model.safetensors"]) // 2
    absent.detail.install.click()
    absent.close()
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        real_window.bar.field.setText("who repairs the heating")
    assert real_window.models.running(Work.INSTALL, CARD.id), "a search does not wait for a download"
    real_window.show_models()
    page = real_window.model_page
    assert page is not None
    page.list.choose(CARD.id)
    assert page.detail.stand.text() == "Downloading"
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.INSTALL)) as ended:
        pass
    assert ended.args is not None
    assert ended.args[2] is not None


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(status=404, code="EntryNotFound"), "has no"),
        (Fault(status=401), "only to people with permission"),
        (Fault(status=503), "cannot be reached"),
        (Fault(content=b"\0"), "arrived damaged"),
    ],
)
def test_troubles_are_told_in_the_page(
    absent: ModelDialog, real_window: MainWindow, hub: Published, fault: Fault, said: str, qtbot: QtBot
) -> None:
    hub.faults["model.safetensors"] = fault
    with qtbot.waitSignal(real_window.models.failed, timeout=LONG_MS):
        absent.detail.install.click()
    assert absent.message.isVisible()
    assert said in absent.message.text.text()
    assert not real_window.message.isVisible()
    qtbot.waitUntil(absent.detail.install.isVisible)


def test_offline_is_a_sentence_with_another_try(
    absent: ModelDialog, real_window: MainWindow, hub: Published, qtbot: QtBot
) -> None:
    address = hub.url
    real_window.models.change(hub_endpoint="http://127.0.0.1:9")
    with qtbot.waitSignal(real_window.models.failed, timeout=LONG_MS):
        absent.detail.install.click()
    assert "127.0.0.1:9 cannot be reached" in absent.message.text.text()
    assert absent.message.button.text() == "Try again"
    real_window.models.change(hub_endpoint=address)
    with qtbot.waitSignal(real_window.models.ended, timeout=LONG_MS, check_params_cb=of(Work.INSTALL)) as ended:
        absent.message.acted.emit(Act.RETRY)
    assert ended.args is not None
    assert ended.args[1:] == [CARD.id, ended.args[2]]
    assert ended.args[2] is not None
