"""Filters as a person uses them: typed, shown as chips, taken out, left out, added from the menu, taken back."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Facets, Seed
from onyx_desktop.ranking.query import parse
from onyx_desktop.ui.chips import Chip
from onyx_desktop.ui.filter_line import FilterLine
from onyx_desktop.ui.filter_menu import FilterMenu, by_kind, in_folder
from onyx_desktop.ui.main_window import MainWindow
from onyx_desktop.ui.search_bar import SearchBar
from tests.ranking.test_query import LINES
from tests.ui.model_pages import LONG_MS


@pytest.fixture
def bar(qtbot: QtBot) -> SearchBar:
    made = SearchBar(0)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    return made


def write(bar: SearchBar, qtbot: QtBot, text: str) -> None:
    bar.field.setText(text)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)


def labels(bar: SearchBar) -> list[str]:
    return [button.text() for button in bar.chips.buttons]


def meaning(text: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in parse(text, alone=False).parts]


# Text and chips are the same thing.


@given(LINES)
def test_the_chips_are_the_filters_of_the_text(typed: str) -> None:
    row = FilterLine(typed).row()
    assert [(chip.number, chip.part) for chip in row] == list(enumerate(parse(typed).chips))
    assert all(chip.label and bool(chip.wrong) != chip.part.understood for chip in row)


@given(LINES, st.data())
def test_a_chip_taken_out_and_typed_again_gives_the_same_chips(typed: str, data: st.DataObject) -> None:
    line = FilterLine(typed)
    row = line.row(alone=False)
    if not row:
        return
    chip = data.draw(st.sampled_from(row))
    left = line.without(chip)
    assert [each.part for each in left.row(alone=False)] == [each.part for each in row if each is not chip]
    back = left.typed(f"{left.text} {chip.part.text}")
    assert sorted(each.part.text for each in back.row(alone=False)) == sorted(each.part.text for each in row)


@given(LINES, st.lists(st.integers(0, 8), max_size=6))
@settings(max_examples=200)
def test_whatever_is_left_out_and_put_back_the_row_stays(typed: str, pressed: list[int]) -> None:
    line = FilterLine(typed)
    row = line.row(alone=False)
    if not row:
        return
    for number in pressed:
        line = line.toggled(line.row(alone=False)[number % len(row)])
        now = line.row(alone=False)
        assert [chip.part for chip in now] == [chip.part for chip in row]
        assert [chip.part for chip in now if not chip.off] == list(parse(line.text, alone=False).chips)
    for number in range(len(row)):
        if line.row(alone=False)[number].off:
            line = line.toggled(line.row(alone=False)[number])
    assert not line.off
    words = [part for part in meaning(typed) if part[0] in {"text", "phrase"}]
    assert [part for part in meaning(line.text) if part[0] in {"text", "phrase"}] == words


@given(
    LINES,
    st.sampled_from(["type:pdf", "in:Contracts", 'in:"Flat 3"', "after:2023", "date:2024", "size:>1mb", "lang:de"]),
)
def test_a_filter_added_is_there_once(typed: str, new: str) -> None:
    line = FilterLine(typed).added(new)
    (part,) = parse(new).parts
    assert [chip.part for chip in line.row(alone=False)].count(part) >= 1
    assert line.added(new) == line, "adding it again changes nothing"


def test_another_folder_or_time_takes_the_place_of_the_first() -> None:
    line = FilterLine("rent in:Contracts -in:Old after:2020 type:pdf")
    assert line.added("in:Papers").text == "rent -in:Old after:2020 type:pdf in:Papers"
    assert line.added("date:2023").text == "rent in:Contracts -in:Old type:pdf date:2023"
    assert line.added("type:md").text == "rent in:Contracts -in:Old after:2020 type:pdf type:md"


# In the bar.


def test_a_chip_for_each_filter(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, 'heating "in winter" type:pdf,word in:"Flat 3" after:2023 -lang:de -draft mode:words')
    assert labels(bar) == [
        "type: PDF, Word", "in: Flat 3", "after: 2023", "not language: Deutsch", "without: draft", "mode: Exact words",
    ]  # fmt: skip
    assert bar.clear_all.isVisible()
    qtbot.mouseClick(bar.chips.buttons[2], Qt.MouseButton.LeftButton)
    assert bar.query == 'heating "in winter" type:pdf,word in:"Flat 3" -lang:de -draft mode:words'


def test_a_filter_taken_out_asks_again(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating type:pdf")
    with qtbot.waitSignal(bar.asked) as asked:
        qtbot.mouseClick(bar.chips.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args[0] == "heating"
    assert QApplication.focusWidget() is bar.field
    write(bar, qtbot, "type:pdf")
    with qtbot.waitSignal(bar.emptied):
        qtbot.mouseClick(bar.chips.buttons[0], Qt.MouseButton.LeftButton)


def test_what_means_nothing_is_red_and_says_why(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating after:20x3")
    (chip,) = bar.chips.buttons
    assert chip.property("state") == "wrong"
    assert chip.text() == "after: 20x3 · not understood"
    assert "“20x3” is no date" in chip.toolTip()
    assert "“20x3” is no date" in chip.accessibleDescription()
    write(bar, qtbot, "heating -size:>1mb")
    assert "Leave the minus out" in bar.chips.buttons[0].accessibleDescription()


def test_keys_leave_filters_out_and_use_them_again(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating type:pdf after:2023")
    with qtbot.waitSignal(bar.asked) as asked:
        qtbot.keyClick(bar.field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert asked.args[0] == "heating after:2023"
    assert [button.property("state") for button in bar.chips.buttons] == ["off", "on"]
    assert "left out" in bar.chips.buttons[0].accessibleName()
    qtbot.keyClick(bar.field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert bar.query == "heating type:pdf after:2023"
    qtbot.keyClick(bar.field, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert bar.query == "heating type:pdf after:2023"


def test_a_filter_left_out_is_used_again_by_a_press(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating type:pdf after:2023")
    bar.chips.buttons[1].actions()[0].trigger()
    assert bar.query == "heating type:pdf"
    qtbot.mouseClick(bar.chips.buttons[1], Qt.MouseButton.LeftButton)
    assert bar.query == "heating type:pdf after:2023"


def test_clear_all_and_undo(bar: SearchBar, qtbot: QtBot) -> None:
    like = Chip("like", "a", Seed(passages=(1,)))
    write(bar, qtbot, "heating type:pdf after:2023")
    bar.chips.put([like])
    qtbot.keyClick(bar.field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(bar.clear_all, Qt.MouseButton.LeftButton)
    assert (bar.query, labels(bar), bar.clear_all.isVisible()) == ("heating", [], False)
    with qtbot.waitSignal(bar.asked) as asked:
        qtbot.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked.args[0] == "heating after:2023"
    assert labels(bar) == ["type: PDF", "after: 2023", "like: a"]
    qtbot.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.query == "heating type:pdf after:2023"


def test_undo_takes_back_typing_first(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating type:pdf")
    qtbot.mouseClick(bar.chips.buttons[0], Qt.MouseButton.LeftButton)
    bar.field.setFocus()
    bar.field.end(False)
    qtbot.keyClicks(bar.field, " costs")
    qtbot.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.query == "heating"
    qtbot.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.query == "heating type:pdf"


def test_undo_from_a_chip(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating type:pdf after:2023")
    bar.chips.buttons[0].setFocus()
    qtbot.keyClick(bar.chips.buttons[0], Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is bar.chips.buttons[0]
    qtbot.keyClick(bar.chips.buttons[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bar.query == "heating type:pdf after:2023"


def test_escape_takes_back_the_selection_then_the_text_and_then_nothing(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating")
    bar.focus()
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert (bar.query, bar.field.hasSelectedText()) == ("heating", False)
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.query == ""
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isVisible()


# The menu.


def entries(menu: FilterMenu) -> dict[str, dict[str, str]]:
    menu.aboutToShow.emit()
    return {
        action.text(): {each.text(): each.data() for each in action.menu().actions() if each.text()}
        for action in menu.actions()
        if action.menu() is not None
    }


def test_the_menu_offers_what_the_library_holds(bar: SearchBar) -> None:
    bar.filter_menu.folders = [Path("/Flat 3")]
    types = ((".pdf", 812), (".docx", 150), (".doc", 51), (".py", 3))
    bar.filter_menu.show_facets(Facets(types, (("de", 7),), ((2024, 1204),)))
    offered = entries(bar.filter_menu)
    assert list(offered["Type"].items())[:3] == [
        ("PDF   812", "type:pdf"), ("Word   201", "type:word"), ("PY   3", "type:py"),
    ]  # fmt: skip
    assert offered["Folder"]["Flat 3"] == 'in:"/Flat 3"'
    assert offered["Language"]["Deutsch   7"] == "lang:de"
    assert offered["Date"]["2024   1,204"] == "date:2024"
    week_ago = datetime.date.today() - datetime.timedelta(days=7)
    assert f"after:{week_ago}" in offered["Date"].values()
    assert offered["Size"]["Larger than 10 MB"] == "size:>10mb"
    assert all(parse(text).filters for group in offered.values() for text in group.values() if not text.endswith(":"))


def test_the_menu_adds_and_takes_out(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating")
    bar.filter_menu.show_facets(Facets(((".pdf", 2),)))
    for expected in ("heating type:pdf", "heating"):
        bar.filter_menu.aboutToShow.emit()
        next(each for each in bar.filter_menu.actions()[0].menu().actions() if each.data() == "type:pdf").trigger()
        assert bar.query == expected


def test_the_menu_begins_what_must_be_typed(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "heating")
    bar.filter_menu.aboutToShow.emit()
    next(each for each in bar.filter_menu.actions() if each.data() == "name:").trigger()
    qtbot.keyClicks(bar.field, "lease")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert (bar.query, labels(bar)) == ("heating name:lease", ["name: lease"])


def test_kinds_are_counted_together() -> None:
    assert by_kind([(".eml", 2), (".msg", 1), (".pdf", 2), ("", 4)]) == [("mail", 3), ("pdf", 2)]


@pytest.mark.parametrize("folder", ["Contracts", "Flat 3", "/home/a b/c"])
def test_a_folder_as_a_filter(folder: str) -> None:
    assert parse(in_folder(folder)).filters.folders == (folder,)


def test_the_counts_are_those_of_the_library(real_window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(real_window.narrowing.counts.facets.types), timeout=LONG_MS)
    offered = entries(real_window.bar.filter_menu)
    assert list(offered["Type"]) == ["TXT   5", "MD   1", "Type it…"]
    assert list(offered["Folder"]) == ["Letters", "Type it…"]
    with qtbot.waitSignal(real_window.search.answered, timeout=LONG_MS):
        real_window.bar.filter_menu.actions()[1].menu().actions()[0].trigger()
    assert real_window.search.model.rowCount() > 0


def test_a_misspelled_filter_is_offered_and_taken_by_a_press(bar: SearchBar, qtbot: QtBot) -> None:
    asked: list[str] = []
    bar.asked.connect(lambda query, _mode, _seed: asked.append(query))
    write(bar, qtbot, "rent tpye:pdf")
    assert bar.typo.isVisible()
    assert bar.typo.accessibleName() == "Did you mean type:pdf?"
    assert labels(bar) == []
    assert bar.query == "rent tpye:pdf", "nothing is changed unasked"
    qtbot.mouseClick(bar.typo, Qt.MouseButton.LeftButton)
    assert asked[-1] == bar.query == "rent type:pdf"
    assert labels(bar) == ["type: PDF"]
    assert not bar.typo.isVisible()
    bar.undo()
    assert bar.query == "rent tpye:pdf"


def test_a_misspelled_filter_is_reached_and_waved_away_by_keys(bar: SearchBar, qtbot: QtBot) -> None:
    write(bar, qtbot, "befor:2020 rent")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return):
        bar.typo.setFocus()
        assert bar.typo.focusPolicy() & Qt.FocusPolicy.TabFocus
        qtbot.keyClick(bar.typo, key)
        assert bar.field.hasFocus()
        if key == Qt.Key.Key_Delete:
            assert not bar.typo.isVisible()
            write(bar, qtbot, "befor:2020 rent due")
            assert not bar.typo.isVisible(), "once is enough"
            write(bar, qtbot, "rent")
            write(bar, qtbot, "befor:2020 rent")
            assert bar.typo.isVisible()
    assert bar.query == "before:2020 rent"
