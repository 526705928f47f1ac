"""The list of models over the real catalogue."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Kind
from onyx_desktop.library.shelves import ModelState
from onyx_desktop.models.cards import load_cards
from onyx_desktop.ui import model_words as words
from onyx_desktop.ui.model_list import ModelList
from onyx_desktop.ui.model_rows import ModelRows, Role, Row
from onyx_desktop.ui.palette import LIGHT


@pytest.fixture(scope="module")
def catalogue() -> list[Row]:
    states = [ModelState(card, card.embedded, card.embedded, card.embedded, 0, 0, 0) for card in load_cards().values()]
    return [Row(state, words.stand(state)) for state in states]


def texts(rows: ModelRows) -> list[object]:
    return [rows.index(number, 0).data() for number in range(rows.rowCount())]


def test_refining_models_stand_below_a_heading_of_their_own(catalogue: list[Row], qapp: object) -> None:
    rows = ModelRows()
    rows.show(catalogue)
    shown = texts(rows)
    assert shown[0] == "Embedding models"
    refining = shown.index("Models that refine the search")
    kinds = {rows.index(n, 0).data(Role.ROW).state.card.kind for n in range(refining + 1, rows.rowCount())}
    assert kinds == {Kind.RERANKER, Kind.LATE, Kind.SPARSE}
    assert len(shown) == len(catalogue) + 2


def test_it_is_a_model_that_views_can_trust(catalogue: list[Row], qtmodeltester: ModelTester) -> None:
    rows = ModelRows()
    rows.show(catalogue)
    qtmodeltester.check(rows)


def test_the_filter_takes_every_word(catalogue: list[Row], qapp: object) -> None:
    rows = ModelRows()
    rows.show(catalogue)
    rows.narrow("large bge")
    assert rows.models == ["bge-large-en-v1.5"]
    rows.narrow("reranker commercial")
    assert not rows.models
    rows.narrow("not for commercial")
    assert "splade-v3" in rows.models
    rows.narrow("installed")
    assert "all-MiniLM-L6-v2" not in rows.models, "it comes with the program"
    rows.narrow("")
    assert len(rows.models) == len(catalogue)


def test_a_step_repaints_one_card_and_resets_nothing(catalogue: list[Row], qtbot: QtBot) -> None:
    rows = ModelRows()
    rows.show(catalogue)
    with qtbot.assertNotEmitted(rows.modelReset), qtbot.waitSignal(rows.dataChanged) as changed:
        rows.step("e5-small-v2", 0.5)
    assert changed.args is not None
    assert changed.args[0].row() == rows.row_of("e5-small-v2")
    known = rows.row("e5-small-v2")
    assert known is not None
    assert known.share == 0.5
    with qtbot.assertNotEmitted(rows.modelReset):
        assert not rows.show(catalogue)


def test_a_card_speaks(catalogue: list[Row], qapp: object) -> None:
    rows = ModelRows()
    rows.show(catalogue)
    index = rows.index(rows.row_of("all-MiniLM-L6-v2"), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "all-MiniLM-L6-v2, In use"
    spoken = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "English · 384 dimensions" in spoken
    assert "Apache-2.0" in spoken


def test_arrow_keys_jump_over_headings(catalogue: list[Row], qtbot: QtBot) -> None:
    made = ModelList(LIGHT)
    qtbot.addWidget(made)
    made.resize(400, 600)
    made.show()
    made.show_rows(catalogue)
    embedding = [row.state.card.id for row in catalogue if words.embeds(row.state.card.kind)]
    refining = [row.state.card.id for row in catalogue if not words.embeds(row.state.card.kind)]
    made.choose(embedding[-1])
    qtbot.keyClick(made.view, Qt.Key.Key_Down)
    assert made.model == refining[0]
    qtbot.keyClick(made.view, Qt.Key.Key_Up)
    assert made.model == embedding[-1]


def test_the_choice_outlives_the_filter(catalogue: list[Row], qtbot: QtBot) -> None:
    made = ModelList(LIGHT)
    qtbot.addWidget(made)
    made.show_rows(catalogue)
    made.choose("e5-small-v2")
    qtbot.keyClicks(made.filter, "bge")
    made.filter.clear()
    assert made.model == "e5-small-v2"
    assert made.view.currentIndex().data() == "e5-small-v2"


def test_enter_in_the_filter_goes_to_the_first_match(catalogue: list[Row], qtbot: QtBot) -> None:
    made = ModelList(LIGHT)
    qtbot.addWidget(made)
    made.show_rows(catalogue)
    made.choose("e5-small-v2")
    qtbot.keyClicks(made.filter, "bge-large")
    qtbot.keyClick(made.filter, Qt.Key.Key_Return)
    assert made.model == "bge-large-en-v1.5"


def test_cards_are_drawn_in_all_states(catalogue: list[Row], qtbot: QtBot) -> None:
    made = ModelList(LIGHT)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    drawn = set()
    for stand in words.Stand:
        made.show_rows([dataclasses.replace(catalogue[0], stand=stand, share=0.4 if stand.icon else None)])
        image = made.view.viewport().grab().toImage()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == len(words.Stand), "each state looks different"
