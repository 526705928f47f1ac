from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from onyx_desktop.domain import Reason
from onyx_desktop.ui.problems_dialog import ProblemsDialog, grouped
from tests.ui.shelf_of_hits import refused


def test_groups_are_ordered_by_size_and_unsupported_types_come_last(tmp_path: Path) -> None:
    groups = grouped(refused(tmp_path))
    assert [why for why, _ in groups] == [Reason.DAMAGED, Reason.PASSWORD, Reason.UNSUPPORTED]
    assert [each.file.path.name for each in groups[0][1]] == ["broken.pdf", "torn.pdf"]


def test_unsupported_types_are_folded(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ProblemsDialog(refused(tmp_path))
    qtbot.addWidget(dialog)
    tops = [dialog.tree.topLevelItem(number) for number in range(dialog.tree.topLevelItemCount())]
    assert [top.isExpanded() for top in tops if top] == [True, True, False]
    assert next(top.text(0) for top in tops if top) == "Damaged  (2)"


def test_a_chosen_group_stands_for_its_files(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ProblemsDialog(refused(tmp_path))
    qtbot.addWidget(dialog)
    top = dialog.tree.topLevelItem(0)
    assert top is not None
    top.setSelected(True)
    assert not dialog.folder.isEnabled()
    with qtbot.waitSignal(dialog.retry_wanted) as wanted:
        dialog.retry.click()
    assert wanted.args == [[tmp_path / "broken.pdf", tmp_path / "torn.pdf"]]


def test_the_list_is_copied(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ProblemsDialog(refused(tmp_path))
    qtbot.addWidget(dialog)
    dialog.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 6
    assert lines[0] == f"Damaged\t{tmp_path / 'broken.pdf'}\twhy"
