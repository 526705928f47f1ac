"""Copies, more of a document, and the weak line, in a window over the real library."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from onyx_desktop import paths
from onyx_desktop.domain import Hit, Mode
from onyx_desktop.jobs import Lane
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings
from onyx_desktop.ui.bridge import Bridge
from onyx_desktop.ui.desk import Desk, Lanes
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.results_cells import tooltip
from onyx_desktop.ui.results_model import Fold, ResultsModel, Role
from tests.ui.model_pages import LONG_MS
from tests.ui.shaping_shelf import QUESTION, index
from tests.ui.test_results import hit


@pytest.fixture(scope="module")
def bees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bees")
    index(root)
    return root / "home"


@pytest.fixture
def asked(
    bees: Path, tmp_path: Path, kept: list[Settings], bugs: list[BaseException], qtbot: QtBot
) -> Iterator[MainWindow]:
    """The window with the answer to `QUESTION`."""
    home, settings = paths.home(shutil.copytree(bees, tmp_path / "home")), Settings(theme="light")
    bridge = Bridge()
    lanes = Lanes(*(Lane(name, bridge.post) for name in ("index", "search", "shelf", "trial")))
    desk = Desk(lanes, lambda: Library.open(home, settings), bugs.append)
    made = MainWindow(desk, settings, kept.append, home)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignals([desk.opened, desk.update_ended], timeout=LONG_MS):
        desk.open()
    with qtbot.waitSignal(made.search.answered, timeout=LONG_MS):
        made.search.ask(QUESTION, Mode.AUTO)
    yield made
    desk.resume()
    made.close()
    desk.close(60)
    assert bugs == []


def rows(window: MainWindow, role: int) -> list[object]:
    model = window.search.model
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def foldable(window: MainWindow) -> int:
    (row,) = [at for at, fold in enumerate(rows(window, Role.FOLD)) if fold is not None]
    return row


def test_the_last_card_of_a_document_unfolds_and_folds_again(asked: MainWindow, qtbot: QtBot) -> None:
    pane = asked.search
    row, before = foldable(asked), pane.model.rowCount()
    top = pane.model.index(row, 0).data(Role.HIT)
    assert isinstance(top, Hit)
    assert pane.model.index(row, 0).data(Role.FOLD) == Fold(top.more, is_open=False)
    pane.list.choose(row)
    with qtbot.waitSignal(pane.model.rowsInserted, timeout=LONG_MS):
        qtbot.keyClick(pane.list, Qt.Key.Key_Right)
    assert pane.model.rowCount() == before + top.more
    nested = [at for at, inside in enumerate(rows(asked, Role.NESTED)) if inside]
    assert nested == list(range(row + 1, row + 1 + top.more))
    shown = [each for each in rows(asked, Role.HIT) if isinstance(each, Hit) and each.document_id == top.document_id]
    assert len({each.chunk_id for each in shown}) == len(shown)
    qtbot.keyClick(pane.list, Qt.Key.Key_Right)  # open already
    pane.list.choose(nested[-1])
    qtbot.keyClick(pane.list, Qt.Key.Key_Left)
    assert pane.model.rowCount() == before
    assert pane.list.currentIndex().row() == row


def test_the_preview_steps_through_what_the_answer_only_counts(asked: MainWindow, qtbot: QtBot) -> None:
    pane, head = asked.search, asked.preview.head
    row = foldable(asked)
    pane.list.choose(row)
    top = pane.list.hit
    assert top is not None
    known = sum(each.document_id == top.document_id for each in pane.model.hits)
    count = known + top.more
    qtbot.waitUntil(
        lambda: head.match.text().endswith(f" of {count}") and "…" not in head.match.text(), timeout=LONG_MS
    )
    assert top in asked.matches.hits
    place = int(head.match.text().split()[1])
    step = 1 if place < count else -1
    hidden = 0
    for _ in range(count - place if step > 0 else place - 1):
        with qtbot.waitSignal(asked.preview.shown, timeout=LONG_MS):
            asked.matches.step(step)
        hidden += pane.model.row_of(asked.preview.hit) < 0
        assert asked.preview.hit is not None
        assert asked.preview.hit.document_id == top.document_id
    at_end = count if step > 0 else 1
    qtbot.waitUntil(lambda: head.match.text() == f"match {at_end} of {count}", timeout=LONG_MS)
    assert len(asked.matches.hits) == count
    assert hidden <= top.more


def test_a_step_that_comes_early_waits_for_the_matches(asked: MainWindow, qtbot: QtBot) -> None:
    row = foldable(asked)
    asked.search.list.choose(0 if row else 1)
    with qtbot.waitSignal(asked.preview.shown, timeout=LONG_MS):
        asked.search.list.choose(row)
    top = asked.search.list.hit
    head = asked.preview.head
    assert "…" in head.match.text()
    with qtbot.waitSignal(asked.preview.shown, timeout=LONG_MS):
        asked.matches.step(-1)
        asked.matches.step(1)
    assert asked.preview.hit != top
    assert "…" not in head.match.text()


def test_a_click_on_the_foot_unfolds(asked: MainWindow, qtbot: QtBot) -> None:
    pane = asked.search
    index_of = pane.model.index(foldable(asked), 0)
    pane.list.scrollTo(index_of)
    rect = pane.list.visualRect(index_of)
    foot = pane.delegate.fold_box(rect, index_of, pane.list.font())
    assert rect.contains(foot)
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(0, 20))
    assert not any(rows(asked, Role.NESTED))
    with qtbot.waitSignal(pane.model.rowsInserted, timeout=LONG_MS):
        qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=foot.center())
    pane.list.scrollTo(index_of)
    foot = pane.delegate.fold_box(pane.list.visualRect(index_of), index_of, pane.list.font())
    with qtbot.waitSignal(pane.model.rowsRemoved, timeout=LONG_MS):
        qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=foot.center())


def test_copies_are_named_on_the_card(asked: MainWindow) -> None:
    hits = [each for each in rows(asked, Role.HIT) if isinstance(each, Hit)]
    (lease,) = [each for each in hits if "Lease" in each.path.name]
    names = {lease.path.name, *(each.path.name for each in lease.copies)}
    assert names == {"Lease_2024.txt", "Lease_2024 (copy).txt", "Lease_draft.txt"}
    told = tooltip(lease)
    assert all(str(each.path) in told for each in lease.copies)
    row = hits.index(lease)
    assert "nearly the same" in str(asked.search.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_one_line_stands_above_the_first_weak_card(asked: MainWindow) -> None:
    answer = asked.search.answer
    assert answer is not None
    assert answer.weak_from
    assert rows(asked, Role.WEAK_FROM).index(True) == answer.weak_from
    assert sum(map(bool, rows(asked, Role.WEAK_FROM))) == 1
    assert not asked.search.banner.isVisible()
    plain, lined = (asked.search.list.visualRect(asked.search.model.index(row, 0)) for row in (0, answer.weak_from))
    assert lined.height() > plain.height()


def test_where_all_is_weak_there_is_a_banner_and_no_line(asked: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(asked.search.answered, timeout=LONG_MS):
        asked.search.ask("quantum chromodynamics on a lattice", Mode.AUTO)
    assert asked.search.banner.text() == "No close match. These are the nearest passages."
    assert not any(rows(asked, Role.WEAK_FROM))
    with qtbot.waitSignal(asked.search.answered, timeout=LONG_MS):
        asked.search.ask("type:txt", Mode.AUTO)
    assert not asked.search.banner.isVisible()


def test_an_unfolded_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = ResultsModel()
    more = dataclasses.replace(hit(1), more=2)
    model.show([more, hit(2), hit(3)], 1)
    qtmodeltester.check(model)
    model.unfold(1, [dataclasses.replace(hit(each), document_id=1) for each in (8, 9)])
    assert [model.index(row, 0).data(Role.HIT).chunk_id for row in range(model.rowCount())] == [1, 8, 9, 2, 3]
    assert [model.index(row, 0).data(Role.WEAK_FROM) for row in range(5)] == [False, False, False, True, False]
    assert model.row_of(hit(9)) == 2
    model.unfold(1, [hit(7)])  # open already
    model.unfold(77, [hit(7)])  # not there
    assert model.rowCount() == 5
    assert model.fold(1) == 0
    assert model.fold(1) == -1
    assert model.hits == (more, hit(2), hit(3))
