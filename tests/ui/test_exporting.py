"""Results to a file, as a person does it: the key, a name, and what is in the file."""

import json
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from onyx_desktop.ui.exporting import file_name
from onyx_desktop.ui.main_window import MainWindow


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the next file dialog answers with, and after it what it was asked."""
    answers: list[object] = []

    def dialog(*asked: object) -> object:
        answer = answers.pop(0)
        answers.append(asked)
        return answer

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    return answers


def export(window: MainWindow, qtbot: QtBot, query: str = "heating") -> None:
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText(query)
    with qtbot.waitSignal(window.exports.told):
        qtbot.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_all_results_become_a_report_with_pages(
    window: MainWindow, choosing: list[object], tmp_path: Path, qtbot: QtBot
) -> None:
    choosing.append((str(tmp_path / "found"), "Report as PDF (*.pdf)"))
    export(window, qtbot)
    assert choosing[0][2].endswith("heating.pdf")  # type: ignore[index]  # it was filled by the dialog
    document = pypdfium2.PdfDocument(tmp_path / "found.pdf")
    text = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    assert "Passages found for “heating”" in text
    assert "all-MiniLM-L6-v2, 384" in text
    assert "The landlord shall keep the heating in working order." in text
    assert "Lease_2024, p. 1" in text
    assert "found.pdf" in window.message.text.text()


def test_the_ending_that_was_typed_counts(
    window: MainWindow, choosing: list[object], tmp_path: Path, qtbot: QtBot
) -> None:
    choosing.append((str(tmp_path / "found.json"), "Report as PDF (*.pdf)"))
    export(window, qtbot)
    told = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert [hit["passage"] for hit in told["hits"]] == [hit.text for hit in window.search.model.hits]


def test_a_place_that_can_not_be_written_is_told(
    window: MainWindow, choosing: list[object], tmp_path: Path, qtbot: QtBot
) -> None:
    choosing.append((str(tmp_path / "none" / "found.md"), "Note in Markdown (*.md)"))
    with qtbot.waitSignal(window.search.answered):
        window.bar.field.setText("heating")
    with qtbot.waitSignal(window.desk.failed):
        window.exports.choose()
    assert "could not be written" in window.message.text.text()


def test_without_results_there_is_nothing_to_export(window: MainWindow, choosing: list[object], qtbot: QtBot) -> None:
    window.exports.choose()
    assert "no results" in window.message.text.text()
    assert choosing == []


def test_a_question_becomes_a_name_for_every_system() -> None:
    assert file_name('type:pdf "notice period" a/b\\c? <x>') == "type pdf notice period a b c x"
    assert file_name("...") == ""
    assert len(file_name("word " * 99)) <= 60
